//! Tests wait for what they expect, never for time to pass; and none is left out.

use super::Source;

/// Complaints about sleeping and ignored tests.
pub fn complaints(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        for (line, code) in source.tests() {
            if sleeps(code) {
                complaints.push(format!(
                    "{}:{line} sleeps: wait for what you expect, with a bound (e2e: `patience`), or pass the time in",
                    source.path
                ));
            }
            if code.trim_start().starts_with("#[ignore") {
                complaints.push(format!(
                    "{}:{line} ignores a test: repair it or take it out",
                    source.path
                ));
            }
        }
    }
    complaints
}

/// Whether the line calls the function; a method or a definition of that name belongs to a virtual clock.
fn sleeps(code: &str) -> bool {
    code.match_indices("sleep").any(|(at, word)| {
        let before = &code[..at];
        let after = &code[at + word.len()..];
        let is_called = after.starts_with('(') && !before.ends_with("fn ");
        is_called
            && !before.ends_with(|letter: char| {
                letter.is_alphanumeric() || letter == '_' || letter == '.'
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_in_a_test_is_noticed() {
        for line in [
            "thread::{}(PAUSE);",
            "{}(PAUSE).await;",
            "let nap = {}(PAUSE);",
        ] {
            // Put together here, so that this file does not complain about itself.
            let line = line.replace("{}", "sleep");
            assert_eq!(
                complaints(&[Source::new("edge/tests/routes.rs", &line)]).len(),
                1,
                "{line}"
            );
        }
    }

    #[test]
    fn virtual_sleep_and_code_outside_tests_are_fine() {
        assert_eq!(
            complaints(&[Source::new("hotline/tests/rings.rs", "hotline.sleep(40);")]),
            [""; 0]
        );
        assert_eq!(
            complaints(&[Source::new(
                "hotline/tests/rings.rs",
                "pub fn sleep(&mut self) {}"
            )]),
            [""; 0]
        );
        assert_eq!(
            complaints(&[Source::new(
                "server/src/net.rs",
                &"thread::{}(PAUSE);".replace("{}", "sleep")
            )]),
            [""; 0]
        );
    }

    #[test]
    fn an_ignored_test_is_noticed() {
        let ignored = concat!("#[", "ignore = \"slow\"]");

        assert_eq!(
            complaints(&[Source::new("edge/tests/routes.rs", ignored)]).len(),
            1
        );
    }
}

//! Differences and refusals, as one reads them in a terminal.

use super::live::{Change, Live, Refused};

/// A line for each value that becomes another: `+` is new, `-` is gone, `~` is another now.
pub fn differences(changes: &[Change]) -> String {
    let lines = changes.iter().map(|change| {
        let path = &change.path;
        match (&change.from, &change.to) {
            (None, Some(to)) => format!("+ {path} = {to}"),
            (Some(from), None) => format!("- {path} = {from}"),
            (Some(from), Some(to)) => format!("~ {path} = {from} -> {to}"),
            (None, None) => format!("~ {path}"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Why nothing was changed, and what to do about it. `live` is what holds as far as we know.
pub fn refusal(refused: &Refused, base: u64, live: &Live) -> String {
    match refused {
        Refused::Mistaken(mistakes) => {
            let mistakes: String = mistakes
                .iter()
                .map(|mistake| format!("\n  - {mistake}"))
                .collect();
            format!("Nothing was changed; this would be right:{mistakes}")
        }
        Refused::Stale(revision) if *revision == live.revision => format!(
            "Nothing was changed: the live configuration is revision {revision}, changed on {} by {}, and this is a \
             change of revision {base}. `cargo xtask configuration > FILE` fetches the live one: change that, or take what \
             is new into yours and write `revision = {revision}` on top.",
            live.at(),
            live.by.as_deref().unwrap_or("the installation")
        ),
        Refused::Stale(revision) => format!(
            "Nothing was changed: somebody has just made revision {revision}. Look at it with `cargo xtask configuration`."
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(path: &str, from: Option<&str>, to: Option<&str>) -> Change {
        Change {
            path: path.to_owned(),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        }
    }

    fn live() -> Live {
        Live {
            organisation: "demo".to_owned(),
            revision: 7,
            at_ms: 1_767_225_600_000,
            by: Some("Ben".to_owned()),
            configuration: json!({}),
        }
    }

    #[test]
    fn what_is_new_gone_and_other_is_marked() {
        let told = differences(&[
            change("departments.sales.points", Some("5"), Some("9")),
            change("operators.Ben.chats", Some("2"), None),
            change("operators.Clara", None, Some("{}")),
        ]);

        assert_eq!(
            told,
            "~ departments.sales.points = 5 -> 9\n- operators.Ben.chats = 2\n+ operators.Clara = {}"
        );
    }

    #[test]
    fn a_newer_live_one_says_by_whom_and_when_and_how_to_get_it() {
        let told = refusal(&Refused::Stale(7), 3, &live());

        assert_eq!(
            told,
            "Nothing was changed: the live configuration is revision 7, changed on 2026-01-01 00:00:00 UTC by Ben, and \
             this is a change of revision 3. `cargo xtask configuration > FILE` fetches the live one: change that, or take \
             what is new into yours and write `revision = 7` on top."
        );
        assert!(refusal(&Refused::Stale(8), 7, &live()).contains("just made revision 8"));
    }

    #[test]
    fn every_mistake_has_a_line() {
        let mistakes = vec!["name: a text".to_owned(), "schema: the number 1".to_owned()];

        assert_eq!(
            refusal(&Refused::Mistaken(mistakes), 1, &live()),
            "Nothing was changed; this would be right:\n  - name: a text\n  - schema: the number 1"
        );
    }
}

//! Files one can read in one sitting, named after what they are about.

use super::Source;

/// Longer files hold more than one concept.
const LONGEST: usize = 400;

/// Files that may be longer, each with the reason.
const LONGER: [(&str, &str); 0] = [];

/// Names that say nothing about the concept.
const EMPTY_NAMES: [&str; 5] = ["util", "utils", "helper", "helpers", "misc"];

/// Complaints about long files and empty names.
pub fn complaints(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        let lines = source.text.lines().count();
        if lines > LONGEST && !LONGER.iter().any(|(path, _)| *path == source.path) {
            complaints.push(format!(
                "{} has {lines} lines, more than {LONGEST}: which concept has moved in? Give it a file of its own",
                source.path
            ));
        }
        let mut parts = source.path.split(['/', '.']);
        if let Some(part) = parts.find(|part| EMPTY_NAMES.contains(part)) {
            complaints.push(format!(
                "{} is called `{part}`: name it after the concept inside",
                source.path
            ));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_noticed() {
        assert_eq!(
            complaints(&[Source::new("edge/src/route.rs", &"\n".repeat(LONGEST))]),
            [""; 0]
        );
        assert_eq!(
            complaints(&[Source::new("edge/src/route.rs", &"\n".repeat(LONGEST + 1))]).len(),
            1
        );
    }

    #[test]
    fn an_empty_name_is_noticed() {
        assert_eq!(complaints(&[Source::new("edge/src/utils.rs", "")]).len(), 1);
        assert_eq!(
            complaints(&[Source::new("edge/src/util/mod.rs", "")]).len(),
            1
        );
        assert_eq!(complaints(&[Source::new("edge/src/route.rs", "")]), [""; 0]);
    }
}

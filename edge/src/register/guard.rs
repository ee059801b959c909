//! Keeps spreadsheets from running what visitors wrote (CSV injection).

use std::borrow::Cow;

/// What makes a spreadsheet take a cell for a formula, in narrow and wide letters. Tab, line ends and NUL are there
/// because programs skip them and look at what follows.
const RUNS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\0',
];

/// The cell as plain text: with an apostrophe before it, which spreadsheets do not show, if it could run. A phone number
/// gets one too, for its plus. Text is changed in no other way.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    // Blanks before a formula are skipped by some programs.
    let runs = cell.trim_start_matches(' ').starts_with(RUNS);
    if runs {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts() {
        for cell in [
            "=HYPERLINK(\"http://evil.example\")",
            "+43123456",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM",
            "  =1",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"), "{cell:?}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for cell in [
            "",
            "a=b",
            "1-2",
            "it's",
            "'=1",
            "ﬁne",
            "2026-11-22T10:00:00Z",
        ] {
            assert!(matches!(guarded(cell), Cow::Borrowed(same) if same == cell));
        }
    }
}

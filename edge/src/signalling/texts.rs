//! Texts that people write, as they are let in: readable, not empty and not without end.

use bellpull_protocol::limits::{MAX_LINE_CHARS, MAX_REMARK_CHARS};
use bellpull_protocol::{LineText, Note, RefusalCode, Remark};

pub(super) fn line(text: &LineText) -> Result<LineText, RefusalCode> {
    let text = readable(text.expose());
    if !has_ink(&text) {
        return Err(RefusalCode::TextEmpty);
    }
    within(MAX_LINE_CHARS, &text)?;
    Ok(LineText::new(text))
}

/// Stars need no remark: an empty one is none.
pub(super) fn remark(remark: Option<Remark>) -> Result<Option<Remark>, RefusalCode> {
    let text = remark.map(|remark| readable(remark.expose()));
    let Some(text) = text.filter(|text| has_ink(text)) else {
        return Ok(None);
    };
    within(MAX_REMARK_CHARS, &text)?;
    Ok(Some(Remark::new(text)))
}

/// An empty note takes back an earlier one.
pub(super) fn note(note: &Note) -> Note {
    Note::new(readable(note.expose()))
}

/// Without control characters (C0 and C1), which no screen shows and some programs obey; breaks and tabs stay.
fn readable(text: &str) -> String {
    let control = |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\t');
    text.chars().filter(|letter| !control(letter)).collect()
}

/// Whether anything in it can be seen.
fn has_ink(text: &str) -> bool {
    let invisible = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !text.chars().all(invisible)
}

fn within(limit: usize, text: &str) -> Result<(), RefusalCode> {
    if text.chars().count() > limit {
        Err(RefusalCode::TextTooLong)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_dropped_and_breaks_stay() {
        let text = line(&LineText::new("a\u{0}\u{7}\u{1b}[31mb\r\n\tc\u{85}\u{9f}d"));
        assert_eq!(text.unwrap().expose(), "a[31mb\n\tcd");
    }

    #[test]
    fn what_nobody_can_see_is_empty() {
        for text in ["", " \n\t", "\u{0}", "\u{200b}\u{feff}", "\u{202e}\u{2069}"] {
            assert_eq!(line(&LineText::new(text)), Err(RefusalCode::TextEmpty));
            assert_eq!(remark(Some(Remark::new(text))), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn length_is_counted_in_characters_after_cleaning() {
        let longest = format!("\u{0}{}", "🙂".repeat(MAX_LINE_CHARS));
        assert!(line(&LineText::new(&longest)).is_ok());
        assert_eq!(
            line(&LineText::new(format!("{longest}x"))),
            Err(RefusalCode::TextTooLong)
        );
        let remarks = "ä".repeat(MAX_REMARK_CHARS + 1);
        assert_eq!(
            remark(Some(Remark::new(remarks))),
            Err(RefusalCode::TextTooLong)
        );
    }
}

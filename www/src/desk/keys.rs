//! The keyboard of the desk: one table for the handler, the help and the tests.

use bellpull_protocol::operator::Disposition;

/// What a key does. The machine ignores what does not fit the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Answer,
    Decline,
    Mute,
    HangUp,
    Outcome(Disposition),
    MoreTime,
    Finish,
    NextChat,
    WriteLine,
    EndChat,
    TakeCallback,
    /// Who there is to give it to.
    Transfer,
    /// Takes the focus out of what is being typed, so that plain keys work again.
    LeaveText,
    Help,
}

/// One row of the table.
#[derive(Debug)]
pub struct Key {
    pub action: Action,
    /// Values of `KeyboardEvent.key` in lower case.
    pub strokes: &'static [&'static str],
    /// What the help shows for it, one per keycap.
    pub shown: &'static [&'static str],
    /// The text that names the action.
    pub text: &'static str,
    /// With Ctrl or ⌘; only such keys, and Escape, work while somebody types.
    pub held: bool,
}

/// The outcomes in the order of their number keys.
pub const OUTCOMES: [(Disposition, &str); 5] = [
    (Disposition::Resolved, "outcome.resolved"),
    (Disposition::FollowUp, "outcome.follow_up"),
    (Disposition::NotResolved, "outcome.not_resolved"),
    (Disposition::WrongNumber, "outcome.wrong_number"),
    (Disposition::Spam, "outcome.spam"),
];

pub const KEYS: [Key; 18] = [
    plain(
        Action::Answer,
        &["enter", "a"],
        &["Enter", "A"],
        "action.answer",
    ),
    plain(Action::Decline, &["d"], &["D"], "action.decline"),
    plain(Action::Mute, &["m"], &["M"], "action.mute"),
    plain(Action::HangUp, &["h"], &["H"], "action.hang_up"),
    plain(
        Action::Outcome(OUTCOMES[0].0),
        &["1"],
        &["1"],
        OUTCOMES[0].1,
    ),
    plain(
        Action::Outcome(OUTCOMES[1].0),
        &["2"],
        &["2"],
        OUTCOMES[1].1,
    ),
    plain(
        Action::Outcome(OUTCOMES[2].0),
        &["3"],
        &["3"],
        OUTCOMES[2].1,
    ),
    plain(
        Action::Outcome(OUTCOMES[3].0),
        &["4"],
        &["4"],
        OUTCOMES[3].1,
    ),
    plain(
        Action::Outcome(OUTCOMES[4].0),
        &["5"],
        &["5"],
        OUTCOMES[4].1,
    ),
    plain(Action::MoreTime, &["t"], &["T"], "action.more_time"),
    Key {
        action: Action::Finish,
        strokes: &["enter"],
        shown: &["Ctrl", "Enter"],
        text: "action.finish",
        held: true,
    },
    plain(Action::NextChat, &["c"], &["C"], "action.next_chat"),
    plain(Action::WriteLine, &["w"], &["W"], "action.write_line"),
    plain(Action::EndChat, &["e"], &["E"], "action.end_chat"),
    plain(Action::TakeCallback, &["b"], &["B"], "action.take_next"),
    plain(Action::Transfer, &["g"], &["G"], "action.transfer"),
    plain(Action::LeaveText, &[ESCAPE], &["Esc"], "action.leave_text"),
    plain(Action::Help, &["?"], &["?"], "action.help"),
];

const ESCAPE: &str = "escape";

const fn plain(
    action: Action,
    strokes: &'static [&'static str],
    shown: &'static [&'static str],
    text: &'static str,
) -> Key {
    Key {
        action,
        strokes,
        shown,
        text,
        held: false,
    }
}

/// Where the keyboard's focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Page,
    /// A button or link, which Enter and Space belong to.
    Control,
    /// Somewhere to type, which all plain keys belong to.
    Text,
    /// The line of a chat, which Enter with Ctrl belongs to as well: it sends.
    Line,
}

/// What is held down besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Nothing,
    /// Ctrl or ⌘.
    Command,
    /// Alt or a combination, which belongs to the browser.
    Other,
}

/// What a stroke means, if anything.
#[must_use]
pub fn action(key: &str, held: Held, focus: Focus) -> Option<Action> {
    let key = key.to_lowercase();
    let wants_held = match (held, focus) {
        (Held::Nothing, Focus::Text | Focus::Line) if key == ESCAPE => false,
        (Held::Other, _) | (Held::Nothing, Focus::Text | Focus::Line) => return None,
        // Escape closes what is open; that is the browser's.
        (Held::Nothing, Focus::Page | Focus::Control) if key == ESCAPE => return None,
        (Held::Nothing, Focus::Control) if key == "enter" => return None,
        (Held::Nothing, Focus::Page | Focus::Control) => false,
        (Held::Command, Focus::Line) => return None,
        (Held::Command, Focus::Page | Focus::Control | Focus::Text) => true,
    };
    let row = KEYS
        .iter()
        .find(|row| row.held == wants_held && row.strokes.contains(&key.as_str()))?;
    Some(row.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_with_enter_and_with_a() {
        assert_eq!(
            action("Enter", Held::Nothing, Focus::Page),
            Some(Action::Answer)
        );
        assert_eq!(
            action("A", Held::Nothing, Focus::Page),
            Some(Action::Answer)
        );
    }

    #[test]
    fn leaves_every_plain_key_but_escape_to_somebody_who_types() {
        let plain = KEYS
            .iter()
            .filter(|row| !row.held && row.action != Action::LeaveText);
        for row in plain {
            for stroke in row.strokes {
                for focus in [Focus::Text, Focus::Line] {
                    assert_eq!(action(stroke, Held::Nothing, focus), None, "{stroke}");
                }
            }
        }
        assert_eq!(
            action("Escape", Held::Nothing, Focus::Line),
            Some(Action::LeaveText)
        );
        assert_eq!(
            action("Enter", Held::Command, Focus::Text),
            Some(Action::Finish)
        );
    }

    #[test]
    fn leaves_enter_to_the_line_of_a_chat() {
        for held in [Held::Nothing, Held::Command] {
            assert_eq!(action("Enter", held, Focus::Line), None);
        }
    }

    #[test]
    fn leaves_enter_to_a_focused_button() {
        assert_eq!(action("Enter", Held::Nothing, Focus::Control), None);
        assert_eq!(
            action("d", Held::Nothing, Focus::Control),
            Some(Action::Decline)
        );
    }

    #[test]
    fn leaves_shortcuts_of_the_browser_alone() {
        assert_eq!(action("d", Held::Command, Focus::Page), None);
        assert_eq!(action("d", Held::Other, Focus::Page), None);
    }

    #[test]
    fn gives_no_stroke_two_meanings() {
        let mut strokes: Vec<_> = KEYS
            .iter()
            .flat_map(|row| row.strokes.iter().map(|stroke| (row.held, *stroke)))
            .collect();
        let all = strokes.len();
        strokes.sort_unstable();
        strokes.dedup();
        assert_eq!(strokes.len(), all);
    }
}

//! Callbacks: owed, taken, ringing back, dialled.

use crate::page::{Page, callback, contact, idle, owed, sent, talking, wrapping_up};
use bellpull_protocol::Note;
use bellpull_protocol::operator::{Activity, FromOperator, TryOutcome};
use bellpull_protocol::visitor::LegState;
use bellpull_www::desk::view::Stage;
use bellpull_www::desk::{Effect, Gesture};

#[test]
fn a_callback_that_is_accepted_opens_no_sound_before_the_visitor_answers() {
    let mut page = Page::online();
    page.told(callback(Activity::Ringing));

    let accepted = page.gesture(Gesture::Answer);
    assert!(!accepted.contains(&Effect::OpenPeer { attempt: 1 }));
    assert_eq!(page.view().stage, Stage::TakingCallback);

    page.told(callback(Activity::RingingBack));
    assert_eq!(page.view().stage, Stage::RingingBack);

    let answered = page.told(talking(LegState::None, 0));
    assert!(answered.contains(&Effect::OpenPeer { attempt: 1 }));
}

#[test]
fn ringing_back_can_be_given_up() {
    let mut page = Page::online();
    page.told(callback(Activity::RingingBack));

    let effects = page.gesture(Gesture::HangUp);

    assert_eq!(
        sent(&effects),
        [&FromOperator::HangUp { contact: contact() }]
    );
    assert_eq!(page.view().stage, Stage::HangingUp);
    page.told(idle());
    assert_eq!(page.view().stage, Stage::Idle);
}

#[test]
fn a_phone_callback_is_taken_out_of_turn_once_and_only_with_empty_hands() {
    let mut page = Page::online();
    page.hear(owed(true));
    assert_eq!(page.view().takeable, [contact()]);

    let taken = page.gesture(Gesture::TakeCallback(contact()));
    assert_eq!(
        sent(&taken),
        [&FromOperator::TakeCallback { contact: contact() }]
    );
    assert_eq!(page.view().stage, Stage::TakingCallback);
    assert_eq!(page.gesture(Gesture::TakeNextCallback), []);

    page.told(callback(Activity::Dialling));
    assert_eq!(page.view().stage, Stage::Dialling);
    assert_eq!(page.view().takeable, []);
}

#[test]
fn a_browser_callback_cannot_be_taken_out_of_turn() {
    let mut page = Page::online();
    page.hear(owed(false));
    assert_eq!(page.view().takeable, []);
    assert_eq!(page.gesture(Gesture::TakeCallback(contact())), []);
}

#[test]
fn the_outcome_of_a_try_is_said_once_after_what_was_noted() {
    let mut page = Page::online();
    page.told(callback(Activity::Dialling));
    page.gesture(Gesture::Note("Mailbox".to_owned()));

    let effects = page.gesture(Gesture::Tried(TryOutcome::NoAnswer));

    let [
        FromOperator::WrapUp { note, .. },
        FromOperator::Tried { outcome, .. },
    ] = sent(&effects)[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!(*note, Some(Note::new("Mailbox")));
    assert_eq!(*outcome, TryOutcome::NoAnswer);
    assert_eq!(page.gesture(Gesture::Tried(TryOutcome::Reached)), []);
    assert_eq!(page.view().tried, Some(TryOutcome::NoAnswer));
    page.told(idle());
    assert_eq!(page.view().tried, None);
}

#[test]
fn the_outcome_of_a_try_is_said_again_after_a_lost_connection() {
    let mut page = Page::online();
    page.told(callback(Activity::Dialling));
    page.lose_socket();
    page.gesture(Gesture::Tried(TryOutcome::Reached));

    page.greet();
    let back = page.told(callback(Activity::Dialling));

    let tried = FromOperator::Tried {
        contact: contact(),
        outcome: TryOutcome::Reached,
    };
    assert_eq!(sent(&back), [&tried]);
    page.told(wrapping_up());
    assert_eq!(page.view().stage, Stage::WrapUp);
}

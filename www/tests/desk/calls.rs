//! The call itself: sound, mute, hanging up, wrap-up.

use crate::page::{Page, answer, contact, idle, kept, ringing, sent, talking, wrapping_up};
use bellpull_protocol::operator::{Disposition, FromOperator, PresenceChoice, ToOperator};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{Note, Sdp};
use bellpull_widget::softphone::session::MicrophoneProblem;
use bellpull_www::desk::view::{Saving, Stage};
use bellpull_www::desk::{Effect, Gesture, Input};

#[test]
fn offers_once_the_browser_has_made_the_offer_and_takes_the_answer_of_that_attempt_only() {
    let mut page = Page::online();
    page.told(ringing(1));
    page.gesture(Gesture::Answer);

    let offered = page.feed(Input::Offered {
        attempt: 1,
        sdp: Sdp::new("offer"),
    });
    let stale = page.hear(answer(7));
    let right = page.hear(answer(1));

    let offer = FromOperator::Offer {
        contact: contact(),
        attempt: 1,
        sdp: Sdp::new("offer"),
    };
    assert_eq!(sent(&offered), [&offer]);
    assert_eq!(stale, []);
    assert_eq!(
        right,
        [Effect::TakeAnswer {
            attempt: 1,
            sdp: Sdp::new("answer")
        }]
    );
}

#[test]
fn opens_a_new_connection_when_the_edge_tells_that_the_leg_is_lost() {
    let mut page = Page::talking();
    page.gesture(Gesture::Mute);
    page.pass(10_000);

    let effects = page.told(talking(LegState::Lost, 1));

    assert_eq!(
        effects,
        [Effect::OpenPeer { attempt: 2 }, Effect::Mute(true)],
        "muted stays muted"
    );
}

#[test]
fn hanging_up_is_silent_at_once_and_ends_in_the_wrap_up() {
    let mut page = Page::talking();

    let effects = page.gesture(Gesture::HangUp);
    assert_eq!(
        sent(&effects),
        [&FromOperator::HangUp { contact: contact() }]
    );
    assert!(effects.contains(&Effect::ClosePeer));
    assert_eq!(page.view().stage, Stage::HangingUp);

    page.told(wrapping_up());
    assert_eq!(page.view().stage, Stage::WrapUp);
}

#[test]
fn a_hang_up_while_disconnected_is_kept_and_said_on_return() {
    let mut page = Page::talking();
    page.lose_socket();

    let effects = page.gesture(Gesture::HangUp);
    assert!(sent(&effects).is_empty());
    assert_eq!(
        kept(&effects).and_then(|kept| kept.hang_up.clone()),
        Some(contact())
    );

    page.greet();
    let back = page.told(talking(LegState::Up, 1));
    assert_eq!(sent(&back), [&FromOperator::HangUp { contact: contact() }]);
    assert_eq!(
        kept(&page.told(wrapping_up())).and_then(|kept| kept.hang_up.clone()),
        None
    );
}

#[test]
fn the_next_caller_is_not_muted_by_the_last_one() {
    let mut page = Page::talking();
    page.gesture(Gesture::Mute);
    page.told(wrapping_up());
    assert!(!page.view().muted);
}

#[test]
fn a_note_is_saved_while_talking_and_finishing_sends_the_whole_outcome() {
    let mut page = Page::talking();
    page.gesture(Gesture::Note("Boots, size 43".to_owned()));
    assert_eq!(page.view().outcome.saving, Saving::Unsaved);

    assert_eq!(sent(&page.pass(1_000)).len(), 1);
    page.hear(ToOperator::Saved { contact: contact() });
    assert_eq!(page.view().outcome.saving, Saving::Saved);

    page.told(wrapping_up());
    page.gesture(Gesture::Outcome(Disposition::Resolved));
    let finished = page.gesture(Gesture::Finish);

    let whole = FromOperator::WrapUp {
        contact: contact(),
        disposition: Some(Disposition::Resolved),
        note: Some(Note::new("Boots, size 43")),
        finish: true,
        topic: None,
    };
    assert_eq!(sent(&finished), [&whole]);
    assert_eq!(
        page.view().stage,
        Stage::Idle,
        "nobody waits for a round trip"
    );
}

#[test]
fn a_note_written_while_disconnected_reaches_the_edge_though_the_wrap_up_is_over() {
    let mut page = Page::talking();
    page.told(wrapping_up());
    page.lose_socket();
    page.gesture(Gesture::Note("Call back on Friday".to_owned()));
    page.pass(60_000);

    let back = page.greet();
    page.told(idle());
    page.hear(ToOperator::Chats { chats: vec![] });

    let notes: Vec<_> = sent(&back)
        .into_iter()
        .filter_map(|message| {
            if let FromOperator::WrapUp { note, .. } = message {
                note.clone()
            } else {
                None
            }
        })
        .collect();
    assert_eq!(notes, [Note::new("Call back on Friday")]);
    assert_eq!(
        kept(&page.hear(ToOperator::Saved { contact: contact() })).map(|kept| kept.outcomes.len()),
        Some(0)
    );
}

#[test]
fn gestures_that_do_not_fit_the_moment_do_nothing() {
    for gesture in [
        Gesture::Answer,
        Gesture::Decline,
        Gesture::Mute,
        Gesture::HangUp,
        Gesture::Finish,
    ] {
        assert_eq!(Page::online().gesture(gesture), []);
    }
}

#[test]
fn a_microphone_that_goes_away_in_mid_call_is_replaced_and_the_operator_is_told() {
    let mut page = Page::talking();
    assert_eq!(page.feed(Input::MicrophoneLost), [Effect::AskMicrophone]);
    let refused = Input::MicrophoneRefused(MicrophoneProblem::Missing);
    let effects = page.feed(refused);
    assert!(!effects.contains(&Effect::ClosePeer), "{effects:?}");
    let on_break = PresenceChoice::Break;
    assert_eq!(
        sent(&effects),
        [&FromOperator::Presence {
            presence: on_break,
            until_ms: None,
            reason: None
        }]
    );

    let effects = page.feed(Input::DevicesChanged);
    assert_eq!(effects, [Effect::AskMicrophone]);
    let effects = page.feed(Input::MicrophoneUp);

    let available = PresenceChoice::Available;
    assert_eq!(
        sent(&effects),
        [&FromOperator::Presence {
            presence: available,
            until_ms: None,
            reason: None
        }]
    );

    let notice = page.view().notice.map(|notice| notice.text);
    assert_eq!(notice, Some("notice.other_microphone"));
    assert_eq!(page.feed(Input::DevicesChanged), []);
}

//! Going online, and what rings.

use crate::page::{Page, contact, idle, ringing, sent, talking};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::operator::{FromOperator, PresenceChoice, ToOperator};
use bellpull_protocol::visitor::LegState;
use bellpull_widget::softphone::session::MicrophoneProblem;
use bellpull_www::desk::view::Stage;
use bellpull_www::desk::{Effect, Gesture, Input};

#[test]
fn going_online_unlocks_sound_in_the_gesture_and_makes_available_once_the_microphone_is_there() {
    let mut page = Page::signed_in();
    assert_eq!(page.view().stage, Stage::NotReady);

    let at_once = page.gesture(Gesture::GoOnline);
    let later = page.feed(Input::MicrophoneUp);

    assert_eq!(
        at_once,
        [
            Effect::UnlockSound,
            Effect::AskMicrophone,
            Effect::AskNotifications
        ]
    );
    assert!(later.contains(&Effect::Chime));
    assert_eq!(
        sent(&later),
        [&FromOperator::Presence {
            presence: PresenceChoice::Available,
            until_ms: None,
            reason: None
        }]
    );
    assert_eq!(page.view().stage, Stage::Idle);
}

#[test]
fn a_refused_microphone_leaves_the_desk_offline_and_may_be_asked_for_again() {
    let mut page = Page::signed_in();
    page.gesture(Gesture::GoOnline);

    page.feed(Input::MicrophoneRefused(MicrophoneProblem::Denied));

    assert_eq!(page.view().stage, Stage::NotReady);
    assert!(
        page.gesture(Gesture::GoOnline)
            .contains(&Effect::AskMicrophone)
    );
}

#[test]
fn a_ring_sounds_and_is_silent_the_moment_it_is_answered() {
    let mut page = Page::online();

    assert!(
        page.told(ringing(1))
            .contains(&Effect::StartRinging { contact: contact() })
    );
    let effects = page.gesture(Gesture::Answer);

    assert!(effects.contains(&Effect::StopRinging));
    assert_eq!(
        sent(&effects),
        [&FromOperator::Accept {
            contact: contact(),
            ring: 1
        }]
    );
    assert!(
        effects.contains(&Effect::OpenPeer { attempt: 1 }),
        "the offer follows at once"
    );
    assert_eq!(page.view().stage, Stage::Connecting);
}

#[test]
fn a_declined_ring_is_silent_and_a_later_ring_of_the_same_contact_sounds_again() {
    let mut page = Page::online();
    page.told(ringing(1));

    let declined = page.gesture(Gesture::Decline);
    page.told(idle());
    let again = page.told(ringing(2));

    assert!(declined.contains(&Effect::StopRinging));
    assert_eq!(
        sent(&declined),
        [&FromOperator::Decline {
            contact: contact(),
            ring: 1
        }]
    );
    assert!(again.contains(&Effect::StartRinging { contact: contact() }));
}

#[test]
fn a_ring_whose_caller_is_gone_is_silent() {
    let mut page = Page::online();
    page.told(ringing(1));
    assert!(page.told(idle()).contains(&Effect::StopRinging));
}

#[test]
fn a_ring_ends_by_itself_and_is_silent_while_nobody_could_answer_it() {
    let mut page = Page::online();
    page.told(ringing(1));
    assert!(page.pass(20_001).contains(&Effect::StopRinging));

    let mut page = Page::online();
    page.told(ringing(1));
    assert!(
        page.feed(Input::SocketDown { code: 1006 })
            .contains(&Effect::StopRinging)
    );
}

#[test]
fn an_old_ring_told_late_does_not_sound() {
    let mut page = Page::online();
    page.pass(30_000);
    assert!(
        !page
            .told(ringing(1))
            .contains(&Effect::StartRinging { contact: contact() })
    );
}

#[test]
fn notifies_only_while_the_page_is_hidden() {
    let mut page = Page::online();
    assert!(
        !page
            .told(ringing(1))
            .contains(&Effect::Notify { contact: contact() })
    );

    assert!(
        page.feed(Input::Seen(false))
            .contains(&Effect::Notify { contact: contact() })
    );
    assert!(
        page.feed(Input::Seen(true))
            .contains(&Effect::DropNotification)
    );
}

#[test]
fn an_answer_that_came_too_late_is_explained_and_opens_nothing() {
    let mut page = Page::online();
    page.told(ringing(1));
    page.gesture(Gesture::Answer);
    page.told(idle());

    let refused = ToOperator::Refused {
        code: RefusalCode::RingOver,
        sentence: String::new(),
        about: Some("accept".to_owned()),
    };
    page.hear(refused);

    assert_eq!(page.view().stage, Stage::Idle);
    assert_eq!(
        page.view().notice.map(|notice| notice.text),
        Some("notice.ring_over")
    );
    page.pass(10_000);
    assert_eq!(page.view().notice, None);
}

#[test]
fn answering_twice_accepts_once() {
    let mut page = Page::online();
    page.told(ringing(1));
    page.gesture(Gesture::Answer);
    assert_eq!(page.gesture(Gesture::Answer), []);
    assert_eq!(page.gesture(Gesture::Decline), []);
}

#[test]
fn going_offline_releases_the_microphone_but_not_in_the_middle_of_a_call() {
    let mut page = Page::online();
    let effects = page.gesture(Gesture::Choose(PresenceChoice::Offline));
    assert!(effects.contains(&Effect::ReleaseMicrophone));

    let mut page = Page::talking();
    let effects = page.gesture(Gesture::Choose(PresenceChoice::Offline));
    assert!(!effects.contains(&Effect::ReleaseMicrophone));
    page.told(talking(LegState::Up, 1));
    assert_eq!(page.view().stage, Stage::Talking);
}

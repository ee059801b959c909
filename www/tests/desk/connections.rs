//! Signing in, losing the connection, coming back, and leaving.

use crate::page::{Page, contact, idle, kept, ringing, sent, talking};
use bellpull_protocol::operator::{FromOperator, ToOperator};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{PageId, RefusalCode, Sdp, SignInToken};
use bellpull_www::desk::link::Shut;
use bellpull_www::desk::view::{Connection, Screen, Stage};
use bellpull_www::desk::{Effect, Gesture, Input};

fn open_link(page: &mut Page) -> Vec<Effect> {
    let link = Some(SignInToken::new("secret"));
    page.feed(Input::Opened {
        page_id: PageId::new("p1").expect("an id"),
        link,
        seed: 1,
    })
}

#[test]
fn takes_the_secret_out_of_the_address_before_anything_else() {
    let effects = open_link(&mut Page::default());
    let token = SignInToken::new("secret");
    assert_eq!(effects, [Effect::CleanAddress, Effect::SignIn { token }]);
}

#[test]
fn says_what_is_wrong_with_a_link() {
    for (code, shut) in [
        (RefusalCode::LinkUsed, Shut::LinkUsed),
        (RefusalCode::LinkExpired, Shut::LinkExpired),
        (RefusalCode::LinkUnknown, Shut::LinkUnknown),
    ] {
        let mut page = Page::default();
        open_link(&mut page);
        page.feed(Input::TurnedAway(code));
        assert_eq!(page.view().screen, Screen::Shut(shut));
    }
}

#[test]
fn tries_a_link_again_when_nobody_answered() {
    let mut page = Page::default();
    open_link(&mut page);
    page.feed(Input::NobodyHome);
    assert!(page.pass(1_000).contains(&Effect::SignIn {
        token: SignInToken::new("secret")
    }));
}

#[test]
fn says_in_the_hello_whether_this_page_may_ring() {
    for (mut page, expected) in [(Page::signed_in(), false), (Page::online(), true)] {
        page.lose_socket();
        let hello = page.greet();
        let [FromOperator::Hello { ready, .. }] = sent(&hello)[..] else {
            panic!("{hello:?}")
        };
        assert_eq!(*ready, expected);
    }
}

#[test]
fn the_call_goes_on_while_the_connection_is_lost() {
    let mut page = Page::talking();

    page.feed(Input::SocketDown { code: 1006 });
    let meanwhile = page.pass(30_000);

    assert!(!meanwhile.contains(&Effect::ClosePeer));
    assert_eq!(page.view().connection, Connection::Lost);
    assert_eq!(page.view().stage, Stage::Talking);

    page.greet();
    let back = page.told(talking(LegState::Up, 1));
    assert_eq!(page.view().connection, Connection::Live);
    assert!(
        !back
            .iter()
            .any(|effect| matches!(effect, Effect::OpenPeer { .. })),
        "{back:?}"
    );
}

#[test]
fn an_answer_given_just_as_the_connection_broke_is_given_again() {
    let mut page = Page::online();
    page.told(ringing(1));
    page.gesture(Gesture::Answer);
    page.feed(Input::Offered {
        attempt: 1,
        sdp: Sdp::new("offer"),
    });

    page.lose_socket();
    page.greet();
    let back = page.told(ringing(1));

    let accept = FromOperator::Accept {
        contact: contact(),
        ring: 1,
    };
    let offer = FromOperator::Offer {
        contact: contact(),
        attempt: 1,
        sdp: Sdp::new("offer"),
    };
    assert_eq!(sent(&back), [&accept, &offer], "and the offer, unchanged");
}

#[test]
fn a_reloaded_page_takes_its_call_back_without_waiting_until_the_old_connection_is_missed() {
    let mut page = Page::signed_in();

    let asked = page.told(talking(LegState::Up, 1));
    let up = page.feed(Input::MicrophoneUp);

    assert!(asked.contains(&Effect::AskMicrophone));
    assert!(up.contains(&Effect::OpenPeer { attempt: 2 }));
}

#[test]
fn reconnects_at_once_when_the_network_is_back() {
    let mut page = Page::online();
    for _ in 0..5 {
        page.feed(Input::SocketDown { code: 1006 });
        page.pass(6_000);
        page.feed(Input::NobodyHome);
    }
    assert_eq!(page.feed(Input::Online), [Effect::AskWhoIAm]);
}

#[test]
fn a_superseded_page_is_silent_and_can_take_the_desk_back() {
    let mut page = Page::talking();

    let effects = page.hear(ToOperator::Refused {
        code: RefusalCode::Superseded,
        sentence: String::new(),
        about: None,
    });
    page.feed(Input::SocketDown { code: 4002 });

    assert!(effects.contains(&Effect::ClosePeer));
    assert_eq!(page.view().screen, Screen::Shut(Shut::Superseded));
    assert_eq!(page.pass(60_000), []);
    assert_eq!(
        page.gesture(Gesture::TakeBack),
        [Effect::UnlockSound, Effect::AskWhoIAm]
    );
}

#[test]
fn a_page_that_the_edge_puts_off_comes_back_later() {
    let mut page = Page::online();
    page.feed(Input::SocketDown { code: 1013 });
    assert_eq!(page.pass(4_900), []);
    assert_eq!(page.pass(5_100), [Effect::AskWhoIAm]);
}

#[test]
fn a_revoked_session_ends_the_desk() {
    let mut page = Page::online();
    page.lose_socket();
    page.feed(Input::TurnedAway(RefusalCode::SignedOut));
    assert_eq!(page.view().screen, Screen::Shut(Shut::SignedOut));
}

#[test]
fn signing_out_sends_what_was_typed_and_leaves_nothing_in_the_browser() {
    let mut page = Page::talking();
    page.gesture(Gesture::Note("half a sent".to_owned()));

    let effects = page.gesture(Gesture::SignOut);

    assert!(matches!(sent(&effects)[..], [FromOperator::WrapUp { .. }]));
    assert_eq!(kept(&effects).map(|kept| kept.outcomes.len()), Some(0));
    assert!(effects.contains(&Effect::SignOut) && effects.contains(&Effect::ReleaseMicrophone));
    assert_eq!(page.view().screen, Screen::Shut(Shut::Goodbye));
    page.told(idle());
    assert_eq!(page.view().screen, Screen::Shut(Shut::Goodbye));
}

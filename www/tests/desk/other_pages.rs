//! A second page of the same desk in the same browser.

use crate::page::{Page, ringing, sent, talking};
use bellpull_protocol::operator::ToOperator;
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{OperatorId, PageId, PersonName, RefusalCode, SocketTicket};
use bellpull_www::desk::link::Shut;
use bellpull_www::desk::view::Screen;
use bellpull_www::desk::{Effect, Gesture, Input};

#[test]
fn a_second_page_asks_before_it_takes_a_busy_desk() {
    let mut second = loaded();

    let effects = known_as(&mut second);
    assert_eq!(effects.last(), Some(&Effect::AskOtherPages(anna())));
    let effects = second.feed(Input::OtherPageIsBusy(anna()));

    assert!(!effects.contains(&Effect::OpenSocket));
    assert_eq!(second.view().screen, Screen::Shut(Shut::Elsewhere));
    assert_eq!(second.pass(60_000), []);
}

#[test]
fn a_second_page_takes_the_desk_when_it_is_told_to() {
    let mut second = loaded();
    known_as(&mut second);
    second.feed(Input::OtherPageIsBusy(anna()));

    second.gesture(Gesture::TakeBack);
    let effects = known_as(&mut second);
    assert_eq!(effects, [Effect::OpenSocket]);
    second.greet();
    let effects = second.told(talking(LegState::Up, 1));

    // The sound comes along.
    assert!(effects.contains(&Effect::AskMicrophone), "{effects:?}");
    assert_eq!(
        second.feed(Input::MicrophoneUp),
        [Effect::OpenPeer { attempt: 2 }, Effect::Mute(false)]
    );
}

#[test]
fn a_page_takes_the_desk_when_no_other_says_that_it_is_busy() {
    let mut page = loaded();
    known_as(&mut page);
    assert_eq!(page.pass(200), [Effect::OpenSocket]);
}

#[test]
fn a_page_answers_while_it_rings_or_talks_or_waits_for_calls() {
    let mut ringing_page = Page::online();
    ringing_page.told(ringing(1));
    for mut page in [ringing_page, Page::talking()] {
        let effects = page.feed(Input::OtherPageAsks(anna()));
        assert_eq!(effects, [Effect::AnswerOtherPage(anna())]);
    }
}

#[test]
fn a_page_that_does_nothing_lets_another_take_over() {
    for mut page in [loaded(), Page::signed_in()] {
        assert_eq!(page.feed(Input::OtherPageAsks(anna())), []);
    }
    let bert = OperatorId::new("bert").expect("an id");
    assert_eq!(Page::talking().feed(Input::OtherPageAsks(bert)), []);
}

#[test]
fn a_page_that_was_superseded_rings_no_more() {
    let mut older = Page::online();
    let effects = older.told(ringing(1));
    assert!(matches!(effects[..], [.., Effect::StartRinging { .. }]));

    let effects = older.hear(ToOperator::Refused {
        code: RefusalCode::Superseded,
        sentence: String::new(),
        about: None,
    });

    assert!(effects.contains(&Effect::StopRinging), "{effects:?}");
    assert_eq!(older.feed(Input::OtherPageAsks(anna())), []);
}

#[test]
fn a_reconnection_asks_no_other_page() {
    let mut page = Page::talking();
    page.lose_socket();
    let effects = known_as(&mut page);
    assert!(sent(&effects).is_empty());
    assert_eq!(effects, [Effect::OpenSocket]);
}

fn loaded() -> Page {
    let mut page = Page::default();
    page.feed(Input::Opened {
        page_id: PageId::new("p2").expect("an id"),
        link: None,
        seed: 1,
    });
    page
}

fn known_as(page: &mut Page) -> Vec<Effect> {
    page.feed(Input::KnownAs {
        operator: anna(),
        name: PersonName::new("Anna"),
        ticket: SocketTicket::new("ticket"),
    })
}

fn anna() -> OperatorId {
    OperatorId::new("anna").expect("an id")
}

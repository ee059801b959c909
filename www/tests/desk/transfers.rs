//! Giving a call away, asking a colleague first, and breaks with a reason.

use crate::page::{Page, contact, sent, talking};
use bellpull_protocol::operator::{
    Colleague, ColleagueActivity, Consult, ConsultState, DepartmentRow, FromOperator, Presence,
    PresenceChoice, ToOperator,
};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{DepartmentId, OperatorId, PersonName};
use bellpull_www::desk::breaks::BreakWish;
use bellpull_www::desk::transfers::{Aim, DirectoryView};
use bellpull_www::desk::{Effect, Gesture, Input};

fn boris() -> OperatorId {
    OperatorId::new("o2").expect("an id")
}

fn colleagues() -> ToOperator {
    ToOperator::Colleagues {
        colleagues: vec![Colleague {
            operator: boris(),
            name: PersonName::new("Boris Klein"),
            presence: Presence::Available,
            break_reason: None,
            presence_until_ms: None,
            activity: ColleagueActivity::Idle,
            chats: 0,
            departments: vec![],
            responsible_for: "Returns".into(),
            free: true,
        }],
        departments: vec![DepartmentRow {
            department: DepartmentId::general(),
            name: "general".into(),
            responsible_for: String::new(),
            open: true,
            waiting: 0,
            staffed: 2,
            free: 1,
        }],
    }
}

fn consulting(state: ConsultState) -> ToOperator {
    let mut told = talking(LegState::Up, 1);
    if let ToOperator::Desk { consult, .. } = &mut told {
        *consult = Some(Consult {
            state,
            with: boris(),
            with_name: PersonName::new("Boris Klein"),
            asking: true,
        });
    }
    told
}

fn with_directory() -> Page {
    let mut page = Page::talking();
    page.gesture(Gesture::OpenDirectory);
    page.hear(colleagues());
    page
}

#[test]
fn the_directory_is_asked_for_when_opened_and_again_while_it_is_open() {
    let mut page = Page::talking();

    let asked = page.gesture(Gesture::OpenDirectory);
    assert_eq!(sent(&asked), [&FromOperator::Colleagues]);
    assert_eq!(page.view().directory, DirectoryView::Asking);
    page.hear(colleagues());
    let again = page.pass(3_000);

    assert!(matches!(
        page.view().directory,
        DirectoryView::Open {
            may_consult: true,
            ..
        }
    ));
    assert!(sent(&again).contains(&&FromOperator::Colleagues));
}

#[test]
fn without_anything_in_hand_there_is_no_directory() {
    let mut page = Page::online();

    page.gesture(Gesture::OpenDirectory);

    assert_eq!(page.view().directory, DirectoryView::Closed);
}

#[test]
fn a_transfer_names_its_aim_and_closes_the_directory() {
    let mut page = with_directory();

    let effects = page.gesture(Gesture::Transfer(Aim::Colleague(boris())));

    let transfer = FromOperator::Transfer {
        contact: contact(),
        operator: Some(boris()),
        department: None,
        escalate: false,
    };
    assert_eq!(sent(&effects), [&transfer]);
    assert_eq!(page.view().directory, DirectoryView::Closed);
}

#[test]
fn a_transfer_is_never_made_later_when_the_connection_is_lost() {
    let mut page = with_directory();
    page.feed(Input::SocketDown { code: 0 });

    let effects = page.gesture(Gesture::Transfer(Aim::Queue));

    assert_eq!(sent(&effects), [] as [&FromOperator; 0]);
    assert_eq!(
        page.view().notice.map(|notice| notice.text),
        Some("notice.not_connected")
    );
}

#[test]
fn whoever_asks_may_talk_together_hand_over_or_go_back() {
    let mut page = Page::talking();
    page.told(consulting(ConsultState::Private));

    let together = page.gesture(Gesture::Together(true));
    let over = page.gesture(Gesture::CompleteTransfer);
    let back = page.gesture(Gesture::CancelConsult);

    let contact = contact();
    assert_eq!(
        sent(&together),
        [&FromOperator::ConsultTogether {
            contact: contact.clone(),
            together: true
        }]
    );
    assert_eq!(
        sent(&over),
        [&FromOperator::CompleteTransfer {
            contact: contact.clone()
        }]
    );
    assert_eq!(sent(&back), [&FromOperator::CancelConsult { contact }]);
}

#[test]
fn nobody_is_asked_twice_at_a_time() {
    let mut page = Page::talking();
    page.told(consulting(ConsultState::Ringing));

    let effects = page.gesture(Gesture::OpenDirectory);
    let asked = page.gesture(Gesture::Consult(boris()));

    assert!(!effects.contains(&Effect::Send(FromOperator::Consult {
        contact: contact(),
        operator: boris(),
    })));
    assert_eq!(sent(&asked), [] as [&FromOperator; 0]);
}

#[test]
fn a_break_with_an_end_begins_now() {
    let mut page = Page::online();
    let wish = BreakWish {
        reason: "lunch".into(),
        in_minutes: 0,
        minutes: Some(30),
    };

    let effects = page.gesture(Gesture::TakeBreak(wish));

    let said = sent(&effects);
    let [
        FromOperator::Presence {
            presence,
            reason,
            until_ms,
        },
    ] = said.as_slice()
    else {
        panic!("{said:?}");
    };
    assert_eq!(*presence, PresenceChoice::Break);
    assert_eq!(reason.as_deref(), Some("lunch"));
    assert!(until_ms.is_some());
    assert_eq!(page.view().presence, Some(Presence::Break), "at once");
}

#[test]
fn a_planned_break_needs_an_end() {
    let mut page = Page::online();
    let wish = |minutes| {
        Gesture::TakeBreak(BreakWish {
            reason: "training".into(),
            in_minutes: 20,
            minutes,
        })
    };

    assert_eq!(sent(&page.gesture(wish(None))), [] as [&FromOperator; 0]);
    let planned = page.gesture(wish(Some(45)));

    let said = sent(&planned);
    let [
        FromOperator::PlanBreak {
            from_ms: Some(from),
            until_ms: Some(until),
            ..
        },
    ] = said.as_slice()
    else {
        panic!("{said:?}");
    };
    assert_eq!(until - from, 45 * 60_000);
}

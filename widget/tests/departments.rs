//! Whom it is for, how long it takes, and when to be called.

mod visitor;

use bellpull_protocol::visitor::{
    Channel, ContactState, FromVisitor, MenuEntry, OpenHours, Opening, ToVisitor,
};
use bellpull_protocol::{DepartmentId, RefusalCode};
use bellpull_widget::softphone::session::{Input, Screen, Wish, call_times};
use bellpull_widget::wording::{Action, Wording};
use visitor::{Visitor, in_channel, refused, request_id};

fn department(id: &str) -> DepartmentId {
    DepartmentId::new(id).expect("an id")
}

fn menu() -> ToVisitor {
    let entry = |id: &str| MenuEntry {
        department: department(id),
        name: id.to_owned(),
        open: true,
    };
    ToVisitor::Menu {
        welcome: Some("Good to see you".into()),
        menu: vec![entry("sales"), entry("returns")],
        survey: false,
    }
}

fn chat(request: &str) -> Input {
    Input::Ask {
        request: request_id(request),
        wish: Wish::Chat,
    }
}

fn asked_for(visitor: &mut Visitor) -> Option<DepartmentId> {
    visitor.sent().into_iter().find_map(|message| {
        if let FromVisitor::Chat { department, .. } = message {
            department
        } else {
            None
        }
    })
}

fn waiting(estimate_ms: Option<u64>, offered: bool) -> ToVisitor {
    let mut told = in_channel("c1", Channel::Chat, ContactState::Waiting);
    if let ToVisitor::Contact {
        place,
        estimate_ms: estimate,
        estimate_kept,
        offered_callback,
        ..
    } = &mut told
    {
        *place = Some(3);
        *estimate = estimate_ms;
        *estimate_kept = Some(82);
        *offered_callback = offered;
    }
    told
}

#[test]
fn what_is_asked_is_for_the_chosen_department_else_for_the_first() {
    let mut visitor = Visitor::online();
    visitor.is_told(menu());

    visitor.does(chat("r1"));
    assert_eq!(asked_for(&mut visitor), Some(department("sales")));

    let mut visitor = Visitor::online();
    visitor.is_told(menu());
    visitor.does(Input::Choose(department("returns")));
    visitor.does(chat("r2"));
    assert_eq!(asked_for(&mut visitor), Some(department("returns")));
}

#[test]
fn a_department_that_is_gone_is_no_longer_chosen() {
    let mut visitor = Visitor::online();
    visitor.is_told(menu());
    visitor.does(Input::Choose(department("returns")));

    visitor.is_told(ToVisitor::Menu {
        welcome: None,
        menu: vec![],
        survey: false,
    });

    assert_eq!(visitor.view().chosen, None);
}

#[test]
fn an_estimate_is_told_in_whole_minutes_with_how_often_it_was_kept() {
    let mut visitor = Visitor::online();
    visitor.does(chat("r1"));

    visitor.is_told(waiting(Some(61_000), false));

    let view = visitor.view();
    assert_eq!((view.estimate_min, view.estimate_kept), (Some(2), Some(82)));
    assert_eq!(
        Wording::of(&view).place.expect("a place").key,
        "estimate.minutes"
    );
}

#[test]
fn an_offered_callback_is_the_thing_to_take() {
    let mut visitor = Visitor::online();
    visitor.does(chat("r1"));

    visitor.is_told(waiting(None, true));

    let wording = Wording::of(&visitor.view());
    assert_eq!(visitor.view().screen, Screen::Waiting);
    assert_eq!(wording.actions[0], Some(Action::ToCallback));
    assert_eq!(wording.text.key, "waiting.offered");
}

#[test]
fn where_nobody_is_there_a_callback_and_a_message_are_offered() {
    let mut visitor = Visitor::online();
    visitor.does(chat("r1"));

    visitor.is_told(refused(RefusalCode::NobodyThere, "chat"));

    let wording = Wording::of(&visitor.view());
    assert_eq!(wording.actions[1], Some(Action::AskCallback));
    assert_eq!(wording.actions[2], Some(Action::LeaveMessage));
}

#[test]
fn times_to_be_called_are_full_hours_of_the_opening_hours() {
    const HOUR: u64 = 3_600_000;
    let opening = Opening {
        open: true,
        next_change_ms: None,
        hours: vec![OpenHours {
            opens_ms: 10 * HOUR,
            closes_ms: 12 * HOUR + HOUR / 2,
        }],
    };

    let times = call_times(&opening, 9 * HOUR);
    let from: Vec<u64> = times.iter().map(|time| time.from_ms / HOUR).collect();

    assert_eq!(from, [10, 11], "the last hour would end after closing");
    let always = Opening {
        open: true,
        ..Opening::default()
    };
    assert_eq!(call_times(&always, 9 * HOUR)[0].from_ms, 10 * HOUR);
}

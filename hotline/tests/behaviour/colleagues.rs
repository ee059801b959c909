//! The directory of colleagues: who is responsible for what, and who is free.

use crate::hotline::{Hotline, operator};
use crate::plans::department;
use bellpull_hotline::{Colleague, ColleagueActivity, DepartmentView, Effect, Input};
use bellpull_hotline::{Presence, PresenceChoice, Wish};
use serde_json::json;

fn asks(hotline: &mut Hotline, name: &str) -> (Vec<Colleague>, Vec<DepartmentView>) {
    hotline.take_effects();
    let operator = operator(name);
    hotline.input(Input::AskColleagues { operator });
    let effects = hotline.take_effects();
    let told = effects.into_iter().find_map(|effect| {
        let Effect::TellColleagues {
            operator: to,
            colleagues,
            departments,
        } = effect
        else {
            return None;
        };
        (to.as_str() == name).then_some((colleagues, departments))
    });
    told.unwrap()
}

fn with_returns(hotline: &mut Hotline) {
    let document = json!({
        "departments": { "returns": { "responsible_for": "shoes that come back" } },
        "operators": {
            "anna": { "departments": [] },
            "berta": { "departments": ["returns"], "responsible_for": "size charts" },
        },
    });
    hotline.configure(1, document);
}

#[test]
fn everybody_else_is_listed_with_what_they_are_responsible_for() {
    let mut hotline = Hotline::open();
    with_returns(&mut hotline);
    for name in ["anna", "berta", "clara"] {
        hotline.online(name);
    }

    let (colleagues, _) = asks(&mut hotline, "anna");

    let berta = &colleagues[0];
    assert_eq!(colleagues.len(), 2);
    assert_eq!(berta.operator, operator("berta"));
    assert_eq!(berta.responsible_for, "size charts");
    assert_eq!(berta.departments, [department("returns")]);
    assert!(
        colleagues[1].departments.is_empty(),
        "Clara serves everybody"
    );
}

#[test]
fn what_somebody_does_can_be_seen_but_not_with_whom() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.online("berta");
    let activity = |hotline: &mut Hotline| {
        let (colleagues, _) = asks(hotline, "berta");
        (colleagues[0].activity, colleagues[0].free)
    };

    assert_eq!(activity(&mut hotline), (ColleagueActivity::Idle, true));
    let contact = hotline.call("v1");
    assert_eq!(activity(&mut hotline), (ColleagueActivity::Ringing, false));
    hotline.accept("anna", &contact);
    assert_eq!(activity(&mut hotline), (ColleagueActivity::Talking, false));
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds("anna", &contact);
    hotline.visitor_hangs_up("v1", &contact);
    assert_eq!(activity(&mut hotline), (ColleagueActivity::WrapUp, false));
    hotline.choose("anna", PresenceChoice::Break);
    hotline.advance(30);
    assert_eq!(activity(&mut hotline), (ColleagueActivity::Idle, false));
    let (colleagues, _) = asks(&mut hotline, "berta");
    assert_eq!(colleagues[0].presence, Presence::Break);
}

#[test]
fn chats_in_hand_are_counted() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.chat("v1", "anna");
    hotline.chat("v2", "anna");
    hotline.connect("berta", true);

    let (colleagues, _) = asks(&mut hotline, "berta");

    assert_eq!(colleagues[0].chats, 2);
}

#[test]
fn departments_say_how_many_wait_and_who_could_help() {
    let mut hotline = Hotline::open();
    with_returns(&mut hotline);
    for name in ["anna", "berta", "clara"] {
        hotline.online(name);
    }
    hotline.choose("berta", PresenceChoice::Break);
    hotline.choose("clara", PresenceChoice::Break);
    hotline.enter("v1", Wish::Call);
    hotline.enter("v2", Wish::Call);
    hotline.choose("berta", PresenceChoice::Available);

    let (_, departments) = asks(&mut hotline, "anna");

    let shown: Vec<_> = departments
        .iter()
        .map(|view| {
            (
                view.department.as_str(),
                view.open,
                view.waiting,
                view.staffed,
                view.free,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [("general", true, 2, 0, 0), ("returns", true, 0, 1, 1)]
    );
    assert_eq!(departments[1].responsible_for, "shoes that come back");
}

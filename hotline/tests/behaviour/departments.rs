//! Which department a contact enters, and how it goes on in another.

use crate::hotline::Hotline;
use crate::plans::{daily, department, with_menu};
use bellpull_hotline::{ContactState, Effect, FactKind, Refusal, RingOutcome, Way, WhyMoved, Wish};
use serde_json::json;

fn shop_with_two() -> Hotline {
    let mut hotline = Hotline::open();
    let mut document = with_menu(&["sales", "repairs"], &json!({}));
    document["operators"] = json!({
        "anna": { "departments": ["sales"] },
        "ben": { "departments": ["repairs"] },
    });
    hotline.configure(1, document);
    hotline
}

#[test]
fn who_chooses_nothing_enters_the_first_of_the_menu() {
    let mut hotline = shop_with_two();

    let contact = hotline.try_enter_in("v1", None, Wish::Call).unwrap();

    assert!(hotline.waits_in(&contact, "sales"));
    let entered = hotline.last_fact(|fact| matches!(fact, FactKind::Entered { .. }));
    let FactKind::Entered { department: of, .. } = &entered.unwrap().kind else {
        panic!("it entered");
    };
    assert_eq!(*of, department("sales"));
}

#[test]
fn a_hotline_without_a_menu_has_the_general_department() {
    let mut hotline = Hotline::open();
    hotline.configure(1, json!({}));

    let contact = hotline.try_enter_in("v1", None, Wish::Call).unwrap();
    let named = hotline.try_enter_in("v2", Some("general"), Wish::Call);
    let other = hotline.try_enter_in("v3", Some("sales"), Wish::Call);

    assert!(hotline.waits_in(&contact, "general"));
    assert!(named.is_ok());
    assert_eq!(other, Err(Refusal::UnknownDepartment));
}

#[test]
fn what_is_not_on_the_menu_is_refused_and_what_is_live_is_told_again() {
    let mut hotline = shop_with_two();

    let refused = hotline.try_enter_in("v1", Some("general"), Wish::Call);
    let contact = hotline.try_enter_in("v1", None, Wish::Call).unwrap();
    let again = hotline.try_enter_in("v1", Some("nowhere"), Wish::Call);

    assert_eq!(refused, Err(Refusal::UnknownDepartment));
    assert_eq!(again, Ok(contact));
}

#[test]
fn who_waits_may_choose_another_department_and_keeps_the_time() {
    let mut hotline = shop_with_two();
    let contact = hotline.try_enter_in("v1", None, Wish::Call).unwrap();
    let entered = hotline.contact(&contact).entered;
    hotline.advance(5);
    hotline.online("ben");

    assert!(hotline.is_queued(&contact), "ben does not sell");
    hotline
        .choose_department("v1", &contact, "repairs")
        .unwrap();

    assert!(hotline.rings_at(&contact, "ben"));
    assert_eq!(hotline.contact(&contact).entered, entered);
    let moved = hotline.count_facts(|fact| {
        matches!(fact, FactKind::DepartmentChanged { why: WhyMoved::Chosen, department: to, .. }
            if *to == department("repairs"))
    });
    assert_eq!(moved, 1);
}

#[test]
fn choosing_the_same_again_is_harmless_and_another_ends_the_ring() {
    let mut hotline = shop_with_two();
    hotline.online("anna");
    let contact = hotline.try_enter_in("v1", None, Wish::Call).unwrap();

    hotline.choose_department("v1", &contact, "sales").unwrap();
    assert!(hotline.rings_at(&contact, "anna"));
    hotline
        .choose_department("v1", &contact, "repairs")
        .unwrap();

    assert!(hotline.waits_in(&contact, "repairs"));
    assert!(hotline.is_idle("anna"));
    let withdrawn = |fact: &FactKind| {
        matches!(
            fact,
            FactKind::RingEnded {
                outcome: RingOutcome::Withdrawn,
                ..
            }
        )
    };
    assert_eq!(hotline.count_facts(withdrawn), 1);
}

#[test]
fn only_who_waits_chooses_and_only_from_the_menu() {
    let mut hotline = shop_with_two();
    hotline.online("anna");
    let contact = hotline.try_enter_in("v1", None, Wish::Call).unwrap();

    let unknown = hotline.choose_department("v1", &contact, "general");
    hotline.accept("anna", &contact);
    let late = hotline.choose_department("v1", &contact, "repairs");
    let strange = hotline.choose_department("v2", &contact, "repairs");

    assert_eq!(unknown, Err(Refusal::UnknownDepartment));
    assert_eq!(late, Err(Refusal::WrongState));
    assert_eq!(strange, Err(Refusal::UnknownContact));
}

#[test]
fn a_department_is_open_within_its_own_hours_too() {
    let mut hotline = Hotline::open();
    let rules = json!({ "repairs": { "hours": daily("09:00-17:00") } });
    hotline.configure(1, with_menu(&["sales", "repairs"], &rules));
    hotline.online("anna");

    let closed = hotline.try_enter_in("v1", Some("repairs"), Wish::Call);
    let owed = Wish::callback(Way::Browser);
    let owed = hotline.try_enter_in("v1", Some("repairs"), owed).unwrap();
    let sales = hotline.try_enter_in("v2", None, Wish::Chat).unwrap();

    assert_eq!(closed, Err(Refusal::Closed));
    assert!(hotline.rings_at(&sales, "anna"));
    hotline.accept("anna", &sales);
    assert!(hotline.is_queued(&owed), "its department is closed");
    let changed = hotline.choose_department("v1", &owed, "sales");
    assert_eq!(changed, Ok(()));
    assert!(hotline.rings_at(&owed, "anna"));
}

#[test]
fn what_is_owed_rings_when_its_department_opens_and_pages_are_told() {
    let mut hotline = Hotline::open();
    let rules = json!({ "repairs": { "hours": daily("09:00-17:00") } });
    hotline.configure(1, with_menu(&["sales", "repairs"], &rules));
    hotline.online("anna");
    let owed = Wish::callback(Way::Browser);
    let owed = hotline.try_enter_in("v1", Some("repairs"), owed).unwrap();
    hotline.advance(3599);
    assert!(hotline.is_queued(&owed));
    hotline.take_effects();

    hotline.advance(1);

    assert!(hotline.rings_at(&owed, "anna"));
    assert!(hotline.did(&Effect::TellConfigured));
    assert!(
        hotline
            .switchboard
            .is_department_open(&department("repairs"))
    );
}

#[test]
fn the_waiting_room_is_as_large_as_the_hotline_says() {
    let mut hotline = Hotline::open();
    let shop = json!({ "shop": { "name": "Shop", "waiting_room": 1 } });
    hotline.configure(1, json!({ "hotlines": shop }));

    let first = hotline.try_enter_in("v1", None, Wish::Call).unwrap();
    let second = hotline.try_enter_in("v2", None, Wish::Call);

    assert_eq!(hotline.contact(&first).state, ContactState::Queued);
    assert_eq!(second, Err(Refusal::WaitingRoomFull));
}

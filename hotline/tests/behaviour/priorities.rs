//! Who is served before whom.

use crate::hotline::{Hotline, visitor};
use crate::plans::with_menu;
use bellpull_hotline::{
    AwayReason, ContactViewState, Effect, Input, Presence, PresenceChoice, Wish,
};
use bellpull_protocol::ContactId;
use serde_json::{Value, json};

/// Sales begins with 60 points, repairs with none.
fn with_routing(routing: &Value) -> Hotline {
    let mut hotline = Hotline::open();
    configure(&mut hotline, 1, routing, 60);
    hotline
}

fn configure(hotline: &mut Hotline, revision: u64, routing: &Value, points: i32) {
    let rules = json!({ "sales": { "points": points } });
    let mut document = with_menu(&["sales", "repairs"], &rules);
    document["routing"] = routing.clone();
    hotline.configure(revision, document);
}

fn calls(hotline: &mut Hotline, name: &str, department: &str) -> ContactId {
    hotline
        .try_enter_in(name, Some(department), Wish::Call)
        .unwrap()
}

fn next(hotline: &mut Hotline) -> Option<String> {
    hotline.online("anna");
    let contacts: Vec<_> = hotline.switchboard.contacts().collect();
    let rings = contacts
        .iter()
        .find(|contact| !contact.ringing().is_empty());
    rings.map(|contact| contact.visitor.as_str().to_owned())
}

#[test]
fn a_department_with_more_points_is_served_earlier() {
    let mut hotline = with_routing(&json!({}));
    calls(&mut hotline, "repairs", "repairs");
    hotline.advance(59);
    calls(&mut hotline, "sales", "sales");

    assert_eq!(next(&mut hotline), Some("sales".into()));
}

#[test]
fn whoever_waited_as_many_seconds_longer_as_the_difference_is_not_overtaken() {
    let mut hotline = with_routing(&json!({}));
    calls(&mut hotline, "repairs", "repairs");
    hotline.advance(60);
    calls(&mut hotline, "sales", "sales");

    assert_eq!(
        next(&mut hotline),
        Some("repairs".into()),
        "of equals the earlier"
    );
}

#[test]
fn waiting_counts_for_more_where_it_ages_faster() {
    let mut hotline = with_routing(&json!({ "ageing": 10 }));
    calls(&mut hotline, "repairs", "repairs");
    hotline.advance(7);
    calls(&mut hotline, "sales", "sales");

    assert_eq!(next(&mut hotline), Some("repairs".into()));
}

#[test]
fn without_ageing_points_are_strict() {
    let mut hotline = with_routing(&json!({ "ageing": 0 }));
    calls(&mut hotline, "repairs", "repairs");
    hotline.advance(3_000);
    calls(&mut hotline, "sales", "sales");

    assert_eq!(next(&mut hotline), Some("sales".into()));
}

#[test]
fn a_missed_ring_raises_the_contact() {
    let mut hotline = with_routing(&json!({ "raise_missed": 90 }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "repairs", "repairs");
    hotline.advance(20);
    let reason = AwayReason::NoAnswer;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });

    calls(&mut hotline, "sales", "sales");
    hotline.choose("anna", PresenceChoice::Available);

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(hotline.contact(&contact).raised, 90);
}

#[test]
fn a_declined_ring_raises_nothing() {
    let mut hotline = with_routing(&json!({}));
    hotline.online("anna");
    let contact = calls(&mut hotline, "repairs", "repairs");

    hotline.decline("anna", &contact);

    assert_eq!(hotline.contact(&contact).raised, 0);
}

#[test]
fn whoever_missed_a_ring_comes_back_by_themselves_where_that_is_configured() {
    let mut hotline = with_routing(&json!({ "back_after_missed_s": 60 }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "repairs", "repairs");
    hotline.advance(20);
    assert!(hotline.is_queued(&contact));

    hotline.advance(60);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn a_place_counts_who_is_served_earlier_in_the_same_department() {
    let mut hotline = with_routing(&json!({}));
    calls(&mut hotline, "s1", "sales");
    calls(&mut hotline, "r1", "repairs");
    calls(&mut hotline, "r2", "repairs");

    let place = |hotline: &Hotline, name: &str| {
        let Some(ContactViewState::Waiting { place, .. }) = hotline.told_visitor(name) else {
            return None;
        };
        Some(place)
    };

    assert_eq!(place(&hotline, "s1"), Some(1));
    assert_eq!(place(&hotline, "r1"), Some(1));
    assert_eq!(place(&hotline, "r2"), Some(2));
}

#[test]
fn operators_see_who_waits_in_the_order_of_serving() {
    let mut hotline = with_routing(&json!({}));
    let repairs = calls(&mut hotline, "r1", "repairs");
    let sales = calls(&mut hotline, "s1", "sales");

    let told = hotline.effects().iter().rev().find_map(|effect| {
        let Effect::TellWaiting { rows, .. } = effect else {
            return None;
        };
        Some(rows.clone())
    });

    let order: Vec<_> = told.unwrap().into_iter().map(|row| row.contact).collect();
    assert_eq!(order, [sales, repairs]);
}

#[test]
fn another_plan_puts_everybody_in_order_again_and_tells_them() {
    let mut hotline = with_routing(&json!({}));
    let sales = calls(&mut hotline, "sales", "sales");
    let repairs = calls(&mut hotline, "repairs", "repairs");
    hotline.take_effects();

    configure(&mut hotline, 2, &json!({}), -60);

    let rank = |contact: &ContactId| hotline.contact(contact).rank.unwrap();
    assert!(rank(&repairs) < rank(&sales));
    assert_eq!(next(&mut hotline), Some("repairs".into()));
}

#[test]
fn the_order_is_the_same_after_a_restore() {
    let mut hotline = with_routing(&json!({}));
    let sales = calls(&mut hotline, "sales", "sales");
    calls(&mut hotline, "repairs", "repairs");
    let before = hotline.contact(&sales).rank;

    hotline.restore();
    hotline.input(Input::VisitorConnected {
        visitor: visitor("sales"),
    });
    configure(&mut hotline, 1, &json!({}), 60);

    assert_eq!(hotline.contact(&sales).rank, before);
}

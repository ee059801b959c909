//! Changes of the configuration while everybody is at it.

use crate::channel_people::phone;
use crate::hotline::{Hotline, shop};
use crate::plans::{daily, department, plan, with_menu};
use bellpull_hotline::{
    Activity, Effect, FactKind, Input, Presence, PresenceChoice, Refusal, WhyMoved, Wish,
};
use serde_json::{Value, json};

fn configured(hotline: &Hotline) -> Vec<u64> {
    let facts = hotline.facts.iter();
    let revisions = facts.filter_map(|fact| {
        let FactKind::Configured { revision } = fact.kind else {
            return None;
        };
        Some(revision)
    });
    revisions.collect()
}

fn open_daily(interval: &str) -> Value {
    json!({ "hotlines": { "shop": { "name": "Shop", "hours": daily(interval) } } })
}

#[test]
fn a_change_is_told_and_an_older_one_ignored() {
    let mut hotline = Hotline::open();

    hotline.configure(2, json!({}));
    assert!(hotline.did(&Effect::TellConfigured));
    hotline.take_effects();
    hotline.configure(1, with_menu(&["sales"], &json!({})));
    hotline.configure(2, json!({}));

    assert_eq!(configured(&hotline), [2]);
    assert!(hotline.effects().is_empty());
}

#[test]
fn a_restore_is_given_the_same_and_tells_nobody() {
    let mut hotline = Hotline::open();
    let rules = json!({ "sales": { "points": 10, "hours": daily("07:00-17:00") } });
    let document = with_menu(&["sales"], &rules);
    hotline.configure(1, document.clone());
    hotline.online("anna");
    hotline.talk("v1", "anna");
    hotline.call("v2");
    hotline.call("v3");
    let owed = hotline.enter("v4", Wish::callback(phone("+43123456")));
    hotline.advance(2);
    hotline.take_effects();

    hotline.restore();
    hotline.configure(1, document);

    assert_eq!(hotline.effects(), []);
    assert_eq!(configured(&hotline), [1]);
    hotline.configure(2, json!({}));
    assert_eq!(configured(&hotline), [1, 2]);
    assert!(hotline.waits_in(&owed, "general"));
}

#[test]
fn a_change_slept_through_is_told_at_the_wake() {
    let mut hotline = Hotline::open();
    let rules = json!({ "sales": { "hours": daily("09:00-17:00") } });
    let document = with_menu(&["sales"], &rules);
    hotline.configure(1, document.clone());
    hotline.take_effects();

    hotline.stays_away(3600);
    hotline.restore();
    hotline.configure(1, document);

    assert!(hotline.did(&Effect::TellConfigured));
    assert_eq!(configured(&hotline), [1]);
}

#[test]
fn the_plans_hours_win() {
    let mut hotline = Hotline::open();
    hotline.configure(1, open_daily("09:00-17:00"));

    assert!(!hotline.switchboard.is_open(&shop()));
    hotline.input(Input::Hours {
        hotline: shop(),
        hours: None,
    });
    assert!(!hotline.switchboard.is_open(&shop()));
    hotline.configure(2, open_daily("08:00-17:00"));
    assert!(hotline.switchboard.is_open(&shop()));
    hotline.configure(3, json!({}));

    assert!(hotline.switchboard.is_open(&shop()), "without hours always");
    assert_eq!(hotline.switchboard.opening(&shop(), hotline.now).hours, []);
}

#[test]
fn a_hotline_that_is_gone_has_no_hours_and_what_it_owes_is_served() {
    let mut hotline = Hotline::open();
    hotline.configure(1, open_daily("09:00-17:00"));
    let owed = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    assert!(hotline.is_queued(&owed));

    let other = json!({ "hotlines": { "other": { "name": "Other" } } });
    hotline.configure(2, other);

    assert!(hotline.rings_at(&owed, "anna"));
}

#[test]
fn days_off_by_name_close_the_hotline() {
    let mut hotline = Hotline::open();
    let mut document = open_daily("07:00-17:00");
    document["hotlines"]["shop"]["hours"]["holidays"] = json!(["at"]);
    document["holidays"] = json!({ "at": { "2027-01-15": "A day off" } });

    hotline.configure(1, document);

    assert!(!hotline.switchboard.is_open(&shop()));
}

#[test]
fn who_waits_in_a_department_that_is_gone_goes_on_in_the_first_of_the_menu() {
    let mut hotline = Hotline::open();
    hotline.configure(1, with_menu(&["sales", "repairs"], &json!({})));
    let waits = hotline.try_enter_in("v1", Some("repairs"), Wish::Call);
    let waits = waits.unwrap();
    hotline.advance(1);
    let stays = hotline.call("v2");
    let entered = hotline.contact(&waits).entered;

    hotline.configure(2, with_menu(&["sales"], &json!({})));

    assert!(hotline.waits_in(&waits, "sales"));
    assert_eq!(hotline.contact(&waits).entered, entered);
    let moved = |fact: &FactKind| {
        matches!(
            fact,
            FactKind::DepartmentChanged {
                why: WhyMoved::Configured,
                ..
            }
        )
    };
    assert_eq!(hotline.count_facts(moved), 1, "v2 was there already");
    hotline.online("anna");
    assert!(hotline.rings_at(&waits, "anna"), "still before v2");
    assert!(hotline.is_queued(&stays));
}

#[test]
fn who_waits_from_before_the_first_menu_finds_operators_of_it() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    let mut document = with_menu(&["sales"], &json!({}));
    document["operators"] = json!({ "anna": { "departments": ["sales"] } });
    hotline.online("anna");
    hotline.decline("anna", &contact);
    hotline.choose("anna", PresenceChoice::Break);

    hotline.configure(1, document);
    hotline.advance(30);
    hotline.choose("anna", PresenceChoice::Available);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn a_call_in_hand_goes_on_whatever_becomes_of_its_department_and_operator() {
    let mut hotline = Hotline::open();
    let mut document = with_menu(&["sales"], &json!({}));
    document["operators"] = json!({ "anna": { "departments": ["sales"] } });
    hotline.configure(1, document);
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    let mut document = with_menu(&["repairs"], &json!({}));
    document["operators"] = json!({ "ben": {} });
    hotline.configure(2, document);

    assert!(hotline.is_bridged(&contact));
    assert_eq!(hotline.presence("anna"), Presence::Available);
    assert_eq!(hotline.contact(&contact).department, department("repairs"));
    hotline.operator_hangs_up("anna", &contact);
    assert!(matches!(
        hotline.operator("anna").activity,
        Activity::WrapUp { .. }
    ));
}

#[test]
fn spans_change_for_what_begins_after() {
    let mut hotline = Hotline::open();
    let general = |seconds: u32| {
        let rules = json!({ "ring_s": seconds, "wrap_up_s": seconds });
        json!({ "departments": { "general": rules } })
    };
    hotline.configure(1, general(10));
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.configure(2, general(40));

    hotline.advance(9);
    assert!(hotline.rings_at(&contact, "anna"));
    hotline.advance(1);
    assert!(hotline.is_queued(&contact), "rang as it began");
    hotline.online("anna");
    hotline.advance(39);
    assert!(hotline.rings_at(&contact, "anna"), "rings as it is now");
    hotline.accept("anna", &contact);
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds("anna", &contact);
    hotline.operator_hangs_up("anna", &contact);
    hotline.advance(39);
    assert!(!hotline.is_idle("anna"));
    hotline.advance(1);
    assert!(hotline.is_idle("anna"));
}

#[test]
fn a_smaller_waiting_room_throws_nobody_out() {
    let mut hotline = Hotline::open();
    let seats =
        |seats: u32| json!({ "hotlines": { "shop": { "name": "Shop", "waiting_room": seats } } });
    hotline.configure(1, seats(2));
    let waiting = [hotline.call("v1"), hotline.call("v2")];

    hotline.configure(2, seats(1));
    let third = hotline.try_enter_in("v3", None, Wish::Call);

    assert!(waiting.iter().all(|contact| hotline.is_queued(contact)));
    assert_eq!(third, Err(Refusal::WaitingRoomFull));
}

#[test]
fn a_rule_that_is_new_counts_for_who_waits_already() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.advance(100);

    let rule = json!({ "max_wait": { "after_s": 60, "then": "offer_callback" } });
    hotline.configure(1, json!({ "departments": { "general": rule } }));
    hotline.advance(0);

    assert!(hotline.contact(&contact).offered_callback);
}

#[test]
fn a_zone_nobody_knows_closes_nothing() {
    let mut unknown = plan(1, open_daily("09:00-17:00"));
    unknown.zones.clear();
    let mut hotline = Hotline::open();

    hotline.input(Input::Configure(Box::new(unknown)));

    assert!(hotline.switchboard.is_open(&shop()));
}

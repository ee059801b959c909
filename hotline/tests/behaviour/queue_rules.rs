//! What a department lets become of those who wait.

use crate::hotline::Hotline;
use crate::plans::{daily, with_menu};
use bellpull_hotline::{
    ChannelKind, EndReason, FactKind, Input, OfferWhy, PresenceChoice, Refusal, Way, WhyMoved, Wish,
};
use bellpull_protocol::ContactId;
use serde_json::{Value, json};

fn with(rules: &Value) -> Hotline {
    let mut hotline = Hotline::open();
    hotline.configure(1, with_menu(&["sales", "repairs"], rules));
    hotline
}

fn sales(rules: &Value) -> Hotline {
    with(&json!({ "sales": rules }))
}

fn calls(hotline: &mut Hotline, name: &str) -> ContactId {
    hotline.call(name)
}

fn offers(hotline: &Hotline, why: OfferWhy) -> usize {
    hotline.count_facts(
        |fact| matches!(fact, FactKind::CallbackOffered { why: because, .. } if *because == why),
    )
}

#[test]
fn nobody_enters_live_where_nobody_is_if_the_department_says_so() {
    let mut hotline = sales(&json!({ "when_empty": "refuse" }));

    let refused = hotline.try_enter_in("v1", None, Wish::Call);
    let owed = hotline.try_enter_in("v1", None, Wish::callback(Way::Browser));
    let owed = owed.unwrap();
    let live = hotline.change("v1", &owed, ChannelKind::Call);
    let elsewhere = hotline.try_enter_in("v2", Some("repairs"), Wish::Call);
    let back = hotline.choose_department("v2", &elsewhere.unwrap(), "sales");
    hotline.online("anna");
    let entered = hotline.try_enter_in("v3", None, Wish::Call);

    assert_eq!(refused, Err(Refusal::NobodyThere));
    assert_eq!(live, Err(Refusal::NobodyThere), "no way round");
    assert_eq!(back, Err(Refusal::NobodyThere), "nor through another door");
    assert!(entered.is_ok());
}

#[test]
fn only_who_serves_the_department_is_there_for_it() {
    let mut hotline = Hotline::open();
    let mut document = with_menu(&["sales"], &json!({ "sales": { "when_empty": "refuse" } }));
    document["departments"]["repairs"] = json!({});
    document["operators"] = json!({ "ben": { "departments": ["repairs"] } });
    hotline.configure(1, document);
    hotline.online("ben");

    let refused = hotline.try_enter_in("v1", None, Wish::Call);
    hotline.online("anna");
    let entered = hotline.try_enter_in("v1", None, Wish::Call);

    assert_eq!(refused, Err(Refusal::NobodyThere));
    assert!(entered.is_ok(), "anna is not in the document");
}

#[test]
fn who_is_busy_is_there() {
    let mut hotline = sales(&json!({ "when_empty": "refuse" }));
    hotline.online("anna");
    hotline.talk("v1", "anna");
    hotline.choose("anna", PresenceChoice::Break);

    let entered = hotline.try_enter_in("v2", None, Wish::Call);

    assert!(entered.is_ok());
}

#[test]
fn where_nobody_is_a_callback_is_offered_and_may_be_taken() {
    let mut hotline = sales(&json!({ "when_empty": "offer_callback" }));

    let contact = calls(&mut hotline, "v1");

    assert!(hotline.contact(&contact).offered_callback);
    assert!(hotline.is_queued(&contact));
    assert_eq!(offers(&hotline, OfferWhy::NobodyThere), 1);
    let entered = hotline.contact(&contact).entered;
    hotline.advance(5);
    hotline.enter("v1", Wish::callback(Way::Browser));
    let known = hotline.contact(&contact);
    assert!(!known.offered_callback, "taken");
    assert_eq!(known.entered, entered);
}

#[test]
fn whoever_comes_to_wait_live_where_nobody_is_is_offered_a_callback_too() {
    let mut hotline = with(&json!({
        "sales": { "max_wait": { "after_s": 60, "then": { "department": "repairs" } } },
        "repairs": { "when_empty": "offer_callback" },
    }));
    let overflows = calls(&mut hotline, "v1");
    let owed = Wish::callback(Way::Browser);
    let owed = hotline.try_enter_in("v2", Some("repairs"), owed).unwrap();

    hotline.change("v2", &owed, ChannelKind::Chat).unwrap();
    assert!(hotline.contact(&owed).offered_callback);
    hotline.advance(60);

    assert!(hotline.contact(&overflows).offered_callback);
}

#[test]
fn after_the_longest_wait_a_callback_is_offered_once() {
    let rule = json!({ "max_wait": { "after_s": 60, "then": "offer_callback" } });
    let mut hotline = sales(&rule);
    let contact = calls(&mut hotline, "v1");

    hotline.advance(59);
    assert!(!hotline.contact(&contact).offered_callback);
    hotline.advance(1);
    assert!(hotline.contact(&contact).offered_callback);
    hotline.advance(600);

    assert_eq!(offers(&hotline, OfferWhy::LongWait), 1);
    assert!(hotline.is_queued(&contact), "and waits on");
}

#[test]
fn after_the_longest_wait_it_may_end() {
    let mut hotline = sales(&json!({ "max_wait": { "after_s": 60, "then": "end" } }));
    let contact = calls(&mut hotline, "v1");
    let owed = hotline.enter("v2", Wish::callback(Way::Browser));

    hotline.advance(60);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::TimedOut));
    assert!(hotline.is_queued(&owed), "need not wait");
}

#[test]
fn after_the_longest_wait_it_goes_on_elsewhere_with_its_time() {
    let rule = json!({ "max_wait": { "after_s": 60, "then": { "department": "repairs" } } });
    let mut hotline = sales(&rule);
    let contact = calls(&mut hotline, "v1");
    let entered = hotline.contact(&contact).entered;

    hotline.advance(60);

    assert!(hotline.waits_in(&contact, "repairs"));
    assert_eq!(hotline.contact(&contact).entered, entered);
    let moved = |fact: &FactKind| {
        matches!(
            fact,
            FactKind::DepartmentChanged {
                why: WhyMoved::Overflowed,
                ..
            }
        )
    };
    assert_eq!(hotline.count_facts(moved), 1);
}

#[test]
fn two_departments_that_send_on_to_each_other_lose_nobody() {
    let to = |name: &str| json!({ "max_wait": { "after_s": 60, "then": { "department": name } } });
    let mut hotline = with(&json!({ "sales": to("repairs"), "repairs": to("sales") }));
    let contact = calls(&mut hotline, "v1");

    hotline.advance(60);
    assert!(hotline.waits_in(&contact, "repairs"));
    hotline.advance(59);
    assert!(hotline.waits_in(&contact, "repairs"));
    hotline.advance(1);

    assert!(hotline.waits_in(&contact, "sales"));
}

#[test]
fn nobody_is_sent_on_to_a_closed_department() {
    let rule = json!({ "max_wait": { "after_s": 3000, "then": { "department": "repairs" } } });
    let repairs = json!({ "hours": daily("09:00-17:00") });
    let mut hotline = with(&json!({ "sales": rule, "repairs": repairs }));
    let contact = calls(&mut hotline, "v1");

    hotline.advance(3000);
    assert!(hotline.waits_in(&contact, "sales"));
    hotline.advance(3000);

    assert!(hotline.waits_in(&contact, "repairs"), "open by now");
}

#[test]
fn a_ring_is_not_cut_short_and_a_call_in_hand_is_no_wait() {
    let mut hotline = sales(&json!({ "max_wait": { "after_s": 60, "then": "end" } }));
    let contact = calls(&mut hotline, "v1");
    hotline.advance(50);
    hotline.online("anna");
    hotline.advance(15);
    assert!(hotline.rings_at(&contact, "anna"));
    hotline.accept("anna", &contact);
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds("anna", &contact);
    hotline.advance(600);

    hotline.sign_out("anna");
    assert!(hotline.is_queued(&contact));
    hotline.advance(59);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::TimedOut));
}

#[test]
fn a_ring_nobody_answers_does_not_prolong_the_longest_wait() {
    let mut hotline = sales(&json!({ "max_wait": { "after_s": 60, "then": "end" } }));
    let contact = calls(&mut hotline, "v1");
    hotline.advance(50);
    hotline.online("anna");

    hotline.advance(20);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::TimedOut));
}

#[test]
fn who_waits_at_closing_is_offered_a_callback_and_served_to_the_end() {
    let rules = json!({ "at_closing": "offer_callback", "hours": daily("07:00-09:00") });
    let mut hotline = sales(&rules);
    let contact = calls(&mut hotline, "v1");
    let other = hotline.try_enter_in("v2", Some("repairs"), Wish::Chat);
    hotline.advance(3600);
    hotline.online("anna");

    assert_eq!(offers(&hotline, OfferWhy::Closing), 1);
    assert!(hotline.contact(&contact).offered_callback);
    assert!(!hotline.contact(&other.unwrap()).offered_callback);
    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn only_what_closes_and_asks_for_it_offers_a_callback() {
    let mut hotline = with(&json!({
        "sales": { "hours": daily("07:00-09:00") },
        "repairs": { "at_closing": "offer_callback" },
    }));
    let closes = calls(&mut hotline, "v1");
    let stays = hotline.try_enter_in("v2", Some("repairs"), Wish::Call);

    hotline.advance(3600);

    assert!(!hotline.contact(&closes).offered_callback, "not asked for");
    let stays = stays.unwrap();
    assert!(!hotline.contact(&stays).offered_callback, "still open");
}

#[test]
fn the_hotlines_closing_counts_as_the_departments() {
    let mut hotline = Hotline::open();
    let mut document = with_menu(
        &["sales"],
        &json!({ "sales": { "at_closing": "offer_callback" } }),
    );
    document["hotlines"]["shop"]["hours"] = daily("07:00-09:00");
    hotline.configure(1, document);
    let contact = calls(&mut hotline, "v1");

    hotline.advance(3600);

    assert!(hotline.contact(&contact).offered_callback);
}

#[test]
fn nothing_else_that_is_due_cuts_the_longest_wait_short() {
    let mut hotline = sales(&json!({ "max_wait": { "after_s": 60, "then": "end" } }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "v1");
    hotline.decline("anna", &contact);
    hotline.choose("anna", PresenceChoice::Break);

    hotline.advance(59);

    assert!(hotline.is_queued(&contact), "her pause ended before");
}

#[test]
fn a_restored_switchboard_decides_the_same() {
    let rule = json!({ "sales": { "max_wait": { "after_s": 60, "then": "end" } } });
    let mut hotline = with(&rule);
    let contact = calls(&mut hotline, "v1");
    hotline.advance(30);

    hotline.restore();
    hotline.configure(1, with_menu(&["sales", "repairs"], &rule));
    hotline.advance(29);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::TimedOut));
}

#[test]
fn an_outage_of_ours_is_no_wait() {
    let rule = json!({ "sales": { "max_wait": { "after_s": 60, "then": "end" } } });
    let mut hotline = with(&rule);
    let contact = calls(&mut hotline, "v1");
    hotline.advance(30);

    hotline.stays_away(600);
    hotline.restore();
    hotline.configure(1, with_menu(&["sales", "repairs"], &rule));
    hotline.input(Input::Woke);
    hotline.advance(59);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::TimedOut));
}

#[test]
fn an_outage_within_the_longest_wait_does_not_begin_it_anew() {
    let rule = json!({ "sales": { "max_wait": { "after_s": 600, "then": "end" } } });
    let mut hotline = with(&rule);
    let contact = calls(&mut hotline, "v1");

    hotline.stays_away(300);
    hotline.restore();
    hotline.configure(1, with_menu(&["sales", "repairs"], &rule));
    hotline.input(Input::Woke);
    hotline.advance(300);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::TimedOut));
}

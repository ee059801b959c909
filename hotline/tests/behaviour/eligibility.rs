//! Who may answer whom: departments, skills, languages, tiers and how much anybody takes at a time.

use crate::hotline::{Hotline, operator};
use crate::plans::with_menu;
use bellpull_hotline::{PresenceChoice, Wish};
use bellpull_protocol::ContactId;
use serde_json::{Value, json};

fn with(rules: &Value, operators: &Value) -> Hotline {
    let mut hotline = Hotline::open();
    configure(&mut hotline, 1, rules, operators);
    hotline
}

fn configure(hotline: &mut Hotline, revision: u64, rules: &Value, operators: &Value) {
    let mut document = with_menu(&["sales", "repairs"], rules);
    document["operators"] = operators.clone();
    hotline.configure(revision, document);
}

fn calls(hotline: &mut Hotline, name: &str, department: &str) -> ContactId {
    hotline
        .try_enter_in(name, Some(department), Wish::Call)
        .unwrap()
}

#[test]
fn rings_only_at_who_serves_the_department() {
    let mut hotline = with(
        &json!({}),
        &json!({ "anna": { "departments": ["repairs"] } }),
    );
    hotline.online("anna");
    let sales = calls(&mut hotline, "v1", "sales");

    let repairs = calls(&mut hotline, "v2", "repairs");

    assert!(hotline.is_queued(&sales), "nobody who serves it is there");
    assert!(hotline.rings_at(&repairs, "anna"));
}

#[test]
fn whoever_is_not_in_the_configuration_serves_every_department() {
    let mut hotline = with(&json!({}), &json!({}));
    hotline.online("stranger");

    let contact = calls(&mut hotline, "v1", "repairs");

    assert!(hotline.rings_at(&contact, "stranger"));
}

#[test]
fn a_skill_that_is_required_is_waited_for() {
    let rules = json!({ "sales": { "skills": { "boots": 5 } } });
    let operators =
        json!({ "anna": { "skills": { "boots": 4 } }, "ben": { "skills": { "boots": 5 } } });
    let mut hotline = with(&rules, &operators);
    hotline.online("anna");
    let contact = calls(&mut hotline, "v1", "sales");

    hotline.advance(600);
    assert!(hotline.is_queued(&contact));
    hotline.online("ben");

    assert!(hotline.rings_at(&contact, "ben"));
}

#[test]
fn a_skill_that_is_preferred_is_waited_for_only_so_long() {
    let rules = json!({ "sales": { "prefers": [{ "skill": "boots", "level": 5, "for_s": 60 }] } });
    let mut hotline = with(&rules, &json!({ "anna": {} }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "v1", "sales");

    hotline.advance(59);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn whoever_waits_for_a_skill_holds_nobody_up() {
    let rules = json!({ "sales": { "skills": { "boots": 5 } } });
    let mut hotline = with(&rules, &json!({ "anna": {} }));
    let sales = calls(&mut hotline, "v1", "sales");
    let repairs = calls(&mut hotline, "v2", "repairs");

    hotline.online("anna");

    assert!(hotline.is_queued(&sales));
    assert!(hotline.rings_at(&repairs, "anna"));
}

#[test]
fn a_language_may_be_required_or_preferred_for_a_while() {
    let rules = json!({
        "sales": { "language": "required" },
        "repairs": { "language": { "preferred": { "for_s": 30 } } },
    });
    let operators =
        json!({ "anna": { "languages": ["en"] }, "ben": { "languages": ["en", "de"] } });
    let mut hotline = with(&rules, &operators);
    hotline.online("anna");
    // Visitors of these tests speak de-AT.
    let repairs = calls(&mut hotline, "v1", "repairs");
    let sales = calls(&mut hotline, "v2", "sales");

    hotline.advance(29);
    assert!(hotline.is_queued(&repairs));
    hotline.advance(1);
    assert!(hotline.rings_at(&repairs, "anna"));
    hotline.online("ben");

    assert!(hotline.rings_at(&sales, "ben"));
}

/// Anna at once, ben after 30 seconds, cleo after 60.
fn with_tiers() -> Hotline {
    let rules = json!({ "sales": { "tiers": [
        { "after_s": 0, "operators": ["anna"] },
        { "after_s": 30, "operators": ["ben"] },
        { "after_s": 60, "operators": ["cleo"] },
    ] } });
    with(&rules, &json!({ "anna": {}, "ben": {}, "cleo": {} }))
}

/// At the desk, and not to be rung.
fn talks(hotline: &mut Hotline, name: &str) -> ContactId {
    hotline.online(name);
    let contact = calls(hotline, &format!("{name}-busy"), "repairs");
    assert!(hotline.rings_at(&contact, name));
    hotline.accept(name, &contact);
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds(name, &contact);
    contact
}

#[test]
fn a_tier_is_reached_after_its_time() {
    let mut hotline = with_tiers();
    talks(&mut hotline, "anna");
    hotline.online("ben");
    let contact = calls(&mut hotline, "v1", "sales");

    hotline.advance(29);
    assert!(
        hotline.is_queued(&contact),
        "anna is there, so ben is spared"
    );
    hotline.advance(1);

    assert!(hotline.rings_at(&contact, "ben"));
}

#[test]
fn a_tier_nobody_of_which_is_at_a_desk_is_skipped_at_once() {
    let mut hotline = with_tiers();
    hotline.online("cleo");

    let contact = calls(&mut hotline, "v1", "sales");

    assert!(hotline.rings_at(&contact, "cleo"));
}

#[test]
fn a_tier_that_empties_while_somebody_waits_is_skipped_from_then_on() {
    let mut hotline = with_tiers();
    let busy = talks(&mut hotline, "anna");
    hotline.online("ben");
    let contact = calls(&mut hotline, "v1", "sales");
    hotline.operator_hangs_up("anna", &busy);
    assert!(hotline.is_queued(&contact), "she writes it up");

    hotline.choose("anna", PresenceChoice::Break);

    assert!(hotline.rings_at(&contact, "ben"));
}

#[test]
fn a_restored_switchboard_knows_how_far_somebody_has_come() {
    let mut hotline = with_tiers();
    talks(&mut hotline, "anna");
    let contact = calls(&mut hotline, "v1", "sales");
    hotline.advance(40);

    hotline.restore();

    assert_eq!(hotline.contact(&contact).step, 1);
}

#[test]
fn how_many_chats_somebody_has_is_up_to_their_profile() {
    let operators = json!({ "anna": { "chats": 1, "departments": ["sales"] } });
    let mut hotline = with(&json!({}), &operators);
    hotline.online("anna");
    let first = hotline
        .try_enter_in("v1", Some("sales"), Wish::Chat)
        .unwrap();
    hotline.accept("anna", &first);

    let second = hotline
        .try_enter_in("v2", Some("sales"), Wish::Chat)
        .unwrap();

    assert!(hotline.is_queued(&second));
    hotline.visitor_hangs_up("v1", &first);
    assert!(hotline.rings_at(&second, "anna"));
}

#[test]
fn chats_ring_beside_a_call_only_where_the_profile_says_so() {
    for (beside, rings) in [(true, true), (false, false)] {
        let operators = json!({ "anna": { "chats_beside_calls": beside } });
        let mut hotline = with(&json!({}), &operators);
        talks(&mut hotline, "anna");

        let chat = hotline
            .try_enter_in("v1", Some("sales"), Wish::Chat)
            .unwrap();

        assert_eq!(hotline.rings_at(&chat, "anna"), rings);
    }
}

#[test]
fn another_plan_holds_for_whoever_waits_already() {
    let rules = json!({ "sales": { "skills": { "boots": 5 } } });
    let mut hotline = with(&rules, &json!({ "anna": {} }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "v1", "sales");
    assert!(hotline.is_queued(&contact));

    configure(
        &mut hotline,
        2,
        &rules,
        &json!({ "anna": { "skills": { "boots": 7 } } }),
    );

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn a_ring_under_way_goes_on_when_the_plan_changes() {
    let mut hotline = with(&json!({}), &json!({ "anna": {} }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "v1", "sales");

    let repairs_only = json!({ "anna": { "departments": ["repairs"] } });
    configure(&mut hotline, 2, &json!({}), &repairs_only);

    assert!(hotline.rings_at(&contact, "anna"));
    hotline.choose("anna", PresenceChoice::Break);
    hotline.choose("anna", PresenceChoice::Available);
    assert!(hotline.is_queued(&contact));
    assert_eq!(hotline.operator("anna").id, operator("anna"));
}

#[test]
fn nobody_rings_before_a_restored_switchboard_knows_its_plan_again() {
    let rules = json!({ "sales": { "skills": { "boots": 5 } } });
    let mut hotline = with(&rules, &json!({ "anna": {} }));
    hotline.online("anna");
    let contact = calls(&mut hotline, "v1", "sales");

    hotline.restore();
    hotline.input(bellpull_hotline::Input::MediaStayed);
    assert!(hotline.is_queued(&contact));
    configure(&mut hotline, 1, &rules, &json!({ "anna": {} }));

    assert!(hotline.is_queued(&contact));
}

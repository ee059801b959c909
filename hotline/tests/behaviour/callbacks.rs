//! Callbacks by the page and by phone: the place, the tries and their end.

use crate::channel_people::phone;
use crate::hotline::{Hotline, visitor_leg};
use bellpull_hotline::{
    Activity, Channel, ContactState, EndReason, FactKind, Input, PresenceChoice, Refusal,
    TryOutcome, Way, Wish,
};
use bellpull_protocol::ContactId;

fn tries(hotline: &Hotline, contact: &ContactId) -> u32 {
    match &hotline.contact(contact).channel {
        Channel::Callback(callback) => callback.tries,
        Channel::Call | Channel::Chat | Channel::Message => 0,
    }
}

#[test]
fn a_waiting_call_that_becomes_a_callback_keeps_its_place_and_rings_the_page() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    let entered = hotline.contact(&contact).entered;
    hotline.advance(5);
    hotline.call("v2");

    hotline.enter("v1", Wish::callback(Way::Browser));
    assert_eq!(hotline.contact_of("v1"), contact);
    hotline.online("anna");
    assert!(hotline.rings_at(&contact, "anna"), "before v2");
    hotline.accept("anna", &contact);
    assert!(hotline.rings_back(&contact));
    hotline.answer_ring_back("v1", &contact).unwrap();
    assert_eq!(hotline.contact(&contact).channel, Channel::Call);
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds("anna", &contact);

    assert!(hotline.is_bridged(&contact));
    assert_eq!(hotline.contact(&contact).entered, entered);
}

#[test]
fn the_waiting_tone_ends_when_a_call_becomes_a_callback() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    hotline.take_effects();

    hotline.enter("v1", Wish::callback(Way::Browser));

    let leg = visitor_leg(&contact);
    assert!(hotline.did(&bellpull_hotline::Effect::CloseLeg { leg }));
    assert!(!hotline.contact(&contact).leg.is_up());
}

#[test]
fn a_callback_needs_no_page_but_rings_only_where_one_is() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(Way::Browser));
    hotline.visitor_vanishes("v1");
    hotline.advance(3600);

    hotline.online("anna");
    assert!(hotline.is_queued(&contact));
    assert!(!hotline.told_owed().unwrap()[0].reachable);
    let call = hotline.call("v2");
    assert!(hotline.rings_at(&call, "anna"), "it holds nobody up");
    hotline.visitor_hangs_up("v2", &call);
    hotline.visitor_returns("v1");

    assert!(hotline.rings_at(&contact, "anna"));
    assert!(hotline.told_owed().unwrap()[0].reachable);
}

#[test]
fn a_page_that_does_not_answer_is_tried_three_times() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(Way::Browser));
    let entered = hotline.contact(&contact).entered;
    hotline.online("anna");
    for tried in 1..=3 {
        hotline.accept("anna", &contact);
        hotline.advance(29);
        assert!(hotline.rings_back(&contact));
        hotline.advance(1);
        assert_eq!(tries(&hotline, &contact), tried);
        assert_eq!(
            hotline.contact(&contact).entered,
            entered,
            "keeps its place"
        );
        assert!(hotline.is_idle("anna"));
        if tried < 3 {
            hotline.advance(59);
            assert!(hotline.is_queued(&contact));
            hotline.advance(1);
            assert!(hotline.rings_at(&contact, "anna"));
        }
    }

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::NotReached));
    let late = hotline.answer_ring_back("v1", &contact);
    assert_eq!(late, Err(Refusal::ContactEnded));
}

#[test]
fn a_phone_is_dialled_when_due_and_reached_at_the_second_try() {
    let mut hotline = Hotline::without_media();
    let way = phone("+43123456");
    let contact = hotline.enter("v1", Wish::callback(way));
    hotline.visitor_vanishes("v1");
    hotline.online("anna");

    hotline.accept("anna", &contact);
    assert!(hotline.is_dialled(&contact));
    hotline
        .tried("anna", &contact, TryOutcome::Engaged)
        .unwrap();
    assert!(hotline.is_queued(&contact) && hotline.is_idle("anna"));
    hotline.advance(899);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::Reached)
        .unwrap();

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::CalledBack));
    assert!(hotline.contact(&contact).answered);
    assert!(matches!(
        hotline.operator("anna").activity,
        Activity::WrapUp { .. }
    ));
    let tried = hotline.facts.iter().filter_map(|fact| {
        let FactKind::Tried { tried, outcome, .. } = &fact.kind else {
            return None;
        };
        Some((*tried, *outcome))
    });
    assert_eq!(
        tried.collect::<Vec<_>>(),
        [(1, TryOutcome::Engaged), (2, TryOutcome::Reached)]
    );
    assert_eq!(hotline.disk.numbers[&contact].expose(), "+43123456");
    let again = hotline.tried("anna", &contact, TryOutcome::Reached);
    assert_eq!(again, Ok(()), "said again");
}

#[test]
fn a_wrong_number_is_not_dialled_again() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    hotline.accept("anna", &contact);

    hotline
        .tried("anna", &contact, TryOutcome::WrongNumber)
        .unwrap();

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::NotReached));
    assert!(hotline.is_idle("anna"));
}

#[test]
fn an_operator_takes_a_phone_callback_out_of_turn_and_before_it_is_due() {
    let mut hotline = Hotline::open();
    let first = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    hotline.accept("anna", &first);
    hotline.tried("anna", &first, TryOutcome::NoAnswer).unwrap();
    hotline.choose("anna", PresenceChoice::Break);

    hotline.take("anna", &first).unwrap();

    assert!(hotline.is_dialled(&first));
    assert_eq!(hotline.take("anna", &first), Ok(()), "said again");
    hotline.online("ben");
    assert_eq!(hotline.take("ben", &first), Err(Refusal::RingOver));
    let row = &hotline.told_owed().unwrap()[0];
    assert!(row.taken && row.reachable);
}

#[test]
fn only_an_idle_operator_takes_and_only_what_can_be_dialled() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.talk("v1", "anna");
    let by_phone = hotline.enter("v2", Wish::callback(phone("+43123456")));
    let by_page = hotline.enter("v3", Wish::callback(Way::Browser));

    assert_eq!(hotline.take("anna", &by_phone), Err(Refusal::WrongState));
    hotline.connect("ben", true);
    assert_eq!(hotline.take("ben", &by_page), Err(Refusal::WrongState));
    assert_eq!(hotline.take("ben", &by_phone), Ok(()));
}

#[test]
fn a_callback_given_back_was_not_tried() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    hotline.accept("anna", &contact);

    hotline.operator_hangs_up("anna", &contact);

    assert!(hotline.is_queued(&contact));
    assert_eq!(tries(&hotline, &contact), 0);
    hotline.advance(30);
    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn an_operator_who_never_says_how_it_went_has_tried() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    hotline.accept("anna", &contact);

    hotline.advance(900);

    assert!(hotline.is_queued(&contact));
    assert_eq!(tries(&hotline, &contact), 1);
}

#[test]
fn an_operator_who_signs_out_gives_the_callback_back() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(Way::Browser));
    hotline.online("anna");
    hotline.accept("anna", &contact);

    hotline.sign_out("anna");

    assert!(hotline.is_queued(&contact));
    assert_eq!(tries(&hotline, &contact), 0);
}

#[test]
fn a_visitor_may_cancel_at_any_time() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(Way::Browser));
    hotline.online("anna");
    hotline.accept("anna", &contact);

    hotline.visitor_hangs_up("v1", &contact);

    let reason = Some(EndReason::VisitorAbandoned);
    assert_eq!(hotline.end_reason(&contact), reason);
    assert!(hotline.is_idle("anna"));
}

#[test]
fn a_callback_asked_for_again_is_the_same_and_may_be_reached_otherwise() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(Way::Browser));
    let entered = hotline.contact(&contact).entered;
    hotline.advance(5);

    let again = hotline.enter("v1", Wish::callback(phone("+43123456")));

    assert_eq!(again, contact);
    let known = hotline.contact(&contact);
    assert_eq!(known.entered, entered);
    assert!(matches!(&known.channel, Channel::Callback(callback) if callback.way != Way::Browser));
}

#[test]
fn what_is_owed_expires_after_three_days() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.visitor_vanishes("v1");

    hotline.advance(72 * 3600 - 1);
    assert_eq!(hotline.contact(&contact).state, ContactState::Queued);
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::Expired));
}

#[test]
fn a_pause_outlives_a_restore() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.online("anna");
    hotline.accept("anna", &contact);
    hotline
        .tried("anna", &contact, TryOutcome::NoAnswer)
        .unwrap();

    hotline.restore();
    hotline.input(Input::MediaConnected { legs: vec![] });
    assert!(hotline.is_queued(&contact));
    hotline.advance(900);

    assert!(hotline.rings_at(&contact, "anna"));
}

//! Consults: what may go wrong with the operator and with the visitor.

use crate::colleague_people::STATES;
use crate::hotline::{Hotline, operator, operator_leg, sdp, visitor_leg};
use bellpull_hotline::{
    AwayReason, ConsultOutcome, Disposition, EndReason, Input, Presence, Refusal,
};

#[test]
fn an_operator_who_hangs_up_before_the_colleague_is_there_ends_the_call() {
    for state in ["ringing", "connecting"] {
        let (mut hotline, contact) = Hotline::consulting(state);

        hotline.operator_hangs_up("anna", &contact);

        let reason = Some(EndReason::OperatorHungUp);
        assert_eq!(hotline.end_reason(&contact), reason);
        assert!(hotline.is_idle("berta") && hotline.writes_up("anna", &contact));
        assert!(hotline.bridges().is_empty());
    }
}

#[test]
fn an_operator_who_hangs_up_once_the_colleague_is_there_hands_over() {
    for state in ["private", "together"] {
        let (mut hotline, contact) = Hotline::consulting(state);

        hotline.operator_hangs_up("anna", &contact);

        hotline.assert_has_changed_hands(&contact);
        assert!(hotline.writes_up("anna", &contact));
        assert_eq!(hotline.consult_outcomes(), [ConsultOutcome::Transferred]);
        hotline.operator_hangs_up("anna", &contact);
        assert!(hotline.has_in_hand("berta", &contact), "hanging up twice");
    }
}

#[test]
fn an_operator_who_signs_out_hands_over_and_has_nothing_to_write_up() {
    for state in ["private", "together"] {
        let (mut hotline, contact) = Hotline::consulting(state);

        hotline.sign_out("anna");

        hotline.assert_has_changed_hands(&contact);
        assert!(hotline.is_idle("anna"));
        assert_eq!(hotline.presence("anna"), Presence::Offline);
    }
}

#[test]
fn an_operator_who_vanishes_before_the_colleague_is_there_loses_the_call_to_the_queue() {
    let (mut hotline, contact) = Hotline::consulting("ringing");
    let entered = hotline.contact(&contact).entered;

    hotline.sign_out("anna");

    assert_eq!(hotline.contact(&contact).entered, entered);
    assert!(hotline.rings_at(&contact, "berta"), "as from the queue");
    assert_eq!(hotline.contact(&contact).rings, 3);
    assert!(hotline.bridges().is_empty(), "the visitor hears the tone");
    let outcomes = hotline.consult_outcomes();
    assert_eq!(outcomes, [ConsultOutcome::Cancelled]);
}

#[test]
fn an_operator_whose_sound_is_gone_for_good_hands_over_to_the_colleague() {
    for state in ["private", "together"] {
        let (mut hotline, contact) = Hotline::consulting(state);
        hotline.lost(operator_leg(&contact, 1), 1);

        hotline.advance(30);

        hotline.assert_has_changed_hands(&contact);
        assert!(hotline.is_away("anna", AwayReason::ConnectionLost));
    }
}

#[test]
fn when_both_operators_are_gone_the_visitor_is_back_in_the_queue() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.lost(operator_leg(&contact, 1), 1);
    hotline.lost(operator_leg(&contact, 2), 1);

    hotline.advance(30);

    assert!(hotline.is_queued(&contact));
    assert!(hotline.bridges().is_empty());
    assert!(hotline.is_away("anna", AwayReason::ConnectionLost));
    assert!(hotline.is_away("berta", AwayReason::ConnectionLost));
}

#[test]
fn who_completes_while_the_colleagues_sound_is_lost_leaves_the_visitor_the_tone() {
    for state in ["private", "together"] {
        let (mut hotline, contact) = Hotline::consulting(state);
        hotline.lost(operator_leg(&contact, 2), 1);

        hotline.try_complete("anna", &contact).unwrap();
        hotline.assert_nobody_hears_silence(&contact);
        assert!(hotline.bridges().is_empty(), "{state}");
        hotline.up(operator_leg(&contact, 2), 1);

        hotline.assert_has_changed_hands(&contact);
    }
}

#[test]
fn a_visitor_who_hangs_up_frees_both_whatever_the_state() {
    for state in STATES {
        let (mut hotline, contact) = Hotline::consulting(state);

        hotline.visitor_hangs_up("v1", &contact);

        let reason = Some(EndReason::VisitorHungUp);
        assert_eq!(hotline.end_reason(&contact), reason, "{state}");
        assert!(hotline.bridges().is_empty(), "{state}");
        assert!(hotline.writes_up("anna", &contact), "{state}");
        assert_eq!(hotline.writes_up("berta", &contact), state == "together");
        assert_eq!(hotline.consult_outcomes(), [ConsultOutcome::VisitorLeft]);
        assert_eq!(hotline.closes(&contact, 2), state != "ringing");
    }
}

#[test]
fn a_colleague_who_talked_to_the_visitor_may_say_how_it_went() {
    let (mut hotline, contact) = Hotline::consulting("together");
    hotline.visitor_hangs_up("v1", &contact);

    hotline.input(Input::WrapUp {
        operator: operator("berta"),
        contact: contact.clone(),
        disposition: Some(Disposition::Resolved),
        topic: None,
        note: None,
        finish: true,
    });

    assert!(hotline.is_idle("berta") && hotline.writes_up("anna", &contact));
}

#[test]
fn a_colleague_is_not_connected_to_a_visitor_who_left_while_their_leg_was_made() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.operator_offers("berta", &contact, 1);
    hotline.visitor_hangs_up("v1", &contact);
    hotline.take_effects();

    hotline.up(operator_leg(&contact, 2), 1);

    assert!(hotline.closes(&contact, 2));
    assert!(hotline.bridges().is_empty());
    let refused = hotline.try_input(Input::OperatorOffer {
        operator: operator("berta"),
        contact: contact.clone(),
        attempt: 2,
        sdp: sdp(),
    });
    assert_eq!(refused, Err(Refusal::ContactEnded));
}

#[test]
fn a_visitor_whose_sound_and_page_are_gone_is_given_up_also_while_they_hear_the_tone() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.visitor_vanishes("v1");
    hotline.lost(visitor_leg(&contact), 1);

    hotline.advance(30);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
    assert!(hotline.is_idle("berta") && hotline.bridges().is_empty());
}

#[test]
fn nobody_waits_for_who_dropped_out_between_answering_and_sound() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");
    hotline.accept("berta", &contact);

    hotline.sign_out("berta");
    hotline.advance(30);

    assert!(hotline.rings_at(&contact, "anna"), "from the queue");
    assert!(hotline.bridges().is_empty(), "the visitor hears the tone");
}

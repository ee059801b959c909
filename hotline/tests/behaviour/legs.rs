//! Legs: attempts, answers, and what happens to a leg in mid-call.

use crate::hotline::{Hotline, operator, operator_leg, sdp, visitor, visitor_leg};
use bellpull_hotline::{
    AwayReason, Effect, EndReason, FactKind, Input, LegState, Presence, Refusal,
};

fn count_opens(effects: &[Effect]) -> usize {
    let opens = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::OpenLeg { .. }));
    opens.count()
}

#[test]
fn a_repeated_offer_is_forwarded_again() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);
    hotline.take_effects();

    hotline.visitor_offers(&contact, 1);

    assert_eq!(count_opens(&hotline.take_effects()), 1);
}

#[test]
fn a_repeated_offer_does_not_silence_a_leg_that_is_up() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);

    hotline.visitor_offers(&contact, 1);

    assert!(hotline.contact(&contact).leg.is_up());
}

#[test]
fn a_stale_offer_is_dropped() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 2);
    hotline.take_effects();

    hotline.visitor_offers(&contact, 1);
    hotline.visitor_offers(&contact, 0);

    assert_eq!(count_opens(&hotline.take_effects()), 0);
    assert_eq!(hotline.contact(&contact).leg.attempt, 2);
}

#[test]
fn an_answer_reaches_whoever_offered() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);
    hotline.accept("anna", &contact);
    hotline.operator_offers("anna", &contact, 1);

    hotline.input(Input::LegAnswered {
        leg: visitor_leg(&contact),
        attempt: 1,
        sdp: sdp(),
    });
    hotline.input(Input::LegAnswered {
        leg: operator_leg(&contact, 1),
        attempt: 1,
        sdp: sdp(),
    });

    let (attempt, sdp) = (1, sdp());
    let (visitor, operator) = (visitor("v1"), operator("anna"));
    let to_visitor = Effect::AnswerVisitor {
        visitor,
        contact: contact.clone(),
        attempt,
        sdp: sdp.clone(),
    };
    assert!(hotline.did(&to_visitor));
    assert!(hotline.did(&Effect::AnswerOperator {
        operator,
        contact,
        attempt,
        sdp
    }));
}

#[test]
fn the_answer_of_a_stale_attempt_is_dropped() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);
    hotline.visitor_offers(&contact, 2);
    hotline.take_effects();

    hotline.input(Input::LegAnswered {
        leg: visitor_leg(&contact),
        attempt: 1,
        sdp: sdp(),
    });

    assert_eq!(hotline.take_effects(), []);
}

#[test]
fn stale_news_of_a_leg_changes_nothing() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    hotline.visitor_sounds(&contact);
    let before = hotline.contact(&contact).clone();

    hotline.lost(visitor_leg(&contact), 1);
    hotline.input(Input::LegClosed {
        leg: visitor_leg(&contact),
        attempt: 1,
    });

    assert_eq!(*hotline.contact(&contact), before);
}

#[test]
fn a_refused_offer_is_said_to_its_page() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);

    hotline.input(Input::LegRefused {
        leg: visitor_leg(&contact),
        attempt: 1,
    });

    let refusal = Refusal::BadSdp;
    assert!(hotline.did(&Effect::RefuseVisitor {
        visitor: visitor("v1"),
        refusal
    }));
    assert!(matches!(
        hotline.contact(&contact).leg.state,
        LegState::None { .. }
    ));
}

#[test]
fn the_refusal_of_a_stale_attempt_is_dropped() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);
    hotline.visitor_offers(&contact, 2);
    hotline.take_effects();

    hotline.input(Input::LegRefused {
        leg: visitor_leg(&contact),
        attempt: 1,
    });

    assert_eq!(hotline.take_effects(), []);
}

#[test]
fn an_offer_without_a_media_server_is_refused_and_can_be_made_later() {
    let mut hotline = Hotline::without_media();
    let contact = hotline.call("v1");
    let offer = Input::VisitorOffer {
        visitor: visitor("v1"),
        contact: contact.clone(),
        attempt: 1,
        sdp: sdp(),
    };
    assert_eq!(hotline.try_input(offer.clone()), Err(Refusal::NoMedia));
    hotline.take_effects();

    hotline.input(Input::MediaConnected { legs: vec![] });

    assert!(
        hotline.told_visitor("v1").is_some(),
        "told again, so that it offers again"
    );
    hotline.input(offer);
    assert_eq!(count_opens(&hotline.take_effects()), 1);
}

#[test]
fn a_leg_lost_in_mid_call_may_come_back_within_half_a_minute() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    hotline.lost(visitor_leg(&contact), 1);
    hotline.advance(29);
    hotline.up(visitor_leg(&contact), 1);
    hotline.advance(60);

    assert!(hotline.is_bridged(&contact));
    assert!(hotline.did_bridge(&contact));
}

#[test]
fn a_visitors_leg_that_does_not_come_back_ends_the_call() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    hotline.lost(visitor_leg(&contact), 1);
    hotline.advance(30);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

#[test]
fn an_operators_leg_that_does_not_come_back_sends_the_visitor_to_the_front() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.advance(1);
    let later = hotline.call("v2");

    hotline.lost(operator_leg(&contact, 1), 1);
    hotline.advance(30);

    let reason = AwayReason::ConnectionLost;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });
    assert!(hotline.is_idle("anna"));
    hotline.online("zoe");
    assert!(hotline.rings_at(&contact, "zoe"));
    assert!(hotline.is_queued(&later));
    assert_eq!(
        hotline.count_facts(|fact| matches!(fact, FactKind::Requeued { .. })),
        1
    );
}

#[test]
fn restarting_the_connection_again_and_again_does_not_prolong_the_silence() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    for attempt in 2..=6 {
        hotline.visitor_offers(&contact, attempt);
        hotline.advance(6);
    }

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

#[test]
fn hanging_up_closes_both_legs() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    hotline.operator_hangs_up("anna", &contact);

    assert_eq!(
        hotline.end_reason(&contact),
        Some(EndReason::OperatorHungUp)
    );
    assert!(hotline.did(&Effect::CloseLeg {
        leg: visitor_leg(&contact)
    }));
    assert!(hotline.did(&Effect::CloseLeg {
        leg: operator_leg(&contact, 1)
    }));
}

#[test]
fn a_leg_that_comes_up_after_the_end_is_closed_again() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);
    hotline.visitor_hangs_up("v1", &contact);
    hotline.take_effects();

    hotline.up(visitor_leg(&contact), 1);

    assert_eq!(
        hotline.take_effects(),
        [Effect::CloseLeg {
            leg: visitor_leg(&contact)
        }]
    );
}

#[test]
fn a_visitor_who_comes_back_to_the_queue_gets_time_to_give_a_sign_of_life() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.visitor_vanishes("v1");
    hotline.advance(300);

    hotline.sign_out("anna");

    hotline.advance(17);
    assert!(
        hotline.is_queued(&contact),
        "nobody looked at the lease in mid-call"
    );
    hotline.advance(1);
    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

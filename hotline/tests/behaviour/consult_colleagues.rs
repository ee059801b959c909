//! Consults: what may go wrong with the colleague.

use crate::hotline::{Hotline, operator, operator_leg};
use bellpull_hotline::{
    AwayReason, ConsultOutcome, Effect, FactKind, Input, Presence, PresenceChoice, Refusal,
    RingOutcome,
};
use bellpull_protocol::ContactId;

#[test]
fn a_colleague_who_declines_stays_available() {
    let (mut hotline, contact) = Hotline::consulting("ringing");

    hotline.decline("berta", &contact);

    hotline.assert_goes_on_alone(&contact);
    assert!(hotline.is_idle("berta"));
    assert_eq!(hotline.presence("berta"), Presence::Available);
    assert_eq!(hotline.consult_outcomes(), [ConsultOutcome::NotAnswered]);
}

#[test]
fn a_colleague_who_does_not_answer_is_taken_out_as_by_any_other_ring() {
    let (mut hotline, contact) = Hotline::consulting("ringing");

    hotline.advance(19);
    assert_eq!(hotline.consult_state(&contact), "ringing");
    hotline.advance(1);

    hotline.assert_goes_on_alone(&contact);
    assert!(hotline.is_away("berta", AwayReason::NoAnswer));
    let unanswered = hotline.count_facts(|fact| {
        matches!(
            fact,
            FactKind::RingEnded {
                outcome: RingOutcome::NoAnswer,
                ring: 2,
                ..
            }
        )
    });
    assert_eq!(unanswered, 1);
    let late = hotline.try_accept("berta", &contact, 2);
    assert_eq!(late, Err(Refusal::RingOver));
}

#[test]
fn a_colleague_who_goes_or_vanishes_while_it_rings_costs_nobody_anything() {
    let ways: [fn(&mut Hotline); 4] = [
        |hotline| hotline.choose("berta", PresenceChoice::Break),
        |hotline| hotline.choose("berta", PresenceChoice::Offline),
        |hotline| hotline.sign_out("berta"),
        |hotline| {
            hotline.operator_vanishes("berta");
            hotline.advance(60);
        },
    ];
    for go in ways {
        let (mut hotline, contact) = Hotline::consulting("ringing");

        go(&mut hotline);

        hotline.assert_goes_on_alone(&contact);
        assert!(hotline.is_idle("berta"));
        assert_ne!(hotline.presence("berta"), Presence::Available);
    }
}

#[test]
fn a_colleague_without_sound_is_taken_out() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.operator_offers("berta", &contact, 1);

    hotline.advance(15);

    hotline.assert_goes_on_alone(&contact);
    assert!(hotline.is_away("berta", AwayReason::NoSound));
    assert!(hotline.closes(&contact, 2));
    assert_eq!(hotline.consult_outcomes(), [ConsultOutcome::NotAnswered]);
    hotline.take_effects();
    hotline.up(operator_leg(&contact, 2), 1);
    assert!(hotline.closes(&contact, 2), "what comes up late is closed");
}

#[test]
fn a_colleague_whose_offer_is_refused_is_told_and_may_offer_again() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.operator_offers("berta", &contact, 1);

    let leg = operator_leg(&contact, 2);
    hotline.input(Input::LegRefused { leg, attempt: 1 });

    assert!(hotline.did(&Effect::RefuseOperator {
        operator: operator("berta"),
        refusal: Refusal::BadSdp
    }));
    hotline.operator_sounds("berta", &contact);
    assert_eq!(hotline.consult_state(&contact), "private");
}

#[test]
fn a_colleague_who_waited_for_the_operators_sound_in_vain_is_not_to_blame() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.lost(operator_leg(&contact, 1), 1);
    hotline.operator_sounds("berta", &contact);

    hotline.advance(15);

    assert_eq!(hotline.consult_state(&contact), "none");
    assert_eq!(hotline.presence("berta"), Presence::Available);
}

#[test]
fn without_a_media_server_nobody_is_to_blame() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.input(Input::MediaGone);

    hotline.advance(15);

    hotline.assert_goes_on_alone(&contact);
    assert_eq!(hotline.presence("berta"), Presence::Available);
}

#[test]
fn a_colleague_who_hangs_up_or_signs_out_leaves_the_operator_with_the_visitor() {
    for state in ["connecting", "private", "together"] {
        let ways: [fn(&mut Hotline, &ContactId); 2] = [
            |hotline, contact| hotline.operator_hangs_up("berta", contact),
            |hotline, _| hotline.sign_out("berta"),
        ];
        for go in ways {
            let (mut hotline, contact) = Hotline::consulting(state);

            go(&mut hotline, &contact);

            hotline.assert_goes_on_alone(&contact);
            assert!(hotline.is_idle("berta"), "{state}");
            assert!(hotline.closes(&contact, 2), "{state}");
        }
    }
}

#[test]
fn a_colleague_who_wants_a_break_takes_it_after_the_word() {
    let (mut hotline, contact) = Hotline::consulting("private");

    hotline.choose("berta", PresenceChoice::Break);
    assert_eq!(hotline.consult_state(&contact), "private");
    hotline.try_cancel("anna", &contact).unwrap();

    assert!(hotline.is_idle("berta"));
    assert_eq!(hotline.presence("berta"), Presence::Break);
}

#[test]
fn a_session_that_runs_out_does_not_end_the_word() {
    for name in ["anna", "berta"] {
        let (mut hotline, contact) = Hotline::consulting("private");

        let operator = operator(name);
        hotline.input(Input::OperatorSessionExpired { operator });

        assert_eq!(hotline.consult_state(&contact), "private", "{name}");
        assert_eq!(hotline.presence(name), Presence::Offline);
    }
}

#[test]
fn a_colleague_whose_sound_is_gone_for_good_is_taken_out_and_the_visitor_is_back() {
    for state in ["private", "together"] {
        let (mut hotline, contact) = Hotline::consulting(state);
        hotline.lost(operator_leg(&contact, 2), 1);

        hotline.advance(29);
        assert_eq!(hotline.consult_state(&contact), state);
        hotline.advance(1);

        hotline.assert_goes_on_alone(&contact);
        assert!(hotline.is_away("berta", AwayReason::ConnectionLost));
        assert_eq!(hotline.consult_outcomes(), [ConsultOutcome::Cancelled]);
    }
}

#[test]
fn a_blip_of_anybodys_sound_changes_nothing() {
    for (state, bridge) in [("private", "o1+o2"), ("together", "o1+o2+v")] {
        for ring in [1, 2] {
            let (mut hotline, contact) = Hotline::consulting(state);
            hotline.lost(operator_leg(&contact, ring), 1);
            hotline.advance(20);

            hotline.up(operator_leg(&contact, ring), 1);

            assert_eq!(hotline.consult_state(&contact), state);
            assert_eq!(hotline.bridges(), [bridge]);
        }
    }
}

#[test]
fn a_page_that_is_reloaded_in_mid_consult_hears_the_same_as_before() {
    for (state, bridge) in [("private", "o1+o2"), ("together", "o1+o2+v")] {
        for name in ["anna", "berta", "v1"] {
            let (mut hotline, contact) = Hotline::consulting(state);

            match name {
                "v1" => hotline.visitor_sounds(&contact),
                _ => hotline.operator_sounds(name, &contact),
            }

            assert_eq!(hotline.consult_state(&contact), state, "{name}");
            assert_eq!(hotline.bridges(), [bridge], "{name}");
        }
    }
}

//! Consults: the media server is gone and back, and we were away ourselves.

use crate::colleague_people::STATES;
use crate::hotline::{Hotline, operator_leg, report, visitor, visitor_leg};
use bellpull_hotline::{Effect, Input};
use bellpull_protocol::LegId;

#[test]
fn a_media_server_that_is_back_with_everything_is_left_alone() {
    for state in STATES {
        let (mut hotline, contact) = Hotline::consulting(state);
        let legs = hotline.reports(&contact);
        hotline.input(Input::MediaGone);
        hotline.take_effects();

        hotline.input(Input::MediaConnected { legs });

        assert_eq!(hotline.consult_state(&contact), state);
        let said = hotline.effects().iter().filter(|effect| {
            matches!(
                effect,
                Effect::Bridge { .. } | Effect::Hold { .. } | Effect::CloseLeg { .. }
            )
        });
        let expected = usize::from(state == "connecting");
        assert!(said.count() <= expected, "{state}: {:?}", hotline.bridges());
    }
}

#[test]
fn a_media_server_that_forgot_its_bridges_is_told_them_again() {
    for (state, bridge) in [("private", "o1+o2"), ("together", "o1+o2+v")] {
        let (mut hotline, contact) = Hotline::consulting(state);
        let legs = hotline.reports(&contact).into_iter();
        let legs = legs.map(|known| report(known.leg, known.attempt, known.up, None));
        hotline.take_effects();

        hotline.input(Input::MediaConnected {
            legs: legs.collect(),
        });

        assert_eq!(hotline.bridges(), [bridge]);
    }
}

#[test]
fn a_media_server_that_has_another_bridge_is_set_right() {
    let (mut hotline, contact) = Hotline::consulting("private");
    let (a, b) = (visitor_leg(&contact), operator_leg(&contact, 1));
    let legs = vec![
        report(a.clone(), 1, true, Some(b.clone())),
        report(b, 1, true, Some(a.clone())),
        report(operator_leg(&contact, 2), 1, true, None),
    ];
    hotline.take_effects();

    hotline.input(Input::MediaConnected { legs });

    assert_eq!(hotline.bridges(), ["o1+o2"]);
    assert!(hotline.did(&Effect::Hold { leg: a }));
}

#[test]
fn after_a_restart_of_the_media_server_the_three_find_each_other_again() {
    for (state, bridge) in [("private", "o1+o2"), ("together", "o1+o2+v")] {
        let (mut hotline, contact) = Hotline::consulting(state);
        hotline.input(Input::MediaConnected { legs: vec![] });
        hotline.take_effects();

        hotline.operator_sounds("berta", &contact);
        hotline.visitor_sounds(&contact);
        hotline.operator_sounds("anna", &contact);

        assert_eq!(hotline.consult_state(&contact), state);
        assert_eq!(hotline.bridges(), [bridge]);
        let beside = |own: LegId| {
            let effects = hotline.effects().iter();
            let mut besides = effects.filter_map(|effect| {
                let Effect::OpenLeg { leg, beside, .. } = effect else {
                    return None;
                };
                (*leg == own).then(|| beside.clone())
            });
            besides.next().flatten()
        };
        let first = operator_leg(&contact, 2);
        assert_eq!(beside(visitor_leg(&contact)), Some(first));
        let second = visitor_leg(&contact);
        assert_eq!(beside(operator_leg(&contact, 1)), Some(second));
    }
}

#[test]
fn our_outage_costs_nobody_the_word() {
    for state in STATES {
        let (mut hotline, contact) = Hotline::consulting(state);
        if state == "private" || state == "together" {
            hotline.lost(operator_leg(&contact, 2), 1);
        }
        hotline.stays_away(300);
        hotline.restore();

        hotline.input(Input::Woke);
        hotline.alarm();

        assert_eq!(hotline.consult_state(&contact), state);
        hotline.input(Input::VisitorConnected {
            visitor: visitor("v1"),
        });
        hotline.visitor_hangs_up("v1", &contact);
        assert!(hotline.writes_up("anna", &contact));
    }
}

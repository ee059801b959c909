//! Consults: whatever is repeated is harmless, and a switchboard that lost its memory goes on as if it had not.

use crate::colleague_people::STATES;
use crate::hotline::{Hotline, operator, operator_leg};
use bellpull_hotline::{Activity, Effect, Input, Refusal};
use bellpull_protocol::ContactId;

type Way = (&'static str, fn(&mut Hotline, &ContactId));

/// What may happen next; what is refused in a state is part of it.
const WAYS: [Way; 15] = [
    ("accept", |hotline, contact| {
        let _ = hotline.try_accept("berta", contact, 2);
    }),
    ("decline", |hotline, contact| {
        let _ = hotline.try_input(Input::Decline {
            operator: operator("berta"),
            contact: contact.clone(),
            ring: 2,
        });
    }),
    ("sound", |hotline, contact| {
        if hotline
            .contact(contact)
            .leg_of(&operator("berta"))
            .is_some()
        {
            hotline.operator_sounds("berta", contact);
        }
    }),
    ("together", |hotline, contact| {
        let _ = hotline.try_together("anna", contact, true);
    }),
    ("private", |hotline, contact| {
        let _ = hotline.try_together("anna", contact, false);
    }),
    ("complete", |hotline, contact| {
        let _ = hotline.try_complete("anna", contact);
    }),
    ("cancel", |hotline, contact| {
        hotline.try_cancel("anna", contact).unwrap();
    }),
    ("operator hangs up", |hotline, contact| {
        hotline.operator_hangs_up("anna", contact);
    }),
    ("colleague hangs up", |hotline, contact| {
        let _ = hotline.try_input(Input::OperatorHangUp {
            operator: operator("berta"),
            contact: contact.clone(),
        });
    }),
    ("visitor hangs up", |hotline, contact| {
        hotline.visitor_hangs_up("v1", contact);
    }),
    ("operator signs out", |hotline, _| hotline.sign_out("anna")),
    ("colleague signs out", |hotline, _| {
        hotline.sign_out("berta");
    }),
    ("operator's sound is lost", |hotline, contact| {
        hotline.lost(operator_leg(contact, 1), 1);
        hotline.advance(60);
    }),
    ("colleague's sound is lost", |hotline, contact| {
        hotline.lost(operator_leg(contact, 2), 1);
        hotline.advance(60);
    }),
    ("time passes", |hotline, _| hotline.advance(300)),
];

#[test]
fn a_switchboard_without_memory_goes_on_in_every_state_as_if_it_had_not_lost_it() {
    for state in STATES {
        for (way, go) in WAYS {
            let effects = [false, true].map(|loses_memory| {
                let (mut hotline, contact) = Hotline::consulting(state);
                if loses_memory {
                    hotline.restore();
                }
                hotline.input(Input::MediaStayed);
                hotline.take_effects();
                go(&mut hotline, &contact);
                hotline.advance(120);
                hotline.take_effects()
            });

            assert_eq!(effects[0], effects[1], "{state}, {way}");
        }
    }
}

#[test]
fn after_everything_that_may_happen_nobody_is_stuck() {
    for state in STATES {
        for (way, go) in WAYS {
            let (mut hotline, contact) = Hotline::consulting(state);

            go(&mut hotline, &contact);
            hotline.assert_nobody_hears_silence(&contact);
            if hotline.end_reason(&contact).is_none() {
                hotline.visitor_hangs_up("v1", &contact);
            }
            hotline.advance(40);

            assert!(hotline.bridges().is_empty(), "{state}, {way}");
            for name in ["anna", "berta"] {
                assert_eq!(
                    hotline.operator(name).activity,
                    Activity::Idle,
                    "{name} after {way} in {state}"
                );
            }
            let (began, ended) = hotline.holds();
            assert_eq!(began, ended, "{state}, {way}");
            assert_eq!(hotline.consult_outcomes().len(), 1, "{state}, {way}");
        }
    }
}

#[test]
fn what_is_repeated_changes_nothing() {
    for state in STATES {
        for (way, go) in WAYS {
            let (mut hotline, contact) = Hotline::consulting(state);
            // An attempt, a sign-out and time are never the same again.
            if ["sound", "time"].iter().any(|new| way.contains(new)) || way.contains("signs") {
                continue;
            }
            go(&mut hotline, &contact);
            let before = (hotline.contact(&contact).clone(), hotline.facts.clone());
            hotline.take_effects();
            go(&mut hotline, &contact);

            let after = (hotline.contact(&contact).clone(), hotline.facts.clone());
            assert_eq!(before, after, "{state}, {way}");
            let told = hotline.take_effects();
            let only_told = |effect: &Effect| {
                matches!(
                    effect,
                    Effect::TellOperator { .. }
                        | Effect::TellVisitor { .. }
                        | Effect::TellChats { .. }
                        | Effect::Keep(_)
                )
            };
            assert!(told.iter().all(only_told), "{state}, {way}: {told:?}");
        }
    }
}

#[test]
fn asking_the_same_colleague_again_does_not_ring_again() {
    for state in STATES {
        let (mut hotline, contact) = Hotline::consulting(state);
        let before = hotline.contact(&contact).clone();

        assert_eq!(hotline.try_consult("anna", &contact, "berta"), Ok(()));

        assert_eq!(*hotline.contact(&contact), before, "{state}");
    }
}

#[test]
fn a_late_accept_of_the_operators_own_ring_is_harmless() {
    let (mut hotline, contact) = Hotline::consulting("ringing");

    assert_eq!(hotline.try_accept("anna", &contact, 1), Ok(()));
    let of_the_other = hotline.try_accept("anna", &contact, 2);

    assert_eq!(of_the_other, Err(Refusal::RingOver));
    assert_eq!(hotline.consult_state(&contact), "ringing");
}

#[test]
fn completing_twice_completes_once() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.try_complete("anna", &contact).unwrap();
    let facts = hotline.facts.len();
    hotline.take_effects();

    assert_eq!(hotline.try_complete("anna", &contact), Ok(()));
    assert_eq!(hotline.try_cancel("anna", &contact), Ok(()));
    assert_eq!(hotline.try_together("anna", &contact, true), Ok(()));
    hotline.operator_hangs_up("anna", &contact);

    assert_eq!(hotline.facts.len(), facts);
    assert!(hotline.has_in_hand("berta", &contact));
    assert!(hotline.told_operator("anna").is_some(), "told again");
}

#[test]
fn a_call_that_was_answered_before_rings_were_remembered_keeps_its_leg() {
    let (mut hotline, contact) = Hotline::two_operators();
    let known = hotline.disk.contacts.get_mut(&contact).unwrap();
    let mut record: serde_json::Value = serde_json::from_str(known).unwrap();
    let state = record["state"]["bridged"].as_object_mut().unwrap();
    assert!(state.remove("ring").is_some());
    *known = record.to_string();
    hotline.restore();
    hotline.input(Input::MediaStayed);

    hotline.try_consult("anna", &contact, "berta").unwrap();
    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);

    assert_eq!(hotline.consult_state(&contact), "private");
    assert_eq!(hotline.bridges(), ["o1+o2"]);
}

//! A word with a colleague before the call is transferred to them.

use crate::colleague_people::STATES;
use crate::hotline::{Hotline, operator, operator_leg, visitor_leg};
use bellpull_hotline::{
    Activity, ConsultOutcome, ContactViewState, Disposition, Effect, EndReason, FactKind, Input,
    PresenceChoice, Refusal, RingOutcome, Side, TransferTo, TransferredTo,
};
use serde_json::json;

fn on_hold(hotline: &Hotline) -> Option<bool> {
    match hotline.told_visitor("v1") {
        Some(ContactViewState::Talking { on_hold, .. }) => Some(on_hold),
        Some(_) | None => None,
    }
}

#[test]
fn the_colleague_rings_while_the_operator_and_the_visitor_go_on_talking() {
    let (mut hotline, contact) = Hotline::two_operators();

    hotline.try_consult("anna", &contact, "berta").unwrap();

    assert_eq!(hotline.bridges(), ["o1+v"]);
    assert_eq!(on_hold(&hotline), Some(false));
    let desk = hotline.told_operator("berta").unwrap();
    let contact_id = contact.clone();
    assert_eq!(
        desk.activity,
        Activity::Ringing {
            contact: contact_id
        }
    );
    let shown = desk.contact.unwrap();
    assert_eq!(shown.from_colleague, Some(operator("anna")));
    assert_eq!(shown.ring, 2);
    assert_eq!(shown.consult.as_ref().unwrap().colleague, operator("berta"));
}

#[test]
fn each_desk_is_told_the_ring_that_names_its_own_leg() {
    let (mut hotline, contact) = Hotline::consulting("connecting");

    hotline.operator_sounds("berta", &contact);

    let desks = [("anna", 1), ("berta", 2)];
    for (name, ring) in desks {
        let shown = hotline.told_operator(name).unwrap().contact.unwrap();
        assert_eq!(shown.ring, ring, "{name}");
        assert!(shown.consult.is_some(), "{name}");
    }
    let from = |name: &str| hotline.told_operator(name).unwrap().contact.unwrap();
    assert_eq!(from("anna").from_colleague, None);
    assert_eq!(from("berta").from_colleague, Some(operator("anna")));
}

#[test]
fn the_legs_of_a_call_are_opened_beside_each_other() {
    let (mut hotline, contact) = Hotline::consulting("connecting");

    hotline.operator_offers("berta", &contact, 1);

    assert!(hotline.effects().iter().any(|effect| matches!(effect,
        Effect::OpenLeg { leg, side: Side::Operator, beside, .. }
            if *leg == operator_leg(&contact, 2) && *beside == Some(visitor_leg(&contact)))));
}

#[test]
fn the_answer_to_an_offer_goes_to_the_colleague() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.operator_offers("berta", &contact, 1);

    hotline.input(Input::LegAnswered {
        leg: operator_leg(&contact, 2),
        attempt: 1,
        sdp: crate::hotline::sdp(),
    });

    assert!(hotline.effects().iter().any(|effect| matches!(effect,
        Effect::AnswerOperator { operator: to, .. } if *to == operator("berta"))));
}

#[test]
fn once_the_colleague_is_there_the_operators_are_alone_and_the_visitor_hears_the_tone() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    assert_eq!(hotline.bridges(), ["o1+v"]);

    hotline.operator_sounds("berta", &contact);

    assert_eq!(hotline.consult_state(&contact), "private");
    assert_eq!(hotline.bridges(), ["o1+o2"]);
    assert_eq!(on_hold(&hotline), Some(true));
    assert_eq!(hotline.holds(), (1, 0));
}

#[test]
fn a_colleague_is_not_put_through_to_an_operator_whose_sound_is_lost() {
    let (mut hotline, contact) = Hotline::consulting("connecting");
    hotline.lost(operator_leg(&contact, 1), 1);

    hotline.operator_sounds("berta", &contact);

    assert_eq!(hotline.consult_state(&contact), "connecting");
    hotline.up(operator_leg(&contact, 1), 1);
    assert_eq!(hotline.consult_state(&contact), "private");
    assert_eq!(hotline.bridges(), ["o1+o2"]);
}

#[test]
fn three_may_talk_together_and_the_operators_alone_again() {
    let (mut hotline, contact) = Hotline::consulting("private");

    hotline.try_together("anna", &contact, true).unwrap();
    assert_eq!(hotline.bridges(), ["o1+o2+v"]);
    assert_eq!(on_hold(&hotline), Some(false));

    hotline.try_together("anna", &contact, false).unwrap();
    assert_eq!(hotline.bridges(), ["o1+o2"]);
    assert_eq!(on_hold(&hotline), Some(true));
    assert_eq!(hotline.holds(), (2, 1));
}

#[test]
fn the_colleague_has_the_call_when_the_transfer_is_completed() {
    for state in ["private", "together"] {
        let (mut hotline, contact) = Hotline::consulting(state);

        hotline.try_complete("anna", &contact).unwrap();

        assert_eq!(hotline.bridges(), ["o2+v"], "{state}");
        assert!(hotline.has_in_hand("berta", &contact), "{state}");
        assert!(hotline.talks_about("berta", &contact), "{state}");
        assert!(hotline.writes_up("anna", &contact), "{state}");
        let (began, ended) = hotline.holds();
        assert_eq!(began, ended, "{state}");
        assert_eq!(hotline.operator("berta").contacts_this_shift, 1);
        assert_eq!(on_hold(&hotline), Some(false));
    }
}

#[test]
fn a_completed_transfer_is_told_in_facts() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.facts.clear();

    hotline.try_complete("anna", &contact).unwrap();

    let kinds: Vec<_> = hotline.facts.iter().map(|fact| fact.kind.clone()).collect();
    let (anna, berta) = (operator("anna"), operator("berta"));
    let expected = [
        FactKind::HeldEnded {
            contact: contact.clone(),
        },
        FactKind::Transferred {
            contact: contact.clone(),
            operator: anna.clone(),
            to: TransferredTo::Operator(berta.clone()),
        },
        FactKind::ConsultEnded {
            contact: contact.clone(),
            operator: anna.clone(),
            colleague: berta.clone(),
            outcome: ConsultOutcome::Transferred,
        },
        FactKind::Bridged {
            contact: contact.clone(),
            operator: berta,
        },
        FactKind::WrapUpBegan {
            contact,
            operator: anna,
        },
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn the_transferred_call_goes_on_like_any_other() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.try_complete("anna", &contact).unwrap();
    hotline.advance(60);
    assert!(hotline.is_idle("anna"), "her wrap-up is over");

    hotline.operator_hangs_up("berta", &contact);

    assert_eq!(
        hotline.end_reason(&contact),
        Some(EndReason::OperatorHungUp)
    );
    assert!(hotline.writes_up("berta", &contact));
    assert_eq!(hotline.bridges(), [""; 0]);
}

#[test]
fn both_operators_say_how_it_went_for_them() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.try_complete("anna", &contact).unwrap();
    hotline.visitor_hangs_up("v1", &contact);
    let says = |hotline: &mut Hotline, name: &str, disposition| {
        hotline.input(Input::WrapUp {
            operator: operator(name),
            contact: contact.clone(),
            disposition: Some(disposition),
            topic: None,
            note: None,
            finish: false,
        });
    };

    for _ in 0..2 {
        says(&mut hotline, "berta", Disposition::Resolved);
        says(&mut hotline, "anna", Disposition::FollowUp);
    }

    let disposed = hotline.count_facts(|fact| matches!(fact, FactKind::Disposed { .. }));
    assert_eq!(disposed, 2);
    let known = hotline.contact(&contact);
    assert_eq!(known.disposition, Some(Disposition::Resolved));
    assert!(hotline.writes_up("anna", &contact) && hotline.writes_up("berta", &contact));
}

#[test]
fn the_operator_goes_on_with_the_visitor_when_it_is_cancelled() {
    for state in STATES {
        for name in ["anna", "berta"] {
            let (mut hotline, contact) = Hotline::consulting(state);

            hotline.try_cancel(name, &contact).unwrap();

            assert_eq!(hotline.consult_state(&contact), "none", "{name}, {state}");
            assert_eq!(hotline.bridges(), ["o1+v"], "{name}, {state}");
            assert!(hotline.is_idle("berta"), "{name}, {state}");
            assert!(hotline.talks_about("anna", &contact), "{name}, {state}");
            assert_eq!(on_hold(&hotline), Some(false), "{name}, {state}");
            let (began, ended) = hotline.holds();
            assert_eq!(began, ended, "{name}, {state}");
            assert_eq!(hotline.consult_outcomes().len(), 1);
        }
    }
}

#[test]
fn a_ring_that_the_operator_takes_back_blames_nobody() {
    let (mut hotline, contact) = Hotline::consulting("ringing");

    hotline.try_cancel("anna", &contact).unwrap();

    let withdrawn = hotline.count_facts(|fact| {
        matches!(fact, FactKind::RingEnded { outcome: RingOutcome::Withdrawn, operator: at, .. }
            if *at == operator("berta"))
    });
    assert_eq!(withdrawn, 1);
    assert_eq!(hotline.consult_outcomes(), [ConsultOutcome::Cancelled]);
    assert_eq!(
        hotline.presence("berta"),
        bellpull_hotline::Presence::Available
    );
}

#[test]
fn another_colleague_may_be_asked_afterwards() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.online("clara");
    hotline.try_cancel("anna", &contact).unwrap();

    hotline.try_consult("anna", &contact, "clara").unwrap();
    hotline.accept("clara", &contact);
    hotline.operator_sounds("clara", &contact);
    assert_eq!(hotline.bridges(), ["o1+o3"]);
    hotline.try_complete("anna", &contact).unwrap();

    assert_eq!(hotline.bridges(), ["o3+v"]);
    assert!(hotline.has_in_hand("clara", &contact));
}

#[test]
fn who_got_a_call_may_ask_the_next_colleague() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.try_complete("anna", &contact).unwrap();
    hotline.advance(30);

    hotline.try_consult("berta", &contact, "anna").unwrap();
    hotline.accept("anna", &contact);
    hotline.operator_sounds("anna", &contact);
    assert_eq!(hotline.bridges(), ["o2+o3"]);
    hotline.try_complete("berta", &contact).unwrap();

    assert_eq!(hotline.bridges(), ["o3+v"]);
    assert!(hotline.has_in_hand("anna", &contact) && hotline.writes_up("berta", &contact));
}

#[test]
fn whoever_gave_a_call_away_does_not_see_whom_others_ask_about_it() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.try_complete("anna", &contact).unwrap();
    hotline.online("clara");
    hotline.try_consult("berta", &contact, "clara").unwrap();
    hotline.take_effects();

    hotline.connect("anna", true);

    let shown = hotline.told_operator("anna").unwrap().contact.unwrap();
    assert_eq!((shown.consult, shown.from_colleague), (None, None));
}

#[test]
fn a_new_configuration_leaves_a_word_with_a_colleague_alone() {
    for state in STATES {
        let (mut hotline, contact) = Hotline::consulting(state);
        let before = hotline.contact(&contact).state.clone();

        hotline.configure(1, json!({ "departments": { "sales": {} } }));

        assert_eq!(hotline.contact(&contact).state, before, "{state}");
        hotline.assert_nobody_hears_silence(&contact);
    }
}

#[test]
fn nobody_is_asked_who_is_not_free() {
    let (mut hotline, contact) = Hotline::two_operators();

    let oneself = hotline.try_consult("anna", &contact, "anna");
    let unknown = hotline.try_consult("anna", &contact, "nobody");
    hotline.choose("berta", PresenceChoice::Break);
    let on_break = hotline.try_consult("anna", &contact, "berta");

    assert_eq!(oneself, Err(Refusal::ColleagueBusy));
    assert_eq!(unknown, Err(Refusal::UnknownOperator));
    assert_eq!(on_break, Err(Refusal::ColleagueBusy));
    assert_eq!(hotline.consult_state(&contact), "none");
}

#[test]
fn only_whoever_has_the_call_may_ask_and_complete() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.online("clara");
    let stranger = hotline.try_consult("clara", &contact, "berta");
    assert_eq!(stranger, Err(Refusal::UnknownContact));
    hotline.try_consult("anna", &contact, "berta").unwrap();
    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);

    for name in ["berta", "clara"] {
        let refused = Err(Refusal::UnknownContact);
        assert_eq!(hotline.try_complete(name, &contact), refused, "{name}");
        assert_eq!(hotline.try_together(name, &contact, true), refused);
    }
    let cancelled = hotline.try_cancel("clara", &contact);
    assert_eq!(cancelled, Err(Refusal::UnknownContact));
    assert_eq!(hotline.consult_state(&contact), "private");
}

#[test]
fn what_is_not_yet_possible_is_refused() {
    for state in ["ringing", "connecting"] {
        let (mut hotline, contact) = Hotline::consulting(state);
        hotline.online("clara");

        let complete = hotline.try_complete("anna", &contact);
        let together = hotline.try_together("anna", &contact, true);
        let second = hotline.try_consult("anna", &contact, "clara");
        let blind = hotline.try_transfer("anna", &contact, TransferTo::Queue);

        for refused in [complete, together, second, blind] {
            assert_eq!(refused, Err(Refusal::WrongState), "{state}");
        }
        assert_eq!(hotline.consult_state(&contact), state);
    }
}

#[test]
fn nobody_is_asked_about_what_is_no_call() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.online("berta");

    assert_eq!(
        hotline.try_consult("anna", &chat, "berta"),
        Err(Refusal::WrongState)
    );
}

#[test]
fn without_a_media_server_nobody_is_asked() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.input(Input::MediaGone);

    let refused = hotline.try_consult("anna", &contact, "berta");

    assert_eq!(refused, Err(Refusal::NoMedia));
}

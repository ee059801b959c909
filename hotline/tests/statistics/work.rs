//! What operators did with contacts.

use crate::journal::{Journal, contact, operator, value};
use bellpull_hotline::{ConsultOutcome, EndReason, FactKind, RingOutcome, TransferredTo};

#[test]
fn handling_is_talk_hold_and_wrap_up() {
    let mut journal = Journal::default();
    journal.call("c", "anna", [0, 10, 130]);
    let id = || contact("c");
    journal.fact(40, FactKind::HeldBegan { contact: id() });
    journal.fact(60, FactKind::HeldEnded { contact: id() });
    journal.wraps_up((130, 145), "c", "anna");

    let total = journal.report().total;

    assert_eq!(value(&total, "talk"), Some(100.0));
    assert_eq!(value(&total, "hold"), Some(20.0));
    assert_eq!(value(&total, "acw"), Some(15.0));
    assert_eq!(value(&total, "aht"), Some(135.0));
    assert_eq!(value(&total, "ringing"), Some(2.0));
}

#[test]
fn a_wrap_up_whose_beginning_no_fact_tells_began_with_the_end_of_the_call() {
    let mut journal = Journal::default();
    journal.call("c", "anna", [0, 10, 130]);
    let (contact, operator) = (contact("c"), operator("anna"));
    journal.fact(150, FactKind::WrapUpEnded { contact, operator });

    assert_eq!(value(&journal.report().total, "acw"), Some(20.0));
}

#[test]
fn a_transferred_contact_was_handled_by_both() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(10, "c", "anna");
    journal.fact(
        70,
        FactKind::Transferred {
            contact: contact("c"),
            operator: operator("anna"),
            to: TransferredTo::Operator(operator("bert")),
        },
    );
    journal.wraps_up((70, 80), "c", "anna");
    journal.is_answered(75, "c", "bert");
    journal.ends(135, "c", EndReason::OperatorHungUp);

    let report = journal.report();

    let of = |id, key| value(&report.operators[&operator(id)], key);
    assert_eq!(value(&report.total, "handled"), Some(2.0));
    assert_eq!(value(&report.total, "transfer_rate"), Some(0.5));
    assert_eq!(of("anna", "aht"), Some(70.0));
    assert_eq!(of("anna", "transfer_rate"), Some(1.0));
    assert_eq!(of("bert", "aht"), Some(60.0));
}

#[test]
fn who_was_only_asked_did_not_handle_it() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(10, "c", "anna");
    journal.ring_ends(40, "c", ("bert", 2), RingOutcome::Accepted);
    let ended = |outcome| FactKind::ConsultEnded {
        contact: contact("c"),
        operator: operator("anna"),
        colleague: operator("bert"),
        outcome,
    };
    journal.fact(60, ended(ConsultOutcome::Cancelled));
    journal.ends(110, "c", EndReason::VisitorHungUp);

    let total = journal.report().total;

    assert_eq!(value(&total, "handled"), Some(1.0));
    assert_eq!(value(&total, "talk"), Some(100.0));
}

#[test]
fn who_was_asked_and_took_it_handled_it_from_then_on() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(10, "c", "anna");
    journal.ring_ends(40, "c", ("bert", 2), RingOutcome::Accepted);
    journal.fact(
        60,
        FactKind::Transferred {
            contact: contact("c"),
            operator: operator("anna"),
            to: TransferredTo::Operator(operator("bert")),
        },
    );
    journal.fact(
        60,
        FactKind::ConsultEnded {
            contact: contact("c"),
            operator: operator("anna"),
            colleague: operator("bert"),
            outcome: ConsultOutcome::Transferred,
        },
    );
    journal.ends(110, "c", EndReason::VisitorHungUp);

    let report = journal.report();

    let of = |id, key| value(&report.operators[&operator(id)], key);
    assert_eq!(of("anna", "talk"), Some(50.0));
    assert_eq!(of("bert", "talk"), Some(50.0));
}

#[test]
fn a_ring_that_a_colleague_answered_first_is_nobodys_miss() {
    let mut journal = Journal::default();
    journal.enters(0, "c");
    journal.rings(1, "c", "bert", 1);
    journal.is_answered(5, "c", "anna");
    journal.ring_ends(5, "c", ("bert", 1), RingOutcome::Elsewhere);

    let total = journal.report().total;

    assert_eq!(value(&total, "rings"), Some(1.0));
    assert_eq!(value(&total, "answer_rate"), Some(1.0));
}

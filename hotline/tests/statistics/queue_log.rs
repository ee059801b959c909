//! The journal as app_queue would have written it.

use crate::journal::{Journal, contact, department, operator};
use bellpull_hotline::statistics::QueueLog;
use bellpull_hotline::{
    AwayReason, BreakReason, ChannelKind, ConsultOutcome, EndReason, FactKind, Presence,
    RingOutcome, TransferredTo, WhyMoved,
};
use bellpull_protocol::HotlineId;
use std::collections::BTreeSet;

#[test]
fn a_call_is_entered_missed_connected_and_completed() {
    let mut journal = Journal::default();
    journal.enters(0, "c1").enters(1, "c2");
    journal.rings(2, "c1", "bert", 1);
    journal.ring_ends(17, "c1", ("bert", 1), RingOutcome::NoAnswer);
    journal.is_answered(20, "c1", "anna");
    journal.ends(80, "c1", EndReason::VisitorHungUp);
    journal.is_answered(90, "c2", "anna");
    journal.ends(100, "c2", EndReason::OperatorHungUp);

    assert_eq!(
        written(&journal),
        [
            "1790000000|c1|general|NONE|ENTERQUEUE||c1|1",
            "1790000001|c2|general|NONE|ENTERQUEUE||c2|2",
            "1790000017|c1|general|bert|RINGNOANSWER|15000",
            "1790000020|c1|general|anna|CONNECT|20|c1|2",
            "1790000080|c1|general|anna|COMPLETECALLER|20|60|1",
            "1790000090|c2|general|anna|CONNECT|89|c2|2",
            "1790000100|c2|general|anna|COMPLETEAGENT|89|10|2",
        ]
    );
}

#[test]
fn who_leaves_the_queue_is_told_with_both_positions() {
    let mut journal = Journal::default();
    journal.enters(0, "c1").enters(1, "c2").enters(2, "c3");
    journal.rings(3, "c1", "anna", 1);
    journal.ring_ends(10, "c1", ("anna", 1), RingOutcome::VisitorLeft);
    journal.abandons(10, "c1");
    journal.ends(30, "c2", EndReason::TimedOut);
    journal.changes_to(40, "c3", ChannelKind::Callback);
    journal.ends(50, "c3", EndReason::Expired);

    assert_eq!(
        written(&journal)[3..],
        [
            "1790000010|c1|general|anna|RINGCANCELED|7000",
            "1790000010|c1|general|NONE|ABANDON|1|1|10",
            "1790000030|c2|general|NONE|EXITWITHTIMEOUT|1|2|29",
            "1790000040|c3|general|NONE|EXITWITHKEY|callback|1|3|38",
        ]
    );
}

#[test]
fn a_department_that_is_gone_or_overflows_is_left_for_another() {
    let mut journal = Journal::default();
    journal.enters(0, "c");
    journal.moves_to(60, "c", "service", WhyMoved::Overflowed);
    journal.moves_to(90, "c", "sales", WhyMoved::Configured);

    assert_eq!(
        written(&journal)[1..],
        [
            "1790000060|c|general|NONE|EXITWITHTIMEOUT|1|1|60",
            "1790000060|c|service|NONE|ENTERQUEUE||c|1",
            "1790000090|c|service|NONE|EXITEMPTY|1|1|30",
            "1790000090|c|sales|NONE|ENTERQUEUE||c|1",
        ]
    );
}

#[test]
fn a_blind_transfer_names_where_it_went() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(20, "c", "anna");
    journal.fact(
        50,
        transferred(TransferredTo::Department(department("service"))),
    );
    journal.moves_to(50, "c", "service", WhyMoved::Transferred);

    assert_eq!(
        written(&journal)[2..],
        [
            "1790000050|c|general|anna|BLINDTRANSFER|service|general|20|30|1",
            "1790000050|c|service|NONE|ENTERQUEUE||c|1",
        ]
    );
}

#[test]
fn who_goes_back_to_the_queue_enters_it_again() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(20, "c", "anna");
    journal.fact(
        50,
        transferred(TransferredTo::Department(department("general"))),
    );
    journal.is_answered(70, "c", "bert");

    assert_eq!(
        written(&journal)[2..],
        [
            "1790000050|c|general|anna|BLINDTRANSFER|general|general|20|30|1",
            "1790000050|c|general|NONE|ENTERQUEUE||c|1",
            "1790000070|c|general|bert|CONNECT|20|c|2",
        ]
    );
}

#[test]
fn a_transfer_after_a_word_is_attended() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(20, "c", "anna");
    let (anna, bert) = (operator("anna"), operator("bert"));
    let asked = FactKind::Consulted {
        contact: contact("c"),
        operator: anna.clone(),
        colleague: bert.clone(),
    };
    let ended = FactKind::ConsultEnded {
        contact: contact("c"),
        operator: anna,
        colleague: bert.clone(),
        outcome: ConsultOutcome::Transferred,
    };
    journal.fact(30, asked);
    journal.fact(50, transferred(TransferredTo::Operator(bert)));
    journal.fact(50, ended);
    let (contact, operator) = (contact("c"), operator("bert"));
    journal.fact(50, FactKind::Bridged { contact, operator });
    journal.ends(90, "c", EndReason::VisitorHungUp);

    assert_eq!(
        written(&journal)[2..],
        ["1790000050|c|general|anna|ATTENDEDTRANSFER|BRIDGE|c|20|30|1"]
    );
}

#[test]
fn operators_come_pause_and_go() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    let lunch = FactKind::PresenceChanged {
        operator: operator("anna"),
        presence: Presence::Break,
        reason: Some(BreakReason::Custom("dog|walk\n".into())),
    };
    journal.fact(10, lunch);
    journal.is_present(20, "anna", Presence::Available);
    let missed = AwayReason::NoAnswer;
    journal.is_present(30, "anna", Presence::Unavailable { reason: missed });
    journal.is_present(40, "anna", Presence::Offline);

    assert_eq!(
        written(&journal),
        [
            "1790000000|NONE|NONE|anna|ADDMEMBER|",
            "1790000010|NONE|NONE|anna|PAUSE|dog walk ",
            "1790000020|NONE|NONE|anna|UNPAUSE|",
            "1790000030|NONE|NONE|anna|PAUSE|no_answer",
            "1790000040|NONE|NONE|anna|REMOVEMEMBER|",
        ]
    );
}

#[test]
fn a_client_reads_its_own_contacts_and_nobodys_pauses() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    journal.enters_at(1, "b", ChannelKind::Call, ("bank", "general"));
    journal.enters(2, "s").abandons(9, "s");
    let mut log = QueueLog::of(Some(BTreeSet::from([HotlineId::new("shop").unwrap()])));

    let facts = journal.facts();
    let lines: Vec<_> = facts.iter().flat_map(|fact| log.take(fact)).collect();

    assert_eq!(
        lines,
        [
            "1790000002|s|general|NONE|ENTERQUEUE||s|1",
            "1790000009|s|general|NONE|ABANDON|1|1|7",
        ]
    );
}

fn written(journal: &Journal) -> Vec<String> {
    let mut log = QueueLog::of(None);
    let facts = journal.facts();
    facts.iter().flat_map(|fact| log.take(fact)).collect()
}

fn transferred(to: TransferredTo) -> FactKind {
    FactKind::Transferred {
        contact: contact("c"),
        operator: operator("anna"),
        to,
    }
}

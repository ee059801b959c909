//! What was owed, and what came of it.

use crate::journal::{Journal, contact, moment, operator, value};
use bellpull_hotline::{
    ChannelKind, EndReason, FactKind, OfferWhy, RingOutcome, TryOutcome, Window,
};

#[test]
fn a_callback_by_phone_is_tried_until_it_reaches_the_visitor() {
    let mut journal = Journal::default();
    journal.enters(0, "c");
    let (id, why) = (contact("c"), OfferWhy::LongWait);
    journal.fact(50, FactKind::CallbackOffered { contact: id, why });
    journal.changes_to(60, "c", ChannelKind::Callback);
    journal.ring_ends(100, "c", ("anna", 1), RingOutcome::Accepted);
    journal.fact(130, tried(1, TryOutcome::NoAnswer));
    journal.ring_ends(1_000, "c", ("anna", 2), RingOutcome::Accepted);
    journal.fact(1_260, tried(2, TryOutcome::Reached));
    journal.ends(1_260, "c", EndReason::CalledBack);

    let total = journal.report().total;

    assert_eq!(value(&total, "callbacks_offered"), Some(1.0));
    assert_eq!(value(&total, "callbacks_accepted"), Some(1.0));
    assert_eq!(value(&total, "callback_attempts"), Some(2.0));
    assert_eq!(value(&total, "callbacks_reached"), Some(1.0));
    assert_eq!(value(&total, "time_to_callback"), Some(1_200.0));
    assert_eq!(value(&total, "callback_converted"), Some(1.0));
    assert_eq!(value(&total, "abandon_rate"), Some(0.0));
    // Dialling cannot be told from talking.
    assert_eq!(value(&total, "talk"), Some(260.0));
}

#[test]
fn a_page_that_answers_its_ring_does_not_wait_again() {
    let mut journal = Journal::default();
    journal.enters_by(0, "c", ChannelKind::Callback);
    journal.ring_ends(100, "c", ("anna", 1), RingOutcome::Accepted);
    journal.changes_to(110, "c", ChannelKind::Call);
    let (id, by) = (contact("c"), operator("anna"));
    journal.fact(
        112,
        FactKind::Bridged {
            contact: id,
            operator: by,
        },
    );
    journal.ends(200, "c", EndReason::VisitorHungUp);

    let total = journal.report().total;

    assert_eq!(value(&total, "offered"), Some(0.0));
    assert_eq!(value(&total, "callback_attempts"), Some(1.0));
    assert_eq!(value(&total, "time_to_callback"), Some(112.0));
    assert_eq!(value(&total, "handled"), Some(1.0));
}

#[test]
fn a_window_is_kept_by_the_first_try() {
    let mut journal = Journal::default();
    for (id, first_try) in [("kept", 2_000), ("late", 3_001), ("never", 0)] {
        journal.enters_by(0, id, ChannelKind::Callback);
        let (from, until) = (moment(1_800), moment(3_000));
        let window = Window { from, until };
        let contact = contact(id);
        journal.fact(0, FactKind::WindowChosen { contact, window });
        if first_try > 0 {
            let (contact, operator) = (crate::journal::contact(id), operator("anna"));
            let (tried, outcome) = (1, TryOutcome::Engaged);
            journal.fact(
                first_try,
                FactKind::Tried {
                    contact,
                    operator,
                    tried,
                    outcome,
                },
            );
        }
    }
    journal.ends(3_100, "never", EndReason::Expired);
    journal.ends(3_100, "late", EndReason::NotReached);

    let total = journal.report().total;

    assert_eq!(value(&total, "window_kept"), Some(1.0 / 3.0));
    assert_eq!(value(&total, "callbacks_expired"), Some(1.0));
    assert_eq!(value(&total, "callbacks_not_reached"), Some(1.0));
}

fn tried(tried: u32, outcome: TryOutcome) -> FactKind {
    FactKind::Tried {
        contact: contact("c"),
        operator: operator("anna"),
        tried,
        outcome,
    }
}

//! Facts as lines of the log: how a contact went, in a handful of lines.

use super::Entry;
use crate::words::word;
use bellpull_hotline::{EndReason, Fact, FactKind, Presence, RingOutcome};

/// The entry about a fact; `None` for what nobody needs to understand a call that failed. The journal has all of them.
#[must_use]
pub fn of_fact(fact: &Fact) -> Option<Entry> {
    Some(match &fact.kind {
        FactKind::Entered {
            contact,
            visitor: _,
            hotline,
            language: _,
            channel,
        } => Entry::info(
            "contact_entered",
            [
                ("contact_id", contact.to_string()),
                ("hotline_id", hotline.to_string()),
                ("channel", word(channel)),
            ],
        ),
        FactKind::ChannelChanged { contact, channel } => Entry::info(
            "channel_changed",
            [
                ("contact_id", contact.to_string()),
                ("channel", word(channel)),
            ],
        ),
        FactKind::Rang {
            contact,
            operator,
            ring,
        } => Entry::info(
            "rang",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("ring", ring.to_string()),
            ],
        ),
        FactKind::RingEnded {
            contact,
            operator,
            ring,
            outcome,
        } => ring_ended(
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("ring", ring.to_string()),
            ],
            *outcome,
        ),
        FactKind::Bridged { contact, operator } => Entry::info(
            "contact_bridged",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
            ],
        ),
        FactKind::ChatAccepted { contact, operator } => Entry::info(
            "chat_accepted",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
            ],
        ),
        FactKind::Tried {
            contact,
            operator,
            tried,
            outcome,
        } => Entry::info(
            "callback_tried",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("tried", tried.to_string()),
                ("outcome", word(outcome)),
            ],
        ),
        FactKind::Requeued { contact, operator } => Entry::warn(
            "contact_requeued",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
            ],
        ),
        FactKind::Ended {
            contact,
            reason,
            operator: _,
        } => contact_ended(("contact_id", contact.to_string()), *reason),
        FactKind::HotlineOpened { hotline } => {
            Entry::info("hotline_opened", [("hotline_id", hotline.to_string())])
        }
        FactKind::HotlineClosed { hotline } => {
            Entry::info("hotline_closed", [("hotline_id", hotline.to_string())])
        }
        FactKind::PresenceChanged { operator, presence } => {
            presence_changed(("operator_id", operator.to_string()), *presence)
        }
        FactKind::LineWritten { .. }
        | FactKind::Rated { .. }
        | FactKind::WrapUpEnded { .. }
        | FactKind::Disposed { .. } => return None,
    })
}

type Field = (&'static str, String);

fn ring_ended([contact, operator, ring]: [Field; 3], outcome: RingOutcome) -> Entry {
    let fields = [contact, operator, ring, ("outcome", word(&outcome))];
    match outcome {
        RingOutcome::NoAnswer | RingOutcome::OperatorLeft => Entry::warn("ring_ended", fields),
        RingOutcome::Accepted
        | RingOutcome::Declined
        | RingOutcome::VisitorLeft
        | RingOutcome::ChannelChanged => Entry::info("ring_ended", fields),
    }
}

fn contact_ended(contact: Field, reason: EndReason) -> Entry {
    let fields = [contact, ("reason", word(&reason))];
    match reason {
        EndReason::VisitorLost | EndReason::Expired => Entry::warn("contact_ended", fields),
        EndReason::VisitorHungUp
        | EndReason::OperatorHungUp
        | EndReason::VisitorAbandoned
        | EndReason::CalledBack
        | EndReason::NotReached => Entry::info("contact_ended", fields),
    }
}

fn presence_changed(operator: Field, presence: Presence) -> Entry {
    match presence {
        Presence::Unavailable { reason } => {
            Entry::warn("operator_taken_out", [operator, ("reason", word(&reason))])
        }
        Presence::Available | Presence::Break | Presence::Offline => Entry::info(
            "presence_changed",
            [operator, ("presence", word(&presence))],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{AwayReason, Timestamp};
    use bellpull_protocol::{ContactId, OperatorId};

    fn fact(kind: FactKind) -> Fact {
        Fact {
            at: Timestamp::from_millis(1),
            kind,
        }
    }

    #[test]
    fn an_end_tells_contact_and_reason_and_warns_when_somebody_was_lost() {
        let ended = |reason| {
            of_fact(&fact(FactKind::Ended {
                contact: ContactId::new("c1").unwrap(),
                reason,
                operator: None,
            }))
            .unwrap()
        };

        let lost = ended(EndReason::VisitorLost);

        assert_eq!(lost.level, super::super::Level::Warn);
        assert_eq!(
            lost.fields,
            [
                ("contact_id", "c1".to_owned()),
                ("reason", "visitor_lost".to_owned())
            ]
        );
        assert_eq!(
            ended(EndReason::VisitorHungUp).level,
            super::super::Level::Info
        );
    }

    #[test]
    fn an_operator_who_is_taken_out_is_told_with_the_reason() {
        let entry = of_fact(&fact(FactKind::PresenceChanged {
            operator: OperatorId::new("o1").unwrap(),
            presence: Presence::Unavailable {
                reason: AwayReason::NoSound,
            },
        }))
        .unwrap();

        assert_eq!(entry.event, "operator_taken_out");
        assert_eq!(entry.fields[1], ("reason", "no_sound".to_owned()));
    }
}

//! Facts as lines of the log: how a contact went, in a handful of lines.

use super::Logged;
use crate::words::word;
use bellpull_hotline::{EndReason, Fact, FactKind, Presence, RingOutcome};
use bellpull_protocol::{ContactId, OperatorId};

/// What is logged about a fact; `None` for what nobody needs to understand a call that failed. The journal has all of them.
#[must_use]
pub fn of_fact(fact: &Fact) -> Option<Logged> {
    Some(match &fact.kind {
        FactKind::Entered {
            contact,
            visitor: _,
            hotline,
            department,
            language: _,
            channel,
        } => Logged::info(
            "contact_entered",
            [
                ("contact_id", contact.to_string()),
                ("hotline_id", hotline.to_string()),
                ("department_id", department.to_string()),
                ("channel", word(channel)),
            ],
        ),
        FactKind::ChannelChanged { contact, channel } => Logged::info(
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
        } => Logged::info(
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
        } => ring_ended(contact, operator, *ring, *outcome),
        FactKind::Bridged { contact, operator } => Logged::info(
            "contact_bridged",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
            ],
        ),
        FactKind::ChatAccepted { contact, operator } => Logged::info(
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
        } => Logged::info(
            "callback_tried",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("tried", tried.to_string()),
                ("outcome", word(outcome)),
            ],
        ),
        FactKind::Requeued { contact, operator } => Logged::warn(
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
        } => contact_ended(contact, *reason),
        FactKind::HotlineOpened { hotline } => {
            Logged::info("hotline_opened", [("hotline_id", hotline.to_string())])
        }
        FactKind::HotlineClosed { hotline } => {
            Logged::info("hotline_closed", [("hotline_id", hotline.to_string())])
        }
        FactKind::DepartmentChanged {
            contact,
            department,
            why,
        } => Logged::info(
            "department_changed",
            [
                ("contact_id", contact.to_string()),
                ("department_id", department.to_string()),
                ("why", word(why)),
            ],
        ),
        FactKind::CallbackOffered { contact, why } => Logged::info(
            "callback_offered",
            [("contact_id", contact.to_string()), ("why", word(why))],
        ),
        FactKind::Transferred {
            contact,
            operator,
            to: _,
        } => Logged::info(
            "contact_transferred",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
            ],
        ),
        FactKind::Consulted {
            contact,
            operator,
            colleague,
        } => Logged::info(
            "colleague_consulted",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("colleague_id", colleague.to_string()),
            ],
        ),
        FactKind::ConsultEnded {
            contact,
            operator: _,
            colleague,
            outcome,
        } => Logged::info(
            "consult_ended",
            [
                ("contact_id", contact.to_string()),
                ("colleague_id", colleague.to_string()),
                ("outcome", word(outcome)),
            ],
        ),
        FactKind::Configured { revision } => {
            Logged::info("configured", [("revision", revision.to_string())])
        }
        FactKind::PresenceChanged {
            operator,
            presence,
            reason: _,
        } => presence_changed(operator, *presence),
        FactKind::LineWritten { .. }
        | FactKind::Estimated { .. }
        | FactKind::WindowChosen { .. }
        | FactKind::HeldBegan { .. }
        | FactKind::HeldEnded { .. }
        | FactKind::Surveyed { .. }
        | FactKind::WrapUpBegan { .. }
        | FactKind::Topic { .. }
        | FactKind::Rated { .. }
        | FactKind::WrapUpEnded { .. }
        | FactKind::Disposed { .. } => return None,
    })
}

fn ring_ended(
    contact: &ContactId,
    operator: &OperatorId,
    ring: u32,
    outcome: RingOutcome,
) -> Logged {
    match outcome {
        RingOutcome::NoAnswer | RingOutcome::OperatorLeft => Logged::warn(
            "ring_ended",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("ring", ring.to_string()),
                ("outcome", word(&outcome)),
            ],
        ),
        RingOutcome::Accepted
        | RingOutcome::Declined
        | RingOutcome::VisitorLeft
        | RingOutcome::Elsewhere
        | RingOutcome::Withdrawn
        | RingOutcome::ChannelChanged => Logged::info(
            "ring_ended",
            [
                ("contact_id", contact.to_string()),
                ("operator_id", operator.to_string()),
                ("ring", ring.to_string()),
                ("outcome", word(&outcome)),
            ],
        ),
    }
}

fn contact_ended(contact: &ContactId, reason: EndReason) -> Logged {
    match reason {
        EndReason::VisitorLost | EndReason::Expired | EndReason::TimedOut => Logged::warn(
            "contact_ended",
            [
                ("contact_id", contact.to_string()),
                ("reason", word(&reason)),
            ],
        ),
        EndReason::VisitorHungUp
        | EndReason::OperatorHungUp
        | EndReason::VisitorAbandoned
        | EndReason::CalledBack
        | EndReason::NotReached => Logged::info(
            "contact_ended",
            [
                ("contact_id", contact.to_string()),
                ("reason", word(&reason)),
            ],
        ),
    }
}

fn presence_changed(operator: &OperatorId, presence: Presence) -> Logged {
    match presence {
        Presence::Unavailable { reason } => Logged::warn(
            "operator_taken_out",
            [
                ("operator_id", operator.to_string()),
                ("reason", word(&reason)),
            ],
        ),
        Presence::Available | Presence::Break | Presence::Offline => Logged::info(
            "presence_changed",
            [
                ("operator_id", operator.to_string()),
                ("presence", word(&presence)),
            ],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{AwayReason, Timestamp};

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
        let logged = of_fact(&fact(FactKind::PresenceChanged {
            operator: OperatorId::new("o1").unwrap(),
            presence: Presence::Unavailable {
                reason: AwayReason::NoSound,
            },
            reason: None,
        }))
        .unwrap();

        assert_eq!(logged.event, "operator_taken_out");
        assert_eq!(logged.fields[1], ("reason", "no_sound".to_owned()));
    }
}

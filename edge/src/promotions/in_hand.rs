//! Whose entries an operator may see: those of the visitor whose contact is in their hands.

use bellpull_hotline::{Activity, Contact, Operator, Switchboard};
use bellpull_protocol::{ContactId, HotlineId, OperatorId, VisitorId};
use serde::{Deserialize, Serialize};

/// Asks a switchboard whether this operator has this contact in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskInHand {
    pub operator: OperatorId,
    pub contact: ContactId,
}

/// Whose contact it is, and where it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InHand {
    pub visitor: VisitorId,
    pub hotline: HotlineId,
}

/// From the ring until the operator has said the outcome; a colleague who is asked about it too.
#[must_use]
pub fn in_hand(switchboard: &Switchboard, asked: &AskInHand) -> Option<InHand> {
    let contact = switchboard.contact(&asked.contact)?;
    let mut operators = switchboard.operators();
    let is_at_work = operators
        .find(|operator| operator.id == asked.operator)
        .is_some_and(|operator| is_at_work(operator, contact));
    let is_theirs =
        contact.operator() == Some(&asked.operator) || contact.ringing().contains(&asked.operator);
    if !is_theirs && !is_at_work {
        return None;
    }
    Some(InHand {
        visitor: contact.visitor.clone(),
        hotline: contact.hotline.clone(),
    })
}

fn is_at_work(operator: &Operator, contact: &Contact) -> bool {
    let is_in_hand = match &operator.activity {
        Activity::Ringing { contact: other }
        | Activity::Talking { contact: other }
        | Activity::WrapUp { contact: other, .. } => *other == contact.id,
        Activity::Idle => false,
    };
    is_in_hand || operator.chat_outcomes.contains(&contact.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{ContactState, EndReason, Record, Settings, Timestamp};
    use serde_json::json;

    #[test]
    fn whoever_talks_may_see_and_nobody_else() {
        let ringing = json!({"ringing": {"operator": "o1", "until": 9}});
        let switchboard = switchboard(&ringing, json!({"ringing": {"contact": "c1"}}));

        assert_eq!(
            in_hand(&switchboard, &asks("o1", "c1")),
            Some(InHand {
                visitor: VisitorId::new("v1").unwrap(),
                hotline: HotlineId::new("demo").unwrap(),
            })
        );
        assert_eq!(in_hand(&switchboard, &asks("o2", "c1")), None);
        assert_eq!(in_hand(&switchboard, &asks("o1", "c2")), None);
    }

    #[test]
    fn the_outcome_is_the_last_thing_in_hand() {
        let ended = ContactState::Ended {
            reason: EndReason::VisitorHungUp,
            at: Timestamp::from_millis(1),
            operator: Some(OperatorId::new("o1").unwrap()),
        };
        let ended = serde_json::to_value(ended).unwrap();
        let wrap_up = json!({"wrap_up": {"contact": "c1", "until": 9}});

        let open = switchboard(&ended, wrap_up);
        assert!(in_hand(&open, &asks("o1", "c1")).is_some());
        let finished = switchboard(&ended, json!("idle"));
        assert_eq!(in_hand(&finished, &asks("o1", "c1")), None);
    }

    fn asks(operator: &str, contact: &str) -> AskInHand {
        AskInHand {
            operator: OperatorId::new(operator).unwrap(),
            contact: ContactId::new(contact).unwrap(),
        }
    }

    fn switchboard(contact: &serde_json::Value, activity: serde_json::Value) -> Switchboard {
        let lease = json!({"until": 99, "forgiven": false});
        let contact = json!({
            "id": "c1", "visitor": "v1", "request": "r1", "hotline": "demo", "language": "en", "page": null,
            "entered": 0, "lease": lease, "leg": {"attempt": 0, "state": "up"}, "rings": 1, "declined": {},
            "state": contact,
        });
        let operator = json!({
            "id": "o1", "lease": lease, "presence": "available", "activity": activity, "idle_since": 0,
            "contacts_this_shift": 0,
        });
        let records = [
            Record::Contact(serde_json::from_value(contact).unwrap()),
            Record::Operator(serde_json::from_value(operator).unwrap()),
        ];
        Switchboard::restore(Settings::default(), records)
    }
}

//! The fold: facts in, one timeline for each contact and the presences of each operator out.

use super::presence::Presences;
use super::timeline::Timeline;
use crate::fact::{Fact, FactKind};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeMap;

/// What the facts of a period say. Each fact costs one look-up; memory is by the contacts and operators in it.
///
/// Give facts in the journal's order, from some time *before* the period ([`LOOK_BACK`]) until now: those before it say
/// who was there when it began and which contacts were under way; those after it say how its last contacts ended. A
/// contact whose entering is not among them counts nowhere, but the time that operators spend on it does.
///
/// [`LOOK_BACK`]: super::LOOK_BACK
#[derive(Debug, Clone, Default)]
pub struct History {
    contacts: BTreeMap<ContactId, Timeline>,
    operators: BTreeMap<OperatorId, Presences>,
    last: Option<Timestamp>,
}

impl History {
    #[must_use]
    pub fn of<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let mut history = Self::default();
        for fact in facts {
            history.take(fact);
        }
        history
    }

    pub fn take(&mut self, fact: &Fact) {
        self.last = self.last.max(Some(fact.at));
        if let FactKind::PresenceChanged {
            operator, presence, ..
        } = &fact.kind
        {
            let known = self.operators.entry(operator.clone()).or_default();
            known.changed(fact.at, *presence);
        }
        if let Some(contact) = fact.kind.contact() {
            let timeline = self.contacts.entry(contact.clone()).or_default();
            timeline.take(fact);
        }
    }

    #[must_use]
    pub fn contacts(&self) -> &BTreeMap<ContactId, Timeline> {
        &self.contacts
    }

    #[must_use]
    pub fn operators(&self) -> &BTreeMap<OperatorId, Presences> {
        &self.operators
    }

    /// The time of the last fact.
    #[must_use]
    pub fn last(&self) -> Option<Timestamp> {
        self.last
    }
}

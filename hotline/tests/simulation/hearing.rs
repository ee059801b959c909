//! Who ought to hear whom, from a contact's state alone.

use crate::sound::NodeLeg;
use crate::world::Violation;
use bellpull_hotline::{Channel, ConsultState, Contact, ContactState, Leg};
use bellpull_protocol::LegId;
use std::collections::{BTreeMap, BTreeSet};

/// All legs that a live contact may have.
pub fn legs(contact: &Contact) -> Vec<(LegId, Leg)> {
    let has_sound = contact.channel == Channel::Call;
    let visitor = contact.visitor_leg_id().filter(|_| has_sound);
    let visitor = visitor.map(|id| (id, contact.leg));
    let operator = contact
        .operator_leg_id()
        .zip(contact.operator_leg().copied());
    let colleague = contact.consult().and_then(|consult| {
        let leg = match &consult.state {
            ConsultState::Ringing { .. } => return None,
            ConsultState::Connecting { leg, .. }
            | ConsultState::Private { leg }
            | ConsultState::Together { leg } => *leg,
        };
        let id = LegId::of_operator(&contact.id, consult.ring).ok()?;
        Some((id, leg))
    });
    [visitor, operator, colleague]
        .into_iter()
        .flatten()
        .collect()
}

/// Those who hear each other; everybody else hears what a side hears alone.
pub fn company(contact: &Contact) -> BTreeSet<LegId> {
    if !matches!(contact.state, ContactState::Bridged { .. }) {
        return BTreeSet::new();
    }
    let visitor = contact.visitor_leg_id();
    let operator = contact.operator_leg_id();
    let consult = contact.consult();
    let colleague = consult.and_then(|asked| LegId::of_operator(&contact.id, asked.ring).ok());
    let all = match consult.map(|consult| &consult.state) {
        None | Some(ConsultState::Ringing { .. } | ConsultState::Connecting { .. }) => {
            [visitor, operator, None]
        }
        Some(ConsultState::Private { .. }) => [None, operator, colleague],
        Some(ConsultState::Together { .. }) => [visitor, operator, colleague],
    };
    all.into_iter().flatten().collect()
}

/// In mid-call nobody who could be heard is left in silence: who is in company hears the others whose sound arrives, and
/// who is not hears the waiting tone.
pub fn everybody_hears_whom_they_should(
    contact: &Contact,
    node: &BTreeMap<LegId, NodeLeg>,
) -> Result<(), Violation> {
    let company = company(contact);
    let up: BTreeSet<_> = company
        .iter()
        .filter(|id| node.get(*id).is_some_and(|leg| leg.is_up))
        .collect();
    for (id, _) in legs(contact) {
        let Some(known) = node.get(&id) else {
            continue;
        };
        let hears: BTreeSet<_> = known.bridged_with.iter().collect();
        if !company.contains(&id) && !hears.is_empty() {
            let what = (&id, contact, known);
            return Err(Violation::new("who does not talk is not bridged", &what));
        }
        let strangers = hears.iter().any(|other| !company.contains(*other));
        let others = up.iter().filter(|other| **other != &id);
        let misses = up.contains(&id) && others.into_iter().any(|other| !hears.contains(other));
        if strangers || misses {
            let what = (&id, contact, known);
            return Err(Violation::new("who talks is bridged", &what));
        }
    }
    Ok(())
}

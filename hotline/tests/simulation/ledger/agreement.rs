//! The journal and the states say the same.

use super::{Entry, Ledger, Stands};
use crate::world::Violation;
use bellpull_hotline::configuration::{Plan, Strategy};
use bellpull_hotline::{
    Activity, ChannelKind, ConsultState, ContactState, Presence, Switchboard, Timestamp,
};
use bellpull_protocol::DepartmentId;
use std::collections::BTreeSet;
use std::time::Duration;

/// In mid-call a visitor is silent for so long at least before anybody gives up.
const LOST_LEG_MIN: Duration = Duration::from_secs(10);

/// What the plan says of rings: who rings at everybody, and how much a contact is raised.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) ring_all: BTreeSet<DepartmentId>,
    pub(super) raise_missed: i32,
    pub(super) raise_transferred: i32,
    pub(super) raise_due: i32,
}

impl Rules {
    pub fn of(plan: &Plan) -> Self {
        let departments = plan.configuration.departments.iter();
        let all = departments.filter(|(_, rules)| rules.strategy == Strategy::RingAll);
        let routing = &plan.configuration.routing;
        let points = |points: u32| i32::try_from(points).unwrap();
        Self {
            ring_all: all.map(|(id, _)| id.clone()).collect(),
            raise_missed: points(routing.raise_missed),
            raise_transferred: points(routing.raise_transferred),
            raise_due: points(routing.raise_due_callback),
        }
    }
}

impl Ledger {
    /// The heart's states and the journal's are the same.
    pub fn must_agree(&mut self, heart: &Switchboard) -> Result<(), Violation> {
        let sentence = "the journal and the states say the same";
        self.raises_are_told(heart)?;
        for contact in heart.contacts() {
            let entry = self.contacts.get(&contact.id);
            let written = entry.map(|entry| &entry.stands);
            if written != Some(&stands(&contact.state)) {
                return Err(Violation::new(sentence, &(contact, entry)));
            }
            let differs = |entry: &Entry| {
                let consult = contact.consult();
                let asked = entry.consult.as_ref().map(|asked| &asked.colleague);
                let is_held = matches!(
                    consult.map(|consult| &consult.state),
                    Some(ConsultState::Private { .. })
                );
                !entry.losers.is_empty()
                    || entry.department != contact.department
                    || asked != consult.map(|consult| &consult.colleague)
                    || entry.is_held != is_held
                    || (contact.offered_callback && !entry.offered)
                    || entry.channel != contact.channel.kind()
                    || entry.answered != contact.answered
                    || entry.stars.is_some() != contact.stars.is_some()
                    || entry.lines != heart.last_line(&contact.id)
            };
            if entry.is_some_and(differs) {
                return Err(Violation::new(sentence, &(contact, entry)));
            }
            let written = self.lines.get(&contact.id).into_iter().flatten();
            if !heart.lines(&contact.id).eq(written) {
                return Err(Violation::new("lines are what was made durable", contact));
            }
            if entry.is_some_and(|entry| entry.entered != contact.entered) {
                return Err(Violation::new("a contact keeps its original time", contact));
            }
            let lost = entry.and_then(|entry| entry.lost_in_call);
            let silent = contact.leg.silent_since();
            let blip = |(lost, since): (Timestamp, Timestamp)| lost < since.after(LOST_LEG_MIN);
            if lost.zip(silent).is_some_and(blip) {
                return Err(Violation::new("a call that can be heard goes on", contact));
            }
        }
        for (id, entry) in &self.contacts {
            let has_ended = matches!(entry.stands, Stands::Ended(..));
            if !has_ended && heart.contact(id).is_none() {
                return Err(Violation::new("no contact vanishes before its end", id));
            }
        }
        if !self.unanswered.is_empty() {
            let sentence = "whoever does not answer is taken out";
            return Err(Violation::new(sentence, &self.unanswered));
        }
        for operator in heart.operators() {
            let in_wrap_up = match &operator.activity {
                Activity::WrapUp { contact, .. } => Some(contact),
                Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => None,
            };
            let presence = self.presences.get(&operator.id);
            let presence = presence.copied().unwrap_or(Presence::Offline);
            if self.wrap_ups.get(&operator.id) != in_wrap_up || presence != operator.presence {
                return Err(Violation::new(sentence, operator));
            }
            let idle_since = self.idle_since.get(&operator.id);
            if idle_since.is_some_and(|since| *since != operator.idle_since) {
                return Err(Violation::new("the idle clock is the journal's", operator));
            }
        }
        Ok(())
    }

    /// Points are added for what the journal says, for a callback that has become due, and for a transfer that nobody
    /// took; never taken away.
    fn raises_are_told(&mut self, heart: &Switchboard) -> Result<(), Violation> {
        let rules = &self.rules;
        for contact in heart.contacts() {
            let Some(entry) = self.contacts.get_mut(&contact.id) else {
                continue;
            };
            let before = std::mem::replace(&mut entry.raised, contact.raised);
            let told = std::mem::take(&mut entry.raise);
            let more = contact.raised - before - told;
            let due = entry.channel == ChannelKind::Callback && more == rules.raise_due;
            let came_back = entry.was_named && more == rules.raise_transferred;
            if more != 0 && !due && !came_back {
                let what = (contact, before, told);
                return Err(Violation::new("a raise has a reason", &what));
            }
        }
        Ok(())
    }
}

fn stands(state: &ContactState) -> Stands {
    match state {
        ContactState::Queued => Stands::Waiting,
        ContactState::Ringing { operators, .. } => Stands::Ringing(operators.clone()),
        ContactState::Connecting { operator, .. } => Stands::Accepted(operator.clone()),
        ContactState::RingingBack { operator, .. } | ContactState::Dialling { operator, .. } => {
            Stands::Accepted(operator.clone())
        }
        ContactState::Bridged { operator, .. } => Stands::Talking(operator.clone()),
        ContactState::Chatting { operator, .. } => Stands::Chatting(operator.clone()),
        ContactState::Ended {
            reason, operator, ..
        } => Stands::Ended(*reason, operator.clone()),
    }
}

//! The same switchboard once more, as simple as it gets: two lists, looked through from the beginning for everything, no
//! index, no effect, nothing kept or told. It gets the inputs that the heart gets; after each both must say the same of
//! who waits in which order, who rings where, who is there and what everybody does.

mod hearing;
mod matching;
mod moves;
mod operators;
mod sound;
mod time;
mod visitors;

use crate::edge::Work;
use crate::house;
use crate::world::Violation;
use bellpull_hotline::hours::{OpeningHours, Zone};
use bellpull_hotline::{Contact, ContactState, Operator, Reason, Settings, Switchboard, Timestamp};
use bellpull_protocol::{ContactId, OperatorId, RequestId, VisitorId};

pub struct Reference {
    settings: Settings,
    /// In the order in which they were made.
    contacts: Vec<Contact>,
    operators: Vec<Operator>,
    /// What visitors wrote, by key.
    written: Vec<(ContactId, RequestId)>,
    media: bool,
    hours: Option<(OpeningHours, Zone)>,
    open: bool,
}

impl Default for Reference {
    fn default() -> Self {
        Self {
            settings: house::settings(),
            contacts: vec![],
            operators: vec![],
            written: vec![],
            media: false,
            hours: None,
            open: true,
        }
    }
}

impl Reference {
    pub fn apply(&mut self, now: Timestamp, work: &Work) {
        for input in &work.inputs {
            self.hear(now, input);
            self.ring_whoever_can(now);
        }
        if work.is_alarm {
            self.time_passes(now);
            self.ring_whoever_can(now);
        }
    }

    /// The heart was restored: what sockets said since its records were written is not in them.
    pub fn restored(&mut self, heart: &Switchboard) {
        self.media = false;
        for contact in &mut self.contacts {
            if let Some(known) = heart.contact(&contact.id) {
                contact.lease = known.lease;
            }
        }
        for operator in &mut self.operators {
            let mut known = heart.operators();
            if let Some(known) = known.find(|known| known.id == operator.id) {
                operator.lease = known.lease;
            }
        }
    }

    pub fn must_agree(&self, heart: &Switchboard) -> Result<(), Violation> {
        let sentence = "the heart and the reference say the same";
        let theirs: Vec<_> = heart.contacts().collect();
        if theirs.len() != self.contacts.len() {
            let counts = (self.contacts.len(), theirs.len());
            return Err(Violation::new(sentence, &counts));
        }
        for (our, their) in self.contacts.iter().zip(theirs) {
            let adopted = decided_here(our, their);
            if adopted != *their {
                return Err(Violation::new(sentence, &(adopted, their)));
            }
        }
        for operator in heart.operators() {
            let ours = self.operators.iter().find(|our| our.id == operator.id);
            let adopted = ours.map(|our| Operator {
                serving: operator.serving.clone(),
                talked_this_shift_ms: operator.talked_this_shift_ms,
                before_pause: operator.before_pause,
                ..our.clone()
            });
            if adopted.as_ref() != Some(operator) {
                return Err(Violation::new(sentence, &(ours, operator)));
            }
        }
        if self.open != heart.is_open(&house::shop()) || self.media != heart.has_media() {
            return Err(Violation::new(sentence, &(self.open, self.media)));
        }
        self.must_agree_when_to_look(heart)
    }

    /// The heart's next deadline is the earliest of all that our contacts and operators have, or one of its own before.
    fn must_agree_when_to_look(&self, heart: &Switchboard) -> Result<(), Violation> {
        let ours = self.next_deadline();
        let theirs = heart.poll_timeout();
        let agrees = match &theirs {
            Some((at, Reason::Contact(_) | Reason::Operator(_))) => ours == Some(*at),
            Some((at, Reason::Hotline(_) | Reason::Department(_) | Reason::Places)) => {
                ours.is_none_or(|ours| *at <= ours)
            }
            None => ours.is_none(),
        };
        if agrees {
            Ok(())
        } else {
            let sentence = "the heart and the reference look at the same time";
            Err(Violation::new(sentence, &(ours, theirs)))
        }
    }

    /// Who waits, in the order in which they are served: a missed ring raises.
    fn queue(&self) -> Vec<ContactId> {
        let waiting = self.contacts.iter();
        let waiting = waiting.filter(|contact| contact.state == ContactState::Queued);
        let mut queue: Vec<_> = waiting
            .map(|contact| {
                let entered = i64::try_from(contact.entered.as_millis()).unwrap();
                let level = entered - i64::from(contact.raised) * 1_000;
                (level, contact.entered, contact.id.clone())
            })
            .collect();
        queue.sort();
        queue.into_iter().map(|(_, _, id)| id).collect()
    }

    fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == *id)
    }

    fn contact_mut(&mut self, id: &ContactId) -> Option<&mut Contact> {
        self.contacts.iter_mut().find(|contact| contact.id == *id)
    }

    fn operator(&self, id: &OperatorId) -> Option<&Operator> {
        self.operators.iter().find(|operator| operator.id == *id)
    }

    fn operator_mut(&mut self, id: &OperatorId) -> Option<&mut Operator> {
        self.operators
            .iter_mut()
            .find(|operator| operator.id == *id)
    }

    fn newest_of(&self, visitor: &VisitorId) -> Option<&Contact> {
        let mut contacts = self.contacts.iter().rev();
        contacts.find(|contact| contact.visitor == *visitor)
    }

    fn live_of(&self, visitor: &VisitorId, id: &ContactId) -> Option<&Contact> {
        let contact = self.contact(id)?;
        (contact.visitor == *visitor && !contact.has_ended()).then_some(contact)
    }
}

/// What the reference says of a contact; the rest is the heart's own bookkeeping, or belongs to plans.
fn decided_here(our: &Contact, their: &Contact) -> Contact {
    let our = our.clone();
    Contact {
        id: our.id,
        visitor: our.visitor,
        request: our.request,
        hotline: our.hotline,
        department: our.department,
        channel: our.channel,
        entered: our.entered,
        raised: our.raised,
        affinity: our.affinity,
        lease: our.lease,
        away: our.away,
        owed_until: our.owed_until,
        leg: our.leg,
        rings: our.rings,
        declined: our.declined,
        disposition: our.disposition,
        answered: our.answered,
        stars: our.stars,
        state: our.state,
        ..their.clone()
    }
}

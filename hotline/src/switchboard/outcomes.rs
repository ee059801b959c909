//! Outcomes: what operators say about a contact, during it and afterwards.

use super::Switchboard;
use crate::effect::{Effect, Record};
use crate::fact::FactKind;
use crate::operator::{Activity, Disposition};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, Note, OperatorId};

impl Switchboard {
    /// The outcome may be saved from the acceptance on, and late: also after the wrap-up's timer ended.
    pub(super) fn save_outcome(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
        (disposition, topic, note): (Option<Disposition>, Option<String>, Option<Note>),
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::UnknownContact)?;
        let said = known.said_by(operator).ok_or(Refusal::UnknownContact)?;
        if let Some(disposition) = disposition.filter(|_| disposition != said) {
            self.with_contact(contact, |contact| contact.says(operator, disposition));
            let (contact, operator) = (contact.clone(), operator.clone());
            self.journal(
                now,
                FactKind::Disposed {
                    contact,
                    operator,
                    disposition,
                },
            );
        }
        if let Some(topic) = topic {
            self.save_topic(now, operator, contact, topic);
        }
        if let Some(note) = note {
            self.effects.push_back(Effect::Keep(Record::Note {
                contact: contact.clone(),
                note,
            }));
        }
        self.effects.push_back(Effect::TellSaved {
            operator: operator.clone(),
            contact: contact.clone(),
        });
        Ok(())
    }

    /// A topic that its hotline does not know is left out: the list may have changed while the form was open.
    fn save_topic(&mut self, now: Timestamp, operator: &OperatorId, id: &ContactId, topic: String) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let hotline = self.plan.hotline(&contact.hotline);
        let known = hotline.is_some_and(|hotline| hotline.topics.contains(&topic));
        if !known || contact.topic.as_ref() == Some(&topic) {
            return;
        }
        self.with_contact(id, |contact| contact.topic = Some(topic.clone()));
        let (contact, operator) = (id.clone(), operator.clone());
        self.journal(
            now,
            FactKind::Topic {
                contact,
                operator,
                topic,
            },
        );
    }

    /// Prolongs the wrap-up, at most for as long as its contact is remembered: every wrap-up ends.
    pub(super) fn more_time(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
    ) -> Result<(), Refusal> {
        let known = self
            .operators
            .get(operator)
            .ok_or(Refusal::UnknownOperator)?;
        let until = match &known.activity {
            Activity::WrapUp { contact: of, until } if of == contact => *until,
            Activity::Idle
            | Activity::Ringing { .. }
            | Activity::Talking { .. }
            | Activity::WrapUp { .. } => return Err(Refusal::WrongState),
        };
        let latest = self.contacts.get(contact).and_then(|known| {
            if known.has_ended() {
                known.next_deadline(&self.settings)
            } else {
                // A colleague has it now, for as long as that takes.
                Some(now.after(self.settings.remember_ended))
            }
        });
        let prolonged = until.after(self.settings.more_time);
        let prolonged = latest.map_or(prolonged, |latest| prolonged.min(latest));
        if prolonged <= until {
            return Err(Refusal::WrongState);
        }
        let contact = contact.clone();
        self.with_operator(operator, |operator| {
            operator.activity = Activity::WrapUp {
                contact,
                until: prolonged,
            };
        });
        Ok(())
    }

    /// `WrapUp → Idle`; the idle clock starts. An ended chat leaves the desk.
    pub(super) fn finish_wrap_up(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
    ) {
        self.with_operator(operator, |operator| operator.chat_outcomes.remove(contact));
        let in_wrap_up =
            self.operators
                .get(operator)
                .is_some_and(|operator| match &operator.activity {
                    Activity::WrapUp { contact: of, .. } => of == contact,
                    Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => false,
                });
        if in_wrap_up {
            self.with_operator(operator, |operator| {
                operator.activity = Activity::Idle;
                operator.idle_since = now;
            });
            let (contact, operator) = (contact.clone(), operator.clone());
            self.journal(now, FactKind::WrapUpEnded { contact, operator });
        }
    }
}

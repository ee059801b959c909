//! Departments, transfers and consults: what may follow what.

use super::{Asked, Ledger, Stands};
use bellpull_hotline::{ChannelKind, ConsultOutcome, Fact, FactKind, TransferredTo};

impl Ledger {
    pub(super) fn follow_colleagues(&mut self, fact: &Fact) -> Option<bool> {
        let follows = match &fact.kind {
            FactKind::DepartmentChanged {
                contact,
                department,
                ..
            } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.department = department.clone();
                entry.comes_back_to = None;
                let rings = matches!(entry.stands, Stands::Ringing(_) | Stands::Leaving);
                !rings && !matches!(entry.stands, Stands::Ended(..))
            }
            FactKind::Estimated { contact, .. } => {
                let entry = self.contacts.get_mut(contact)?;
                let first = !std::mem::replace(&mut entry.estimated, true);
                first && !matches!(entry.stands, Stands::Ended(..))
            }
            FactKind::CallbackOffered { contact, .. } => {
                let entry = self.contacts.get_mut(contact)?;
                let live = matches!(entry.channel, ChannelKind::Call | ChannelKind::Chat);
                let waits = matches!(entry.stands, Stands::Waiting | Stands::Ringing(_));
                !std::mem::replace(&mut entry.offered, true) && live && waits
            }
            FactKind::WindowChosen { contact, .. } => {
                let entry = self.contacts.get(contact)?;
                entry.channel == ChannelKind::Callback && entry.stands == Stands::Waiting
            }
            FactKind::HeldBegan { contact } => {
                let entry = self.contacts.get_mut(contact)?;
                let talks = matches!(entry.stands, Stands::Talking(_)) && entry.consult.is_some();
                talks && !std::mem::replace(&mut entry.is_held, true)
            }
            FactKind::HeldEnded { contact } => {
                let entry = self.contacts.get_mut(contact)?;
                std::mem::take(&mut entry.is_held)
            }
            FactKind::Transferred {
                contact,
                operator,
                to,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.former.insert(operator.clone());
                entry.disposition = None;
                // The page has a lease's time to come back, as after any return to the queue.
                entry.requeued = Some(fact.at);
                let from = [
                    Stands::Talking(operator.clone()),
                    Stands::Chatting(operator.clone()),
                ];
                let next = match (&entry.consult, to) {
                    (Some(asked), TransferredTo::Operator(to)) if asked.colleague == *to => {
                        Stands::Accepted(to.clone())
                    }
                    (Some(_), _) => return Some(false),
                    (None, TransferredTo::Operator(_)) => {
                        entry.was_named = true;
                        entry.names = true;
                        entry.comes_back_to = Some(operator.clone());
                        Stands::Waiting
                    }
                    (None, TransferredTo::Department(_)) => {
                        entry.raise += self.rules.raise_transferred;
                        Stands::Waiting
                    }
                };
                entry.moves(&from, next)
            }
            FactKind::Consulted {
                contact,
                operator,
                colleague,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                let asked = Asked {
                    colleague: colleague.clone(),
                    ring: 0,
                    rings: false,
                };
                let first = entry.consult.replace(asked).is_none();
                first && entry.stands == Stands::Talking(operator.clone())
            }
            FactKind::ConsultEnded {
                contact,
                colleague,
                outcome,
                ..
            } => {
                let entry = self.contacts.get_mut(contact)?;
                let asked = entry.consult.take()?;
                let transferred = *outcome == ConsultOutcome::Transferred;
                let follows = match &entry.stands {
                    Stands::Accepted(by) => transferred && by == colleague,
                    Stands::Talking(_) => !transferred,
                    Stands::Waiting
                    | Stands::Ringing(_)
                    | Stands::Leaving
                    | Stands::Chatting(_)
                    | Stands::Ended(..) => false,
                };
                // Whoever talked with the visitor may write it up.
                entry.former.insert(colleague.clone());
                follows && !asked.rings && asked.colleague == *colleague && !entry.is_held
            }
            FactKind::Surveyed { contact, .. } => {
                let entry = self.contacts.get(contact)?;
                matches!(entry.stands, Stands::Ended(..)) && entry.answered
            }
            FactKind::WrapUpBegan { contact, operator } => {
                let before = self.wrap_ups.insert(operator.clone(), contact.clone());
                before.is_none()
            }
            FactKind::Topic { contact, .. } => self.contacts.contains_key(contact),
            FactKind::Configured { revision } => {
                std::mem::replace(&mut self.revision, *revision) < *revision
            }
            _ => false,
        };
        Some(follows)
    }
}

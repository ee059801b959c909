//! The switchboard: all contacts and operators of one organisation.

mod deadlines;
mod matching;
mod media;
mod operators;
mod parts;
mod settle;
mod transitions;
mod visitors;

use crate::agenda::{Agenda, Part};
use crate::contact::Contact;
use crate::effect::{Effect, Record};
use crate::input::{Input, Wish};
use crate::operator::Operator;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId, RequestId, VisitorId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// All contacts and operators of one organisation. See the crate's documentation for the shell's duty.
#[derive(Debug)]
pub struct Switchboard {
    settings: Settings,
    contacts: BTreeMap<ContactId, Contact>,
    /// The newest contact of each visitor.
    by_visitor: BTreeMap<VisitorId, ContactId>,
    /// The requests of all contacts that are remembered.
    requests: BTreeSet<(VisitorId, RequestId)>,
    operators: BTreeMap<OperatorId, Operator>,
    /// Whether a media node is connected; nobody rings without one.
    media: bool,

    // Indexes, kept by `parts` whenever a part changes.
    /// Contacts that wait, in the order in which they are served.
    queue: BTreeSet<(Timestamp, ContactId)>,
    /// The same and those that ring.
    waiting: BTreeSet<(Timestamp, ContactId)>,
    /// Operators who may ring, in the order in which they do.
    idle: BTreeSet<(Timestamp, u32, OperatorId)>,
    staffing: BTreeSet<OperatorId>,
    agenda: Agenda,

    // What the current call changed, and what was told before.
    changed_contacts: BTreeSet<ContactId>,
    changed_operators: BTreeSet<OperatorId>,
    waiting_changed: bool,
    told_places: BTreeMap<ContactId, u32>,
    told_staffed: bool,
    effects: VecDeque<Effect>,
}

/// Whose deadline [`Switchboard::poll_timeout`] names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Contact(ContactId),
    Operator(OperatorId),
}

impl Switchboard {
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            contacts: BTreeMap::new(),
            by_visitor: BTreeMap::new(),
            requests: BTreeSet::new(),
            operators: BTreeMap::new(),
            media: false,
            queue: BTreeSet::new(),
            waiting: BTreeSet::new(),
            idle: BTreeSet::new(),
            staffing: BTreeSet::new(),
            agenda: Agenda::default(),
            changed_contacts: BTreeSet::new(),
            changed_operators: BTreeSet::new(),
            waiting_changed: false,
            told_places: BTreeMap::new(),
            told_staffed: false,
            effects: VecDeque::new(),
        }
    }

    /// Takes in what [`Effect::Keep`] gave out and [`Effect::Forget`] did not take back. No effect results.
    ///
    /// Media nodes are not restored: they connect again and list their legs.
    #[must_use]
    pub fn restore(settings: Settings, records: impl IntoIterator<Item = Record>) -> Self {
        let mut switchboard = Self::new(settings);
        for record in records {
            match record {
                Record::Contact(contact) => switchboard.take_in_contact(contact),
                Record::Operator(operator) => switchboard.insert_operator(operator),
                Record::Line(_)
                | Record::Note { .. }
                | Record::Remark { .. }
                | Record::Phone { .. } => {}
            }
        }
        switchboard.told_staffed = switchboard.is_staffed();
        switchboard.changed_contacts.clear();
        switchboard.changed_operators.clear();
        switchboard.waiting_changed = false;
        switchboard
    }

    /// Carries out what happened at `now`.
    ///
    /// # Errors
    /// A refusal for whoever asked; nothing was changed then.
    pub fn handle_input(&mut self, now: Timestamp, input: Input) -> Result<(), Refusal> {
        let outcome = self.dispatch(now, input);
        self.settle(now);
        outcome
    }

    /// Does what is due at `now`. Calling it early does nothing.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        self.expire(now);
        self.settle(now);
    }

    /// The next thing to do, in order.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When to call [`Self::handle_timeout`] next, and for whom.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timestamp, Reason)> {
        self.agenda.first().map(|(at, part)| {
            let reason = match part {
                Part::Contact(id) => Reason::Contact(id.clone()),
                Part::Operator(id) => Reason::Operator(id.clone()),
            };
            (*at, reason)
        })
    }

    /// Whether anybody is at the desks, free or busy.
    #[must_use]
    pub fn is_staffed(&self) -> bool {
        !self.staffing.is_empty()
    }

    /// Whether sound is available.
    #[must_use]
    pub fn has_media(&self) -> bool {
        self.media
    }

    #[must_use]
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.get(id)
    }

    /// The newest contact of a visitor, ended or not.
    #[must_use]
    pub fn contact_of(&self, visitor: &VisitorId) -> Option<&Contact> {
        self.contacts.get(self.by_visitor.get(visitor)?)
    }

    /// All contacts that are remembered, in the order of their ids.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// All known operators, in the order of their ids.
    pub fn operators(&self) -> impl Iterator<Item = &Operator> {
        self.operators.values()
    }

    fn dispatch(&mut self, now: Timestamp, input: Input) -> Result<(), Refusal> {
        match input {
            Input::VisitorConnected { visitor } => self.visitor_connected(now, &visitor),
            Input::VisitorSeen { visitor, at } => self.visitor_seen(&visitor, at),
            Input::VisitorDisconnected { visitor, at } => self.visitor_disconnected(&visitor, at),
            Input::Enter { entering, wish } => match wish {
                Wish::Call => self.call(now, entering),
                Wish::Chat | Wish::Message { .. } | Wish::Callback(_) => {
                    return Err(Refusal::WrongState);
                }
            },
            Input::ChangeChannel { .. }
            | Input::AnswerRingBack { .. }
            | Input::VisitorLine { .. }
            | Input::VisitorLines { .. }
            | Input::VisitorTyping { .. }
            | Input::Rate { .. }
            | Input::Tried { .. }
            | Input::TakeCallback { .. }
            | Input::OperatorLine { .. }
            | Input::OperatorLines { .. }
            | Input::OperatorTyping { .. } => return Err(Refusal::WrongState),
            Input::Hours { .. } => {}
            Input::VisitorOffer {
                visitor,
                contact,
                attempt,
                sdp,
            } => {
                return self.visitor_offer(now, &visitor, &contact, (attempt, sdp));
            }
            Input::VisitorHangUp { visitor, contact } => {
                return self.visitor_hang_up(now, &visitor, &contact);
            }

            Input::OperatorConnected { operator, ready } => {
                self.operator_connected(now, &operator, ready)
            }
            Input::OperatorSeen { operator, at } => self.operator_seen(&operator, at),
            Input::OperatorDisconnected { operator, at } => {
                self.operator_disconnected(&operator, at)
            }
            Input::OperatorSignedOut { operator } => self.operator_signed_out(now, &operator),
            Input::ChoosePresence { operator, choice } => {
                return self.choose_presence(now, &operator, choice);
            }
            Input::Accept {
                operator,
                contact,
                ring,
            } => return self.accept(now, &operator, &contact, ring),
            Input::Decline {
                operator,
                contact,
                ring,
            } => return self.decline(now, &operator, &contact, ring),
            Input::OperatorOffer {
                operator,
                contact,
                attempt,
                sdp,
            } => {
                return self.operator_offer(now, &operator, &contact, (attempt, sdp));
            }
            Input::OperatorHangUp { operator, contact } => {
                return self.operator_hang_up(now, &operator, &contact);
            }
            Input::WrapUp {
                operator,
                contact,
                disposition,
                note,
                finish,
            } => {
                self.save_outcome(now, &operator, &contact, (disposition, note))?;
                if finish {
                    self.finish_wrap_up(now, &operator, &contact);
                }
            }
            Input::MoreTime { operator, contact } => return self.more_time(&operator, &contact),

            Input::MediaConnected { legs } => self.media_connected(now, legs),
            Input::MediaStayed => self.media = true,
            Input::MediaGone => self.media = false,
            Input::LegAnswered { leg, attempt, sdp } => self.leg_answered(&leg, attempt, sdp),
            Input::LegRefused { leg, attempt } => self.leg_refused(now, &leg, attempt),
            Input::LegUp { leg, attempt } => self.leg_up(now, &leg, attempt),
            Input::LegLost { leg, attempt } => self.leg_changed(&leg, |leg| leg.lost(now, attempt)),
            Input::LegClosed { leg, attempt } => {
                self.leg_changed(&leg, |leg| leg.closed(now, attempt))
            }

            Input::Woke => self.forgive_outage(now),
        }
        Ok(())
    }
}

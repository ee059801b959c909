//! A second, simpler model of the switchboard: what the journal says, and nothing else.

use crate::world::Violation;
use bellpull_hotline::{
    Activity, ChannelKind, ContactState, Disposition, EndReason, Fact, FactKind, Line, Presence,
    RingOutcome, Switchboard, Timestamp,
};
use bellpull_protocol::{ContactId, HotlineId, OperatorId};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A declined contact does not ring at the same operator again for so long.
const DECLINE_PAUSE: Duration = Duration::from_secs(30);

/// In mid-call a visitor is silent for so long at least before anybody gives up.
const LOST_LEG_MIN: Duration = Duration::from_secs(10);

#[derive(Default)]
pub struct Ledger {
    pub contacts: BTreeMap<ContactId, Entry>,
    /// Every line that was made durable, in the order of its contact.
    lines: BTreeMap<ContactId, Vec<Line>>,
    open: BTreeMap<HotlineId, bool>,
    wrap_ups: BTreeMap<OperatorId, ContactId>,
    presences: BTreeMap<OperatorId, Presence>,
    /// Did not answer and was not taken out yet.
    unanswered: BTreeSet<OperatorId>,
    /// The idle clocks: the later of the last wrap-up's end and the last change to Available.
    idle_since: BTreeMap<OperatorId, Timestamp>,
}

#[derive(Debug)]
pub struct Entry {
    pub stands: Stands,
    pub channel: ChannelKind,
    tries: u32,
    lines: u32,
    answered: bool,
    stars: Option<u8>,
    pub entered: Timestamp,
    pub rings: u32,
    pub disposition: Option<Disposition>,
    declined: BTreeMap<OperatorId, Timestamp>,
    /// It rang at them too when somebody else accepted; they are still to be freed.
    losers: BTreeSet<OperatorId>,
    /// When it last went back to the queue after having been accepted.
    pub requeued: Option<Timestamp>,
    /// When the visitor was given up in mid-call.
    lost_in_call: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    Waiting,
    /// Several when all ring at once.
    Ringing(BTreeSet<OperatorId>),
    /// Its ring was stopped because the visitor left: the end must follow at once.
    Leaving,
    Accepted(OperatorId),
    Talking(OperatorId),
    Chatting(OperatorId),
    Ended(EndReason, Option<OperatorId>),
}

impl Ledger {
    /// Takes in one fact; an error when it cannot follow those before it.
    pub fn write(&mut self, fact: &Fact) -> Result<(), Violation> {
        if self.follow(fact).is_some() {
            return Ok(());
        }
        Err(Violation::new(
            "every fact follows from those before it",
            fact,
        ))
    }

    fn follow(&mut self, fact: &Fact) -> Option<()> {
        match &fact.kind {
            FactKind::Entered {
                contact, channel, ..
            } => {
                let entry = Entry {
                    stands: Stands::Waiting,
                    channel: *channel,
                    tries: 0,
                    lines: 0,
                    answered: false,
                    stars: None,
                    entered: fact.at,
                    rings: 0,
                    disposition: None,
                    declined: BTreeMap::new(),
                    losers: BTreeSet::new(),
                    requeued: None,
                    lost_in_call: None,
                };
                self.contacts.insert(contact.clone(), entry).is_none()
            }
            FactKind::Rang {
                contact,
                operator,
                ring,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                // Of all at once every one is told with the same number.
                let more = *ring == entry.rings;
                entry.rings = *ring;
                let declined = entry.declined.get(operator);
                let paused = declined.is_some_and(|at| fact.at < at.after(DECLINE_PAUSE));
                // A callback may be taken out of turn.
                let paused = paused && entry.channel != ChannelKind::Callback;
                let follows = match &mut entry.stands {
                    Stands::Ringing(operators) => more && operators.insert(operator.clone()),
                    Stands::Waiting => {
                        entry.stands = Stands::Ringing(BTreeSet::from([operator.clone()]));
                        !more
                    }
                    Stands::Leaving
                    | Stands::Accepted(_)
                    | Stands::Talking(_)
                    | Stands::Chatting(_)
                    | Stands::Ended(..) => false,
                };
                follows && !paused
            }
            FactKind::RingEnded {
                contact,
                operator,
                ring,
                outcome,
            } => {
                let busy = self.is_busy(operator);
                let entry = self.contacts.get_mut(contact)?;
                let missed = *outcome == RingOutcome::NoAnswer;
                if *outcome == RingOutcome::Declined || (missed && busy) {
                    entry.declined.insert(operator.clone(), fact.at);
                } else if missed {
                    self.unanswered.insert(operator.clone());
                }
                entry.ring_ends(operator, *outcome) && entry.rings == *ring
            }
            FactKind::Bridged { contact, operator } => {
                let entry = self.contacts.get_mut(contact)?;
                let from = Stands::Accepted(operator.clone());
                entry.answered = true;
                entry.moves(&[from], Stands::Talking(operator.clone()))
            }
            FactKind::ChatAccepted { contact, operator } => {
                let entry = self.contacts.get_mut(contact)?;
                let from = Stands::Accepted(operator.clone());
                entry.answered = true;
                let is_chat = is_written(entry.channel);
                entry.moves(&[from], Stands::Chatting(operator.clone())) && is_chat
            }
            FactKind::ChannelChanged { contact, channel } => {
                let entry = self.contacts.get_mut(contact)?;
                let before = std::mem::replace(&mut entry.channel, *channel);
                let answers = before == ChannelKind::Callback && *channel == ChannelKind::Call;
                // Who went on live meanwhile is tried anew.
                entry.tries = 0;
                let may = match &entry.stands {
                    Stands::Waiting => true,
                    Stands::Accepted(_) => answers,
                    Stands::Ringing(_)
                    | Stands::Leaving
                    | Stands::Talking(_)
                    | Stands::Chatting(_)
                    | Stands::Ended(..) => false,
                };
                may && before != *channel
            }
            FactKind::LineWritten { contact, seq, .. } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.lines += 1;
                entry.lines == *seq && !matches!(entry.stands, Stands::Ended(..))
            }
            FactKind::Tried {
                contact,
                operator,
                tried,
                outcome,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.tries += 1;
                entry.answered |= *outcome == bellpull_hotline::TryOutcome::Reached;
                let in_hand = entry.stands == Stands::Accepted(operator.clone());
                in_hand && entry.tries == *tried && *tried <= 3
            }
            FactKind::Rated { contact, .. } => {
                let entry = self.contacts.get_mut(contact)?;
                let has_ended = matches!(entry.stands, Stands::Ended(..));
                let before = entry.stars.replace(4);
                has_ended && entry.answered && before.is_none()
            }
            FactKind::HotlineOpened { hotline } => {
                self.open.insert(hotline.clone(), true) != Some(true)
            }
            FactKind::HotlineClosed { hotline } => {
                self.open.insert(hotline.clone(), false) != Some(false)
            }
            FactKind::Requeued { contact, operator } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.requeued = Some(fact.at);
                let from = [
                    Stands::Accepted(operator.clone()),
                    Stands::Talking(operator.clone()),
                    Stands::Chatting(operator.clone()),
                ];
                entry.moves(&from, Stands::Waiting)
            }
            FactKind::Ended {
                contact,
                reason,
                operator,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                let from = match operator {
                    None => vec![Stands::Waiting, Stands::Leaving],
                    Some(who) => vec![
                        Stands::Accepted(who.clone()),
                        Stands::Talking(who.clone()),
                        Stands::Chatting(who.clone()),
                    ],
                };
                if let Stands::Talking(operator) = &entry.stands {
                    let is_lost = *reason == EndReason::VisitorLost;
                    entry.lost_in_call = is_lost.then_some(fact.at);
                    self.wrap_ups.insert(operator.clone(), contact.clone());
                }
                if let (Some(operator), EndReason::CalledBack) = (operator, reason) {
                    self.wrap_ups.insert(operator.clone(), contact.clone());
                }
                entry.moves(&from, Stands::Ended(*reason, operator.clone()))
            }
            FactKind::WrapUpEnded { contact, operator } => {
                self.idle_since.insert(operator.clone(), fact.at);
                self.wrap_ups.remove(operator).as_ref() == Some(contact)
            }
            FactKind::Disposed {
                contact,
                operator,
                disposition,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                let before = entry.disposition.replace(*disposition);
                entry.operator() == Some(operator) && before != Some(*disposition)
            }
            FactKind::PresenceChanged {
                operator, presence, ..
            } => {
                self.unanswered.remove(operator);
                if *presence == Presence::Available {
                    self.idle_since.insert(operator.clone(), fact.at);
                }
                self.presences.insert(operator.clone(), *presence) != Some(*presence)
            }
            FactKind::DepartmentChanged { .. }
            | FactKind::WindowChosen { .. }
            | FactKind::Estimated { .. }
            | FactKind::CallbackOffered { .. }
            | FactKind::HeldBegan { .. }
            | FactKind::HeldEnded { .. }
            | FactKind::Transferred { .. }
            | FactKind::Consulted { .. }
            | FactKind::ConsultEnded { .. }
            | FactKind::Surveyed { .. }
            | FactKind::WrapUpBegan { .. }
            | FactKind::Topic { .. }
            | FactKind::Configured { .. } => true,
        }
        .then_some(())
    }

    /// Numbers without gaps, and no key of a side twice.
    pub fn keep_line(&mut self, line: &Line) -> Result<(), Violation> {
        let lines = self.lines.entry(line.contact.clone()).or_default();
        let follows = usize::try_from(line.seq) == Ok(lines.len() + 1);
        let same_key = |known: &&Line| (known.from, &known.key) == (line.from, &line.key);
        if !follows || lines.iter().find(same_key).is_some() {
            return Err(Violation::new("a line is numbered and kept once", line));
        }
        lines.push(line.clone());
        Ok(())
    }

    pub fn lines_of(&self, contact: &ContactId) -> &[Line] {
        self.lines.get(contact).map_or(&[], Vec::as_slice)
    }

    /// Talks, dials or writes up a contact.
    pub fn is_busy(&self, operator: &OperatorId) -> bool {
        let mut contacts = self.contacts.values();
        self.wrap_ups.contains_key(operator)
            || contacts.any(|entry| match &entry.stands {
                Stands::Accepted(by) | Stands::Talking(by) => by == operator,
                Stands::Waiting
                | Stands::Ringing(_)
                | Stands::Leaving
                | Stands::Chatting(_)
                | Stands::Ended(..) => false,
            })
    }

    pub fn is_in_wrap_up(&self, operator: &OperatorId, contact: &ContactId) -> bool {
        self.wrap_ups.get(operator) == Some(contact)
    }

    /// The heart's states and the journal's are the same.
    pub fn must_agree(&self, heart: &Switchboard) -> Result<(), Violation> {
        let sentence = "the journal and the states say the same";
        for contact in heart.contacts() {
            let entry = self.contacts.get(&contact.id);
            let written = entry.map(|entry| &entry.stands);
            if written != Some(&stands(&contact.state)) {
                return Err(Violation::new(sentence, &(contact, entry)));
            }
            let differs = |entry: &Entry| {
                !entry.losers.is_empty()
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
}

impl Entry {
    /// Of a contact that rings at several only the last end, or an acceptance, leads on.
    fn ring_ends(&mut self, operator: &OperatorId, outcome: RingOutcome) -> bool {
        if outcome == RingOutcome::Elsewhere && self.losers.remove(operator) {
            return true;
        }
        let Stands::Ringing(operators) = &mut self.stands else {
            return false;
        };
        let rang = operators.remove(operator);
        let others = std::mem::take(operators);
        self.stands = match outcome {
            RingOutcome::Accepted => {
                self.losers = others;
                Stands::Accepted(operator.clone())
            }
            RingOutcome::Declined
            | RingOutcome::NoAnswer
            | RingOutcome::VisitorLeft
            | RingOutcome::OperatorLeft
            | RingOutcome::ChannelChanged
            | RingOutcome::Elsewhere
            | RingOutcome::Withdrawn
                if !others.is_empty() =>
            {
                Stands::Ringing(others)
            }
            RingOutcome::VisitorLeft => Stands::Leaving,
            RingOutcome::Declined
            | RingOutcome::NoAnswer
            | RingOutcome::OperatorLeft
            | RingOutcome::ChannelChanged
            | RingOutcome::Elsewhere
            | RingOutcome::Withdrawn => Stands::Waiting,
        };
        rang
    }

    fn moves(&mut self, from: &[Stands], to: Stands) -> bool {
        from.contains(&std::mem::replace(&mut self.stands, to))
    }

    fn operator(&self) -> Option<&OperatorId> {
        match &self.stands {
            Stands::Accepted(operator) | Stands::Talking(operator) | Stands::Chatting(operator) => {
                Some(operator)
            }
            Stands::Ended(_, operator) => operator.as_ref(),
            Stands::Waiting | Stands::Ringing(_) | Stands::Leaving => None,
        }
    }
}

fn is_written(channel: ChannelKind) -> bool {
    match channel {
        ChannelKind::Chat | ChannelKind::Message => true,
        ChannelKind::Call | ChannelKind::Callback => false,
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

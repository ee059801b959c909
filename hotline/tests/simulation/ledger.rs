//! A second, simpler model of the switchboard: what the journal says, and nothing else.

mod agreement;
mod colleagues;
mod entry;

pub use agreement::Rules;

use crate::world::Violation;
use bellpull_hotline::{
    ChannelKind, Disposition, EndReason, Fact, FactKind, Line, Presence, RingOutcome, Timestamp,
};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A declined contact does not ring at the same operator again for so long.
const DECLINE_PAUSE: Duration = Duration::from_secs(30);

#[derive(Default)]
pub struct Ledger {
    pub contacts: BTreeMap<ContactId, Entry>,
    /// Every line that was made durable, in the order of its contact.
    lines: BTreeMap<ContactId, Vec<Line>>,
    open: BTreeMap<HotlineId, bool>,
    wrap_ups: BTreeMap<OperatorId, ContactId>,
    presences: BTreeMap<OperatorId, Presence>,
    revision: u64,
    /// What the plan says of rings: who rings at everybody, and how much a missed one raises.
    pub rules: Rules,
    /// Did not answer and was not taken out yet.
    unanswered: BTreeSet<OperatorId>,
    /// The idle clocks: the later of the last wrap-up's end and the last change to Available.
    idle_since: BTreeMap<OperatorId, Timestamp>,
}

#[derive(Debug)]
pub struct Entry {
    pub department: DepartmentId,
    /// A colleague was named, so that it rings out of turn.
    pub was_named: bool,
    /// It is about to ring at the colleague who was named, or does.
    names: bool,
    named_rings: bool,
    /// Who gave it to a colleague where it rings now.
    pub comes_back_to: Option<OperatorId>,
    /// Who gave it away, or talked beside its operator.
    pub former: BTreeSet<OperatorId>,
    pub consult: Option<Asked>,
    pub is_held: bool,
    offered: bool,
    estimated: bool,
    /// Points that the facts of the present command add.
    raise: i32,
    raised: i32,
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
    /// When it last went back to the queue, or on to others, after having been accepted.
    pub requeued: Option<Timestamp>,
    /// When the visitor was given up in mid-call.
    lost_in_call: Option<Timestamp>,
}

/// A colleague who is asked.
#[derive(Debug)]
pub struct Asked {
    pub colleague: OperatorId,
    ring: u32,
    rings: bool,
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
                contact,
                channel,
                department,
                ..
            } => {
                let entry = Entry {
                    department: department.clone(),
                    was_named: false,
                    names: false,
                    named_rings: false,
                    comes_back_to: None,
                    former: BTreeSet::new(),
                    consult: None,
                    is_held: false,
                    offered: false,
                    estimated: false,
                    raise: 0,
                    raised: 0,
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
                entry.comes_back_to.take_if(|giver| giver == operator);
                entry.named_rings = std::mem::take(&mut entry.names);
                // Of all at once every one is told with the same number.
                let more = *ring == entry.rings;
                entry.rings = *ring;
                let declined = entry.declined.get(operator);
                let paused = declined.is_some_and(|at| fact.at < at.after(DECLINE_PAUSE));
                // A callback may be taken out of turn, and a colleague may be named.
                let paused = paused && entry.channel != ChannelKind::Callback && !entry.was_named;
                if let (Stands::Talking(_), Some(asked)) = (&entry.stands, &mut entry.consult) {
                    asked.rings = true;
                    asked.ring = *ring;
                    return (asked.colleague == *operator && !more).then_some(());
                }
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
                if let (Stands::Talking(_), Some(asked)) = (&entry.stands, &mut entry.consult) {
                    if missed {
                        self.unanswered.insert(operator.clone());
                    }
                    let rang = std::mem::take(&mut asked.rings);
                    let same = asked.colleague == *operator && asked.ring == *ring;
                    return (rang && same).then_some(());
                }
                // Whom all were rung with is not to blame.
                let named = std::mem::take(&mut entry.named_rings);
                let blames = named || !self.rules.ring_all.contains(&entry.department);
                if *outcome == RingOutcome::Declined || (missed && busy && blames) {
                    entry.declined.insert(operator.clone(), fact.at);
                } else if missed && blames {
                    self.unanswered.insert(operator.clone());
                }
                // What nobody took of a transfer comes back instead.
                if missed && blames && !named {
                    entry.raise += self.rules.raise_missed;
                }
                if *outcome == RingOutcome::Accepted {
                    entry.was_named = false;
                    entry.comes_back_to = None;
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
                let is_chat = entry::is_written(entry.channel);
                entry.moves(&[from], Stands::Chatting(operator.clone())) && is_chat
            }
            FactKind::ChannelChanged { contact, channel } => {
                let entry = self.contacts.get_mut(contact)?;
                let before = std::mem::replace(&mut entry.channel, *channel);
                // It was taken, and may be offered again.
                entry.offered &= *channel != ChannelKind::Callback;
                entry.comes_back_to = None;
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
                if let Stands::Talking(_) = &entry.stands {
                    let is_lost = *reason == EndReason::VisitorLost;
                    entry.lost_in_call = is_lost.then_some(fact.at);
                }
                let is_over = entry.consult.is_none() && !entry.is_held;
                is_over && entry.moves(&from, Stands::Ended(*reason, operator.clone()))
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
                if entry.operator() != Some(operator) {
                    return entry.former.contains(operator).then_some(());
                }
                entry.disposition.replace(*disposition) != Some(*disposition)
            }
            FactKind::PresenceChanged {
                operator,
                presence,
                reason,
            } => {
                self.unanswered.remove(operator);
                if *presence == Presence::Available {
                    self.idle_since.insert(operator.clone(), fact.at);
                }
                let on_break = *presence == Presence::Break;
                let before = self.presences.insert(operator.clone(), *presence);
                // Another break is another fact.
                reason.is_some() == on_break && (on_break || before != Some(*presence))
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
            | FactKind::Configured { .. } => self.follow_colleagues(fact)?,
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

    /// This colleague is asked about it.
    pub fn asks(&self, contact: &ContactId, operator: &OperatorId) -> bool {
        let entry = self.contacts.get(contact);
        let asked = entry.and_then(|entry| entry.consult.as_ref());
        asked.is_some_and(|asked| asked.colleague == *operator)
    }

    /// Talks, dials or writes up a contact.
    pub fn is_busy(&self, operator: &OperatorId) -> bool {
        let mut contacts = self.contacts.values();
        self.wrap_ups.contains_key(operator)
            || contacts.any(|entry| match &entry.stands {
                Stands::Talking(_)
                    if entry
                        .consult
                        .as_ref()
                        .is_some_and(|asked| asked.colleague == *operator && !asked.rings) =>
                {
                    true
                }
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
}

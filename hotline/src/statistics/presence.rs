//! When operators were there, and what of it they spent on contacts.

use crate::operator::{AwayReason, Presence};
use crate::time::Timestamp;

/// One operator's presences, in the order of the facts. Before the first fact nobody was there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presences {
    changes: Vec<(Timestamp, Presence)>,
}

/// From the first moment to the one after the last.
pub type Span = (Timestamp, Timestamp);

/// One operator's time, as spans that do not overlap, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// At the desk: available, on a break, or taken out without having left.
    pub logged_in: Vec<Span>,
    /// On at least one contact, also during a break that was chosen meanwhile.
    pub busy: Vec<Span>,
    /// What of it they were at the desk for.
    pub busy_there: Vec<Span>,
    /// Available and on none.
    pub idle: Vec<Span>,
}

impl Presences {
    pub(super) fn changed(&mut self, at: Timestamp, presence: Presence) {
        self.changes.push((at, presence));
    }

    /// Each with the moment it began.
    #[must_use]
    pub fn changes(&self) -> &[(Timestamp, Presence)] {
        &self.changes
    }

    /// What became of the time until `now`; `busy` in any order and overlapping, as chats do.
    #[must_use]
    pub fn day(&self, busy: Vec<Span>, now: Timestamp) -> Day {
        let busy = merged(busy);
        let available = self.spans(now, |presence| presence == Presence::Available);
        let logged_in = self.spans(now, is_logged_in);
        let elsewhere = without(&busy, &logged_in);
        Day {
            logged_in,
            busy_there: without(&busy, &elsewhere),
            idle: without(&available, &busy),
            busy,
        }
    }

    fn spans(&self, now: Timestamp, counts: impl Fn(Presence) -> bool) -> Vec<Span> {
        let ends = self.changes.iter().skip(1).map(|(at, _)| *at);
        let spans = self.changes.iter().zip(ends.chain([now]));
        let spans = spans.filter(|((_, presence), _)| counts(*presence));
        merged(spans.map(|((from, _), until)| (*from, until)).collect())
    }
}

fn is_logged_in(presence: Presence) -> bool {
    match presence {
        Presence::Available | Presence::Break => true,
        Presence::Offline => false,
        Presence::Unavailable { reason } => match reason {
            AwayReason::NoAnswer | AwayReason::NoSound => true,
            AwayReason::ConnectionLost | AwayReason::ForcedOff => false,
        },
    }
}

/// The same moments, without overlaps.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|(from, until)| from < until);
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, until) in spans {
        match merged.last_mut() {
            Some((_, end)) if *end >= from => *end = until.max(*end),
            Some(_) | None => merged.push((from, until)),
        }
    }
    merged
}

/// What of `spans` is in none of `others`; both merged.
fn without(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = Vec::with_capacity(spans.len());
    let mut next = 0;
    for (from, until) in spans {
        let mut from = *from;
        while others.get(next).is_some_and(|(_, end)| *end <= from) {
            next += 1;
        }
        let mut at = next;
        while let Some((begin, end)) = others.get(at).filter(|(begin, _)| begin < until) {
            if from < *begin {
                left.push((from, *begin));
            }
            from = from.max(*end);
            at += 1;
        }
        if from < *until {
            left.push((from, *until));
        }
    }
    left
}

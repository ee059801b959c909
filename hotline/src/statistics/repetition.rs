//! Whether a visitor came again about the same matter.

use super::history::History;
use super::tally::Repetition;
use super::timeline::Timeline;
use crate::time::Timestamp;
use bellpull_protocol::VisitorId;
use std::collections::BTreeMap;
use std::time::Duration;

/// `R`: a contact this much later is another matter.
const APART: Duration = Duration::from_secs(7 * 24 * 3600);

/// All contacts of each visitor, by when they came.
pub(super) struct Visitors<'a> {
    came: BTreeMap<&'a VisitorId, Vec<(Timestamp, Option<&'a str>)>>,
}

impl<'a> Visitors<'a> {
    pub fn of(history: &'a History) -> Self {
        let mut came: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for contact in history.contacts().values() {
            if let Some(began) = &contact.began {
                let visit = (began.at, contact.topic.as_deref());
                came.entry(&began.visitor).or_default().push(visit);
            }
        }
        for visits in came.values_mut() {
            visits.sort_unstable();
        }
        Self { came }
    }

    /// Contacts are about different matters when both topics are known and differ.
    pub fn repetition(&self, contact: &Timeline) -> Repetition {
        let mut repetition = Repetition {
            is_first: true,
            is_last: true,
        };
        let Some(began) = &contact.began else {
            return repetition;
        };
        let visits = self.came.get(&began.visitor);
        let visits = visits.map_or(&[][..], Vec::as_slice);
        let topic = contact.topic.as_deref();
        let same = |other: &Option<&str>| {
            let known = topic.zip(*other);
            known.is_none_or(|(topic, other)| topic == other)
        };
        let before = visits.partition_point(|(at, _)| *at < began.at);
        let after = visits.partition_point(|(at, _)| *at <= began.at);
        let mut earlier = visits.iter().take(before).rev();
        let mut later = visits.iter().skip(after);
        repetition.is_first = !earlier
            .by_ref()
            .take_while(|(at, _)| began.at.since(*at) <= APART)
            .any(|(_, topic)| same(topic));
        repetition.is_last = !later
            .by_ref()
            .take_while(|(at, _)| at.since(began.at) <= APART)
            .any(|(_, topic)| same(topic));
        repetition
    }
}

//! When hotlines are open, who is told, and who may ring meanwhile.

use super::Switchboard;
use crate::agenda::Part;
use crate::channel::Channel;
use crate::contact::Contact;
use crate::effect::{Effect, Record};
use crate::fact::FactKind;
use crate::hours::{OpeningHours, Zone};
use crate::time::Timestamp;
use crate::view::OpeningView;
use bellpull_protocol::HotlineId;
use std::time::Duration;

/// How far ahead visitors are told the hours: a week repeats itself.
const TOLD_AHEAD: Duration = Duration::from_secs(7 * 24 * 3600);

/// The hours of one hotline.
pub(super) type Hours = (OpeningHours, Zone);

impl Switchboard {
    /// Whether a hotline is open, as was told last. One without hours always is.
    #[must_use]
    pub fn is_open(&self, hotline: &HotlineId) -> bool {
        self.open.get(hotline).copied().unwrap_or(true)
    }

    /// What a visitor of the hotline is told when they arrive.
    #[must_use]
    pub fn opening(&self, hotline: &HotlineId, now: Timestamp) -> OpeningView {
        let Some((hours, zone)) = self.hours.get(hotline) else {
            return OpeningView {
                open: true,
                next_change: None,
                hours: vec![],
            };
        };
        let standing = hours.standing(now, zone);
        OpeningView {
            open: standing.open,
            next_change: standing.next_change,
            hours: hours.openings(now, TOLD_AHEAD, zone),
        }
    }

    /// The first hours after a restore are told only when the hotline stands otherwise than was told before.
    pub(super) fn set_hours(&mut self, now: Timestamp, hotline: &HotlineId, hours: Option<Hours>) {
        let before = self.hours.get(hotline);
        let others = self.hours_known.contains(hotline) && before != hours.as_ref();
        self.hours_known.insert(hotline.clone());
        match hours {
            Some(hours) => self.hours.insert(hotline.clone(), hours),
            None => self.hours.remove(hotline),
        };
        self.opening_due(now, hotline, others);
    }

    /// Looks again whether the hotline is open: before a deadline nothing changes.
    pub(super) fn refresh_opening(&mut self, now: Timestamp, hotline: &HotlineId) {
        self.opening_due(now, hotline, false);
    }

    /// Live contacts who wait are served to the end; what is owed waits until it opens.
    pub(super) fn may_ring_now(&self, contact: &Contact) -> bool {
        match contact.channel {
            Channel::Call | Channel::Chat => true,
            Channel::Message | Channel::Callback(_) => self.is_open(&contact.hotline),
        }
    }

    /// When a closed hotline opens; `None` when it is open or never opens again.
    pub(super) fn next_opening(&self, hotline: &HotlineId, now: Timestamp) -> Option<Timestamp> {
        let (hours, zone) = self.hours.get(hotline)?;
        let standing = hours.standing(now, zone);
        standing.next_change.filter(|_| !standing.open)
    }

    fn opening_due(&mut self, now: Timestamp, hotline: &HotlineId, tell: bool) {
        let standing = self
            .hours
            .get(hotline)
            .map(|(hours, zone)| hours.standing(now, zone));
        let deadline = standing.and_then(|standing| standing.next_change);
        self.agenda.set(Part::Hotline(hotline.clone()), deadline);
        let open = standing.is_none_or(|standing| standing.open);
        let known = self.set_open(hotline, open);
        // What nobody ever restricted needs no word that it is open.
        let news = known != Some(open) && (known.is_some() || standing.is_some());
        if news {
            let (hotline, kept) = (hotline.clone(), hotline.clone());
            self.effects.push_back(Effect::Keep(Record::Opening {
                hotline: kept,
                open,
            }));
            self.journal(
                now,
                if open {
                    FactKind::HotlineOpened { hotline }
                } else {
                    FactKind::HotlineClosed { hotline }
                },
            );
        }
        if news || tell {
            self.effects.push_back(Effect::TellOpening {
                hotline: hotline.clone(),
                opening: self.opening(hotline, now),
            });
        }
    }
}

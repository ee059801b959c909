//! When hotlines and their departments are open, who is told, and who may ring meanwhile.

use super::Switchboard;
use crate::agenda::Part;
use crate::channel::Channel;
use crate::contact::Contact;
use crate::effect::{Effect, Record};
use crate::fact::FactKind;
use crate::hours::{OpeningHours, Zone};
use crate::time::Timestamp;
use crate::view::OpeningView;
use bellpull_protocol::{DepartmentId, HotlineId};
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

    /// The same of a department, which is open within the hours of its hotline.
    #[must_use]
    pub fn is_department_open(&self, department: &DepartmentId) -> bool {
        let open = &self.configured.departments_open;
        open.get(department).copied().unwrap_or(true)
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

    /// By a shell without a plan; the plan's hours win.
    pub(super) fn hours_told(&mut self, now: Timestamp, hotline: &HotlineId, hours: Option<Hours>) {
        if self.plan.hotline(hotline).is_none() {
            self.set_hours(now, hotline, hours);
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

    /// The same for a department. Its pages learn of it as of every other change of the menu.
    pub(super) fn refresh_department(&mut self, now: Timestamp, department: &DepartmentId) {
        let hours = self.department_hours.get(department);
        let standing = hours.map(|(hours, zone)| hours.standing(now, zone));
        let deadline = standing.and_then(|standing| standing.next_change);
        let part = Part::Department(department.clone());
        self.agenda.set(part, deadline);
        let before = self.is_department_open(department);
        let known = &mut self.configured.departments_open;
        let told = match standing {
            Some(standing) => known.insert(department.clone(), standing.open),
            None => known.remove(department),
        };
        if told != standing.map(|standing| standing.open) {
            self.keep_configured();
        }
        let open = self.is_department_open(department);
        if before == open {
            return;
        }
        self.reclass(|_, of| of == department);
        if !open {
            self.offer_at_closing(now, |_, of| of == department);
        }
        self.effects.push_back(Effect::TellConfigured);
    }

    /// Live contacts who wait are served to the end; what is owed waits until hotline and department are open.
    pub(super) fn may_ring_now(&self, contact: &Contact) -> bool {
        match contact.channel {
            Channel::Call | Channel::Chat => true,
            Channel::Message | Channel::Callback(_) => {
                self.is_open(&contact.hotline) && self.is_department_open(&contact.department)
            }
        }
    }

    /// When what a contact waits for opens; `None` when it is open or never opens again.
    pub(super) fn next_opening(&self, contact: &Contact, now: Timestamp) -> Option<Timestamp> {
        let hotline = self.hours.get(&contact.hotline);
        let department = self.department_hours.get(&contact.department);
        let standings = hotline.into_iter().chain(department);
        let standings = standings.map(|(hours, zone)| hours.standing(now, zone));
        let closed: Vec<_> = standings.filter(|standing| !standing.open).collect();
        let opens = closed.iter().map(|standing| standing.next_change);
        opens.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    fn opening_due(&mut self, now: Timestamp, hotline: &HotlineId, tell: bool) {
        let standing = self
            .hours
            .get(hotline)
            .map(|(hours, zone)| hours.standing(now, zone));
        let deadline = standing.and_then(|standing| standing.next_change);
        self.agenda.set(Part::Hotline(hotline.clone()), deadline);
        let open = standing.is_none_or(|standing| standing.open);
        let closes = !open && self.is_open(hotline);
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
        if closes {
            self.offer_at_closing(now, |of, _| of == hotline);
        }
    }
}

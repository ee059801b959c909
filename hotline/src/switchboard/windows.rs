//! When a callback is due: as soon as possible, or in the window its visitor chose.
//!
//! A window is two absolute times. What a clock on the wall shows then is the page's business, so a change to summer
//! time neither moves it nor lets it come twice.

use super::Switchboard;
use super::opening::Hours;
use crate::channel::{Callback, Channel, Way, Window};
use crate::contact::Contact;
use crate::fact::FactKind;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId};
use std::time::Duration;

/// How far ahead a window may lie: nobody plans shifts for later.
const AHEAD: Duration = Duration::from_secs(14 * 24 * 3600);
/// What must be left of a window; in less an operator may just be talking to somebody else.
const SHORTEST: Duration = Duration::from_secs(15 * 60);

impl Switchboard {
    /// What is left of the window must be long enough and meet the hours of the hotline and the department.
    pub(super) fn check_window(
        &self,
        now: Timestamp,
        (hotline, department): (&HotlineId, &DepartmentId),
        window: Window,
    ) -> Result<(), Refusal> {
        let from = window.from.max(now);
        let is_fit = from.after(SHORTEST) <= window.until && window.until <= now.after(AHEAD);
        if !is_fit {
            return Err(Refusal::OutsideHours);
        }
        let rest = Window { from, ..window };
        let hotline = openings(self.hours.get(hotline), rest);
        let department = openings(self.department_hours.get(department), rest);
        let meets = hotline.iter().any(|(opens, closes)| {
            let mut both = department.iter();
            both.any(|(begins, ends)| opens.max(begins) < closes.min(ends))
        });
        if meets {
            Ok(())
        } else {
            Err(Refusal::OutsideHours)
        }
    }

    /// A callback that is asked for at `now` by a contact that entered at `entered`, and when it will have been owed for
    /// too long.
    pub(super) fn owe(
        &self,
        now: Timestamp,
        (entered, department): (Timestamp, &DepartmentId),
        (way, window): (Way, Option<Window>),
    ) -> (Callback, Option<Timestamp>) {
        let rules = self.callback_rules(department);
        let span = |of: Option<u32>| of.map(|seconds| Duration::from_secs(seconds.into()));
        let first_after = rules.and_then(|rules| span(rules.first_after_s));
        let earliest = first_after.map_or(entered, |first_after| now.after(first_after));
        let due = window.map_or(earliest, |window| window.from.max(earliest));
        let owed = rules.and_then(|rules| span(rules.expire_after_s));
        let begins = window.map_or(entered, |window| window.from.max(entered));
        let expires = begins.after(owed.unwrap_or(self.settings.owed));
        let differs = owed.is_some() || window.is_some();
        let callback = Callback {
            way,
            tries: 0,
            due,
            window,
        };
        (callback, differs.then_some(expires))
    }

    pub(super) fn journal_window(&mut self, now: Timestamp, id: &ContactId) {
        let window = self.contacts.get(id).and_then(callback);
        if let Some(window) = window.and_then(|callback| callback.window) {
            let contact = id.clone();
            self.journal(now, FactKind::WindowChosen { contact, window });
        }
    }

    /// A callback whose time has come, for the first time, goes before others that entered when it did.
    pub(super) fn raise_if_due(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let comes = contact.pauses_until().is_some_and(|until| until <= now);
        let is_first = callback(contact).is_some_and(|callback| callback.tries == 0);
        let points = self.plan.configuration.routing.raise_due_callback;
        if comes && is_first && points > 0 {
            self.with_contact(id, |contact| contact.raise(points));
        }
    }
}

fn callback(contact: &Contact) -> Option<&Callback> {
    match &contact.channel {
        Channel::Callback(callback) => Some(callback),
        Channel::Call | Channel::Chat | Channel::Message => None,
    }
}

/// When it is open within the window.
fn openings(hours: Option<&Hours>, window: Window) -> Vec<(Timestamp, Timestamp)> {
    match hours {
        None => vec![(window.from, window.until)],
        Some((hours, zone)) => hours.openings(window.from, window.until.since(window.from), zone),
    }
}

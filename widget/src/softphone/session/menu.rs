//! Whom it is for, and when to be called.

use super::Session;
use bellpull_protocol::DepartmentId;
use bellpull_protocol::visitor::{MenuEntry, Opening};

/// How long a time to be called lasts: long enough to be kept, short enough to wait for.
const CALL_TIME_MS: u64 = 3_600_000;
/// Not sooner than this; whoever wants it sooner waits.
const LEAD_MS: u64 = 900_000;
/// As many are listed.
const MOST_TIMES: usize = 12;

/// When to be called: from the first moment to the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallTime {
    pub from_ms: u64,
    pub until_ms: u64,
}

impl From<u64> for CallTime {
    /// Of the moment it begins.
    fn from(from_ms: u64) -> Self {
        let until_ms = from_ms + CALL_TIME_MS;
        Self { from_ms, until_ms }
    }
}

impl Session {
    pub(super) fn menu_told(&mut self, welcome: Option<String>, menu: Vec<MenuEntry>) {
        self.welcome = welcome;
        self.menu = menu;
        let known = |chosen: &DepartmentId| self.menu.iter().any(|of| of.department == *chosen);
        self.department = self.department.take().filter(|chosen| known(chosen));
    }

    /// What was chosen counts for what is asked from now on.
    pub(super) fn choose(&mut self, department: DepartmentId) {
        self.department = Some(department);
    }

    /// The first of the menu until another one is chosen.
    pub(super) fn chosen(&self) -> Option<DepartmentId> {
        let first = self.menu.first().map(|of| of.department.clone());
        self.department.clone().or(first)
    }
}

/// Full hours of the opening hours, the next ones first; `now_ms` is the edge's time. Without hours it is always open.
#[must_use]
pub fn call_times(opening: &Opening, now_ms: u64) -> Vec<CallTime> {
    let soonest = now_ms + LEAD_MS;
    let first = soonest.div_ceil(CALL_TIME_MS) * CALL_TIME_MS;
    let hours = (0..24 * 7).map(|hour| first + hour * CALL_TIME_MS);
    let times = hours.map(CallTime::from);
    let is_open = |time: &CallTime| {
        let mut all = opening.hours.iter();
        opening.hours.is_empty()
            || all.any(|open| open.opens_ms <= time.from_ms && time.until_ms <= open.closes_ms)
    };
    times.filter(is_open).take(MOST_TIMES).collect()
}

//! Presence as a lease: it is renewed by signs of life and runs out without any event.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Somebody counts as present until `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub until: Timestamp,
    /// The lease was already prolonged for an outage of ours since the last sign of life. Without this an object
    /// that is woken again and again by its own alarm would keep the absent for ever.
    pub forgiven: bool,
}

/// An alarm of an object that is well comes within this time; a lease that is over for longer was missed by us.
const ALARM_AT_LATEST: Duration = Duration::from_secs(5);

impl Lease {
    #[must_use]
    pub fn from(now: Timestamp, span: Duration) -> Self {
        Self {
            until: now.after(span),
            forgiven: false,
        }
    }

    /// A sign of life at `at`; an older one than the last changes nothing. One at the very moment of the forgiveness
    /// counts: whoever is there again may be forgiven again.
    pub fn seen(&mut self, at: Timestamp, span: Duration) {
        let until = at.after(span);
        if until >= self.until {
            *self = Self {
                until,
                forgiven: false,
            };
        }
    }

    /// Whether our outage may be forgiven: once between two signs of life, and again when the lease ran out so long
    /// ago that we must have been away once more.
    #[must_use]
    pub fn deserves_forgiveness(&self, now: Timestamp) -> bool {
        !self.forgiven || self.until.after(ALARM_AT_LATEST) < now
    }

    /// Our outage is over; prolongs the lease.
    pub fn forgive(&mut self, now: Timestamp, span: Duration) {
        *self = Self {
            until: self.until.max(now.after(span)),
            forgiven: true,
        };
    }

    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.until <= now
    }
}

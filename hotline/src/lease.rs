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

    /// Our outage is over; prolongs the lease once. The caller asks `forgiven` first.
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

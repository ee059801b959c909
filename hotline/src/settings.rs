//! How long things last.

use std::time::Duration;

/// The switchboard's spans of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// A visitor's page without a sign of life keeps its place this long. Longer forgives worse networks and lets
    /// the closed tab of one visitor hold up the others. 2 s below the promised 20, for alarms that come late.
    pub visitor_lease: Duration,
    /// The same for a desk. Longer, because losing an operator for a moment costs everybody who waits.
    pub operator_lease: Duration,
    /// How long a contact rings at one operator: long enough to finish a sip, short enough for the caller.
    pub ring: Duration,
    /// How long an accepted contact may take until both can hear each other.
    pub connecting: Duration,
    /// How long a lost leg is waited for in mid-call; covers a reload and a change of network.
    pub lost_leg: Duration,
    /// What a lost leg gets at least, even when the page is gone too; a blip must not end a call.
    pub lost_leg_min: Duration,
    /// Time to write up the contact.
    pub wrap_up: Duration,
    /// What "more time" adds to it.
    pub more_time: Duration,
    /// A declined contact does not ring at the same operator again for so long.
    pub decline_pause: Duration,
    /// How long an ended contact is remembered, so that pages which come back learn how it ended.
    pub remember_ended: Duration,
    /// How many rows of the waiting list operators are told.
    pub waiting_rows: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            visitor_lease: Duration::from_secs(18),
            operator_lease: Duration::from_secs(45),
            ring: Duration::from_secs(20),
            connecting: Duration::from_secs(15),
            lost_leg: Duration::from_secs(30),
            lost_leg_min: Duration::from_secs(10),
            wrap_up: Duration::from_secs(30),
            more_time: Duration::from_secs(30),
            decline_pause: Duration::from_secs(30),
            remember_ended: Duration::from_secs(600),
            waiting_rows: 50,
        }
    }
}

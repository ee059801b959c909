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
    /// How long the answer to a message can be read; longer keeps more lines in memory.
    pub remember_answer: Duration,
    /// How many chats an operator has at a time beside a call; more makes every visitor wait for answers.
    pub chats: usize,
    /// How long a chat in hand waits for a visitor whose page is gone, beyond the lease: a tunnel, a change of device.
    pub chat_away: Duration,
    /// How long the visitor's page rings for a callback: time to come back to the tab.
    pub ring_back: Duration,
    /// How long an operator may take to dial and say how it went.
    pub dialling: Duration,
    /// After a callback that was not answered, the next try waits this long in the browser…
    pub retry_browser: Duration,
    /// …and this long by phone, where the visitor has to be done with something else first.
    pub retry_phone: Duration,
    /// How often a callback is tried.
    pub tries: u32,
    /// How long a callback or message is owed; then it has expired.
    pub owed: Duration,
    /// How long it is owed after the next opening, when its hotline is closed by then: one working day.
    pub owed_after_opening: Duration,
    /// How many contacts of one hotline may wait live, callbacks and messages aside. It bounds what a flood of strangers
    /// costs; those who wait already are not touched.
    pub waiting_room: usize,
    /// How many places at the head of a queue are told at once, when nobody of it was told of late.
    pub places_at_once: usize,
    /// No page is told a place more often than this, unless it asks or something else changed; less tells all of them
    /// more often.
    pub places_pause: Duration,
    /// So many in one go: what a shell can write in a few milliseconds…
    pub places_slice: usize,
    /// …with so much room between two of them for everything else.
    pub places_slice_pause: Duration,
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
            remember_answer: Duration::from_secs(72 * 3600),
            chats: 3,
            chat_away: Duration::from_secs(120),
            ring_back: Duration::from_secs(30),
            dialling: Duration::from_secs(900),
            retry_browser: Duration::from_secs(60),
            retry_phone: Duration::from_secs(900),
            tries: 3,
            owed: Duration::from_secs(72 * 3600),
            owed_after_opening: Duration::from_secs(24 * 3600),
            waiting_room: 10_000,
            places_at_once: 20,
            places_pause: Duration::from_secs(2),
            places_slice: 250,
            places_slice_pause: Duration::from_millis(50),
            waiting_rows: 50,
        }
    }
}

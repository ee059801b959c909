//! How much visitors may ask for: each of them, and all of a hotline together.
//!
//! Far above what people do and pages repeat, so that only floods meet them. What is refused changes nothing: who waits
//! keeps waiting, and a page repeats later what was not acknowledged. Kept in memory only; an object that wakes begins
//! with none used.

mod gcra;

pub use gcra::{Gcra, Rate};

use bellpull_hotline::Timestamp;
use bellpull_protocol::{HotlineId, VisitorId};
use std::collections::BTreeMap;
use std::time::Duration;

/// Any message at all. A page that is typed in sends one in three seconds, a call's set-up about ten.
const MESSAGES: Both = Both {
    visitor: Rate::per_second(20, 200),
    hotline: Rate::per_second(5_000, 20_000),
};

/// Contacts: call, chat, message, callback and changes of the channel. The hotline's is what a day's visitors need in
/// the first minute after an advertisement.
const ENTERS: Both = Both {
    visitor: Rate::one_every_seconds(3, 20),
    hotline: Rate::per_second(100, 2_000),
};

/// Entering a draw. Repeating it is harmless, so a page may; each entry of another visitor is stored for good.
const ENTRIES: Both = Both {
    visitor: Rate::per_second(20, 200),
    hotline: Rate::per_second(100, 2_000),
};

/// Lines of a chat: 200 at once is what a page may have written while it was offline.
const LINES: Both = Both {
    visitor: Rate::per_second(5, 200),
    hotline: Rate::per_second(2_000, 5_000),
};

/// Offers of media: each makes the media server begin a connection anew, which costs it as much as a thousand packets. A
/// page waits longer after each that failed; all of a hotline offer at once when a media server comes back.
const OFFERS: Both = Both {
    visitor: Rate::per_second(1, 20),
    hotline: Rate::per_second(500, 5_000),
};

/// Asking for lines again: each may be answered with a thousand.
const ASKS: Both = Both {
    visitor: Rate::per_second(1, 20),
    hotline: Rate::per_second(200, 2_000),
};

/// The most visitors that are remembered; at a hundred bytes each it bounds the memory.
const MOST_VISITORS: usize = 20_000;

/// How often those are forgotten who are as good as new.
const SWEEP_EVERY: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
struct Both {
    visitor: Rate,
    hotline: Rate,
}

/// What has been used.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    visitors: BTreeMap<VisitorId, Used>,
    hotlines: BTreeMap<HotlineId, Used>,
    swept: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Used {
    messages: Gcra,
    enters: Gcra,
    lines: Gcra,
    offers: Gcra,
    asks: Gcra,
}

impl Limits {
    /// Whether any message of this visitor is read now.
    pub fn admit_message(
        &mut self,
        now: Timestamp,
        hotline: &HotlineId,
        visitor: &VisitorId,
    ) -> bool {
        self.sweep(now);
        self.admit(now, hotline, visitor, MESSAGES, |used| &mut used.messages)
    }

    /// Whether a message of this kind is carried out now.
    pub fn admit_kind(
        &mut self,
        now: Timestamp,
        hotline: &HotlineId,
        visitor: &VisitorId,
        kind: &str,
    ) -> bool {
        match kind {
            "call" | "chat" | "message" | "callback" | "change_channel" => {
                self.admit(now, hotline, visitor, ENTERS, |used| &mut used.enters)
            }
            "line" => self.admit(now, hotline, visitor, LINES, |used| &mut used.lines),
            "offer" => self.admit(now, hotline, visitor, OFFERS, |used| &mut used.offers),
            "lines" => self.admit(now, hotline, visitor, ASKS, |used| &mut used.asks),
            // Nothing of their own: hanging up must work whenever messages do.
            _ => true,
        }
    }

    /// Whether this visitor may enter a draw now.
    pub fn admit_entry(
        &mut self,
        now: Timestamp,
        hotline: &HotlineId,
        visitor: &VisitorId,
    ) -> bool {
        self.sweep(now);
        self.admit(now, hotline, visitor, ENTRIES, |used| &mut used.enters)
    }

    /// The visitor's own rate first: who exceeds it uses nothing of the others'.
    fn admit(
        &mut self,
        now: Timestamp,
        hotline: &HotlineId,
        visitor: &VisitorId,
        rates: Both,
        of: fn(&mut Used) -> &mut Gcra,
    ) -> bool {
        if self.visitors.len() >= MOST_VISITORS && !self.visitors.contains_key(visitor) {
            return false;
        }
        let own = self.visitors.entry(visitor.clone()).or_default();
        if !of(own).admit(rates.visitor, now) {
            return false;
        }
        let all = self.hotlines.entry(hotline.clone()).or_default();
        of(all).admit(rates.hotline, now)
    }

    /// What is known of a time that has yet to come cannot be counted with: the machine's clock was set back.
    fn sweep(&mut self, now: Timestamp) {
        let swept = *self.swept.get_or_insert(now);
        if swept > now {
            *self = Self::default();
            return;
        }
        if now.since(swept) < SWEEP_EVERY {
            return;
        }
        self.swept = Some(now);
        self.visitors.retain(|_, used| !used.is_rested(now));
    }
}

impl Used {
    fn is_rested(&self, now: Timestamp) -> bool {
        let Self {
            messages,
            enters,
            lines,
            offers,
            asks,
        } = self;
        [messages, enters, lines, offers, asks]
            .iter()
            .all(|used| used.is_rested(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_visitor_is_refused_and_harms_no_other() {
        let mut limits = Limits::default();

        let admitted = (0..10_000)
            .filter(|_| limits.admit_kind(NOW, &hotline(), &visitor(1), "chat"))
            .count();

        assert_eq!(admitted, 20);
        assert!(limits.admit_kind(NOW, &hotline(), &visitor(2), "chat"));
    }

    #[test]
    fn all_visitors_together_have_a_limit() {
        let mut limits = Limits::default();

        let admitted = (0..10_000)
            .filter(|number| limits.admit_kind(NOW, &hotline(), &visitor(*number), "call"))
            .count();

        assert_eq!(admitted, 2_000);
        assert!(limits.admit_kind(NOW, &other_hotline(), &visitor(1), "call"));
    }

    #[test]
    fn a_page_that_repeats_what_was_refused_gets_through() {
        let mut limits = Limits::default();
        let mut left = 1_000;

        // As a page does: everything unacknowledged again, every five seconds.
        for round in 0..40 {
            let now = NOW.after(Duration::from_secs(5 * round));
            let told = (0..left)
                .filter(|_| limits.admit_kind(now, &hotline(), &visitor(1), "line"))
                .count();
            left -= told;
        }

        assert_eq!(left, 0);
    }

    #[test]
    fn one_visitor_cannot_keep_the_media_server_busy_with_offers() {
        let mut limits = Limits::default();

        let admitted = (0..1_000)
            .filter(|_| limits.admit_kind(NOW, &hotline(), &visitor(1), "offer"))
            .count();

        assert_eq!(admitted, 20);
        assert!(limits.admit_kind(NOW, &hotline(), &visitor(2), "offer"));
    }

    #[test]
    fn hanging_up_needs_no_more_than_a_message() {
        let mut limits = Limits::default();
        for _ in 0..100 {
            limits.admit_kind(NOW, &hotline(), &visitor(1), "chat");
        }

        assert!(limits.admit_message(NOW, &hotline(), &visitor(1)));
        assert!(limits.admit_kind(NOW, &hotline(), &visitor(1), "hang_up"));
    }

    #[test]
    fn visitors_of_long_ago_are_forgotten() {
        let mut limits = Limits::default();
        for number in 0..MOST_VISITORS as u64 {
            limits.admit_message(NOW, &hotline(), &visitor(number));
        }
        let crowded = limits.admit_message(NOW, &hotline(), &visitor(1 << 40));

        let later = NOW.after(SWEEP_EVERY);
        let admitted = limits.admit_message(later, &hotline(), &visitor(1 << 40));

        assert_eq!((crowded, admitted), (false, true));
        assert_eq!(limits.visitors.len(), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out() {
        let mut limits = Limits::default();
        for number in 0..MOST_VISITORS as u64 {
            limits.admit_message(NOW, &hotline(), &visitor(number));
        }

        let earlier = Timestamp::from_millis(500_000);

        assert!(limits.admit_message(earlier, &hotline(), &visitor(1)));
        assert!(limits.admit_message(earlier, &hotline(), &visitor(1 << 40)));
    }

    #[test]
    fn a_draw_takes_so_many_entries_at_once() {
        let mut limits = Limits::default();

        let admitted = (0..10_000)
            .filter(|number| limits.admit_entry(NOW, &hotline(), &visitor(*number)))
            .count();

        assert_eq!(admitted, 2_000);
    }

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn visitor(number: u64) -> VisitorId {
        VisitorId::new(format!("v{number}")).unwrap()
    }

    fn hotline() -> HotlineId {
        HotlineId::new("h1").unwrap()
    }

    fn other_hotline() -> HotlineId {
        HotlineId::new("h2").unwrap()
    }
}

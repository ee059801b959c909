//! Breaks: why, for how long, and those that are to come.

use super::machine::Desk;
use super::notice::Notice;
use bellpull_protocol::operator::{FromOperator, PresenceChoice};

const MINUTE_MS: u64 = 60_000;

/// Reasons that every organisation has; it may have more.
pub const USUAL: [&str; 3] = ["break", "lunch", "training"];

/// A break as the person asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakWish {
    pub reason: String,
    /// Begins in so many minutes; 0 is now.
    pub in_minutes: u32,
    /// Ends by itself after so many minutes; without them when the person says so. What is to come has an end.
    pub minutes: Option<u32>,
}

impl Desk {
    pub(super) fn take_break(&mut self, now_ms: u64, wish: BreakWish) {
        let edge_ms = self.clock.edge_time(now_ms);
        let span = |minutes: u32| u64::from(minutes) * MINUTE_MS;
        if wish.in_minutes == 0 {
            self.wishes.presence = Some(PresenceChoice::Break);
            self.say([FromOperator::Presence {
                presence: PresenceChoice::Break,
                reason: Some(wish.reason),
                until_ms: wish.minutes.map(|minutes| edge_ms + span(minutes)),
            }]);
            return;
        }
        let Some(minutes) = wish.minutes else {
            return;
        };
        let from_ms = edge_ms + span(wish.in_minutes);
        self.plan(
            now_ms,
            FromOperator::PlanBreak {
                reason: Some(wish.reason),
                from_ms: Some(from_ms),
                until_ms: Some(from_ms + span(minutes)),
            },
        );
    }

    pub(super) fn cancel_planned_break(&mut self, now_ms: u64) {
        self.plan(
            now_ms,
            FromOperator::PlanBreak {
                reason: None,
                from_ms: None,
                until_ms: None,
            },
        );
    }

    fn plan(&mut self, now_ms: u64, message: FromOperator) {
        if self.link.is_live() {
            self.say([message]);
        } else {
            self.notice = Some(Notice::said(now_ms, "notice.not_connected"));
        }
    }
}

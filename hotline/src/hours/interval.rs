//! One stretch of a day's hours.

use super::clock::ClockTime;
use serde::{Deserialize, Serialize};

/// Open from `opens` until just before `closes`. When it closes earlier than it opens, it runs over midnight;
/// `00:00` to `24:00` is the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interval {
    pub opens: ClockTime,
    pub closes: ClockTime,
}

impl Interval {
    pub const WHOLE_DAY: Self = Self {
        opens: ClockTime::MIDNIGHT,
        closes: ClockTime::DAY_END,
    };

    /// The minutes it covers, from the midnight that begins its day: `first` and the one after the last, which may
    /// be of the next day. `None` when it covers none.
    pub(super) fn minutes(self) -> Option<(u16, u16)> {
        let (opens, closes) = (self.opens.minutes(), self.closes.minutes());
        if opens == closes {
            None
        } else if opens < closes {
            Some((opens, closes))
        } else {
            let closes = closes + ClockTime::DAY_END.minutes();
            (opens < closes).then_some((opens, closes))
        }
    }
}

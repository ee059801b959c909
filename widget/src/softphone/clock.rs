//! Durations as people read them, and the edge's clock as a page knows it.

/// How far the edge's clock is ahead of the page's, in milliseconds. Visitors' clocks are wrong by minutes to days.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct ClockOffset(i64);

impl ClockOffset {
    /// From a `now_ms` that has just arrived.
    #[must_use]
    pub fn learn(edge_now_ms: u64, page_now_ms: u64) -> Self {
        Self(signed(edge_now_ms) - signed(page_now_ms))
    }

    /// Milliseconds since a time of the edge, never negative.
    #[must_use]
    pub fn since(self, edge_time_ms: u64, page_now_ms: u64) -> u64 {
        (signed(page_now_ms) + self.0 - signed(edge_time_ms))
            .max(0)
            .unsigned_abs()
    }

    /// What the edge's clock shows.
    #[must_use]
    pub fn edge_time(self, page_now_ms: u64) -> u64 {
        (signed(page_now_ms) + self.0).max(0).unsigned_abs()
    }

    /// Milliseconds until a time of the edge, never negative.
    #[must_use]
    pub fn until(self, edge_time_ms: u64, page_now_ms: u64) -> u64 {
        (signed(edge_time_ms) - signed(page_now_ms) - self.0)
            .max(0)
            .unsigned_abs()
    }
}

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX / 4)
}

/// `4:05` or `1:04:05`.
#[must_use]
pub fn minutes_and_seconds(ms: u64) -> String {
    let seconds = ms / 1_000;
    let mut text = String::new();
    let hours = seconds / 3_600;
    let minutes = seconds / 60 % 60;
    if hours > 0 {
        text.push_str(&hours.to_string());
        text.push(':');
        if minutes < 10 {
            text.push('0');
        }
    }
    text.push_str(&minutes.to_string());
    text.push(':');
    if seconds % 60 < 10 {
        text.push('0');
    }
    text.push_str(&(seconds % 60).to_string());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_durations_the_way_a_telephone_does() {
        for (ms, text) in [
            (0, "0:00"),
            (9_999, "0:09"),
            (65_000, "1:05"),
            (3_600_000, "1:00:00"),
            (36_061_000, "10:01:01"),
        ] {
            assert_eq!(minutes_and_seconds(ms), text);
        }
    }

    #[test]
    fn a_page_whose_clock_is_a_day_slow_still_counts_right() {
        let offset = ClockOffset::learn(86_400_000 + 5_000, 5_000);
        assert_eq!(offset.since(86_400_000 + 5_000, 8_000), 3_000);
        assert_eq!(offset.until(86_400_000 + 15_000, 8_000), 7_000);
        assert_eq!(offset.until(86_400_000, 8_000), 0);
    }
}

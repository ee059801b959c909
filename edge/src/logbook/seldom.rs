//! Refusals in the log: enough to see what is going on, never as many as somebody cares to cause.

use bellpull_hotline::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// After a line about a code the next one comes this much later at the earliest. Longer hides when something began,
/// shorter lets a flood of refusals fill the disk.
const QUIET: Duration = Duration::from_secs(10);

/// What was logged lately, by code. There are as many codes as the protocol has.
#[derive(Debug, Default)]
pub struct Seldom {
    lately: BTreeMap<String, Lately>,
}

#[derive(Debug)]
struct Lately {
    at: Timestamp,
    left_out: u64,
}

impl Seldom {
    /// Whether this one is to be logged, and then how many of its kind were left out since the last line.
    pub fn admit(&mut self, code: &str, now: Timestamp) -> Option<u64> {
        match self.lately.get_mut(code) {
            Some(lately) if now.since(lately.at) < QUIET => {
                lately.left_out += 1;
                None
            }
            Some(lately) => {
                lately.at = now;
                Some(std::mem::take(&mut lately.left_out))
            }
            None => {
                let lately = Lately {
                    at: now,
                    left_out: 0,
                };
                self.lately.insert(code.to_owned(), lately);
                Some(0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_code_is_one_line_in_ten_seconds_with_the_number_left_out() {
        let mut seldom = Seldom::default();
        let at = Timestamp::from_millis;

        assert_eq!(seldom.admit("too_many", at(0)), Some(0));
        for now in 1..10_000 {
            assert_eq!(seldom.admit("too_many", at(now)), None);
        }
        assert_eq!(seldom.admit("bad_token", at(9_999)), Some(0));
        assert_eq!(seldom.admit("too_many", at(10_000)), Some(9_999));
        assert_eq!(seldom.admit("too_many", at(20_000)), Some(0));
    }
}

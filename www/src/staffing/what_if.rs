//! A past day, played again with something changed.

use bellpull_protocol::staffing::WhatIfQuestion;

/// Strategies by their names in the configuration; the first leaves them as they are.
pub const STRATEGIES: [&str; 7] = [
    "",
    "longest_idle",
    "round_robin",
    "linear",
    "fewest_contacts",
    "least_talk_time",
    "ring_all",
];

/// Figures that are put side by side.
pub const COMPARED: [&str; 8] = [
    "offered",
    "answered",
    "abandoned",
    "sl_4",
    "asa",
    "longest_wait",
    "occupancy",
    "abandon_rate",
];

/// What is changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// So many more, or fewer when it is negative.
    pub operators: i32,
    pub strategy: &'static str,
}

impl WhatIf {
    /// `from_ms` and `until_ms` bound the day.
    #[must_use]
    pub fn question(&self, (from_ms, until_ms): (u64, u64)) -> WhatIfQuestion {
        WhatIfQuestion {
            from_ms,
            until_ms,
            threshold_s: None,
            seed: 1,
            roster: None,
            more: u32::try_from(self.operators).unwrap_or(0),
            fewer: u32::try_from(-self.operators).unwrap_or(0),
            strategy: Some(self.strategy.to_owned()).filter(|name| !name.is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_or_fewer_never_both() {
        let of = |operators| {
            let question = WhatIf {
                operators,
                strategy: "",
            }
            .question((1, 2));
            (question.more, question.fewer, question.strategy)
        };
        assert_eq!(of(2), (2, 0, None));
        assert_eq!(of(-1), (0, 1, None));
    }
}

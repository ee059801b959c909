//! Of what figures are asked, in the page's own address and in what is asked of the edge.

use crate::register::Period;
use crate::register::filter::{Query, of_word, to_word};
use bellpull_protocol::statistics::Attribution;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId};

/// Thresholds of the service levels that are offered, in seconds.
pub const THRESHOLDS_S: [u32; 6] = [10, 20, 30, 60, 90, 120];

/// Lengths of an interval that are offered, in seconds: a quarter of an hour, half of one, an hour, a day.
pub const INTERVALS_S: [u32; 4] = [900, 1_800, 3_600, 86_400];

/// What is offered beside dates.
pub const QUICK: [(Period, &str); 3] = [
    (Period::Today, "register.today"),
    (Period::Days(7), "register.week"),
    (Period::Days(30), "register.month"),
];

/// The service levels there are, by their keys.
pub const LEVELS: [&str; 6] = ["sl_1", "sl_2", "sl_3", "sl_4", "sl_5", "sl_6"];

/// Everything that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub period: Period,
    pub hotline: Option<HotlineId>,
    pub department: Option<DepartmentId>,
    pub operator: Option<OperatorId>,
    pub topic: Option<String>,
    pub threshold_s: u32,
    pub interval_s: u32,
    pub attribution: Attribution,
    /// Which service level stands among the first figures.
    pub level: &'static str,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            period: Period::Today,
            hotline: None,
            department: None,
            operator: None,
            topic: None,
            threshold_s: 20,
            interval_s: 1_800,
            attribution: Attribution::Arrival,
            level: "sl_4",
        }
    }
}

impl Choice {
    /// From the page's address. What cannot be read does not matter.
    #[must_use]
    pub fn of_address(value: impl Fn(&str) -> Option<String>) -> Self {
        let usual = Self::default();
        let number = |name, offered: &[u32], usual| {
            let number = value(name).and_then(|text| text.parse().ok());
            number
                .filter(|number| offered.contains(number))
                .unwrap_or(usual)
        };
        let dates = Period::Dates {
            from: value("from").unwrap_or_default(),
            until: value("until").unwrap_or_default(),
        };
        let period = match value("period").as_deref() {
            Some("week") => Period::Days(7),
            Some("month") => Period::Days(30),
            Some(_) | None => match dates.or_ever() {
                Period::Ever => Period::Today,
                dates @ (Period::Today | Period::Days(_) | Period::Dates { .. }) => dates,
            },
        };
        Self {
            period,
            hotline: value("hotline").and_then(|id| HotlineId::new(id).ok()),
            department: value("department").and_then(|id| DepartmentId::new(id).ok()),
            operator: value("operator").and_then(|id| OperatorId::new(id).ok()),
            topic: value("topic").filter(|topic| !topic.is_empty()),
            threshold_s: number("threshold_s", &THRESHOLDS_S, usual.threshold_s),
            interval_s: number("interval_s", &INTERVALS_S, usual.interval_s),
            attribution: value("attribution")
                .and_then(|word| of_word(&word))
                .unwrap_or_default(),
            level: value("level")
                .and_then(|key| LEVELS.into_iter().find(|level| *level == key))
                .unwrap_or(usual.level),
        }
    }

    /// For the page's address.
    #[must_use]
    pub fn to_address(&self) -> Query {
        let mut query = self.slices();
        match &self.period {
            Period::Ever | Period::Today => {}
            Period::Days(days) if *days <= 7 => query.push(("period", "week".to_owned())),
            Period::Days(_) => query.push(("period", "month".to_owned())),
            Period::Dates { from, until } => {
                let dates = [("from", from), ("until", until)];
                query.extend(dates.map(|(name, date)| (name, date.clone())));
            }
        }
        if self.level != Self::default().level {
            query.push(("level", self.level.to_owned()));
        }
        query.retain(|(_, value)| !value.is_empty());
        query
    }

    /// For the edge, as `statistics::Query` says it; see [`crate::register::Choice::to_edge`] for the arguments.
    #[must_use]
    pub fn to_edge(&self, now_ms: u64, ahead: impl Fn(u64) -> i64) -> Query {
        let (from, until) = self.period.span(now_ms, ahead);
        let mut query = self.slices();
        query.extend(from.map(|ms| ("from_ms", ms.to_string())));
        query.push(("until_ms", until.unwrap_or(now_ms).to_string()));
        query.retain(|(_, value)| !value.is_empty());
        query
    }

    fn slices(&self) -> Query {
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        vec![
            ("hotline", id(self.hotline.as_ref().map(HotlineId::as_str))),
            (
                "department",
                id(self.department.as_ref().map(DepartmentId::as_str)),
            ),
            (
                "operator",
                id(self.operator.as_ref().map(OperatorId::as_str)),
            ),
            ("topic", self.topic.clone().unwrap_or_default()),
            ("threshold_s", self.threshold_s.to_string()),
            ("interval_s", self.interval_s.to_string()),
            ("attribution", to_word(self.attribution)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: u64 = 1_795_390_200_000;

    fn read_again(choice: &Choice) -> Choice {
        let query = choice.to_address();
        Choice::of_address(|name| {
            let found = query.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn an_address_gives_the_same_choice_again() {
        let week = Choice {
            period: Period::Days(7),
            hotline: HotlineId::new("demo").ok(),
            topic: Some("Returns".into()),
            threshold_s: 60,
            level: "sl_1",
            attribution: Attribution::Outcome,
            ..Choice::default()
        };
        for choice in [Choice::default(), week] {
            assert_eq!(read_again(&choice), choice);
        }
    }

    #[test]
    fn what_is_not_offered_is_the_usual() {
        let choice = Choice::of_address(|name| {
            Some(match name {
                "threshold_s" => "7".to_owned(),
                "level" => "sl_9".to_owned(),
                _ => String::new(),
            })
        });
        assert_eq!((choice.threshold_s, choice.level), (20, "sl_4"));
    }

    #[test]
    fn the_edge_is_asked_for_a_period_with_an_end() {
        let query = Choice::default().to_edge(NOW_MS, |_| 3_600);
        let of = |name| {
            query
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone())
        };
        // Midnight in Vienna.
        assert_eq!(of("from_ms"), Some("1795388400000".to_owned()));
        assert_eq!(of("until_ms"), Some(NOW_MS.to_string()));
    }
}

//! What the filters say, in the page's own address and in what is asked of the edge.

use crate::wall::Wall;
use bellpull_protocol::operator::Disposition;
use bellpull_protocol::visitor::{Channel, EndReason};
use bellpull_protocol::{HotlineId, OperatorId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The longest text that the edge looks for, in characters.
pub const MAX_TEXT_CHARS: usize = 200;

/// Everything that can be chosen. Nothing chosen fits everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub text: String,
    pub period: Period,
    pub hotline: Option<HotlineId>,
    pub channel: Option<Channel>,
    pub operator: Option<OperatorId>,
    pub reason: Option<EndReason>,
    pub disposition: Option<Disposition>,
}

/// When contacts entered. The first three move with the clock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Period {
    #[default]
    Ever,
    Today,
    /// Today and the days before it, so many in all.
    Days(u32),
    /// Dates such as `2026-11-22`, both included; either may be empty.
    Dates {
        from: String,
        until: String,
    },
}

/// What is offered beside dates.
pub const QUICK: [(Period, &str); 4] = [
    (Period::Ever, "register.ever"),
    (Period::Today, "register.today"),
    (Period::Days(7), "register.week"),
    (Period::Days(30), "register.month"),
];

/// A query: names and values, not yet encoded.
pub type Query = Vec<(&'static str, String)>;

impl Choice {
    /// From the page's address. What cannot be read does not matter.
    #[must_use]
    pub fn of_address(value: impl Fn(&str) -> Option<String>) -> Self {
        let dates = Period::Dates {
            from: value("from").unwrap_or_default(),
            until: value("until").unwrap_or_default(),
        };
        let period = match value("period").as_deref() {
            Some("today") => Period::Today,
            Some("week") => Period::Days(7),
            Some("month") => Period::Days(30),
            Some(_) | None => dates.or_ever(),
        };
        Self {
            text: value("text")
                .unwrap_or_default()
                .chars()
                .take(MAX_TEXT_CHARS)
                .collect(),
            period,
            hotline: value("hotline").and_then(|id| HotlineId::new(id).ok()),
            channel: value("channel").and_then(|word| of_word(&word)),
            operator: value("operator").and_then(|id| OperatorId::new(id).ok()),
            reason: value("reason").and_then(|word| of_word(&word)),
            disposition: value("disposition").and_then(|word| of_word(&word)),
        }
    }

    /// For the page's address.
    #[must_use]
    pub fn to_address(&self) -> Query {
        let mut query = self.without_period();
        match &self.period {
            Period::Ever => {}
            Period::Today => query.push(("period", "today".to_owned())),
            Period::Days(days) if *days <= 7 => query.push(("period", "week".to_owned())),
            Period::Days(_) => query.push(("period", "month".to_owned())),
            Period::Dates { from, until } => {
                let dates = [("from", from), ("until", until)];
                query.extend(dates.map(|(name, date)| (name, date.clone())));
            }
        }
        query.retain(|(_, value)| !value.is_empty());
        query
    }

    /// For the edge, as `register::Filter` says it. `now_ms` is the edge's; `ahead` tells how many seconds the
    /// viewer's clocks are ahead of UTC at a moment.
    #[must_use]
    pub fn to_edge(&self, now_ms: u64, ahead: impl Fn(u64) -> i64) -> Query {
        let (from, until) = self.period.span(now_ms, ahead);
        let mut query = self.without_period();
        query.extend(from.map(|ms| ("from_ms", ms.to_string())));
        query.extend(until.map(|ms| ("until_ms", ms.to_string())));
        query.retain(|(_, value)| !value.is_empty());
        query
    }

    /// Whether anything is left out of the list.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        !self.to_address().is_empty()
    }

    fn without_period(&self) -> Query {
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        vec![
            ("text", self.text.trim().to_owned()),
            ("hotline", id(self.hotline.as_ref().map(HotlineId::as_str))),
            ("channel", self.channel.map(to_word).unwrap_or_default()),
            (
                "operator",
                id(self.operator.as_ref().map(OperatorId::as_str)),
            ),
            ("reason", self.reason.map(to_word).unwrap_or_default()),
            (
                "disposition",
                self.disposition.map(to_word).unwrap_or_default(),
            ),
        ]
    }
}

impl Period {
    /// From the first moment to the one after the last, by the viewer's clocks; what has no end is `None`. See
    /// [`Choice::to_edge`] for the arguments.
    #[must_use]
    pub fn span(&self, now_ms: u64, ahead: impl Fn(u64) -> i64) -> (Option<u64>, Option<u64>) {
        let today = Wall::at(now_ms, ahead(now_ms)).date();
        let midnight = |date: &str, later| {
            let wall = Wall::midnight(date, later)?;
            Some(wall.read(&ahead).ms())
        };
        match self {
            Period::Ever => (None, None),
            Period::Today => (midnight(&today, 0), None),
            Period::Days(days) => (midnight(&today, 1 - i64::from(*days)), None),
            Period::Dates { from, until } => (midnight(from, 0), midnight(until, 1)),
        }
    }

    /// The dates of two date fields; both empty is no period.
    #[must_use]
    pub fn or_ever(self) -> Self {
        let empty = Period::Dates {
            from: String::new(),
            until: String::new(),
        };
        if self == empty { Period::Ever } else { self }
    }

    /// What the two date fields show.
    #[must_use]
    pub fn dates(&self) -> (String, String) {
        match self {
            Period::Ever | Period::Today | Period::Days(_) => Default::default(),
            Period::Dates { from, until } => (from.clone(), until.clone()),
        }
    }
}

/// The word of the protocol for one of its names.
#[must_use]
pub fn to_word(name: impl Serialize) -> String {
    match serde_json::to_value(name) {
        Ok(Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

/// A word that this version does not know filters nothing, rather than everything.
#[must_use]
pub fn of_word<T: DeserializeOwned + Serialize>(word: &str) -> Option<T> {
    let name: T = serde_json::from_value(Value::String(word.to_owned())).ok()?;
    (to_word(&name) == word).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 22 November 2026, 23:30 UTC: in Vienna the 23rd has begun.
    const NOW_MS: u64 = 1_795_390_200_000;

    #[test]
    fn an_address_gives_the_same_filters_again() {
        for choice in [
            Choice::default(),
            chosen(Period::Today),
            chosen(Period::Days(7)),
            chosen(Period::Days(30)),
            chosen(Period::Dates {
                from: "2026-11-01".to_owned(),
                until: String::new(),
            }),
        ] {
            let query = choice.to_address();
            let again = Choice::of_address(|name| {
                let found = query.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.clone())
            });
            assert_eq!(again, choice);
        }
    }

    #[test]
    fn a_longer_text_than_the_edge_takes_is_cut() {
        let long = "Ж".repeat(MAX_TEXT_CHARS + 1);
        let choice = Choice::of_address(|name| (name == "text").then(|| long.clone()));
        assert_eq!(choice.text.chars().count(), MAX_TEXT_CHARS);
    }

    #[test]
    fn today_is_the_viewers_today() {
        let query = Choice {
            period: Period::Today,
            ..Choice::default()
        }
        .to_edge(NOW_MS, |_| 3_600);
        assert_eq!(query, [("from_ms", "1795388400000".to_owned())]);
    }

    #[test]
    fn seven_days_are_today_and_the_six_before() {
        let query = Choice {
            period: Period::Days(7),
            ..Choice::default()
        }
        .to_edge(NOW_MS, |_| 0);
        assert_eq!(
            query,
            [(
                "from_ms",
                (1_795_305_600_000_u64 - 6 * 86_400_000).to_string()
            )]
        );
    }

    #[test]
    fn the_last_date_is_included() {
        let query = Choice {
            period: Period::Dates {
                from: "2026-11-22".to_owned(),
                until: "2026-11-22".to_owned(),
            },
            ..Choice::default()
        }
        .to_edge(NOW_MS, |_| 0);
        assert_eq!(
            query,
            [
                ("from_ms", "1795305600000".to_owned()),
                ("until_ms", "1795392000000".to_owned())
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_filters_nothing() {
        let nonsense = Choice::of_address(|name| (name != "text").then(|| "<script>".to_owned()));
        assert_eq!(nonsense.to_edge(NOW_MS, |_| 0), []);
        assert_eq!(of_word::<Channel>("unknown"), Some(Channel::Unknown));
        assert_eq!(of_word::<Channel>("telex"), None);
    }

    fn chosen(period: Period) -> Choice {
        Choice {
            text: "50 % & more".to_owned(),
            period,
            hotline: HotlineId::new("demo").ok(),
            channel: Some(Channel::Callback),
            operator: OperatorId::new("o1").ok(),
            reason: Some(EndReason::NotReached),
            disposition: Some(Disposition::FollowUp),
        }
    }
}

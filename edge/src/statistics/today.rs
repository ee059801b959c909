//! Today's figures of one hotline, for the operators who answer for it.

use crate::zones::midnight;
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::Zone;
use bellpull_protocol::HotlineId;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::statistics::{Query, Statistics};
use serde::{Deserialize, Serialize};

/// `GET /api/desk/figures`. What there are no data for is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// Midnight by the hotline's clocks.
    pub since_ms: u64,
    pub offered: u64,
    pub answered: u64,
    /// `SL-4` with the usual 20 seconds, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_level: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_wait_s: Option<f64>,
}

/// What to ask for; without a zone days begin as in UTC.
#[must_use]
pub fn since_midnight(hotline: HotlineId, zone: Option<&Zone>, now: Timestamp) -> Query {
    let today = midnight(zone, now).as_millis();
    Query {
        from_ms: Some(today),
        // The first moment of a day has a period too.
        until_ms: Some(now.as_millis().max(today) + 1),
        hotline: Some(hotline),
        ..Query::default()
    }
}

/// # Errors
/// [`RefusalCode::Internal`] when a figure is not among them.
pub fn today(statistics: &Statistics) -> Result<Today, RefusalCode> {
    let figure = |key: &str| {
        let mut figures = statistics.total.iter();
        let figure = figures.find(|figure| figure.key == key);
        figure.ok_or(RefusalCode::Internal)
    };
    Ok(Today {
        since_ms: statistics.from_ms,
        offered: figure("offered")?.n,
        answered: figure("answered")?.n,
        service_level: figure("sl_4")?.value,
        longest_wait_s: figure("longest_wait")?.value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rows::People;
    use crate::statistics::{question, told};
    use bellpull_hotline::statistics::{History, report};

    #[test]
    fn a_day_without_anybody_has_counts_and_no_shares() {
        let now = Timestamp::from_millis(1_700_000_000_000);
        let query = since_midnight(HotlineId::new("demo").unwrap(), None, now);
        let question = question(&query, None, now).unwrap();
        let report = report(&History::default(), &question, now);

        let today = today(&told(report, &question, now, &People::default())).unwrap();

        assert_eq!((today.offered, today.answered), (0, 0));
        assert_eq!((today.service_level, today.longest_wait_s), (None, None));
        assert_eq!(today.since_ms % 86_400_000, 0);
    }
}

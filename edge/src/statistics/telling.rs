//! A report as it is told.

use crate::register::rows::People;
use bellpull_hotline::Timestamp;
use bellpull_hotline::statistics::{self as heart, DEFINITIONS, Question, Report};
use bellpull_protocol::PersonName;
use bellpull_protocol::statistics::{
    Attribution, Definition, DepartmentRow, Figure, HotlineRow, IntervalRow, OperatorRow,
    Statistics, TopicRow, Unit,
};
use std::time::Duration;

/// The report with names. What has none any more goes by its id.
#[must_use]
pub fn told(report: Report, question: &Question, now: Timestamp, people: &People) -> Statistics {
    let seconds = |span: Duration| u32::try_from(span.as_secs()).unwrap_or(u32::MAX);
    let intervals = report.intervals.into_iter();
    let hotlines = report.hotlines.into_iter();
    let departments = report.departments.into_iter();
    let operators = report.operators.into_iter();
    let topics = report.topics.into_iter();
    Statistics {
        now_ms: now.as_millis(),
        from_ms: question.from.as_millis(),
        until_ms: question.until.as_millis(),
        interval_s: seconds(question.interval),
        threshold_s: seconds(question.thresholds.in_time),
        short_s: seconds(question.thresholds.short),
        attribution: match question.attribution {
            heart::Attribution::Arrival => Attribution::Arrival,
            heart::Attribution::Outcome => Attribution::Outcome,
        },
        definitions: definitions(),
        total: figures(&report.total),
        intervals: intervals
            .map(|((from, until), row)| IntervalRow {
                from_ms: from.as_millis(),
                until_ms: until.as_millis(),
                figures: figures(&row),
            })
            .collect(),
        hotlines: hotlines
            .map(|(hotline, row)| HotlineRow {
                name: people
                    .hotlines
                    .get(&hotline)
                    .cloned()
                    .unwrap_or_else(|| hotline.to_string()),
                hotline,
                figures: figures(&row),
            })
            .collect(),
        departments: departments
            .map(|(department, row)| DepartmentRow {
                name: people
                    .departments
                    .get(&department)
                    .cloned()
                    .unwrap_or_else(|| department.to_string()),
                department,
                figures: figures(&row),
            })
            .collect(),
        operators: operators
            .map(|(operator, row)| OperatorRow {
                name: people
                    .operators
                    .get(&operator)
                    .cloned()
                    .unwrap_or_else(|| PersonName::new(operator.as_str())),
                operator,
                figures: figures(&row),
            })
            .collect(),
        topics: topics
            .map(|(topic, row)| TopicRow {
                topic,
                figures: figures(&row),
            })
            .collect(),
    }
}

pub(super) fn figures(figures: &[heart::Figure]) -> Vec<Figure> {
    let figures = figures.iter();
    figures
        .map(|figure| Figure {
            key: figure.key.to_owned(),
            value: figure.value,
            n: figure.n,
        })
        .collect()
}

/// What each figure means, in the order in which they are shown.
pub(super) fn definitions() -> Vec<Definition> {
    let definitions = DEFINITIONS.iter();
    definitions
        .map(|definition| Definition {
            key: definition.key.to_owned(),
            name: definition.name.to_owned(),
            formula: definition.formula.to_owned(),
            unit: match definition.unit {
                heart::Unit::Count => Unit::Count,
                heart::Unit::Share => Unit::Share,
                heart::Unit::Seconds => Unit::Seconds,
                heart::Unit::Stars => Unit::Stars,
                heart::Unit::Score => Unit::Score,
            },
            version: definition.version,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::statistics::{History, report};
    use bellpull_hotline::{ChannelKind, EndReason, Fact, FactKind};
    use bellpull_protocol::{ContactId, DepartmentId, HotlineId, VisitorId};

    #[test]
    fn slices_have_names_and_every_figure_its_definition() {
        let question = Question::of(at(0), at(3_600_000));
        let history = History::of(&facts());
        let mut people = People::default();
        people.hotlines.insert(demo(), "Alpenglow".into());

        let statistics = told(
            report(&history, &question, at(3_600_000)),
            &question,
            at(3_600_000),
            &people,
        );

        assert_eq!(statistics.hotlines[0].name, "Alpenglow");
        assert_eq!(statistics.departments[0].name, "general");
        assert_eq!(statistics.intervals.len(), 2);
        let value = |key: &str| {
            let figure = statistics.total.iter().find(|figure| figure.key == key);
            figure.unwrap().value
        };
        assert_eq!(value("offered"), Some(1.0));
        assert_eq!(value("abandoned"), Some(1.0));
        assert_eq!(value("asa"), None);
        for figure in &statistics.total {
            let mut keys = statistics.definitions.iter();
            assert!(keys.any(|definition| definition.key == figure.key));
        }
    }

    fn facts() -> [Fact; 2] {
        let contact = ContactId::new("c1").unwrap();
        let entered = FactKind::Entered {
            contact: contact.clone(),
            visitor: VisitorId::new("v1").unwrap(),
            hotline: demo(),
            language: "en".into(),
            channel: ChannelKind::Call,
            department: DepartmentId::general(),
        };
        let ended = FactKind::Ended {
            contact,
            reason: EndReason::VisitorAbandoned,
            operator: None,
        };
        [(1_000, entered), (31_000, ended)].map(|(ms, kind)| Fact { at: at(ms), kind })
    }

    fn demo() -> HotlineId {
        HotlineId::new("demo").unwrap()
    }

    fn at(ms: u64) -> Timestamp {
        Timestamp::from_millis(ms)
    }
}

//! The same figures by interval, hotline, department, operator and topic.

use super::report::Report;
use crate::browser::clocks::{self, Shape};
use crate::statistics::groups::{COLUMNS, COLUMNS_AFTER_LEVEL, OPERATOR_COLUMNS};
use crate::statistics::names::text_of;
use crate::statistics::shown;
use bellpull_protocol::statistics::{Figure, Statistics};
use leptos::prelude::*;

/// One row: what it is about, and its figures.
type Row = (String, Vec<Figure>);

#[component]
pub fn Tables() -> impl IntoView {
    let report = expect_context::<Report>();
    let rows = move |read: fn(&Statistics) -> Vec<Row>| {
        move || {
            report
                .told
                .with(|told| told.as_ref().map(read).unwrap_or_default())
        }
    };
    let intervals = move || {
        let language = report.tongue.language();
        report.told.with(|told| {
            let rows = told
                .as_ref()
                .map(|told| &told.intervals[..])
                .unwrap_or_default();
            let busy = rows.iter().filter(|row| {
                shown::of(&row.figures, "offered").is_some_and(|figure| figure.n > 0)
            });
            let zone = clocks::own_zone();
            let said = busy.map(|row| {
                (
                    clocks::say(language, &zone, Shape::Short, row.from_ms),
                    row.figures.clone(),
                )
            });
            said.collect::<Vec<_>>()
        })
    };
    view! {
        <Table title="statistics.by_interval" name="intervals" rows=Signal::derive(intervals) operators=false bars=true />
        <Table title="statistics.by_hotline" name="hotlines" operators=false bars=false
            rows=Signal::derive(rows(|told| told.hotlines.iter().map(|row| (row.name.clone(), row.figures.clone())).collect())) />
        <Table title="statistics.by_department" name="departments" operators=false bars=false
            rows=Signal::derive(rows(|told| told.departments.iter().map(|row| (row.name.clone(), row.figures.clone())).collect())) />
        <Table title="statistics.by_operator" name="operators" operators=true bars=false
            rows=Signal::derive(rows(|told| told.operators.iter().map(|row| (row.name.expose().to_owned(), row.figures.clone())).collect())) />
        <Table title="statistics.by_topic" name="topics" operators=false bars=false
            rows=Signal::derive(rows(|told| told.topics.iter().map(|row| (row.topic.clone().unwrap_or_else(|| "–".to_owned()), row.figures.clone())).collect())) />
    }
}

#[component]
fn Table(
    title: &'static str,
    name: &'static str,
    rows: Signal<Vec<Row>>,
    operators: bool,
    /// How many were offered is drawn beside the number.
    bars: bool,
) -> impl IntoView {
    let report = expect_context::<Report>();
    let tongue = report.tongue;
    let columns = move || {
        if operators {
            return OPERATOR_COLUMNS.to_vec();
        }
        let level = report.choice.with(|choice| choice.level);
        COLUMNS
            .into_iter()
            .chain([level])
            .chain(COLUMNS_AFTER_LEVEL)
            .collect()
    };
    let head = move || {
        let columns = columns().into_iter();
        let cells = columns.map(|key| view! { <th scope="col">{tongue.say(text_of(key))}</th> });
        cells.collect_view()
    };
    let most = move || {
        let offered = |row: &Row| shown::of(&row.1, "offered").map_or(0, |figure| figure.n);
        rows.with(|rows| rows.iter().map(offered).max().unwrap_or(0).max(1))
    };
    let body = move || {
        let (columns, most) = (columns(), most());
        let lines = rows.get().into_iter().map(move |(about, figures)| {
            let offered = shown::of(&figures, "offered").map_or(0, |figure| figure.n);
            let cells = columns.iter().map(|key| {
                let bar = (bars && *key == "offered").then(|| {
                    let share = offered as f64 / most as f64 * 100.0;
                    view! { <meter class="bar" min="0" max="100" value=share aria-hidden="true"></meter> }
                });
                view! { <td class="figure">{report.say(&figures, key)}{bar}</td> }
            });
            let cells = cells.collect_view();
            view! { <tr><th scope="row"><bdi>{about}</bdi></th>{cells}</tr> }
        });
        lines.collect_view()
    };
    view! {
        <section class="slice" data-test=name hidden=move || rows.with(Vec::is_empty)>
            <h2>{tongue.t(title)}</h2>
            <div class="scrolls" tabindex="0" role="group" aria-label=tongue.t(title)>
                <table class="slices">
                    <thead><tr><td></td>{head}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
}

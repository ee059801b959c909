//! When the hotline opens next, and its hours, by the visitor's own clock.

use super::shape::{Shape, el};
use super::{Frame, list};
use crate::browser::times;
use bellpull_widget::softphone::session::Screen;
use leptos::prelude::*;

pub(super) fn hours(frame: Frame) -> Shape {
    let closed = move || frame.screen() == Screen::Closed;
    let next = move || frame.view.with(|view| view.opening.next_change_ms);
    let rows = move || {
        frame.view.with(|view| {
            let row = |hours: &bellpull_protocol::visitor::OpenHours| {
                let (from, to) = (hours.opens_ms, hours.closes_ms);
                [
                    times::weekday(from),
                    "\n".to_owned(),
                    times::clock(from),
                    "–".to_owned(),
                    times::clock(to),
                ]
                .concat()
            };
            view.opening.hours.iter().map(row).collect()
        })
    };
    let none = move || frame.view.with(|view| view.opening.hours.is_empty());
    let next = el("p")
        .class("next")
        .test("next-opening")
        .hidden(move || next().is_none())
        .says(move || next().map(|at| frame.fill("closed.opens", "time", &times::moment(at))));
    let zone = times::zone().unwrap_or_default();
    let week = el("details")
        .test("hours")
        .hidden(none)
        .with(el("summary").text(frame.say("closed.hours")))
        .with(el("dl").child(list::list(frame, rows, row)))
        .with(el("small").text(frame.fill("closed.zone", "zone", &zone)));
    el("div")
        .class("opening")
        .hidden(move || !closed())
        .with(next)
        .with(week)
}

/// The key is all there is to show.
fn row(_: Frame, key: String) -> AnyView {
    let (day, time) = key.split_once('\n').unwrap_or_default();
    el("div")
        .with(el("dt").text(day))
        .with(el("dd").text(time))
        .view()
}

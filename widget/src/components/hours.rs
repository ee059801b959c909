//! When the hotline opens next, and its hours, by the visitor's own clock.

use super::Frame;
use super::shape::{Shape, el};
use crate::browser::times;
use bellpull_protocol::visitor::OpenHours;
use bellpull_widget::softphone::session::Screen;
use leptos::prelude::*;

pub(super) fn hours(frame: Frame) -> Shape {
    let closed = move || frame.screen() == Screen::Closed;
    let next = move || frame.view.with(|view| view.opening.next_change_ms);
    let rows = move || {
        frame
            .view
            .with(|view| view.opening.hours.iter().map(row).collect())
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
        .with(el("summary").text(&frame.say("closed.hours")))
        .with(el("dl").rows(rows))
        .with(el("small").text(&frame.fill("closed.zone", "zone", &zone)));
    el("div")
        .class("opening")
        .hidden(move || !closed())
        .with(next)
        .with(week)
}

fn row(hours: &OpenHours) -> Shape {
    let (from, to) = (hours.opens_ms, hours.closes_ms);
    let time = [&times::clock(from), "–", &times::clock(to)].concat();
    el("div")
        .with(el("dt").text(&times::weekday(from)))
        .with(el("dd").text(&time))
}

//! When the hotline opens next, and its hours, by the visitor's own clock.

use super::{Frame, list};
use crate::browser::times;
use bellpull_widget::softphone::session::Screen;
use leptos::prelude::*;

pub(super) fn hours(frame: Frame) -> AnyView {
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
    view! {
        <div class="opening" hidden=move || !closed()>
            <p class="next" data-test="next-opening" hidden=move || next().is_none()>
                {move || next().map(|at| frame.fill("closed.opens", "time", &times::moment(at)))}
            </p>
            <details data-test="hours" hidden=none>
                <summary>{frame.say("closed.hours")}</summary>
                <dl>{list::list(frame, rows, row)}</dl>
                <small>{frame.fill("closed.zone", "zone", &times::zone().unwrap_or_default())}</small>
            </details>
        </div>
    }
    .into_any()
}

/// The key is all there is to show.
fn row(_: Frame, key: String) -> AnyView {
    let (day, time) = key.split_once('\n').unwrap_or_default();
    view! { <div><dt>{day.to_owned()}</dt><dd>{time.to_owned()}</dd></div> }.into_any()
}

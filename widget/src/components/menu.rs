//! Whom it is for, and when to be called: lists to choose from.

use super::Frame;
use super::shape::{Shape, el};
use crate::browser::times;
use bellpull_protocol::DepartmentId;
use bellpull_widget::softphone::session::{CallTime, Input, Screen, call_times};
use leptos::prelude::*;

/// The departments, where there is more than one and nothing was asked yet.
pub(super) fn menu(frame: Frame) -> Shape {
    let chooses = move || {
        matches!(
            frame.screen(),
            Screen::Start | Screen::Closed | Screen::CallbackForm | Screen::MessageForm
        )
    };
    let entries = move || {
        frame.view.with(|view| {
            let entries = view.menu.iter().map(|entry| {
                let name = if entry.open {
                    entry.name.clone()
                } else {
                    frame.fill("menu.closed", "name", &entry.name)
                };
                let chosen = view.chosen.as_ref() == Some(&entry.department);
                option(entry.department.as_str(), &name, chosen)
            });
            entries.collect()
        })
    };
    let none = move || frame.view.with(|view| view.menu.is_empty());
    let list = el("select")
        .test("department")
        .on("change", move |event| {
            if let Ok(department) = DepartmentId::new(event_target_value(&event)) {
                frame
                    .phone
                    .with_value(|phone| phone.handle(Input::Choose(department)));
            }
        })
        .rows(entries);
    field(frame, "menu.title", list).hidden(move || none() || !chooses())
}

/// When to be called; `at` is what was chosen.
pub(super) fn call_time(frame: Frame, at: RwSignal<Option<CallTime>>) -> Shape {
    let times = move || {
        // The list is made when the form opens: it must not move under the pointer.
        let asked = frame.screen() == Screen::CallbackForm;
        let times = frame.view.with_untracked(|view| {
            let now = view.clock.edge_time(js_sys::Date::now() as u64);
            call_times(&view.opening, now)
        });
        let times = times.into_iter().filter(|_| asked).map(|time| {
            let name = in_words(time);
            option(&time.from_ms.to_string(), &name, false)
        });
        let soon = option("", &frame.say("callback_form.soon"), true);
        std::iter::once(soon).chain(times).collect()
    };
    let list = el("select")
        .test("call-time")
        .on("change", move |event| {
            let from: Option<u64> = event_target_value(&event).parse().ok();
            at.set(from.map(CallTime::from));
        })
        .rows(times);
    field(frame, "callback_form.when", list)
}

/// `Monday, 09:00–10:00`.
pub(super) fn in_words(time: CallTime) -> String {
    [
        &times::moment(time.from_ms),
        "–",
        &times::clock(time.until_ms),
    ]
    .concat()
}

fn field(frame: Frame, name: &'static str, list: Shape) -> Shape {
    el("label")
        .class("field")
        .with(el("span").text(&frame.say(name)))
        .with(list)
}

fn option(value: &str, name: &str, chosen: bool) -> Shape {
    el("option")
        .is("value", value)
        .flag("selected", move || chosen)
        .text(name)
}

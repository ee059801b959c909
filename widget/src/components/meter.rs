//! How loud the visitor is: proof that the microphone works, before anybody answers.

use super::Frame;
use super::shape::{Shape, el};
use bellpull_widget::wording::Sound;
use leptos::prelude::*;

/// The bars are drawn by the style sheet from `--level`, which changes without a redraw.
pub(super) fn meter(frame: Frame) -> Shape {
    let muted = move || frame.muted.get();
    el("div")
        .attr("class", move || {
            Some(if muted() { "meter muted" } else { "meter" }.to_owned())
        })
        .test("level")
        .hidden(move || frame.wording().sound < Sound::Measured)
        .with(
            el("span")
                .says(move || Some(frame.say(if muted() { "talking.muted" } else { "level" }))),
        )
        .with(el("i").is("aria-hidden", "true"))
}

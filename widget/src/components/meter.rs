//! How loud the visitor is: proof that the microphone works, before anybody answers.

use super::Frame;
use bellpull_widget::wording::Sound;
use leptos::prelude::*;

/// The bars are drawn by the style sheet from `--level`, which changes without a redraw.
pub(super) fn meter(frame: Frame) -> AnyView {
    let hidden = move || frame.wording().sound < Sound::Measured;
    view! {
        <div class="meter" hidden=hidden data-test="level" class:muted=move || frame.muted.get()>
            <span>{move || frame.say(if frame.muted.get() { "talking.muted" } else { "level" })}</span>
            <i aria-hidden="true"></i>
        </div>
    }
    .into_any()
}

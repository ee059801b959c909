//! A ring that empties until a moment comes.

use super::icons::Icon;
use super::ui::use_ui;
use leptos::prelude::*;

/// `until_ms` is the edge's time. What was left when it was first drawn, or the most since, counts as full.
#[component]
pub fn Countdown(
    until_ms: Memo<u64>,
    /// The text behind the seconds.
    seconds: &'static str,
    /// The text that names what ends.
    label: &'static str,
    /// Drawn in the middle instead of the seconds, which then stand below.
    #[prop(optional)]
    icon: Option<&'static str>,
) -> impl IntoView {
    let ui = use_ui();
    let clock = ui.memo(|view| view.clock);
    let left_ms = move || clock.get().until(until_ms.get(), ui.now_ms.get());
    let full_ms = Memo::new(move |most: Option<&u64>| left_ms().max(most.copied().unwrap_or(1)));
    // To the nearest second: the edge's time is known to within a message's way, and 20 s must not begin with 21.
    let shown = move || (left_ms() + 500) / 1_000;
    let emptied = move || (1.0 - left_ms() as f64 / full_ms.get() as f64).to_string();
    view! {
        <div class="countdown" role="timer" aria-label=ui.t(label)>
            <svg viewBox="0 0 64 64" aria-hidden="true">
                <circle class="track" cx="32" cy="32" r="28" />
                <circle class="left" cx="32" cy="32" r="28" pathLength="1" stroke-dasharray="1" stroke-dashoffset=emptied />
            </svg>
            {match icon {
                Some(name) => view! {
                    <span class="middle swing"><Icon name /></span>
                    <small><span class="figure" data-test="seconds-left">{shown}</span>" "{ui.t(seconds)}</small>
                }
                .into_any(),
                None => view! {
                    <span class="middle">
                        <span class="figure" data-test="seconds-left">{shown}</span>
                        <small>{ui.t(seconds)}</small>
                    </span>
                }
                .into_any(),
            }}
        </div>
    }
}

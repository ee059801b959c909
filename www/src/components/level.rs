//! A bar that moves with a voice.

use super::ui::use_ui;
use crate::browser::telephone::Voice;
use leptos::html;
use leptos::prelude::*;

/// Falls by at most this much a frame, so that the bar breathes instead of flickering.
const FALL: f32 = 0.04;

#[component]
pub fn Level(voice: Voice) -> impl IntoView {
    let ui = use_ui();
    let bar = NodeRef::<html::Span>::new();
    let name = match voice {
        Voice::Operator => "level-operator",
        Voice::Visitor => "level-visitor",
    };
    Effect::new(move |_| {
        if let Some(bar) = bar.get() {
            request_animation_frame(move || follow(ui, voice, bar, 0.0));
        }
    });
    view! { <span class="level" data-test=name aria-hidden="true" node_ref=bar></span> }
}

/// Frame by frame until the bar has left the page. Browsers draw no frames of hidden pages.
fn follow(ui: super::ui::Ui, voice: Voice, bar: leptos::web_sys::HtmlSpanElement, shown: f32) {
    if !bar.is_connected() {
        return;
    }
    let level = ui.level(voice).max(shown - FALL).max(0.0);
    if (level - shown).abs() > 0.004 || level == 0.0 {
        let style = leptos::web_sys::HtmlElement::style(&bar);
        let _ = style.set_property("--level", &format!("{level:.3}"));
    }
    request_animation_frame(move || follow(ui, voice, bar, level));
}

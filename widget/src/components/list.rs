//! Lists whose rows stay while others come and go. All share one shape, because each further one costs bytes.

use super::Frame;
use leptos::prelude::*;

/// A row is made once for each key; what changes in it, it looks up by its key.
pub(super) fn list(
    frame: Frame,
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: fn(Frame, String) -> AnyView,
) -> AnyView {
    let keys: Box<dyn Fn() -> Vec<String> + Send + Sync> = Box::new(keys);
    view! { <For each=move || keys() key=String::clone let:key>{row(frame, key)}</For> }.into_any()
}

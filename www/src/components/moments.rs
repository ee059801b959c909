//! Times of today, by the clock on the operator's wall.

use super::ui::Ui;
use crate::browser::clocks::{self, Shape};
use leptos::prelude::*;

/// `until 12:30`. `at_ms` is the edge's time.
pub fn until(ui: Ui, at_ms: u64) -> String {
    ui.filled("moment.until", "time", &clock(ui, at_ms))
}

/// `from 12:30`.
pub fn from(ui: Ui, at_ms: u64) -> String {
    ui.filled("moment.from", "time", &clock(ui, at_ms))
}

fn clock(ui: Ui, at_ms: u64) -> String {
    clocks::say(ui.language.get(), &clocks::own_zone(), Shape::Minute, at_ms)
}

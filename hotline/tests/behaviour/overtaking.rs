//! Whoever is raised goes past others, who are told so.

use crate::hotline::Hotline;
use bellpull_hotline::{ContactViewState, Settings, Way, Wish};
use serde_json::json;

const HOUR: u64 = 3600;

/// Five who wait, one second after the other, and then somebody whose callback is worth 3 seconds of waiting once due.
/// Only the first is told at once when others leave.
fn before_the_callback() -> Hotline {
    let mut hotline = Hotline::with(Settings {
        places_at_once: 1,
        ..Settings::default()
    });
    hotline.configure(1, json!({ "routing": { "raise_due_callback": 3 } }));
    for number in 1..=5 {
        hotline.call(&format!("v{number}"));
        hotline.advance(1);
    }
    let window = Some(hotline.window(HOUR, 2 * HOUR));
    let way = Way::Browser;
    hotline.enter("back", Wish::Callback { way, window });
    hotline.advance(HOUR - 1);
    hotline.take_effects();
    hotline
}

fn place(hotline: &Hotline, visitor: &str) -> Option<u32> {
    let ContactViewState::Waiting { place, .. } = hotline.told_visitor(visitor)? else {
        return None;
    };
    Some(place)
}

#[test]
fn everybody_between_the_old_place_and_the_new_one_is_told() {
    let mut hotline = before_the_callback();

    hotline.advance(4);

    let told = ["v1", "v2", "v3", "back", "v4", "v5"].map(|visitor| place(&hotline, visitor));
    assert_eq!(told, [None, None, None, Some(4), Some(5), Some(6)]);
}

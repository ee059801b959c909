//! Times as the visitor's own clock and calendar show them.

use js_sys::{Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// The name of the visitor's time zone.
pub fn zone() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}

/// `09:00`.
pub fn clock(at_ms: u64) -> String {
    shown(at_ms, &CLOCK)
}

/// `Monday`.
pub fn weekday(at_ms: u64) -> String {
    shown(at_ms, &[("weekday", "long")])
}

/// `Monday, 4 May, 09:00`; without the date when it is one of the next six days, which need none.
pub fn moment(at_ms: u64) -> String {
    const SIX_DAYS_MS: f64 = 6.0 * 24.0 * 60.0 * 60.0 * 1_000.0;
    let soon = at_ms as f64 - Date::now() < SIX_DAYS_MS;
    let date = [
        ("weekday", "long"),
        CLOCK[0],
        CLOCK[1],
        CLOCK[2],
        ("day", "numeric"),
        ("month", "long"),
    ];
    shown(at_ms, &date[..if soon { 4 } else { 6 }])
}

/// Up to 23:59, in every language: shorter, and not to be mistaken.
const CLOCK: [(&str, &str); 3] = [
    ("hour", "2-digit"),
    ("minute", "2-digit"),
    ("hourCycle", "h23"),
];

fn shown(at_ms: u64, wishes: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in wishes {
        let _: Result<bool, JsValue> =
            Reflect::set(&options, &JsValue::from(*name), &JsValue::from(*value));
    }
    Date::new(&JsValue::from_f64(at_ms as f64))
        .to_locale_string(&language(), &options)
        .into()
}

/// As the texts, so that a sentence and the time in it are of one language.
fn language() -> String {
    web_sys::window()
        .and_then(|window| window.document()?.document_element()?.get_attribute("lang"))
        .unwrap_or_default()
}

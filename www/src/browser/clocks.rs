//! What the browser knows of time zones, and times in words.

use super::words::Language;
use crate::wall::Wall;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

thread_local! {
    /// Making a format takes a thousand times as long as using it.
    static FORMATS: RefCell<BTreeMap<(String, String, Shape), Option<Function>>> = RefCell::default();
}

/// How much of a time is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// As clocks on the wall, for machines.
    Wall,
    /// Day and minute.
    Short,
    /// Day and second.
    Exact,
    /// Only the time, with seconds.
    Time,
    /// Only the time, to the minute.
    Minute,
}

/// How many seconds a zone's clocks are ahead of UTC at a moment; none for what is no zone.
#[must_use]
pub fn ahead(zone: &str, ms: u64) -> Option<i64> {
    if zone.is_empty() {
        return None;
    }
    // Sweden writes times as machines do.
    let shown = format("sv-SE", zone, Shape::Wall, ms)?;
    let wall = Wall::parse(&shown)?;
    Some(wall.ahead_of_utc(ms))
}

/// As [`ahead`], for the viewer's own place.
#[must_use]
pub fn ahead_here(ms: u64) -> i64 {
    ahead(&own_zone(), ms).unwrap_or_default()
}

/// Where this browser is, by its name in the IANA database.
#[must_use]
pub fn own_zone() -> String {
    let zone = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let format = method(&intl, "DateTimeFormat")?.call0(&intl).ok()?;
        let options = method(&format, "resolvedOptions")?.call0(&format).ok()?;
        Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
    };
    zone().unwrap_or_else(|| "UTC".to_owned())
}

/// All zones there are, `UTC` among them.
#[must_use]
pub fn zones() -> Vec<String> {
    let zones = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let supported = method(&intl, "supportedValuesOf")?;
        let zones = supported.call1(&intl, &"timeZone".into()).ok()?;
        let zones = zones.dyn_into::<Array>().ok()?;
        Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
    };
    let mut zones: Vec<String> = zones().unwrap_or_default();
    zones.extend(["UTC".to_owned(), own_zone()]);
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// A time in the words of a language and by the clocks of a zone.
#[must_use]
pub fn say(language: Language, zone: &str, shape: Shape, ms: u64) -> String {
    // English without a country would be that of the United States, whose dates others misread.
    let locale = match language {
        Language::English => "en-GB",
        Language::German => "de",
    };
    format(locale, zone, shape, ms).unwrap_or_default()
}

fn format(locale: &str, zone: &str, shape: Shape, ms: u64) -> Option<String> {
    let key = (locale.to_owned(), zone.to_owned(), shape);
    let format = FORMATS.with_borrow_mut(|formats| {
        let made = formats.entry(key);
        made.or_insert_with(|| make(locale, zone, shape)).clone()
    })?;
    let shown = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(ms as f64));
    shown.ok()?.as_string()
}

/// A bound function from milliseconds to words; none for what is no zone.
fn make(locale: &str, zone: &str, shape: Shape) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let options = Object::new();
    let mut fields = vec![("timeZone", zone), ("hourCycle", "h23")];
    let digits = "2-digit";
    if !matches!(shape, Shape::Time | Shape::Minute) {
        let year = [("year", "numeric"), ("day", digits)];
        let month = match shape {
            Shape::Wall | Shape::Time | Shape::Minute => digits,
            Shape::Short | Shape::Exact => "short",
        };
        fields.extend(year);
        fields.push(("month", month));
    }
    fields.extend([("hour", digits), ("minute", digits)]);
    if !matches!(shape, Shape::Short | Shape::Minute) {
        fields.push(("second", digits));
    }
    for (name, value) in fields {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let format = method(&intl, "DateTimeFormat")?
        .call2(&intl, &locale.into(), &options)
        .ok()?;
    // A getter that gives a function bound to its format.
    method(&format, "format")
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

//! The desk's texts, and what the browser knows about languages.

use super::clocks::{self, Shape};
use bellpull_widget::softphone::browser::texts::Texts;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Languages the desk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    German,
}

thread_local! {
    static ENGLISH: Texts = Texts::parse(include_str!("../../texts/en.json"));
    static GERMAN: Texts = Texts::parse(include_str!("../../texts/de.json"));
}

/// Where the choice is kept in this browser.
const KEPT_AS: &str = "bellpull.desk.language";

impl Language {
    /// What was chosen here before, else what the browser prefers, else English.
    #[must_use]
    pub fn preferred() -> Self {
        let chosen = bellpull_widget::softphone::browser::storage::read(KEPT_AS);
        let browser = web_sys::window().and_then(|window| window.navigator().language());
        let code = chosen.or(browser).unwrap_or_default();
        if code.starts_with("de") {
            Language::German
        } else {
            Language::English
        }
    }

    /// BCP 47.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Language::English => Language::German,
            Language::German => Language::English,
        }
    }

    /// Keeps the choice and tells assistive technology.
    pub fn choose(self) {
        bellpull_widget::softphone::browser::storage::write(KEPT_AS, self.code());
        self.declare();
    }

    /// On the document's root.
    pub fn declare(self) {
        if let Some(root) =
            web_sys::window().and_then(|window| window.document()?.document_element())
        {
            let _ = root.set_attribute("lang", self.code());
        }
    }
}

#[must_use]
pub fn get(language: Language, key: &str) -> String {
    with_texts(language, |texts| texts.get(key))
}

/// With `{name}` replaced by `value`.
#[must_use]
pub fn filled(language: Language, key: &str, name: &str, value: &str) -> String {
    with_texts(language, |texts| texts.with(key, name, value))
}

/// The visitor's language in the operator's: `de-AT` is “Austrian German” or “Österreichisches Deutsch”.
/// The code itself when the browser does not know it.
#[must_use]
pub fn name_of_language(language: Language, code: &str) -> String {
    named_by_browser(language, code).unwrap_or_else(|| code.to_owned())
}

/// Of a moment of the edge, here: `14:05`.
#[must_use]
pub fn time_of_day(language: Language, ms: u64) -> String {
    clocks::say(language, &clocks::own_zone(), Shape::Minute, ms)
}

/// Of a moment of the edge, here: day and minute.
#[must_use]
pub fn date_and_time(language: Language, ms: u64) -> String {
    clocks::say(language, &clocks::own_zone(), Shape::Short, ms)
}

/// What the clocks show somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeThere {
    pub text: String,
    /// From 0 to 23.
    pub hour: u64,
}

/// Nothing for what is no zone: visitors' pages write what they like.
#[must_use]
pub fn time_there(language: Language, zone: &str, ms: u64) -> Option<TimeThere> {
    let seconds = (ms / 1_000).checked_add_signed(clocks::ahead(zone, ms)?)?;
    Some(TimeThere {
        text: clocks::say(language, zone, Shape::Minute, ms),
        hour: seconds / 3_600 % 24,
    })
}

fn named_by_browser(language: Language, code: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let names: Function = Reflect::get(&intl, &"DisplayNames".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let names = Reflect::construct(&names, &Array::of2(&language.code().into(), &options)).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    // Throws for what is not a language tag: visitors' pages write what they like.
    of.call1(&names, &code.into()).ok()?.as_string()
}

fn with_texts(language: Language, read: impl FnOnce(&Texts) -> String) -> String {
    match language {
        Language::English => ENGLISH.with(read),
        Language::German => GERMAN.with(read),
    }
}

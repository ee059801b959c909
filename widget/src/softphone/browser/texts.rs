//! Texts of a page: a flat JSON object, read by the browser's own parser to save the bytes of another one.

use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;

/// The texts of one language.
#[derive(Clone)]
pub struct Texts(JsValue);

impl Texts {
    /// An object of strings.
    #[must_use]
    pub fn of(object: JsValue) -> Self {
        Self(object)
    }

    /// From a JSON object of strings.
    #[must_use]
    pub fn parse(json: &str) -> Self {
        Self(JSON::parse(json).unwrap_or(JsValue::UNDEFINED))
    }

    /// The text of a key; the key itself when there is none, so that a gap is seen and nothing breaks.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        Reflect::get(&self.0, &key.into())
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_else(|| key.to_owned())
    }

    /// The text with `{name}` replaced by `value`.
    #[must_use]
    pub fn with(&self, key: &str, name: &str, value: &str) -> String {
        let text = self.get(key);
        let mut rest = text.as_str();
        let mut filled = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            match after.split_once('}') {
                Some((found, after)) if found == name => {
                    filled.push_str(value);
                    rest = after;
                }
                Some(_) | None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

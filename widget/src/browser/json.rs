//! The wire through the browser's own JSON.

use bellpull_protocol::wire::{Record, Sink, Source};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An object.
pub struct Json(JsValue);

impl Json {
    pub fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().filter(JsValue::is_object).map(Self)
    }

    pub fn text_of(record: &impl Record) -> String {
        let object: Self = record.written();
        let text = JSON::stringify(&object.0).ok().map(String::from);
        text.unwrap_or_default()
    }

    fn field(&self, name: &str) -> Option<JsValue> {
        Reflect::get(&self.0, &name.into()).ok()
    }

    fn put(&self, name: &str, value: &JsValue) {
        // An object of our own takes every field.
        let _: Result<bool, JsValue> = Reflect::set(&self.0, &name.into(), value);
    }
}

impl Default for Json {
    fn default() -> Self {
        Self(Object::new().into())
    }
}

impl Source for Json {
    fn has(&self, field: &str) -> bool {
        self.field(field)
            .is_some_and(|value| !value.is_undefined() && !value.is_null())
    }

    fn text(&self, field: &str) -> Option<String> {
        self.field(field)?.as_string()
    }

    fn number(&self, field: &str) -> Option<f64> {
        self.field(field)?.as_f64()
    }

    fn truth(&self, field: &str) -> Option<bool> {
        self.field(field)?.as_bool()
    }

    fn object(&self, field: &str) -> Option<Self> {
        self.field(field).filter(JsValue::is_object).map(Self)
    }

    fn list(&self, field: &str) -> Option<Vec<Self>> {
        let list: Array = self.field(field)?.dyn_into().ok()?;
        Some(list.iter().map(Self).collect())
    }
}

impl Sink for Json {
    fn put_text(&mut self, field: &str, text: &str) {
        self.put(field, &text.into());
    }

    fn put_number(&mut self, field: &str, number: f64) {
        self.put(field, &number.into());
    }

    fn put_truth(&mut self, field: &str, truth: bool) {
        self.put(field, &truth.into());
    }

    fn put_object(&mut self, field: &str, object: Self) {
        self.put(field, &object.0);
    }

    fn put_list(&mut self, field: &str, list: Vec<Self>) {
        let list: Array = list.into_iter().map(|object| object.0).collect();
        self.put(field, &list);
    }
}

//! JSON as the browser's own parser gives it.

use bellpull_widget::codec::Object;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A parsed object.
pub struct Json(JsValue);

impl Json {
    pub fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().filter(JsValue::is_object).map(Self)
    }

    fn field(&self, name: &str) -> Option<JsValue> {
        Reflect::get(&self.0, &name.into()).ok()
    }
}

impl Object for Json {
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

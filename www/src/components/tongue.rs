//! The language of the moment, for components that know nothing of a desk.

use crate::browser::words::{self, Language};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Tongue(pub RwSignal<Language>);

impl Tongue {
    /// The language chosen in this browser.
    pub fn own() -> Self {
        let language = Language::preferred();
        language.declare();
        Self(RwSignal::new(language))
    }

    pub fn language(self) -> Language {
        self.0.get()
    }

    /// A text in the language of the moment.
    pub fn t(self, key: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.say(key)
    }

    pub fn say(self, key: &str) -> String {
        words::get(self.0.get(), key)
    }

    /// With each `{name}` replaced by its value; what strangers wrote comes last.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.say(key);
        for (name, value) in values {
            let mut gap = String::from("{");
            gap.push_str(name);
            gap.push('}');
            text = text.replace(&gap, value);
        }
        text
    }

    pub fn switch(self) {
        let language = self.0.get_untracked().other();
        language.choose();
        self.0.set(language);
    }
}

//! The system's notification of a ring, for whoever looks at another window.

use super::words::{self, Language};
use bellpull_protocol::ContactId;
use wasm_bindgen::prelude::*;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Asks once; whoever said no keeps the title and the sound.
pub fn ask() {
    if supported() && Notification::permission() == NotificationPermission::Default {
        let _ = Notification::request_permission();
    }
}

/// Shown until dropped. It says no more than that it rings: a lock screen may show it to anybody.
pub struct Shown(Notification);

impl Shown {
    /// Nothing when notifications are off or unsupported.
    #[must_use]
    pub fn ring(contact: &ContactId, language: Language) -> Option<Self> {
        if !supported() || Notification::permission() != NotificationPermission::Granted {
            return None;
        }
        let options = NotificationOptions::new();
        options.set_tag(contact.as_str());
        options.set_require_interaction(true);
        options.set_body(&words::get(language, "notification.body"));
        let title = words::get(language, "notification.title");
        let shown = Notification::new_with_options(&title, &options).ok()?;
        let focus = Closure::once_into_js(|| {
            if let Some(window) = web_sys::window() {
                let _ = window.focus();
            }
        });
        shown.set_onclick(Some(focus.unchecked_ref()));
        Some(Self(shown))
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.set_onclick(None);
        self.0.close();
    }
}

fn supported() -> bool {
    js_sys::Reflect::has(&js_sys::global(), &"Notification".into()).unwrap_or(false)
}

//! Small texts kept over a reload, as far as the browser allows.
//!
//! In a private window storage within a foreign page's frame throws; then the texts live as long as the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Whether texts outlive the page.
#[must_use]
pub fn is_lasting() -> bool {
    local().is_some()
}

#[must_use]
pub fn read(key: &str) -> Option<String> {
    let in_memory = MEMORY.with_borrow(|memory| memory.get(key).cloned());
    in_memory.or_else(|| local()?.get_item(key).ok()?)
}

pub fn write(key: &str, text: &str) {
    MEMORY.with_borrow_mut(|memory| memory.insert(key.to_owned(), text.to_owned()));
    if let Some(storage) = local() {
        let _ = storage.set_item(key, text);
    }
}

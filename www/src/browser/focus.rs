//! Where the keyboard is. What had the focus may be gone at any change; the browser would let Tab begin at the top
//! of the page then, and a screen reader fall silent.

use super::page::{document, on};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

thread_local! {
    /// What had the focus last.
    static LAST: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// The title of what is in hand.
const PLACE_TO_GO_ON: &str = "main h1";

/// Follows the focus as long as the page lives.
pub fn follow() {
    on(document(), "focusin", |_| LAST.set(focused()));
}

/// To be called once a change is drawn: when it took away what had the focus, the title in its place gets it.
pub fn keep() {
    let gone = LAST.with_borrow(|last| last.as_ref().is_some_and(is_gone));
    // Browsers go on naming what is gone until they have drawn again.
    if !gone || focused().is_some_and(|element| !is_gone(&element)) {
        return;
    }
    let title = document().and_then(|document| document.query_selector(PLACE_TO_GO_ON).ok()?);
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        title.set_tab_index(-1);
        let _ = title.focus();
    }
}

fn focused() -> Option<HtmlElement> {
    let element = document()?.active_element()?;
    (element.tag_name() != "BODY").then(|| element.dyn_into().ok())?
}

/// Removed, hidden, or disabled.
fn is_gone(element: &HtmlElement) -> bool {
    let drawn = element.get_bounding_client_rect();
    !element.is_connected()
        || (drawn.width() == 0.0 && drawn.height() == 0.0)
        || element.has_attribute("disabled")
}

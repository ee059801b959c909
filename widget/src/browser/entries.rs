//! Draws over HTTP, on the frame's own origin.

use bellpull_protocol::RefusalCode;
use bellpull_protocol::promotion::{EnterDraw, Entries, Entry, MyEntries};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// # Errors
/// The code of the refusal; `Internal` when nobody answers, and then it may be tried again.
pub async fn enter(hotline: &str, entry: &EnterDraw) -> Result<Entry, RefusalCode> {
    let body = serde_json::to_string(entry).map_err(|_| RefusalCode::Internal)?;
    let (ok, text) = post(hotline, "enter", &body)
        .await
        .map_err(|_| RefusalCode::Internal)?;
    if ok {
        serde_json::from_str(&text).map_err(|_| RefusalCode::Internal)
    } else {
        Err(RefusalCode::Internal)
    }
}

/// `None` when nobody answers.
pub async fn of(hotline: &str, mine: &MyEntries) -> Option<Vec<Entry>> {
    let body = serde_json::to_string(mine).ok()?;
    let (_, text) = post(hotline, "entries", &body).await.ok()?;
    serde_json::from_str::<Entries>(&text)
        .ok()
        .map(|entries| entries.entries)
}

/// Whether it was done, and the text of the answer.
async fn post(hotline: &str, what: &str, body: &str) -> Result<(bool, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    let url = ["/api/promotions/", hotline, "/", what].concat();
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&url, &init))
        .await?
        .unchecked_into();
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.ok(), text.as_string().unwrap_or_default()))
}

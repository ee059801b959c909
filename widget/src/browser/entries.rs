//! Draws over HTTP, on the frame's own origin.

use super::json::Json;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::promotion::{EnterDraw, Entries, Entry, MyEntries};
use bellpull_protocol::wire::{Field, Record};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// # Errors
/// The code of the refusal; `Internal` when nobody answers, and then it may be tried again.
pub async fn enter(hotline: &str, entry: &EnterDraw) -> Result<Entry, RefusalCode> {
    let answer = post(hotline, "enter", &Json::text_of(entry)).await;
    let (done, answer) = answer.ok_or(RefusalCode::Internal)?;
    if done {
        Entry::read(&answer).ok_or(RefusalCode::Internal)
    } else {
        Err(RefusalCode::get(&answer, "code").unwrap_or(RefusalCode::Internal))
    }
}

/// `None` when nobody answers.
pub async fn of(hotline: &str, mine: &MyEntries) -> Option<Vec<Entry>> {
    let (_, answer) = post(hotline, "entries", &Json::text_of(mine)).await?;
    Entries::read(&answer).map(|entries| entries.entries)
}

/// Whether it was done, and what was answered.
async fn post(hotline: &str, what: &str, body: &str) -> Option<(bool, Json)> {
    let (done, text) = fetch(hotline, what, body).await.ok()?;
    Some((done, Json::parse(&text)?))
}

async fn fetch(hotline: &str, what: &str, body: &str) -> Result<(bool, String), JsValue> {
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

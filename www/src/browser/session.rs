//! The desk's HTTP interface: sign in, who am I, sign out.

use crate::desk::Input;
use bellpull_protocol::{OperatorId, PersonName, RefusalCode, SignInToken, SocketTicket};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, RequestCredentials, RequestInit, Response};

#[derive(Deserialize)]
struct Me {
    operator: OperatorId,
    name: PersonName,
    ticket: SocketTicket,
}

#[derive(Deserialize)]
struct Refusal {
    code: RefusalCode,
}

/// What became of a request.
enum Answer {
    Fine(String),
    Refused(RefusalCode),
    /// No server, or one that is not ours.
    Nobody,
}

/// Spends a sign-in link; the session comes as a cookie that scripts cannot read.
pub async fn sign_in(token: SignInToken) -> Input {
    let body = serde_json::json!({ "token": token }).to_string();
    match ask("POST", "/api/sign-in", Some(&body)).await {
        Answer::Fine(_) => Input::SignedIn,
        Answer::Refused(code) => Input::TurnedAway(code),
        Answer::Nobody => Input::NobodyHome,
    }
}

pub async fn who_am_i() -> Input {
    match ask("GET", "/api/me", None).await {
        Answer::Fine(text) => match read::<Me>(&text) {
            Some(me) => Input::KnownAs {
                operator: me.operator,
                name: me.name,
                ticket: me.ticket,
            },
            None => Input::NobodyHome,
        },
        Answer::Refused(code) => Input::TurnedAway(code),
        Answer::Nobody => Input::NobodyHome,
    }
}

/// Best effort: the page is closed for its person whatever the answer.
pub async fn sign_out() {
    let _ = ask("POST", "/api/sign-out", Some("{}")).await;
}

async fn ask(method: &str, path: &str, body: Option<&str>) -> Answer {
    let Ok((status, text)) = fetch(method, path, body).await else {
        return Answer::Nobody;
    };
    match (status, read::<Refusal>(&text)) {
        (200..=299, _) => Answer::Fine(text),
        (_, Some(refusal)) => Answer::Refused(refusal.code),
        (_, None) => Answer::Nobody,
    }
}

async fn fetch(method: &str, path: &str, body: Option<&str>) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    // A form of another site cannot send it.
    headers.set("x-bellpull", "1")?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::SameOrigin);
    if let Some(body) = body {
        init.set_body(&body.into());
    }
    let request = Request::new_with_str_and_init(path, &init)?;
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request))
        .await?
        .unchecked_into();
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

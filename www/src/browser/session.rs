//! The desk's HTTP interface: sign in, who am I, sign out.

use super::http::{self, Answer, Trouble};
use super::page;
use super::words::Language;
use crate::desk::Input;
use crate::pages::{Landing, Page, Role, landing};
use bellpull_protocol::{
    ContactId, OperatorId, PersonName, RefusalCode, SignInToken, SocketTicket,
};
use serde::Deserialize;

/// Who has the session of this browser.
#[derive(Deserialize)]
pub struct Me {
    pub operator: OperatorId,
    pub name: PersonName,
    pub ticket: SocketTicket,
    pub roles: Vec<Role>,
}

/// Spends a sign-in link; the session comes as a cookie that scripts cannot read.
pub async fn spend(token: &SignInToken) -> Answer {
    let body = serde_json::json!({ "token": token }).to_string();
    http::ask("POST", "/api/sign-in", Some(&body)).await
}

/// # Errors
/// When nobody is signed in, or nobody answers.
pub async fn me() -> Result<Me, Trouble> {
    http::get("/api/me").await
}

/// For the desk.
pub async fn sign_in(token: SignInToken) -> Input {
    match spend(&token).await {
        Answer::Fine(_) => Input::SignedIn,
        Answer::Refused(refusal) => Input::TurnedAway(refusal.code),
        Answer::Nobody => Input::NobodyHome,
    }
}

/// For the desk; whoever has none is led to their own page.
pub async fn who_am_i() -> Input {
    match me().await {
        Ok(me) => match landing(Page::Desk, &me.roles) {
            Landing::Here => Input::KnownAs {
                operator: me.operator,
                name: me.name,
                ticket: me.ticket,
            },
            Landing::GoTo(theirs) => {
                page::go(theirs);
                // This page is about to be left.
                std::future::pending().await
            }
            Landing::WrongRole => Input::TurnedAway(RefusalCode::WrongRole),
        },
        Err(Trouble::Refused(refusal)) => Input::TurnedAway(refusal.code),
        Err(Trouble::Nobody) => Input::NobodyHome,
    }
}

/// For the desk: what is live, and what a visitor has entered.
pub async fn promotions(language: Language, contact: Option<ContactId>) -> Input {
    let mut asked = vec![("language", language.code().to_owned())];
    asked.extend(contact.map(|contact| ("contact", contact.to_string())));
    let path = format!("/api/desk/promotions?{}", http::query(&asked));
    Input::Promotions(http::get(&path).await.ok())
}

/// Best effort: the page is closed for its person whatever the answer.
pub async fn sign_out() {
    let _ = http::ask("POST", "/api/sign-out", Some("{}")).await;
}

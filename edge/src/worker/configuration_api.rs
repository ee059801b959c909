//! The configuration over HTTP, with the administrator's secret. The directory decides; what it says is passed on.

use super::admin_api::require_administrator;
use super::answers::{Answered, body_within, passed_on};
use super::ask;
use crate::configuration::{Asked, MAX_DOCUMENT_BYTES, Question};
use bellpull_protocol::{OrganisationId, RefusalCode};
use serde::Deserialize;
use worker::{Env, Request};

#[derive(Deserialize)]
struct Of {
    organisation: Option<OrganisationId>,
}

/// Who is said to have changed something when nobody says it.
fn administrator() -> String {
    "administrator".to_owned()
}

/// `?organisation=…`: the live revision.
pub async fn live(request: &Request, env: &Env) -> Answered {
    ask_about(request, env, Question::Live).await
}

/// `?organisation=…`: who changed it when.
pub async fn history(request: &Request, env: &Env) -> Answered {
    ask_about(request, env, Question::History).await
}

/// A document in place of the live one, or with `dry_run` a look at what that would change.
pub async fn change(request: &mut Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Wish {
        organisation: Option<OrganisationId>,
        base: u64,
        #[serde(default = "administrator")]
        by: String,
        #[serde(default)]
        dry_run: bool,
        configuration: serde_json::Value,
    }
    require_administrator(request, env)?;
    let wish: Wish = body_within(MAX_DOCUMENT_BYTES, request).await?;
    let asked = Asked {
        organisation: wish.organisation,
        question: Question::Change {
            base: wish.base,
            by: wish.by,
            dry_run: wish.dry_run,
            document: wish.configuration,
        },
    };
    passed_on(ask::configuration(env, &asked).await?)
}

/// Back to an older revision.
pub async fn undo(request: &mut Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Wish {
        organisation: Option<OrganisationId>,
        to: u64,
        base: u64,
        #[serde(default = "administrator")]
        by: String,
        #[serde(default)]
        dry_run: bool,
    }
    require_administrator(request, env)?;
    let wish: Wish = body_within(MAX_DOCUMENT_BYTES, request).await?;
    let asked = Asked {
        organisation: wish.organisation,
        question: Question::Undo {
            to: wish.to,
            base: wish.base,
            by: wish.by,
            dry_run: wish.dry_run,
        },
    };
    passed_on(ask::configuration(env, &asked).await?)
}

async fn ask_about(request: &Request, env: &Env, question: Question) -> Answered {
    require_administrator(request, env)?;
    let Of { organisation } = request.query().map_err(|_| RefusalCode::Malformed)?;
    let asked = Asked {
        organisation,
        question,
    };
    passed_on(ask::configuration(env, &asked).await?)
}

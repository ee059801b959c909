//! What the desk asks over HTTP: signing in and out, and who it is.

use super::answers::{Answered, body, header, json};
use super::ask::broken;
use super::entry::require_origin;
use super::{ask, chance, config};
use crate::directory::{
    Answer, Question, Role, Roles, Sight, SignedIn, cleared_cookie, cookie, session_in,
};
use crate::party::Door;
use crate::route::Hosts;
use crate::tokens::{SecretHash, secret_text};
use bellpull_protocol::{OperatorId, PersonName, RefusalCode, SignInToken, SocketTicket};
use serde::{Deserialize, Serialize};
use worker::{Env, Request};

/// Uses up a link and begins a session with a token of its own.
pub async fn sign_in(request: &mut Request, env: &Env, hosts: &Hosts) -> Answered {
    #[derive(Deserialize)]
    struct SignIn {
        token: SignInToken,
    }
    #[derive(Serialize)]
    struct Welcome {
        operator: OperatorId,
        name: PersonName,
    }
    require_own_page(request, hosts)?;
    let SignIn { token } = body(request).await?;
    let secret = secret_text(chance::bytes()?);
    let question = Question::SignIn {
        link: SecretHash::of(token.expose()),
        session: SecretHash::of(&secret),
    };
    let SignedIn { operator, name, .. } = signed_in(ask::directory(env, &question).await?)?;
    let response = json(&Welcome { operator, name })?;
    response
        .headers()
        .set("set-cookie", &cookie(&secret, hosts.is_secure()))
        .map_err(broken)?;
    Ok(response)
}

/// Ends the session everywhere: its sockets are closed, and a ring in hand goes back to the queue.
pub async fn sign_out(request: &mut Request, env: &Env, hosts: &Hosts) -> Answered {
    require_own_page(request, hosts)?;
    let session = session_of(request)?;
    let question = Question::SignOut {
        session: session.clone(),
    };
    let SignedIn {
        operator,
        organisation,
        ..
    } = signed_in(ask::directory(env, &question).await?)?;
    let notice = SignedOut { operator, session };
    ask::post(
        &ask::switchboard(env, &organisation)?,
        "/signed-out",
        &notice,
    )
    .await?;

    let response = json(&serde_json::json!({}))?;
    response
        .headers()
        .set("set-cookie", &cleared_cookie(hosts.is_secure()))
        .map_err(broken)?;
    Ok(response)
}

/// Who is signed in, and the ticket for the socket's hello.
pub async fn me(request: &Request, env: &Env) -> Answered {
    #[derive(Serialize)]
    struct Me {
        operator: OperatorId,
        name: PersonName,
        roles: Roles,
        ticket: SocketTicket,
    }
    let session = session_of(request)?;
    let SignedIn {
        operator,
        name,
        roles,
        ..
    } = whose(env, &session).await?;
    let signer = config::signer(env).map_err(broken)?;
    let ticket = signer.ticket(&session).ok_or(RefusalCode::Internal)?;
    json(&Me {
        operator,
        name,
        roles,
        ticket,
    })
}

/// The desk's socket, as far as the cookie proves it.
pub async fn socket(request: &Request, env: &Env) -> Answered {
    let session = session_of(request)?;
    let signed_in = whose(env, &session).await?;
    signed_in.require(Role::Operator)?;
    let door = Door::Desk {
        operator: signed_in.operator,
        name: signed_in.name,
        organisation_name: signed_in.organisation_name,
        session,
        until: signed_in.until,
    };
    ask::pass_to_switchboard(env, &signed_in.organisation, &door).await
}

/// Who asks, if their session lives and they have the role.
///
/// # Errors
/// [`RefusalCode::SignedOut`] or [`RefusalCode::WrongRole`].
pub async fn require_role(
    request: &Request,
    env: &Env,
    role: Role,
) -> Result<SignedIn, RefusalCode> {
    let signed_in = whose(env, &session_of(request)?).await?;
    signed_in.require(role)?;
    Ok(signed_in)
}

/// Who asks, and what of the register and the figures they may see.
///
/// # Errors
/// As for [`require_role`].
pub async fn require_sight(request: &Request, env: &Env) -> Result<(SignedIn, Sight), RefusalCode> {
    let signed_in = whose(env, &session_of(request)?).await?;
    let sight = signed_in.sight()?;
    Ok((signed_in, sight))
}

/// What a switchboard is told when a session ends.
#[derive(Serialize, Deserialize)]
pub struct SignedOut {
    pub operator: OperatorId,
    pub session: SecretHash,
}

/// What changes something must come from our page: the header and the content type keep plain forms out.
pub fn require_own_page(request: &Request, hosts: &Hosts) -> Result<(), RefusalCode> {
    let headers = request.headers();
    let is_json = header(headers, "content-type").starts_with("application/json");
    if !is_json || header(headers, "x-bellpull") != "1" {
        return Err(RefusalCode::ForeignOrigin);
    }
    require_origin(request, &hosts.desk_origin())
}

fn session_of(request: &Request) -> Result<SecretHash, RefusalCode> {
    let cookies = header(request.headers(), "cookie");
    session_in(&cookies)
        .map(SecretHash::of)
        .ok_or(RefusalCode::SignedOut)
}

async fn whose(env: &Env, session: &SecretHash) -> Result<SignedIn, RefusalCode> {
    let question = Question::Session {
        session: session.clone(),
    };
    signed_in(ask::directory(env, &question).await?)
}

fn signed_in(answer: Answer) -> Result<SignedIn, RefusalCode> {
    match answer {
        Answer::SignedIn(signed_in) => Ok(signed_in),
        Answer::Hotline(_)
        | Answer::Hotlines { .. }
        | Answer::Organisations { .. }
        | Answer::Link { .. }
        | Answer::People(_)
        | Answer::Refused { .. } => Err(RefusalCode::Internal),
    }
}

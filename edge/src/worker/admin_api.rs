//! What the administrator asks over HTTP, with the administrator's secret.

use super::answers::{Answered, body, header, json};
use super::ask::broken;
use super::entry::require_organisation;
use super::{ask, chance, config};
use crate::directory::{Answer, Question, Role, Roles, person_name};
use crate::route::Hosts;
use crate::tokens::{SecretHash, same_secret, secret_text};
use bellpull_protocol::{OperatorId, OrganisationId, RefusalCode};
use serde::{Deserialize, Serialize};
use worker::{Env, Request};

/// A new sign-in link for the person of a name, who is made when there is none. Named `roles` become theirs; `page` is
/// the role whose page the link opens, by default the first.
pub async fn make_sign_in_link(request: &mut Request, env: &Env, hosts: &Hosts) -> Answered {
    #[derive(Deserialize)]
    struct Wish {
        name: String,
        roles: Option<Roles>,
        page: Option<Role>,
        organisation: Option<OrganisationId>,
    }
    #[derive(Serialize)]
    struct Made {
        link: String,
        operator: OperatorId,
        roles: Roles,
        created: bool,
    }
    require_administrator(request, env)?;
    let wish: Wish = body(request).await?;
    if wish.roles.as_ref().is_some_and(Roles::is_empty) {
        return Err(RefusalCode::Malformed);
    }
    let token = secret_text(chance::bytes()?);
    let question = Question::MakeLink {
        name: person_name(&wish.name).ok_or(RefusalCode::Malformed)?,
        roles: wish.roles,
        organisation: wish.organisation,
        fresh: OperatorId::new(chance::id()?).map_err(|_| RefusalCode::Internal)?,
        link: SecretHash::of(&token),
    };
    let Answer::Link {
        operator,
        roles,
        created,
    } = ask::directory(env, &question).await?
    else {
        return Err(RefusalCode::Internal);
    };
    let opens = wish.page.or(roles.first().copied());
    let page = opens.unwrap_or(Role::Operator).sign_in_page();
    // After the hash sign, so that the token is in no server's log.
    let link = format!("{}{page}#{token}", hosts.desk_origin());
    json(&Made {
        link,
        operator,
        roles,
        created,
    })
}

/// `?organisation=…&after=…`: the next 10,000 facts, one JSON object a line.
pub async fn journal(request: &Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        organisation: OrganisationId,
        after: Option<u64>,
    }
    require_administrator(request, env)?;
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    require_organisation(env, &query.organisation).await?;
    let path = format!("/journal?after={}", query.after.unwrap_or(0));
    ask::get(&ask::switchboard(env, &query.organisation)?, &path).await
}

/// `?organisation=…`: the live records of contacts and operators.
pub async fn contacts(request: &Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        organisation: OrganisationId,
    }
    require_administrator(request, env)?;
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    require_organisation(env, &query.organisation).await?;
    ask::get(&ask::switchboard(env, &query.organisation)?, "/contacts").await
}

fn require_administrator(request: &Request, env: &Env) -> Result<(), RefusalCode> {
    let secret = config::secret(env, "ADMIN_SECRET").map_err(broken)?;
    let shown = header(request.headers(), "authorization");
    let shown = shown.strip_prefix("Bearer ").unwrap_or_default();
    if same_secret(shown, &secret) {
        Ok(())
    } else {
        Err(RefusalCode::BadAdminSecret)
    }
}

//! What the administrator asks over HTTP, with the administrator's secret.

use super::answers::{Answered, body, header, json, unprocessable};
use super::ask::broken;
use super::entry::{hotline_entry, require_organisation};
use super::{ask, chance, config};
use crate::directory::{Answer, LinkWish, Question, Role, Roles, person_name};
use crate::hours::{self, MistakenHours};
use crate::route::Hosts;
use crate::tokens::{SecretHash, same_secret, secret_text};
use bellpull_protocol::{HotlineId, OperatorId, OrganisationId, RefusalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use worker::{Env, Request};

/// A new sign-in link for the person of a name, who is made when there is none. Named `roles` and `hotlines` become
/// theirs; `page` is the role whose page the link opens, by default the first.
pub async fn make_sign_in_link(request: &mut Request, env: &Env, hosts: &Hosts) -> Answered {
    #[derive(Deserialize)]
    struct Wish {
        name: String,
        roles: Option<Roles>,
        hotlines: Option<BTreeSet<HotlineId>>,
        page: Option<Role>,
        organisation: Option<OrganisationId>,
    }
    #[derive(Serialize)]
    struct Made {
        link: String,
        operator: OperatorId,
        roles: Roles,
        hotlines: BTreeSet<HotlineId>,
        created: bool,
    }
    require_administrator(request, env)?;
    let wish: Wish = body(request).await?;
    if wish.roles.as_ref().is_some_and(Roles::is_empty) {
        return Err(RefusalCode::Malformed);
    }
    let token = secret_text(chance::bytes()?);
    let question = Question::MakeLink(LinkWish {
        name: person_name(&wish.name).ok_or(RefusalCode::Malformed)?,
        roles: wish.roles,
        hotlines: wish.hotlines,
        organisation: wish.organisation,
        fresh: OperatorId::new(chance::id()?).map_err(|_| RefusalCode::Internal)?,
        link: SecretHash::of(&token),
    });
    let Answer::Link {
        operator,
        roles,
        hotlines,
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
        hotlines,
        created,
    })
}

/// Other opening hours for a hotline, or `null` for none; they count at once.
pub async fn set_hours(request: &mut Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Wish {
        hotline: HotlineId,
        hours: serde_json::Value,
    }
    #[derive(Serialize)]
    struct Set {
        hotline: HotlineId,
        version: u64,
    }
    require_administrator(request, env)?;
    let Wish { hotline, hours } = body(request).await?;
    let hours = match hours::checked(hours) {
        Ok(hours) => hours,
        Err(mistakes) => return unprocessable(&MistakenHours::from(mistakes)),
    };
    let question = Question::SetHours { hotline, hours };
    let Answer::Hotline(entry) = ask::directory(env, &question).await? else {
        return Err(RefusalCode::Internal);
    };
    json(&Set {
        hotline: entry.hotline,
        version: entry.hours.version,
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

/// `?hotline=…&after=…`: the next 10,000 facts about a hotline's promotions, one JSON object a line.
pub async fn promotions_journal(request: &Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        hotline: HotlineId,
        after: Option<u64>,
    }
    require_administrator(request, env)?;
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    let entry = hotline_entry(env, query.hotline).await?;
    let path = format!("/journal?after={}", query.after.unwrap_or(0));
    ask::get(&ask::promotions_of(env, &entry.hotline)?, &path).await
}

/// `?organisation=…`: the live records of contacts and operators.
pub async fn contacts(request: &Request, env: &Env) -> Answered {
    of_switchboard(request, env, "/contacts").await
}

/// `?organisation=…`: counters of its switchboard.
pub async fn figures(request: &Request, env: &Env) -> Answered {
    of_switchboard(request, env, "/figures").await
}

async fn of_switchboard(request: &Request, env: &Env, path: &str) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        organisation: OrganisationId,
    }
    require_administrator(request, env)?;
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    require_organisation(env, &query.organisation).await?;
    ask::get(&ask::switchboard(env, &query.organisation)?, path).await
}

/// # Errors
/// [`RefusalCode::BadAdminSecret`].
pub fn require_administrator(request: &Request, env: &Env) -> Result<(), RefusalCode> {
    let secret = config::secret(env, "ADMIN_SECRET").map_err(broken)?;
    let shown = header(request.headers(), "authorization");
    let shown = shown.strip_prefix("Bearer ").unwrap_or_default();
    if same_secret(shown, &secret) {
        Ok(())
    } else {
        Err(RefusalCode::BadAdminSecret)
    }
}

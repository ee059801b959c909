//! Promotions for the public, for visitors, and for operators.

use super::answers::{Answered, body, header, json, passed_on, refused, with_headers};
use super::ask::{self, broken};
use super::desk_api::require_role;
use super::entry::{hotline_entry, require_origin};
use super::{admin_api, clock, config, marketer_api};
use crate::directory::{Answer, HotlineEntry, Question as DirectoryQuestion, Role};
use crate::promotions::{
    AskInHand, HotlineLive, InHand, PromotionsRoute, Question, public_feed, wanted,
};
use crate::route::Hosts;
use bellpull_protocol::promotion::{
    DeskPromotions, EnterDraw, HotlinePromotions, MyEntries, PublicFeed,
};
use bellpull_protocol::{
    ContactId, HotlineId, OrganisationId, PromotionId, RefusalCode, VisitorId, VisitorToken,
};
use serde::Deserialize;
use worker::{Env, Request, Response};

pub async fn answer(
    request: &mut Request,
    env: &Env,
    hosts: &Hosts,
    route: PromotionsRoute,
) -> Answered {
    match route {
        PromotionsRoute::Feed { hotline } => for_anybody(feed(request, env, hotline).await),
        PromotionsRoute::Proof { hotline, promotion } => {
            for_anybody(proof(env, hotline, promotion).await)
        }
        PromotionsRoute::Enter { hotline } => enter(request, env, hosts, hotline).await,
        PromotionsRoute::Entries { hotline } => entries(request, env, hosts, hotline).await,
        PromotionsRoute::Desk => desk(request, env).await,
        PromotionsRoute::Hotlines => marketer_api::hotlines(request, env).await,
        PromotionsRoute::Marketer { hotline, wish } => {
            marketer_api::answer(request, env, hosts, hotline, wish).await
        }
        PromotionsRoute::Journal => admin_api::promotions_journal(request, env).await,
    }
}

async fn feed(request: &Request, env: &Env, hotline: HotlineId) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        language: Option<String>,
    }
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    let headers = request.headers();
    let wanted = wanted(
        query.language.as_deref(),
        &header(headers, "accept-language"),
    );
    let entry = hotline_entry(env, hotline).await?;
    let question = Question::Feed {
        language: wanted.language.clone(),
    };
    let told = ask::promotions(env, &entry, question).await?;
    let feed: PublicFeed = serde_json::from_str(&told.json).map_err(|_| RefusalCode::Internal)?;
    let known = header(headers, "if-none-match");
    let answer = public_feed(&feed, told.json, clock::now(), &wanted, &known);
    let response = match answer.body {
        Some(body) => Response::ok(body),
        None => Response::empty(),
    };
    let response = response.map_err(broken)?.with_status(answer.status);
    with_headers(response, &answer.headers).map_err(broken)
}

async fn proof(env: &Env, hotline: HotlineId, promotion: PromotionId) -> Answered {
    let entry = hotline_entry(env, hotline).await?;
    passed_on(ask::promotions(env, &entry, Question::Proof { promotion }).await?)
}

/// Scripts of any page may read it, refusals too.
fn for_anybody(answered: Answered) -> Answered {
    let response = answered.or_else(|code| refused(code).map_err(broken))?;
    let headers = [("access-control-allow-origin", "*".to_owned())];
    with_headers(response, &headers).map_err(broken)
}

async fn enter(request: &mut Request, env: &Env, hosts: &Hosts, hotline: HotlineId) -> Answered {
    require_widget(request, hosts)?;
    let EnterDraw {
        token,
        promotion,
        request: key,
    } = body(request).await?;
    let question = Question::Enter {
        visitor: visitor(env, &token)?,
        promotion,
        request: key,
    };
    let entry = hotline_entry(env, hotline).await?;
    passed_on(ask::promotions(env, &entry, question).await?)
}

async fn entries(request: &mut Request, env: &Env, hosts: &Hosts, hotline: HotlineId) -> Answered {
    require_widget(request, hosts)?;
    let MyEntries { token } = body(request).await?;
    let question = Question::Entries {
        visitor: visitor(env, &token)?,
    };
    let entry = hotline_entry(env, hotline).await?;
    passed_on(ask::promotions(env, &entry, question).await?)
}

/// What is live on all hotlines; with a contact, on its hotline, and what its visitor has entered.
async fn desk(request: &Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        language: Option<String>,
        contact: Option<ContactId>,
    }
    let signed_in = require_role(request, env, Role::Operator).await?;
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    let accepted = header(request.headers(), "accept-language");
    let language = wanted(query.language.as_deref(), &accepted).language;

    let (hotlines, visitor) = match query.contact {
        None => (hotlines_of(env, signed_in.organisation).await?, None),
        Some(contact) => {
            let operator = signed_in.operator;
            let asked = AskInHand { operator, contact };
            let InHand { visitor, hotline } = in_hand(env, &signed_in.organisation, &asked).await?;
            (vec![hotline_entry(env, hotline).await?], Some(visitor))
        }
    };
    let mut seen = DeskPromotions {
        hotlines: Vec::new(),
        entries: Vec::new(),
    };
    for entry in hotlines {
        let question = Question::Live {
            language: language.clone(),
            visitor: visitor.clone(),
        };
        let told = ask::promotions(env, &entry, question).await?;
        let HotlineLive { live, entries } =
            serde_json::from_str(&told.json).map_err(|_| RefusalCode::Internal)?;
        seen.entries.extend(entries);
        seen.hotlines.push(HotlinePromotions {
            hotline: entry.hotline,
            name: entry.name,
            live,
        });
    }
    json(&seen)
}

/// All hotlines of an organisation.
pub async fn hotlines_of(
    env: &Env,
    organisation: OrganisationId,
) -> Result<Vec<HotlineEntry>, RefusalCode> {
    match ask::directory(env, &DirectoryQuestion::Hotlines { organisation }).await? {
        Answer::Hotlines { hotlines } => Ok(hotlines),
        Answer::Hotline(_)
        | Answer::Organisations { .. }
        | Answer::People(_)
        | Answer::Link { .. }
        | Answer::SignedIn(_)
        | Answer::Refused { .. } => Err(RefusalCode::Internal),
    }
}

async fn in_hand(
    env: &Env,
    organisation: &OrganisationId,
    asked: &AskInHand,
) -> Result<InHand, RefusalCode> {
    let switchboard = ask::switchboard(env, organisation)?;
    let mut response = ask::post(&switchboard, "/in-hand", asked).await?;
    let found: Option<InHand> = response.json().await.map_err(broken)?;
    found.ok_or(RefusalCode::UnknownContact)
}

fn visitor(env: &Env, token: &VisitorToken) -> Result<VisitorId, RefusalCode> {
    let signer = config::signer(env).map_err(broken)?;
    signer.visitor_of(token).ok_or(RefusalCode::BadToken)
}

/// From a script of our own frame: plain forms and other pages' scripts send something else.
fn require_widget(request: &Request, hosts: &Hosts) -> Result<(), RefusalCode> {
    let is_json = header(request.headers(), "content-type").starts_with("application/json");
    if !is_json {
        return Err(RefusalCode::ForeignOrigin);
    }
    require_origin(request, &hosts.widget_origin())
}

//! What marketers do over HTTP, each on hotlines of their own organisation.

use super::answers::{Answered, body_within, header, json, passed_on};
use super::ask;
use super::desk_api::{require_own_page, require_role};
use super::entry::hotline_entry;
use super::promotions_api::hotlines_of;
use crate::directory::{HotlineEntry, Role, SignedIn};
use crate::promotions::{MAX_PROMOTION_BYTES, MarketerRoute, Question, preview, wanted};
use crate::route::Hosts;
use bellpull_protocol::marketer::{Content, Hotline, Hotlines, Publish, Save};
use bellpull_protocol::{HotlineId, RefusalCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{Env, Request};

pub async fn hotlines(request: &Request, env: &Env) -> Answered {
    let signed_in = require_role(request, env, Role::Marketer).await?;
    let hotlines = hotlines_of(env, signed_in.organisation).await?;
    let hotlines = hotlines.into_iter().map(|entry| Hotline {
        hotline: entry.hotline,
        name: entry.name,
    });
    json(&Hotlines {
        hotlines: hotlines.collect(),
    })
}

pub async fn answer(
    request: &mut Request,
    env: &Env,
    hosts: &Hosts,
    hotline: HotlineId,
    wish: MarketerRoute,
) -> Answered {
    if wish.is_post() {
        require_own_page(request, hosts)?;
    }
    let signed_in = require_role(request, env, Role::Marketer).await?;
    let entry = own_hotline(env, &signed_in, hotline).await?;
    let by = signed_in.operator;
    let question = match wish {
        MarketerRoute::Preview => return show(request).await,
        MarketerRoute::List => Question::List,
        MarketerRoute::Proof(promotion) => Question::Proof { promotion },
        MarketerRoute::Save(promotion) => {
            let Save { revision, content } = written(request).await?;
            Question::Save {
                by,
                promotion,
                revision,
                content,
            }
        }
        MarketerRoute::Publish(promotion) => {
            let Publish { revision } = written(request).await?;
            Question::Publish {
                by,
                promotion,
                revision,
            }
        }
        MarketerRoute::Withdraw(promotion) => Question::Withdraw { by, promotion },
        MarketerRoute::Discard(promotion) => Question::Discard { by, promotion },
        MarketerRoute::Draw(promotion) => Question::Draw { by, promotion },
    };
    passed_on(ask::promotions(env, &entry, question).await?)
}

async fn show(request: &mut Request) -> Answered {
    #[derive(Deserialize)]
    struct Query {
        language: Option<String>,
    }
    let query: Query = request.query().map_err(|_| RefusalCode::Malformed)?;
    let accepted = header(request.headers(), "accept-language");
    let wanted = wanted(query.language.as_deref(), &accepted);
    let content: Content = written(request).await?;
    json(&preview(content, &wanted.language))
}

/// Somebody else's hotline is as unknown as none.
async fn own_hotline(
    env: &Env,
    signed_in: &SignedIn,
    hotline: HotlineId,
) -> Result<HotlineEntry, RefusalCode> {
    let entry = hotline_entry(env, hotline).await?;
    if entry.organisation == signed_in.organisation {
        Ok(entry)
    } else {
        Err(RefusalCode::UnknownHotline)
    }
}

async fn written<T: DeserializeOwned>(request: &mut Request) -> Result<T, RefusalCode> {
    body_within(MAX_PROMOTION_BYTES, request).await
}

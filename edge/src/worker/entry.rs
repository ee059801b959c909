//! The entry: every request comes in here, is proved as far as headers can, and goes to its object.

use super::answers::{Answered, header, json, refused};
use super::{
    admin_api, ask, config, configuration_api, desk_api, files, log, object, promotions_api,
    register_api, sockets, statistics_api, team_api,
};
use crate::directory::{Answer, HotlineEntry, Question};
use crate::page_headers::{of_desk, of_frame};
use crate::party::Door;
use crate::promotions;
use crate::register;
use crate::route::{Folder, Hosts, Route, route};
use crate::storage;
use bellpull_protocol::{HotlineId, OrganisationId, RefusalCode, VERSION};
use serde::{Deserialize, Serialize};
use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(mut request: Request, env: Env, _context: Context) -> Result<Response> {
    object::hook_panics();
    let hosts = config::hosts(&env)?;
    let is_socket = header(request.headers(), "upgrade").eq_ignore_ascii_case("websocket");
    match answer(&mut request, &env, &hosts, is_socket).await {
        Ok(response) => Ok(response),
        Err(code) if is_socket => sockets::turn_away(code),
        Err(code) => {
            log::request_refused(code);
            refused(code)
        }
    }
}

async fn answer(request: &mut Request, env: &Env, hosts: &Hosts, is_socket: bool) -> Answered {
    let host = header(request.headers(), "host");
    let found = route(hosts, request.method().as_ref(), &host, &request.path());
    match found {
        Route::Frame { hotline } => {
            let entry = hotline_entry(env, hotline).await?;
            let headers = of_frame(hosts, &entry.sites);
            files::document(env, request, Folder::Widget, "frame.html", headers).await
        }
        Route::VisitorSocket { hotline } => {
            require_socket(is_socket)?;
            require_origin(request, &hosts.widget_origin())?;
            visitor_socket(env, hotline).await
        }

        Route::DeskPage => {
            files::document(env, request, Folder::Desk, "index.html", of_desk(hosts)).await
        }
        Route::SignIn => desk_api::sign_in(request, env, hosts).await,
        Route::SignOut => desk_api::sign_out(request, env, hosts).await,
        Route::Me => desk_api::me(request, env).await,
        Route::DeskSocket => {
            require_socket(is_socket)?;
            require_origin(request, &hosts.desk_origin())?;
            desk_api::socket(request, env).await
        }

        Route::PoolSocket => {
            require_node(request, is_socket)?;
            ask::pass_to_pool(env).await
        }
        Route::MediaSocket { organisation } => {
            require_node(request, is_socket)?;
            require_organisation(env, &organisation).await?;
            ask::pass_to_switchboard(env, &organisation, &Door::Media).await
        }

        Route::Health => health(env).await,
        Route::MakeSignInLink => admin_api::make_sign_in_link(request, env, hosts).await,
        Route::SetHours => admin_api::set_hours(request, env).await,
        Route::Configuration => configuration_api::live(request, env).await,
        Route::ChangeConfiguration => configuration_api::change(request, env).await,
        Route::ConfigurationHistory => configuration_api::history(request, env).await,
        Route::UndoConfiguration => configuration_api::undo(request, env).await,
        Route::Journal => admin_api::journal(request, env).await,
        Route::Contacts => admin_api::contacts(request, env).await,
        Route::Figures => admin_api::figures(request, env).await,

        Route::Register => register_api::list(request, env).await,
        Route::RegisterFile => register_api::file(request, env).await,
        Route::RegisterWorkbook => register_api::workbook(request, env).await,
        Route::Statistics => statistics_api::statistics(request, env).await,
        Route::StatisticsFile => statistics_api::file(request, env).await,
        Route::QueueLog => statistics_api::queue_log(request, env).await,
        Route::Staffing => statistics_api::staffing(request, env).await,
        Route::StaffingPlan => statistics_api::plan(request, env).await,
        Route::WhatIf => statistics_api::what_if(request, env, hosts).await,
        Route::DeskFigures => statistics_api::today_of(request, env).await,
        Route::Team => team_api::team(request, env).await,
        Route::ForceOff => team_api::force_off(request, env, hosts).await,
        Route::RegisterContact { contact } => register_api::find(request, env, contact).await,

        Route::Promotions(route) => promotions_api::answer(request, env, hosts, route).await,

        Route::File { folder, path } => files::file(env, request, folder, &path).await,
        Route::NotFound => files::plain_not_found(),
    }
}

/// Sockets come from our own pages: another site's script cannot use a visitor's or an operator's browser.
pub fn require_origin(request: &Request, origin: &str) -> std::result::Result<(), RefusalCode> {
    let same = header(request.headers(), "origin") == origin;
    if same {
        Ok(())
    } else {
        Err(RefusalCode::ForeignOrigin)
    }
}

/// Checks that the organisation exists, so that guessing names creates no objects.
pub async fn require_organisation(
    env: &Env,
    organisation: &OrganisationId,
) -> std::result::Result<(), RefusalCode> {
    let Answer::Organisations { organisations } =
        ask::directory(env, &Question::Organisations).await?
    else {
        return Err(RefusalCode::Internal);
    };
    if organisations.contains(organisation) {
        Ok(())
    } else {
        Err(RefusalCode::UnknownHotline)
    }
}

fn require_socket(is_socket: bool) -> std::result::Result<(), RefusalCode> {
    if is_socket {
        Ok(())
    } else {
        Err(RefusalCode::Malformed)
    }
}

/// Media nodes are no browsers: a request with an origin comes from a page.
fn require_node(request: &Request, is_socket: bool) -> std::result::Result<(), RefusalCode> {
    require_socket(is_socket)?;
    require_origin(request, "")
}

async fn visitor_socket(env: &Env, hotline: HotlineId) -> Answered {
    let entry = hotline_entry_or_gone(env, hotline).await?;
    let door = Door::Visitor {
        hotline: entry.hotline,
        hotline_name: entry.name,
        hours: Some(entry.hours).filter(|hours| !entry.gone && hours.fits_a_header()),
        gone: entry.gone,
    };
    ask::pass_to_switchboard(env, &entry.organisation, &door).await
}

/// A hotline that is configured now.
pub async fn hotline_entry(
    env: &Env,
    hotline: HotlineId,
) -> std::result::Result<HotlineEntry, RefusalCode> {
    let entry = hotline_entry_or_gone(env, hotline).await?;
    if entry.gone {
        return Err(RefusalCode::UnknownHotline);
    }
    Ok(entry)
}

async fn hotline_entry_or_gone(
    env: &Env,
    hotline: HotlineId,
) -> std::result::Result<HotlineEntry, RefusalCode> {
    match ask::directory(env, &Question::Hotline { hotline }).await? {
        Answer::Hotline(entry) => Ok(entry),
        Answer::Hotlines { .. }
        | Answer::Organisations { .. }
        | Answer::Link { .. }
        | Answer::People(_)
        | Answer::SignedIn(_)
        | Answer::Refused { .. } => Err(RefusalCode::Internal),
    }
}

/// How many media nodes are connected.
#[derive(Serialize, Deserialize)]
pub struct Nodes {
    pub media_nodes: usize,
}

async fn health(env: &Env) -> Answered {
    #[derive(Serialize)]
    struct Health {
        status: &'static str,
        media_nodes: usize,
        protocol_version: u32,
        schema_version: SchemaVersion,
    }
    #[derive(Serialize)]
    struct SchemaVersion {
        switchboard: usize,
        promotions: usize,
        register: usize,
        directory: usize,
    }
    // Asked only to see that it answers.
    ask::directory(env, &Question::Organisations).await?;
    let mut nodes = ask::get(&ask::media_pool(env)?, "/nodes").await?;
    let nodes: Nodes = nodes.json().await.map_err(ask::broken)?;
    json(&Health {
        status: "ok",
        media_nodes: nodes.media_nodes,
        protocol_version: VERSION,
        schema_version: SchemaVersion {
            switchboard: storage::SWITCHBOARD.len(),
            promotions: promotions::MIGRATIONS.len(),
            register: register::storage::MIGRATIONS.len(),
            directory: storage::DIRECTORY.len(),
        },
    })
}

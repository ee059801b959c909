//! The team over HTTP, for supervisors: who does what, and who is taken out.

use super::answers::{Answered, body, passed_on};
use super::ask;
use super::desk_api::{require_own_page, require_role};
use super::log;
use crate::directory::{Role, SignedIn};
use crate::route::Hosts;
use bellpull_protocol::OperatorId;
use serde::{Deserialize, Serialize};
use worker::{Env, Request};

/// What a switchboard is told about somebody who is to answer no more.
#[derive(Serialize, Deserialize)]
pub struct ForceOff {
    pub operator: OperatorId,
}

/// Colleagues and departments, as a desk is told them.
pub async fn team(request: &Request, env: &Env) -> Answered {
    let SignedIn { organisation, .. } = require_role(request, env, Role::Supervisor).await?;
    let switchboard = ask::switchboard(env, &organisation)?;
    passed_on(ask::told(ask::get(&switchboard, "/team").await?).await?)
}

/// Takes an operator out: a call in hand is finished, and they come back by choosing so.
pub async fn force_off(request: &mut Request, env: &Env, hosts: &Hosts) -> Answered {
    require_own_page(request, hosts)?;
    let supervisor = require_role(request, env, Role::Supervisor).await?;
    let wish: ForceOff = body(request).await?;
    log::info(
        "operator_forced_off",
        &[
            ("operator_id", wish.operator.as_str()),
            ("by_operator_id", supervisor.operator.as_str()),
        ],
    );
    let switchboard = ask::switchboard(env, &supervisor.organisation)?;
    passed_on(ask::told(ask::post(&switchboard, "/force-off", &wish).await?).await?)
}

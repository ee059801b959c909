//! How the centre is staffed and changed while it is under load.

use crate::Load;
use crate::clerk::{Clerk, connect};
use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::wire::Heard;
use bellpull_e2e::world::World;
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// Where the front office gives chats to.
pub const BACK_OFFICE: &str = "back-office";

/// Whom the front office gives chats to when somebody there has room.
pub const COLLEAGUE: &str = "Ben";

pub const CLERKS: [Clerk; 4] = [
    Clerk {
        name: "Anna",
        gives_away: true,
    },
    Clerk {
        name: "Dora",
        gives_away: true,
    },
    Clerk {
        name: COLLEAGUE,
        gives_away: false,
    },
    Clerk {
        name: "Clara",
        gives_away: false,
    },
];

/// Usual ones and one of the organisation's own.
const REASONS: [&str; 3] = ["lunch", "training", "Stock-taking"];

/// Between two breaks and between two configurations: a few of each between two kills.
const BREAK_EVERY: Duration = Duration::from_millis(100);
const CHANGE_EVERY: Duration = Duration::from_millis(500);

/// A front office that gives everything away, and a back office that keeps it.
pub fn set_up(world: &World) -> Result<()> {
    world.configures(|document| {
        let (front, back) = (json!(["general"]), json!([BACK_OFFICE]));
        document["breaks"] = json!([REASONS[2]]);
        document["departments"] =
            json!({"general": {"escalates_to": BACK_OFFICE}, BACK_OFFICE: {}});
        let operators = CLERKS.map(|clerk| {
            let departments = if clerk.gives_away { &front } else { &back };
            (clerk.name, json!({"departments": departments, "chats": 8}))
        });
        document["operators"] = operators.into_iter().collect();
    })?;
    Ok(())
}

/// One person who never works.
pub async fn takes_breaks(load: &Load<'_>) -> Result<()> {
    let mut socket = connect(load.world, "Tom").await?;
    for reason in REASONS.into_iter().cycle() {
        if load.over.get() {
            break;
        }
        let wish = json!({"kind": "presence", "presence": "break", "reason": reason});
        let mut sent = socket.say(&wish).await.is_ok();
        loop {
            match socket.next().await {
                Ok(Heard::Message(told)) if told["kind"] == "desk" => {
                    if told["presence"] == "break" && told["break_reason"] == reason {
                        break;
                    }
                }
                Ok(Heard::Message(_)) => {}
                Ok(Heard::Closed(_)) | Err(_) => sent = false,
            }
            if !sent {
                socket = connect(load.world, "Tom").await?;
                sent = socket.say(&wish).await.is_ok();
            }
        }
        load.history.borrow_mut().breaks.push(reason.to_owned());
        sleep(BREAK_EVERY).await;
    }
    Ok(())
}

/// One change after the other, each with a name of its own.
pub async fn changes_the_configuration(load: &Load<'_>) -> Result<()> {
    let mut number = 0;
    while !load.over.get() {
        number += 1;
        let by = format!("change {number}");
        let revision = until("the change", A_WHILE, async || {
            let live = load.world.administrator_reads("configuration")?;
            // Whoever got no answer looks whether it came about.
            if live["configuration"]["name"] == by {
                return live["revision"].as_u64().context("no revision");
            }
            let mut document = live["configuration"].clone();
            document["name"] = json!(by);
            let wish = json!({"base": live["revision"], "by": by, "configuration": document});
            let answer = load.world.administrator_posts("configuration", &wish)?;
            ensure!(answer.status == 200, "{}", answer.text);
            answer.json()["revision"].as_u64().context("no revision")
        })
        .await?;
        load.history.borrow_mut().revisions.insert(by, revision);
        sleep(CHANGE_EVERY).await;
    }
    Ok(())
}

//! Kills the edge again and again under load, then looks whether everything it had acknowledged is there, once:
//! `cargo xtask prove kills`. The argument is the number of kills.

mod guest;

mod busy;

mod clerk;
mod office;

mod history;

mod centre;
mod check;
mod rows;

use anyhow::{Result, ensure};
use bellpull_e2e::figure::tell;
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::world::World;
use check::check;
use futures_util::future::{join_all, try_join_all};
use history::History;
use rows::Rows;
use std::cell::{Cell, RefCell};

const KILLS: usize = 50;

/// Between two kills; all kills together see more than 20,000.
const ACKNOWLEDGED_BETWEEN: usize = 420;

/// Who writes at the same time.
const CHATTING: usize = 16;
const CALLING_BACK: usize = 3;
const ENTERING: usize = 2;

/// What everybody knows.
struct Load<'a> {
    world: &'a World,
    history: RefCell<History>,
    over: Cell<bool>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let kills = std::env::args()
        .nth(1)
        .map_or(Ok(KILLS), |kills| kills.parse())?;
    let world = World::start(|_| {})?;
    let outcome = prove(&world, kills).await;
    world.end().await;
    outcome
}

async fn prove(world: &World, kills: usize) -> Result<()> {
    busy::open_draw(world)?;
    office::set_up(world)?;
    let load = Load {
        world,
        history: RefCell::default(),
        over: Cell::new(false),
    };
    let chatting = join_all((0..CHATTING).map(|number| busy::chats(&load, number)));
    let calling = try_join_all((0..CALLING_BACK).map(|_| busy::asks_for_callbacks(&load)));
    let entering = try_join_all((0..ENTERING).map(|_| busy::enters_the_draw(&load)));
    let answering = try_join_all(office::CLERKS.map(|clerk| clerk::answers(&load, clerk)));
    let resting = office::takes_breaks(&load);
    let changing = office::changes_the_configuration(&load);
    let killing = async {
        let killed = kill(&load, kills).await;
        load.over.set(true);
        killed
    };
    let (chatted, called, entered, answered, rested, changed, killed) = tokio::join!(
        chatting, calling, entering, answering, resting, changing, killing
    );
    killed?;
    chatted.into_iter().collect::<Result<Vec<_>>>()?;
    called?;
    entered?;
    answered?;
    rested?;
    changed?;

    let history = load.history.into_inner();
    eprintln!("acknowledged: {}; reading the rows", history.summary());
    let verdict = check(&history, &Rows::read(world, &history).await?);
    tell("kills.acknowledged", history.len() as f64);
    tell("kills.lost", verdict.lost.len() as f64);
    tell("kills.doubled", verdict.doubled.len() as f64);
    for (what, found) in [("lost", &verdict.lost), ("doubled", &verdict.doubled)] {
        for one in found.iter().take(20) {
            eprintln!("{what}: {one}");
        }
    }
    ensure!(
        verdict.lost.is_empty() && verdict.doubled.is_empty(),
        "what was acknowledged is not there exactly once"
    );
    Ok(())
}

async fn kill(load: &Load<'_>, kills: usize) -> Result<()> {
    let stack = load.world.stack();
    for kill in 1..=kills {
        let before = load.history.borrow().len();
        until("acknowledgements", A_WHILE * 10, async || {
            let now = load.history.borrow().len();
            ensure!(
                now - before >= ACKNOWLEDGED_BETWEEN,
                "{} since the last kill",
                now - before
            );
            Ok(())
        })
        .await?;
        stack.kill_edge()?;
        stack.start_edge()?;
        eprintln!(
            "kill {kill}/{kills}: {} acknowledged so far",
            load.history.borrow().len()
        );
    }
    Ok(())
}

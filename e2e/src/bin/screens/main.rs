//! Takes the pictures in `docs/screens/`: `cargo xtask screens`.

mod photographer;

mod call;

mod chat;

mod callback;

mod hours;

mod promotions;

mod register;

mod busy;

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::browser::Options;
use bellpull_e2e::world::World;
use photographer::{LOOKS, Photographer};
use std::path::Path;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/screens");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let (only, only_look) = (std::env::args().nth(1), std::env::args().nth(2));
    let looks = LOOKS.map(|look| look.name);
    require_known("story", only.as_deref(), &TOURS)?;
    require_known("look", only_look.as_deref(), &looks)?;
    for look in LOOKS {
        if only_look.as_deref().is_some_and(|only| only != look.name) {
            continue;
        }
        let photographer = Photographer::new(look, &folder);
        for name in TOURS {
            if only.as_deref().is_some_and(|only| only != name) {
                continue;
            }
            let world = World::start(|_| {})?;
            let outcome = tour(name, &world, &photographer).await;
            world.end().await;
            outcome.with_context(|| format!("{name}, {}", look.name))?;
        }
    }
    Ok(())
}

/// A name with a slip would take no picture and look like success.
fn require_known(what: &str, name: Option<&str>, known: &[&str]) -> Result<()> {
    ensure!(
        name.is_none_or(|name| known.contains(&name)),
        "There is no such {what}; take one of: {}.",
        known.join(", ")
    );
    Ok(())
}

/// One story each, with a picture of every state on the way; each begins in an empty world.
const TOURS: [&str; 6] = [
    "call",
    "chat",
    "callback",
    "hours",
    "promotions",
    "register",
];

async fn tour(name: &str, world: &World, photographer: &Photographer<'_>) -> Result<()> {
    match name {
        "call" => call::tour(world, photographer).await,
        "chat" => chat::tour(world, photographer).await,
        "callback" => callback::tour(world, photographer).await,
        "hours" => hours::tour(world, photographer).await,
        "promotions" => promotions::tour(world, photographer).await,
        _ => register::tour(world, photographer).await,
    }
}

/// Those who are in the pictures, with windows of the right size.
fn operator(photographer: &Photographer<'_>) -> Options {
    photographer.options(Options::operator())
}

fn guest(photographer: &Photographer<'_>) -> Options {
    photographer.options(Options::visitor())
}

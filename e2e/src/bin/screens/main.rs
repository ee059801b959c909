//! Takes the pictures in `docs/screens/`: `cargo xtask screens`.

mod photographer;

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::tours::{LOOKS, TOURS, tour};
use bellpull_e2e::world::World;
use photographer::Photographer;
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

//! Takes the pictures in `docs/screens/`: `cargo xtask screens`.

use anyhow::{Context as _, Result};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::patience::A_WHILE;
use bellpull_e2e::world::World;
use std::path::Path;
use tokio::try_join;

/// What is looked at: a phone and a laptop, by day and by night.
const LOOKS: [Look; 4] = [
    Look {
        name: "phone-light",
        width: 390,
        height: 844,
        dark: false,
    },
    Look {
        name: "phone-dark",
        width: 390,
        height: 844,
        dark: true,
    },
    Look {
        name: "desktop-light",
        width: 1280,
        height: 800,
        dark: false,
    },
    Look {
        name: "desktop-dark",
        width: 1280,
        height: 800,
        dark: true,
    },
];

#[derive(Clone, Copy)]
struct Look {
    name: &'static str,
    width: u32,
    height: u32,
    dark: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/screens");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    for look in LOOKS {
        let world = World::start(|_| {})?;
        let outcome = tour(&world, look, &folder).await;
        world.end().await;
        outcome.with_context(|| look.name)?;
    }
    Ok(())
}

/// One call, with a picture of every state on the way.
async fn tour(world: &World, look: Look, folder: &Path) -> Result<()> {
    let sized = |options: Options| Options {
        width: look.width,
        height: look.height,
        dark: look.dark,
        ..options
    };
    let (operator, guest) = (sized(Options::operator()), sized(Options::visitor()));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    let picture = |of: &str, state: &str| folder.join(format!("{of}-{state}-{}.png", look.name));

    visitor.in_loader("[data-test=bell]").await?;
    shoot(visitor.browser(), &picture("shop", "page")).await?;
    shoot(anna.browser(), &picture("desk", "not-ready")).await?;
    visitor.pull_the_bell().await?;
    visitor.sees("start", A_WHILE).await?;
    shoot(visitor.browser(), &picture("widget", "start")).await?;
    visitor.browser().click("call").await?;
    visitor.waits_at_place(1, A_WHILE).await?;
    shoot(visitor.browser(), &picture("widget", "waiting")).await?;

    anna.goes_online().await?;
    anna.sees("ringing", A_WHILE).await?;
    shoot(anna.browser(), &picture("desk", "ringing")).await?;
    visitor.sees("ringing", A_WHILE).await?;
    shoot(visitor.browser(), &picture("widget", "ringing")).await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;
    shoot(anna.browser(), &picture("desk", "talking")).await?;
    shoot(visitor.browser(), &picture("widget", "talking")).await?;

    anna.hangs_up().await?;
    shoot(anna.browser(), &picture("desk", "wrap-up")).await?;
    visitor.sees("ended", A_WHILE).await?;
    shoot(visitor.browser(), &picture("widget", "ended")).await?;
    anna.finishes().await?;
    anna.sees("idle", A_WHILE).await?;
    shoot(anna.browser(), &picture("desk", "idle")).await
}

/// The picture is of the whole page, whatever frame the driver is in.
async fn shoot(browser: &Browser, file: &Path) -> Result<()> {
    Ok(browser.driver().screenshot(file).await?)
}

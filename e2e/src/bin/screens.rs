//! Takes the pictures in `docs/screens/`: `cargo xtask screens`.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::World;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
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
    let options = |of: Options| Options {
        width: look.width,
        height: look.height,
        dark: look.dark,
        calm: true,
        ..of
    };
    let (operator, guest) = (options(Options::operator()), options(Options::visitor()));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    let photographer = Photographer { look, folder };
    for browser in [anna.browser(), visitor.browser()] {
        photographer.fit(browser).await?;
    }

    until("the bell", A_WHILE, async || {
        visitor.in_loader("[data-test=bell]").await
    })
    .await?;
    photographer.page(visitor.browser(), "shop").await?;
    photographer.page(anna.browser(), "desk-not-ready").await?;
    let mut busy = Busy::begin(world).await?;
    visitor.pull_the_bell().await?;
    visitor.sees("start", A_WHILE).await?;
    photographer.widget(&visitor, "start").await?;
    visitor.browser().click("call").await?;
    visitor.waits_at_place(1, A_WHILE).await?;
    photographer.widget(&visitor, "waiting").await?;
    busy.end().await?;

    anna.goes_online().await?;
    anna.sees("ringing", A_WHILE).await?;
    photographer.page(anna.browser(), "desk-ringing").await?;
    visitor.sees("ringing", A_WHILE).await?;
    photographer.widget(&visitor, "ringing").await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;
    until("a call that has begun", A_WHILE, async || {
        let timer = visitor.browser().text("timer").await?;
        ensure!(
            !["0:00", "0:01", "0:02"].contains(&timer.as_str()),
            "{timer}"
        );
        Ok(())
    })
    .await?;
    photographer.page(anna.browser(), "desk-talking").await?;
    photographer.widget(&visitor, "talking").await?;

    anna.hangs_up().await?;
    photographer.page(anna.browser(), "desk-wrap-up").await?;
    visitor.sees("ended", A_WHILE).await?;
    photographer.widget(&visitor, "ended").await?;
    anna.finishes().await?;
    anna.sees("idle", A_WHILE).await?;
    photographer.page(anna.browser(), "desk-idle").await
}

/// A colleague for whom somebody else's call rings, so that the desks are staffed and there is a queue.
struct Busy {
    colleague: Socket,
    caller: Socket,
    contact: Value,
}

impl Busy {
    async fn begin(world: &World) -> Result<Self> {
        let mut colleague = world.bare_desk("Ben").await?;
        colleague
            .say(&json!({"kind": "presence", "presence": "available"}))
            .await?;
        let (mut caller, _) = world.bare_visitor().await?;
        caller
            .say(&json!({"kind": "call", "request": "r1"}))
            .await?;
        let contact = caller.next_of_kind("contact").await?["contact"].clone();
        Ok(Self {
            colleague,
            caller,
            contact,
        })
    }

    async fn end(&mut self) -> Result<()> {
        self.colleague
            .say(&json!({"kind": "presence", "presence": "offline"}))
            .await?;
        self.caller
            .say(&json!({"kind": "hang_up", "contact": self.contact}))
            .await
    }
}

struct Photographer<'a> {
    look: Look,
    folder: &'a Path,
}

impl Photographer<'_> {
    /// Gives the page exactly the size of the look; a window has borders and a smallest width.
    async fn fit(&self, browser: &Browser) -> Result<()> {
        let Look { width, height, .. } = self.look;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        browser
            .driver()
            .cdp()
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        browser
            .driver()
            .cdp()
            .send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": true }))
            .await?;
        Ok(())
    }

    async fn page(&self, browser: &Browser, of: &str) -> Result<()> {
        Ok(browser.driver().screenshot(&self.file(of)).await?)
    }

    /// The panel alone: the shop around it has a picture of its own.
    async fn widget(&self, visitor: &Visitor, state: &str) -> Result<()> {
        visitor.browser().driver().enter_default_frame().await?;
        let panel = visitor.in_loader(".panel").await?;
        panel
            .screenshot(&self.file(&format!("widget-{state}")))
            .await?;
        visitor.enter_frame().await
    }

    fn file(&self, of: &str) -> PathBuf {
        self.folder.join(format!("{of}-{}.png", self.look.name))
    }
}

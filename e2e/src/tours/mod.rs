//! Stories that come to every state of the pages, for somebody who looks at each: a camera, or a test.

mod look;

mod call;

mod chat;

mod callback;

mod departments;

mod transfer;

mod hours;

mod promotions;

mod register;

mod office;

mod trouble;

mod doors;

mod busy;

pub use look::{LOOKS, Look};

use crate::browser::{Browser, Options};
use crate::visitor::Visitor;
use crate::world::World;
use anyhow::Result;
use serde_json::json;

/// One story each; each begins in an empty world.
pub const TOURS: [&str; 11] = [
    "call",
    "chat",
    "callback",
    "departments",
    "transfer",
    "hours",
    "promotions",
    "register",
    "office",
    "trouble",
    "doors",
];

/// Tells one of [`TOURS`].
///
/// # Errors
/// When the story comes out otherwise, or the observer does not like what it sees.
pub async fn tour(name: &str, world: &World, observer: &impl Observer) -> Result<()> {
    match name {
        "call" => call::tour(world, observer).await,
        "chat" => chat::tour(world, observer).await,
        "callback" => callback::tour(world, observer).await,
        "departments" => departments::tour(world, observer).await,
        "transfer" => transfer::tour(world, observer).await,
        "hours" => hours::tour(world, observer).await,
        "promotions" => promotions::tour(world, observer).await,
        "register" => register::tour(world, observer).await,
        "office" => office::tour(world, observer).await,
        "trouble" => trouble::tour(world, observer).await,
        _ => doors::tour(world, observer).await,
    }
}

/// Somebody who is shown every state.
#[expect(
    async_fn_in_trait,
    reason = "a story runs on one thread, nobody needs its futures to be Send"
)]
pub trait Observer {
    /// How the pages are looked at.
    fn look(&self) -> Look;

    /// A whole page, such as the desk.
    async fn page(&self, browser: &Browser, of: &str) -> Result<()>;

    /// The widget's panel; the driver is in its frame and has to be in it afterwards.
    async fn widget(&self, visitor: &Visitor, state: &str) -> Result<()>;

    /// A browser of this look.
    fn options(&self, of: Options) -> Options {
        let Look {
            width,
            height,
            dark,
            ..
        } = self.look();
        Options {
            width,
            height,
            dark,
            calm: true,
            ..of
        }
    }

    /// On a phone the desk shows one part at a time: `desk`, `chats` or `queue`.
    async fn turn_to(&self, desk: &Browser, part: &str) -> Result<()> {
        if self.look().is_phone() {
            desk.click(&format!("look-{part}")).await?;
        }
        Ok(())
    }

    /// Gives the page exactly the size of the look; a window has borders and a smallest width.
    async fn fit(&self, browser: &Browser) -> Result<()> {
        let look = self.look();
        let metrics = json!({
            "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": look.is_phone()
        });
        let devtools = browser.driver().cdp();
        devtools
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        devtools
            .send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": true }))
            .await?;
        Ok(())
    }
}

/// Those who are in the stories, with windows of the right size.
fn operator(observer: &impl Observer) -> Options {
    observer.options(Options::operator())
}

fn guest(observer: &impl Observer) -> Options {
    observer.options(Options::visitor())
}

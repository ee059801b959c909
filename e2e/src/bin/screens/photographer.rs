//! Pictures that are alike: the same sizes and schemes for every state.

use anyhow::Result;
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::visitor::Visitor;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What is looked at: a phone and a laptop, by day and by night.
pub const LOOKS: [Look; 4] = [
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
pub struct Look {
    pub name: &'static str,
    width: u32,
    height: u32,
    dark: bool,
}

pub struct Photographer<'a> {
    look: Look,
    folder: &'a Path,
}

impl<'a> Photographer<'a> {
    pub fn new(look: Look, folder: &'a Path) -> Self {
        Self { look, folder }
    }

    /// A browser of this look.
    pub fn options(&self, of: Options) -> Options {
        Options {
            width: self.look.width,
            height: self.look.height,
            dark: self.look.dark,
            calm: true,
            ..of
        }
    }

    /// On a phone the desk shows one part at a time: `desk`, `chats` or `queue`.
    pub async fn turn_to(&self, desk: &Browser, part: &str) -> Result<()> {
        if self.look.width < 600 {
            desk.click(&format!("look-{part}")).await?;
        }
        Ok(())
    }

    /// Gives the page exactly the size of the look; a window has borders and a smallest width.
    pub async fn fit(&self, browser: &Browser) -> Result<()> {
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

    pub async fn page(&self, browser: &Browser, of: &str) -> Result<()> {
        Ok(browser.driver().screenshot(&self.file(of)).await?)
    }

    /// The panel alone: the shop around it has a picture of its own.
    pub async fn widget(&self, visitor: &Visitor, state: &str) -> Result<()> {
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

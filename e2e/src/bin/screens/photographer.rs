//! Pictures that are alike.

use anyhow::Result;
use bellpull_e2e::browser::Browser;
use bellpull_e2e::tours::{Look, Observer};
use bellpull_e2e::visitor::Visitor;
use std::path::{Path, PathBuf};

pub struct Photographer<'a> {
    look: Look,
    folder: &'a Path,
}

impl<'a> Photographer<'a> {
    pub fn new(look: Look, folder: &'a Path) -> Self {
        Self { look, folder }
    }

    fn file(&self, of: &str) -> PathBuf {
        self.folder.join(format!("{of}-{}.png", self.look.name))
    }
}

impl Observer for Photographer<'_> {
    fn look(&self) -> Look {
        self.look
    }

    async fn page(&self, browser: &Browser, of: &str) -> Result<()> {
        Ok(browser.driver().screenshot(&self.file(of)).await?)
    }

    /// The panel alone: the shop around it has a picture of its own.
    async fn widget(&self, visitor: &Visitor, state: &str) -> Result<()> {
        visitor.browser().driver().enter_default_frame().await?;
        let panel = visitor.in_loader("[role=dialog]").await?;
        panel
            .screenshot(&self.file(&format!("widget-{state}")))
            .await?;
        visitor.enter_frame().await
    }
}

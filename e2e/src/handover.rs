//! A desk that gives a contact away, or asks a colleague first.

use crate::desk::Desk;
use crate::patience::{A_WHILE, until};
use anyhow::{Context as _, Result, ensure};
use std::time::Duration;
use thirtyfour::By;

impl Desk {
    /// Gives the call in hand to a colleague without a word.
    ///
    /// # Errors
    /// When the colleague is not free.
    pub async fn gives_to(&self, colleague: &str) -> Result<()> {
        self.picks("colleague", colleague, "transfer-operator")
            .await
    }

    /// Gives the call in hand to a department.
    ///
    /// # Errors
    /// When there is none of this name.
    pub async fn gives_to_department(&self, department: &str) -> Result<()> {
        self.picks("department", department, "transfer-department")
            .await
    }

    /// Asks a colleague about the call in hand; it rings there.
    ///
    /// # Errors
    /// When the colleague is not free.
    pub async fn asks(&self, colleague: &str) -> Result<()> {
        self.picks("colleague", colleague, "consult").await?;
        self.consults("ringing", A_WHILE).await
    }

    /// Opens the directory and clicks a button of a row in it. The directory tells how it was when it was opened.
    async fn picks(&self, row: &str, name: &str, button: &str) -> Result<()> {
        let browser = self.browser();
        until(&format!("{name:?} to be free"), A_WHILE, async || {
            browser.click("transfer").await?;
            browser.shown("directory").await?;
            let picked = browser.click_in_row(row, name, button).await;
            if picked.is_err() {
                browser.press(thirtyfour::Key::Escape).await?;
            }
            picked
        })
        .await?;
        browser.hidden("directory").await
    }

    /// Waits for a state of the consult: `ringing`, `connecting`, `private` or `together`.
    ///
    /// # Errors
    /// When it is another within the bound.
    pub async fn consults(&self, wanted: &str, within: Duration) -> Result<()> {
        until(&format!("the consult {wanted:?}"), within, async || {
            let bar = self.bar().await?;
            let state = bar.attr("data-consult").await?.unwrap_or_default();
            ensure!(state == wanted, "{state:?}");
            Ok(())
        })
        .await
    }

    async fn bar(&self) -> Result<thirtyfour::WebElement> {
        let bars = self.browser().driver();
        let bar = bars.find(By::Css(crate::browser::selector("consult-bar")));
        bar.await.context("nobody is asked")
    }
}

//! A desk that gives a contact away, or asks a colleague first.

use crate::desk::Desk;
use crate::patience::{A_WHILE, SOON, until};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::time::Duration;
use thirtyfour::{By, Key, WebElement};

impl Desk {
    /// Gives the call in hand to a colleague without a word.
    ///
    /// # Errors
    /// When the colleague is not free.
    pub async fn gives_to(&self, colleague: &str) -> Result<()> {
        self.picks(colleague, "transfer-operator").await
    }

    /// Gives the call in hand to a department.
    ///
    /// # Errors
    /// When there is none of this name.
    pub async fn gives_to_department(&self, department: &str) -> Result<()> {
        let browser = self.browser();
        browser.click("transfer").await?;
        browser
            .click_in_row("department", department, "transfer-department")
            .await?;
        browser.hidden("directory").await
    }

    /// Asks a colleague about the call in hand; it rings there.
    ///
    /// # Errors
    /// When the colleague is not free.
    pub async fn asks(&self, colleague: &str) -> Result<()> {
        self.picks(colleague, "consult").await?;
        self.consults("ringing", A_WHILE).await
    }

    /// Opens the directory when this colleague is free in it, which it shows as it was when it was opened.
    ///
    /// # Errors
    /// When the colleague is not free.
    pub async fn opens_the_directory(&self, colleague: &str) -> Result<()> {
        let browser = self.browser();
        until(&format!("{colleague:?} to be free"), A_WHILE, async || {
            browser.click("transfer").await?;
            browser.shown("directory").await?;
            let free = format!(
                "return [...document.querySelectorAll('[data-test=colleague][data-free=true]')]
                    .some((row) => row.innerText.includes({}))",
                json!(colleague)
            );
            let seen = until("a row that is free", SOON, async || {
                ensure!(browser.run(&free).await? == true, "there is none");
                Ok(())
            });
            let seen = seen.await;
            if seen.is_err() {
                browser.press(Key::Escape).await?;
            }
            seen
        })
        .await
    }

    async fn picks(&self, colleague: &str, button: &str) -> Result<()> {
        self.opens_the_directory(colleague).await?;
        let browser = self.browser();
        browser.click_in_row("colleague", colleague, button).await?;
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

    async fn bar(&self) -> Result<WebElement> {
        let bars = self.browser().driver();
        let bar = bars.find(By::Css(crate::browser::selector("consult-bar")));
        bar.await.context("nobody is asked")
    }
}

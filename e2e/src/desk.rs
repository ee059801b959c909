//! Somebody who answers.

use crate::browser::{Browser, selector};
use crate::patience::{A_WHILE, SOON, until};
use crate::tone::VISITOR_HZ;
use anyhow::{Context as _, Result, ensure};
use std::sync::Arc;
use std::time::Duration;
use thirtyfour::By;

/// An operator's browser at the desk.
pub struct Desk {
    browser: Arc<Browser>,
}

impl Desk {
    /// Opens a sign-in link and waits for the desk.
    ///
    /// # Errors
    /// When the link is not accepted.
    pub async fn sign_in(browser: Arc<Browser>, link: &str) -> Result<Self> {
        browser.open(link).await?;
        browser
            .shown_within("desk", A_WHILE)
            .await
            .context("the desk does not open")?;
        Ok(Self { browser })
    }

    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The one gesture that unlocks sound and microphone.
    ///
    /// # Errors
    /// When the edge does not take the operator in.
    pub async fn goes_online(&self) -> Result<()> {
        self.browser.click("go-online").await?;
        self.is("available", A_WHILE).await
    }

    /// Waits for a presence: `available`, `break`, `offline` or `unavailable`.
    ///
    /// # Errors
    /// When it is another within the bound.
    pub async fn is(&self, presence: &str, within: Duration) -> Result<()> {
        self.shows_state("presence", presence, within).await
    }

    /// Waits for a stage of the desk: `idle`, `ringing`, `connecting`, `talking`, `wrap-up` …
    ///
    /// # Errors
    /// When it is another within the bound.
    pub async fn sees(&self, stage: &str, within: Duration) -> Result<()> {
        self.shows_state("stage", stage, within).await
    }

    async fn shows_state(&self, state: &str, wanted: &str, within: Duration) -> Result<()> {
        until(&format!("the {state} {wanted:?}"), within, async || {
            let desk = self
                .browser
                .driver()
                .find(By::Css(selector("desk")))
                .await?;
            let shown = desk
                .attr(format!("data-{state}"))
                .await?
                .unwrap_or_default();
            ensure!(shown == wanted, "{shown:?}");
            Ok(())
        })
        .await
    }

    /// Waits for the ring and answers it.
    ///
    /// # Errors
    /// When it does not ring or the call does not come about.
    pub async fn answers(&self) -> Result<()> {
        self.sees("ringing", A_WHILE).await?;
        self.browser.click("answer").await?;
        self.sees("talking", A_WHILE).await
    }

    /// Waits for a chat's ring and takes it.
    ///
    /// # Errors
    /// When none rings.
    pub async fn takes_the_chat(&self) -> Result<()> {
        self.browser.shown_within("chat-ring", A_WHILE).await?;
        self.browser.click("accept-chat").await?;
        self.browser.shown("line-text").await?;
        Ok(())
    }

    /// Talks and hears the visitor's tone.
    ///
    /// # Errors
    /// When that does not come within the bound.
    pub async fn hears_the_visitor(&self, within: Duration) -> Result<()> {
        self.sees("talking", within).await?;
        self.browser
            .hear(VISITOR_HZ, within)
            .await
            .context("the operator does not hear the visitor")
    }

    /// # Errors
    /// When there is no button for it.
    pub async fn hangs_up(&self) -> Result<()> {
        self.browser.click("hang-up").await?;
        self.sees("wrap-up", SOON).await
    }

    /// Ends the wrap-up.
    ///
    /// # Errors
    /// When there is none or it does not end.
    pub async fn finishes(&self) -> Result<()> {
        self.browser.click("finish").await?;
        self.browser.hidden("finish").await
    }

    /// Loads the desk again.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn reloads(&self) -> Result<()> {
        self.browser.driver().refresh().await?;
        self.browser.shown_within("desk", A_WHILE).await?;
        Ok(())
    }

    /// How many the desk says are waiting.
    ///
    /// # Errors
    /// When the desk does not show it.
    pub async fn waiting(&self) -> Result<usize> {
        Ok(self
            .browser
            .driver()
            .find_all(By::Css(selector("waiting-row")))
            .await?
            .len())
    }

    /// Waits until so many are waiting.
    ///
    /// # Errors
    /// When there are others within the bound.
    pub async fn sees_waiting(&self, number: usize, within: Duration) -> Result<()> {
        until(
            &format!("{number} waiting at the desk"),
            within,
            async || {
                let shown = self.waiting().await?;
                ensure!(shown == number, "{shown}");
                Ok(())
            },
        )
        .await
    }
}

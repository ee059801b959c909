//! Somebody on a customer's site who pulls the bell.

use crate::browser::{Browser, selector};
use crate::patience::{A_WHILE, SOON, until};
use crate::tone::{COLLEAGUE_HZ, OPERATOR_HZ, VISITOR_HZ, WAITING_HZ};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use thirtyfour::{Key, WebElement};

/// Moments with a note, in more than one round of the waiting tone.
const NOTES_OF_A_ROUND: usize = 15;

/// A visitor's browser. Once the bell was pulled, the driver stays inside the widget's frame.
pub struct Visitor {
    browser: Arc<Browser>,
}

impl Visitor {
    /// # Errors
    /// When the page does not open.
    pub async fn at(browser: Arc<Browser>, url: &str) -> Result<Self> {
        browser.open(url).await?;
        Ok(Self { browser })
    }

    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Clicks the loader's button and goes into the frame that it opens.
    ///
    /// # Errors
    /// When there is no bell or no frame comes.
    pub async fn pull_the_bell(&self) -> Result<()> {
        self.browser.driver().enter_default_frame().await?;
        until("the bell to be clickable", SOON, async || {
            let bell = self.in_loader(&selector("bell")).await?;
            Ok(bell.click().await?)
        })
        .await?;
        self.enter_frame().await
    }

    /// As [`Self::pull_the_bell`], with Tab and Enter.
    ///
    /// # Errors
    /// When the bell cannot be reached or no frame comes.
    pub async fn pull_the_bell_by_keyboard(&self) -> Result<()> {
        self.browser.tab_to("bell").await?;
        self.browser.press(Key::Enter).await?;
        self.enter_frame().await
    }

    /// Goes into the widget's frame.
    ///
    /// # Errors
    /// When there is none soon.
    pub async fn enter_frame(&self) -> Result<()> {
        until("the widget's frame", SOON, async || {
            self.browser.driver().enter_default_frame().await?;
            self.in_loader("iframe").await?.enter_frame().await?;
            self.screen().await
        })
        .await?;
        Ok(())
    }

    /// An element of the loader, which lives in a shadow root.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn in_loader(&self, css: &str) -> Result<WebElement> {
        // By script: drivers do not agree on the command that looks into a shadow root.
        let look = format!(
            "return document.querySelector('bell-pull')?.shadowRoot?.querySelector({})",
            json!(css)
        );
        let found = self.browser.driver().execute(look, Vec::new()).await?;
        found
            .element()
            .with_context(|| format!("the loader is not there or has no {css:?}"))
    }

    /// Pulls the bell and calls.
    ///
    /// # Errors
    /// When the widget does not come as far as waiting or further.
    pub async fn call(&self) -> Result<()> {
        self.pull_the_bell().await?;
        self.browser.click("call").await?;
        until("the call to be in the queue", A_WHILE, async || {
            let screen = self.screen().await?;
            ensure!(
                ["waiting", "ringing", "connecting", "talking"].contains(&screen.as_str()),
                "{screen}"
            );
            Ok(())
        })
        .await
    }

    /// Pulls the bell and starts a chat.
    ///
    /// # Errors
    /// When the widget does not come as far as waiting or further.
    pub async fn starts_a_chat(&self) -> Result<()> {
        self.pull_the_bell().await?;
        self.browser.click("start-chat").await?;
        until("the chat to be in the queue", A_WHILE, async || {
            let screen = self.screen().await?;
            ensure!(
                ["waiting", "ringing", "chatting"].contains(&screen.as_str()),
                "{screen}"
            );
            Ok(())
        })
        .await
    }

    /// The name of the screen that is shown.
    ///
    /// # Errors
    /// When the driver is not in the frame.
    pub async fn screen(&self) -> Result<String> {
        let script = "return document.querySelector('[data-test=screen]')?.dataset.screen ?? ''";
        let screen = self.browser.run(script).await?;
        match screen.as_str() {
            Some(name) if !name.is_empty() => Ok(name.to_owned()),
            _ => bail!("the widget shows nothing yet"),
        }
    }

    /// Waits for a screen.
    ///
    /// # Errors
    /// When it does not come within the bound; says which is shown instead.
    pub async fn sees(&self, screen: &str, within: Duration) -> Result<()> {
        until(&format!("the screen {screen:?}"), within, async || {
            let shown = self.screen().await?;
            ensure!(shown == screen, "{shown}");
            Ok(())
        })
        .await
    }

    /// Waits for a place in the queue, as it is told in words: 1 is next.
    ///
    /// # Errors
    /// When the place is another one within the bound.
    pub async fn waits_at_place(&self, place: usize, within: Duration) -> Result<()> {
        let words = match place {
            1 => "You are next".to_owned(),
            more => format!("{} before you", more - 1),
        };
        self.browser.says("title", &words, within).await
    }

    /// Talks and hears the operator's tone.
    ///
    /// # Errors
    /// When that does not come within the bound.
    pub async fn hears_the_operator(&self, within: Duration) -> Result<()> {
        self.sees("talking", within).await?;
        self.browser
            .hear(OPERATOR_HZ, within)
            .await
            .context("the visitor does not hear the operator")
    }

    /// Over more than one round of the waiting tone: it is there, and nobody is heard.
    ///
    /// # Errors
    /// When the tone does not come for so long, or anybody is heard meanwhile.
    pub async fn hears_only_the_waiting_tone(&self) -> Result<()> {
        let mut notes = 0;
        let mut heard = None;
        until("a whole round of the waiting tone", A_WHILE, async || {
            let sounds = self.browser.listen_to_all().await?;
            for sound in &sounds {
                let parties = [VISITOR_HZ, OPERATOR_HZ, COLLEAGUE_HZ];
                if parties.into_iter().any(|party| sound.is_tone(party)) {
                    heard = Some(*sound);
                    return Ok(());
                }
                notes += usize::from(WAITING_HZ.into_iter().any(|note| sound.is_tone(note)));
            }
            ensure!(
                notes >= NOTES_OF_A_ROUND,
                "{sounds:?} after {notes} moments with a note of the waiting tone"
            );
            Ok(())
        })
        .await?;
        match heard {
            Some(somebody) => bail!("{somebody} while waiting"),
            None => Ok(()),
        }
    }

    /// # Errors
    /// When there is no button for it.
    pub async fn hangs_up(&self) -> Result<()> {
        self.browser.click("hang-up").await
    }

    /// Closes the panel by the button in it, and waits until it is closed: then the bell opens it again.
    ///
    /// # Errors
    /// When there is no such button or the panel stays.
    pub async fn closes_the_panel(&self) -> Result<()> {
        self.browser.click("close").await?;
        self.browser.driver().enter_default_frame().await?;
        until("the panel to be closed", SOON, async || {
            let hidden = self
                .in_loader("[role=dialog]")
                .await?
                .attr("hidden")
                .await?;
            ensure!(hidden.is_some(), "it is open");
            Ok(())
        })
        .await
    }

    /// Loads the site's page again, which closes the frame, and pulls the bell again.
    ///
    /// # Errors
    /// When page or widget do not come back.
    pub async fn reloads(&self) -> Result<()> {
        self.browser.driver().enter_default_frame().await?;
        self.browser.driver().refresh().await?;
        self.pull_the_bell().await
    }
}

//! What a page shows, by its `data-test` hooks.

use super::{Browser, selector};
use crate::patience::{SOON, until};
use anyhow::{Result, bail, ensure};
use std::time::Duration;
use thirtyfour::{By, Key, WebElement};

impl Browser {
    /// The visible element with this `data-test`, as soon as there is one.
    ///
    /// # Errors
    /// When none appears soon; says which hooks are visible instead.
    pub async fn shown(&self, hook: &str) -> Result<WebElement> {
        self.shown_within(hook, SOON).await
    }

    /// As [`Self::shown`], with a bound.
    ///
    /// # Errors
    /// As [`Self::shown`].
    pub async fn shown_within(&self, hook: &str, within: Duration) -> Result<WebElement> {
        until(&format!("{hook:?} to be shown"), within, async || {
            self.find_shown(hook).await
        })
        .await
    }

    async fn find_shown(&self, hook: &str) -> Result<WebElement> {
        for element in self.driver.find_all(By::Css(selector(hook))).await? {
            if element.is_displayed().await? {
                return Ok(element);
            }
        }
        bail!("{}", self.hooks_shown().await?)
    }

    /// # Errors
    /// When it stays.
    pub async fn hidden(&self, hook: &str) -> Result<()> {
        until(&format!("{hook:?} to be hidden"), SOON, async || {
            // A driver that cannot look has not seen that it is hidden.
            for element in self.driver.find_all(By::Css(selector(hook))).await? {
                ensure!(!element.is_displayed().await?, "it is still shown");
            }
            Ok(())
        })
        .await
    }

    /// All visible hooks with their texts, for messages.
    async fn hooks_shown(&self) -> Result<String> {
        let script = "return [...document.querySelectorAll('[data-test]')]
            .filter((e) => e.checkVisibility())
            .map((e) => `${e.dataset.test}=${JSON.stringify(e.innerText?.slice(0, 60) ?? '')}`).join(', ')";
        Ok(format!(
            "shown: {}",
            self.run(script).await?.as_str().unwrap_or_default()
        ))
    }

    /// Clicks as soon as that is possible.
    ///
    /// # Errors
    /// When it does not become clickable soon.
    pub async fn click(&self, hook: &str) -> Result<()> {
        until(&format!("{hook:?} to be clickable"), SOON, async || {
            let element = self.find_shown(hook).await?;
            ensure!(element.is_enabled().await?, "it is disabled");
            Ok(element.click().await?)
        })
        .await
    }

    /// As [`Self::click`], in the row that says `name`.
    ///
    /// # Errors
    /// When there is no such row, or what is to be clicked does not become clickable soon.
    pub async fn click_in_row(&self, row: &str, name: &str, hook: &str) -> Result<()> {
        let what = format!("{hook:?} to be clickable in the {row:?} of {name:?}");
        until(&what, SOON, async || {
            for element in self.driver.find_all(By::Css(selector(row))).await? {
                if element.text().await?.contains(name) {
                    let button = element.find(By::Css(selector(hook))).await?;
                    ensure!(button.is_enabled().await?, "it is disabled");
                    return Ok(button.click().await?);
                }
            }
            bail!("{}", self.hooks_shown().await?)
        })
        .await
    }

    /// Chooses the entry of a list whose text contains `part`.
    ///
    /// # Errors
    /// When there is no such entry soon.
    pub async fn choose(&self, hook: &str, part: &str) -> Result<()> {
        until(
            &format!("{part:?} to be chosen in {hook:?}"),
            SOON,
            async || {
                let list = self.find_shown(hook).await?;
                let mut texts = Vec::new();
                for entry in list.find_all(By::Tag("option")).await? {
                    let text = entry.text().await?;
                    if text.contains(part) {
                        return Ok(entry.click().await?);
                    }
                    texts.push(text);
                }
                bail!("there is only {texts:?}")
            },
        )
        .await
    }

    /// Replaces what stands in a field, as somebody does who types.
    ///
    /// # Errors
    /// When there is no such field soon.
    pub async fn fill(&self, hook: &str, text: &str) -> Result<()> {
        let field = self.shown(hook).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + text).await?;
        Ok(())
    }

    /// The text of a visible element.
    ///
    /// # Errors
    /// When it is not shown soon.
    pub async fn text(&self, hook: &str) -> Result<String> {
        Ok(self.shown(hook).await?.text().await?)
    }

    /// Waits until the visible text contains `part`.
    ///
    /// # Errors
    /// When it does not within the bound; says what it was instead.
    pub async fn says(&self, hook: &str, part: &str, within: Duration) -> Result<()> {
        until(&format!("{hook:?} to say {part:?}"), within, async || {
            let text = self.find_shown(hook).await?.text().await?;
            ensure!(text.contains(part), "{text:?}");
            Ok(())
        })
        .await
    }
}

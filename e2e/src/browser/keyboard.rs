//! Hands on a keyboard.

use super::Browser;
use crate::patience::{SOON, until};
use anyhow::{Result, bail, ensure};
use thirtyfour::{Key, TypingData};

impl Browser {
    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, key: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Presses a key while Ctrl is held.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press_with_control(&self, key: Key) -> Result<()> {
        let chain = self
            .driver
            .action_chain()
            .key_down(Key::Control)
            .key_down(key.clone());
        Ok(chain.key_up(key).key_up(Key::Control).perform().await?)
    }

    /// Presses Tab until this is focused, as somebody without a mouse does.
    ///
    /// # Errors
    /// When it cannot be reached with 40 presses.
    pub async fn tab_to(&self, hook: &str) -> Result<()> {
        let script = "let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at?.dataset?.test ?? at?.tagName ?? 'nothing'";
        let mut passed = Vec::new();
        for _ in 0..40 {
            let focused = self
                .run(script)
                .await?
                .as_str()
                .unwrap_or_default()
                .to_owned();
            if focused == hook {
                return Ok(());
            }
            passed.push(focused);
            self.press(Key::Tab).await?;
        }
        bail!("Tab does not reach {hook:?}, only {passed:?}")
    }

    /// Waits until something has the focus and shows it; after a change that may take a moment.
    ///
    /// # Errors
    /// When the focus fell back to the page, or cannot be seen; says what has it.
    pub async fn shows_the_focus(&self) -> Result<()> {
        let script = "let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            if (!at || at === document.body) return 'nothing has the focus';
            const { outlineStyle, outlineWidth } = getComputedStyle(at);
            const name = at.dataset.test ?? at.id ?? at.tagName;
            if (!at.checkVisibility()) return name + ' has the focus and is hidden';
            if (outlineStyle === 'none' || parseFloat(outlineWidth) === 0) return name + ' has no outline';
            return ''";
        until("the focus", SOON, async || {
            let wrong = self.run(script).await?;
            ensure!(wrong == "", "{wrong}");
            Ok(())
        })
        .await
    }

    /// Types wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn types(&self, words: &str) -> Result<()> {
        self.press(words).await
    }
}

//! What a page plays.

use super::Browser;
use crate::hearing::{EAR, Sound, Spectrum};
use crate::patience::until;
use anyhow::{Result, anyhow, ensure};
use std::time::Duration;

impl Browser {
    /// What the current frame plays to its person right now.
    ///
    /// # Errors
    /// When nothing is connected or the page may not make sound.
    pub async fn listen(&self) -> Result<Sound> {
        let heard = self.run(EAR).await?;
        if let Some(why_not) = heard.as_str() {
            return Err(anyhow!("{why_not}"));
        }
        let spectrum: Spectrum = serde_json::from_value(heard)?;
        Ok(spectrum.sound())
    }

    /// Waits until the current frame plays this frequency.
    ///
    /// # Errors
    /// When it does not within the bound; says what was heard instead.
    pub async fn hear(&self, hz: u32, within: Duration) -> Result<()> {
        until(&format!("a tone of {hz} Hz"), within, async || {
            let sound = self.listen().await?;
            ensure!(sound.is_tone(hz), "{sound}");
            Ok(())
        })
        .await
    }

    /// Waits until the current frame plays nothing.
    ///
    /// # Errors
    /// When it still plays something at the bound, or is connected to nothing at all.
    pub async fn hear_silence(&self, within: Duration) -> Result<()> {
        until("silence", within, async || {
            let sound = self.listen().await?;
            ensure!(sound == Sound::Silence, "{sound}");
            Ok(())
        })
        .await
    }
}

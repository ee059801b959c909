//! What a page plays.

use super::Browser;
use crate::hearing::{Heard, Sound, all_ears, are_just, one_ear};
use crate::patience::until;
use anyhow::{Context as _, Result, bail, ensure};
use std::time::Duration;

impl Browser {
    /// What the current frame plays of the other party right now.
    ///
    /// # Errors
    /// When nothing is connected or the page may not make sound.
    pub async fn listen(&self) -> Result<Sound> {
        let sounds = self.listen_with(&one_ear()).await?;
        sounds.into_iter().next().context("no ear")
    }

    /// What the current frame plays right now, of the other party and, with three in one call, of the third.
    ///
    /// # Errors
    /// When nothing is connected or the page may not make sound.
    pub async fn listen_to_all(&self) -> Result<Vec<Sound>> {
        self.listen_with(&all_ears()).await
    }

    async fn listen_with(&self, ears: &str) -> Result<Vec<Sound>> {
        let heard: Vec<Heard> = serde_json::from_value(self.run(ears).await?)?;
        let sound = |heard| match heard {
            Heard::Spectrum(spectrum) => Ok(spectrum.sound()),
            Heard::Nothing(why) => bail!("{why}"),
        };
        heard.into_iter().map(sound).collect()
    }

    /// Waits until the current frame plays each of these frequencies, one party each, and nothing else: no tones are
    /// silence.
    ///
    /// # Errors
    /// When it does not within the bound; says what was heard instead.
    pub async fn hear_just(&self, tones: &[u32], within: Duration) -> Result<()> {
        until(&format!("just {tones:?} Hz"), within, async || {
            let sounds = self.listen_to_all().await?;
            ensure!(are_just(&sounds, tones), "{sounds:?}");
            Ok(())
        })
        .await
    }

    /// Waits until the current frame plays this frequency, whoever else is heard.
    ///
    /// # Errors
    /// When it does not within the bound; says what was heard instead.
    pub async fn hear_among_others(&self, hz: u32, within: Duration) -> Result<()> {
        let what = format!("a tone of {hz} Hz from anybody");
        until(&what, within, async || {
            let sounds = self.listen_to_all().await?;
            ensure!(sounds.iter().any(|sound| sound.is_tone(hz)), "{sounds:?}");
            Ok(())
        })
        .await
    }

    /// Waits until the current frame plays this frequency of the other party.
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

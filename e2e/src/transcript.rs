//! What a page shows of a chat, and hands that write in it; the same in the widget and at the desk.

use crate::browser::Browser;
use crate::patience::until;
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::time::Duration;

/// One line as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ShownLine {
    /// `visitor` or `operator`.
    pub from: String,
    /// Its number; missing while it is on its way.
    pub seq: Option<u32>,
    pub words: String,
}

/// Reads the visible lines. Their words stand in an element of their own, beside the time.
const READ: &str = "return [...document.querySelectorAll('[data-test=line]')]
    .filter((line) => line.checkVisibility())
    .map((line) => ({
        from: line.dataset.from,
        seq: Number(line.dataset.seq) || null,
        words: (line.querySelector('[data-test=words]') ?? line).textContent.trim(),
    }))";

impl Browser {
    /// Writes a line and sends it with Enter.
    ///
    /// # Errors
    /// When there is nowhere to write.
    pub async fn writes(&self, words: &str) -> Result<()> {
        let field = self.shown("line-text").await?;
        field.send_keys(words).await?;
        self.press(thirtyfour::Key::Enter).await
    }

    /// # Errors
    /// When the page cannot be read.
    pub async fn transcript(&self) -> Result<Vec<ShownLine>> {
        serde_json::from_value(self.run(READ).await?).context("a line without its attributes")
    }

    /// Waits until these lines are shown, in this order and no others, all of them numbered without a gap.
    ///
    /// # Errors
    /// When others are shown within the bound; says which.
    pub async fn reads(&self, expected: &[(&str, &str)], within: Duration) -> Result<()> {
        until("the transcript", within, async || {
            let shown = self.transcript().await?;
            let lines: Vec<(&str, &str)> = shown
                .iter()
                .map(|line| (line.from.as_str(), line.words.as_str()))
                .collect();
            ensure!(lines == expected, "{shown:?}");
            let numbered = shown
                .iter()
                .zip(1..)
                .all(|(line, seq)| line.seq == Some(seq));
            ensure!(numbered, "not numbered from 1 without a gap: {shown:?}");
            Ok(())
        })
        .await
    }
}

//! Times taken inside the pages, so that the test's own looking costs nothing.

use crate::browser::Browser;
use crate::patience::{A_WHILE, until};
use anyhow::{Result, ensure};
use serde::Deserialize;

const WATCH: &str = include_str!("stopwatch.js");

/// When things happened in a page, in milliseconds of the machine's clock; 0 is not yet.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Times {
    pub clicked: f64,
    pub rang: f64,
    pub heard: f64,
}

/// Notes times in the browser's current frame from now on; `hz` is the tone it will hear.
///
/// # Errors
/// When the page cannot run the script.
pub async fn start(browser: &Browser, hz: u32) -> Result<()> {
    let script = format!("return (function () {{ {WATCH} }})({hz})");
    browser.run(&script).await.map(drop)
}

/// Waits until the page has times that fit.
///
/// # Errors
/// When it has none within the bound.
pub async fn times(browser: &Browser, what: &str, fit: impl Fn(&Times) -> bool) -> Result<Times> {
    until(what, A_WHILE, async || {
        let times = browser.run("return window.bellpullTimes").await?;
        let times: Times = serde_json::from_value(times)?;
        ensure!(fit(&times), "{times:?}");
        Ok(times)
    })
    .await
}

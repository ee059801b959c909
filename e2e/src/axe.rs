//! Deque's axe, which knows the rules of WCAG and what good pages do beyond them.

use crate::browser::Browser;
use anyhow::{Context as _, Result};
use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// One rule that one element breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Violation {
    pub rule: String,
    /// Through frames and shadow roots down to the element.
    pub element: String,
    /// What axe says to do.
    pub advice: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.rule, self.element, self.advice)
    }
}

/// Looks at the page and every frame that [`prepare`] was called in. What cannot be decided, such as contrast on a
/// picture, is not among the violations.
const LOOK: &str = "return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => ({
        rule: id,
        element: target.flat().join(' '),
        advice: failureSummary.split('\\n').map((line) => line.trim()).filter(Boolean).slice(1).join('; '),
    }))))";

/// Brings axe into the current frame, unless it is there.
///
/// # Errors
/// When npm's package is missing or the browser refuses.
pub async fn prepare(browser: &Browser) -> Result<()> {
    if browser.run("return typeof axe").await? == "object" {
        return Ok(());
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file)
        .with_context(|| format!("{} is missing: run `npm ci`", file.display()))?;
    // Our frame is on another origin than the page around it.
    let allow = "axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })";
    browser.run(&format!("{axe};{allow}")).await.map(drop)
}

/// All violations of the page that the driver is in.
///
/// # Errors
/// When axe was not [`prepare`]d or fails.
pub async fn violations(browser: &Browser) -> Result<Vec<Violation>> {
    serde_json::from_value(browser.run(LOOK).await?).context("axe answers something else")
}

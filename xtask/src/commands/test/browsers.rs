//! Chromium and Firefox with their drivers.

use anyhow::Result;

use super::packages::{self, Packaged};
use crate::tools;

const CHROMIUM: [Packaged; 2] = [
    Packaged {
        program: "chromium",
        package: "chromium",
    },
    Packaged {
        program: "chromedriver",
        package: "chromium-driver",
    },
];

const FIREFOX: [Packaged; 1] = [Packaged {
    program: "firefox",
    package: "firefox-esr",
}];

/// Debian has no package of Firefox's driver.
const GECKODRIVER: &str = "0.37.1";

/// Installs Chromium and chromedriver where they are missing.
///
/// # Errors
/// When we may not or cannot install them; the sentence says how to.
pub fn require() -> Result<()> {
    packages::require(&CHROMIUM)
}

/// Installs Firefox and builds geckodriver where they are missing.
///
/// # Errors
/// As [`require`].
pub fn require_firefox() -> Result<()> {
    packages::require(&FIREFOX)?;
    tools::require_built("geckodriver", GECKODRIVER, &["--version"])
}

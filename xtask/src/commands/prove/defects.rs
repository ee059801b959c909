//! Mistakes that are put into a copy of the heart on purpose; the simulation must find each.

use anyhow::{Result, bail};

/// Owned by the heart's part; filled in below.
pub fn run() -> Result<()> {
    bail!("no defect is described yet")
}

//! `cargo xtask test`
use anyhow::Result;

#[derive(Debug, clap::Args)]
pub struct Test {
    /// Runs only the tests whose name contains one of these
    filters: Vec<String>,
}

impl Test {
    pub fn run(self) -> Result<()> {
        Ok(())
    }
}

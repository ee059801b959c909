//! `cargo xtask hours HOTLINE FILE`

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::DataArg;
use crate::progress::say;
use crate::stack;

#[derive(Debug, clap::Args)]
pub struct Hours {
    /// The hotline's id; the demo company's is `demo`
    hotline: String,

    /// JSON file with the hours; without one the hotline is always open
    ///
    /// For example {"zone": "Europe/Vienna", "week": {"monday": [{"opens": "09:00", "closes": "17:00"}]}, "exceptions":
    /// {"2026-12-24": []}}: an interval that closes before it opens runs over midnight, an exception without intervals
    /// is closed.
    file: Option<PathBuf>,

    #[command(flatten)]
    data: DataArg,
}

impl Hours {
    pub fn run(self) -> Result<()> {
        let hours = match &self.file {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("{} cannot be read", file.display()))?;
                serde_json::from_str(&text)
                    .with_context(|| format!("{} is not JSON", file.display()))?
            }
            None => serde_json::Value::Null,
        };
        stack::set_hours(&self.data.folder(), &self.hotline, &hours)?;
        say(&match self.file {
            Some(_) => format!("{} keeps these hours from now on.", self.hotline),
            None => format!("{} is always open from now on.", self.hotline),
        });
        Ok(())
    }
}

//! `cargo xtask configuration` and `cargo xtask undo-configuration`

use anyhow::{Result, bail};

use super::{ByArg, DataArg};
use crate::configuring::{LiveConfiguration, differences, refusal, written};
use crate::progress::say;

#[derive(Debug, clap::Args)]
pub struct Configuration {
    /// Whose; an installation with one organisation needs none
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,

    /// List all revisions instead, the newest first
    #[arg(long)]
    history: bool,

    #[command(flatten)]
    data: DataArg,
}

#[derive(Debug, clap::Args)]
pub struct UndoConfiguration {
    /// The revision that shall hold again; by default the one before the live one
    #[arg(long, value_name = "N")]
    to: Option<u64>,

    /// Whose; an installation with one organisation needs none
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,

    #[command(flatten)]
    by: ByArg,

    #[command(flatten)]
    data: DataArg,
}

impl Configuration {
    pub fn run(self) -> Result<()> {
        let edge = LiveConfiguration::of(&self.data.folder())?;
        let organisation = self.organisation.as_deref();
        if !self.history {
            // It ends its last line itself.
            say(written(&edge.get(organisation)?)?.trim_end());
            return Ok(());
        }
        for line in edge.history(organisation)? {
            let by = line.by.as_deref().unwrap_or("the installation");
            say(&format!(
                "{:>6}  {}  {} changes, {by}",
                line.revision,
                line.at(),
                line.changes_count
            ));
        }
        Ok(())
    }
}

impl UndoConfiguration {
    pub fn run(self) -> Result<()> {
        let edge = LiveConfiguration::of(&self.data.folder())?;
        let live = edge.get(self.organisation.as_deref())?;
        let to = self.to.unwrap_or(live.revision.saturating_sub(1));
        if to == 0 || to >= live.revision {
            bail!(
                "The live configuration is revision {}; an older one can hold again. `cargo xtask configuration \
                 --history` lists them.",
                live.revision
            );
        }
        let undone = edge.undo(&live, to, &self.by.name())?;
        let undone =
            undone.map_err(|refused| anyhow::anyhow!(refusal(&refused, live.revision, &live)))?;
        if !undone.changes.is_empty() {
            say(&differences(&undone.changes));
        }
        say(&format!(
            "\nRevision {to} holds again, as revision {}.",
            undone.revision
        ));
        Ok(())
    }
}

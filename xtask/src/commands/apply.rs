//! `cargo xtask apply FILE`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{ByArg, DataArg};
use crate::configuring::{
    LiveConfiguration, Refused, Remembered, Wish, differences, read, refusal,
};
use crate::progress::say;

#[derive(Debug, clap::Args)]
pub struct Apply {
    /// The configuration, such as `hotline.toml`
    file: PathBuf,

    /// Look for mistakes and show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    by: ByArg,

    #[command(flatten)]
    data: DataArg,
}

impl Apply {
    pub fn run(self) -> Result<()> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file)
            .with_context(|| format!("{file} cannot be read"))?;
        let document = read(&text).with_context(|| format!("{file} is not right"))?;

        let data = self.data.folder();
        let edge = LiveConfiguration::of(&data)?;
        let live = edge.get(document.organisation.as_deref())?;
        let mut remembered = Remembered::open(&data);
        let base = remembered.base(&live.organisation, &self.file, document.revision);
        if base < live.revision {
            bail!("{}", refusal(&Refused::Stale(live.revision), base, &live));
        }
        let by = self.by.name();
        let wish = |dry_run| Wish {
            organisation: &live.organisation,
            base,
            by: &by,
            dry_run,
            configuration: &document.configuration,
        };
        let refused = |refused| anyhow::anyhow!(refusal(&refused, base, &live));

        let differs = edge.change(&wish(true))?.map_err(refused)?;
        if differs.changes.is_empty() {
            say(&format!(
                "{file} is the live configuration, revision {}.",
                live.revision
            ));
            return Ok(());
        }
        say(&differences(&differs.changes));
        if self.dry_run {
            say("\nNothing was changed.");
            return Ok(());
        }
        let changed = edge.change(&wish(false))?.map_err(refused)?;
        remembered.remember(&live.organisation, &self.file, changed.revision)?;
        say(&format!(
            "\nThis holds from now on, as revision {}.",
            changed.revision
        ));
        Ok(())
    }
}

//! `cargo xtask sign-in NAME`

use anyhow::{Result, ensure};

use super::DataArg;
use crate::progress::say;
use crate::stack;

#[derive(Debug, clap::Args)]
pub struct SignIn {
    /// The operator's name; a new name makes a new operator
    name: String,

    #[command(flatten)]
    data: DataArg,
}

impl SignIn {
    pub fn run(self) -> Result<()> {
        let name = self.name.trim();
        ensure!(
            !name.is_empty(),
            "An operator needs a name: `cargo xtask sign-in Anna`."
        );
        let sign_in = stack::sign_in_link(&self.data.folder(), name)?;
        if sign_in.created {
            eprintln!("{name} is a new operator.");
        }
        say(&sign_in.link);
        Ok(())
    }
}

//! `cargo xtask sign-in NAME`

use anyhow::{Result, ensure};

use super::DataArg;
use crate::progress::say;
use crate::stack::{self, Role, SignInWish};

#[derive(Debug, clap::Args)]
pub struct SignIn {
    /// The person's name; a new name makes a new person
    name: String,

    /// What they may do from now on; may be given several times. A new person is an operator
    #[arg(long = "role", value_enum, value_name = "ROLE")]
    roles: Vec<Role>,

    /// A hotline whose register and figures a client sees; may be given several times
    #[arg(long = "hotline", value_name = "ID")]
    hotlines: Vec<String>,

    #[command(flatten)]
    data: DataArg,
}

impl SignIn {
    pub fn run(self) -> Result<()> {
        let name = self.name.trim();
        ensure!(
            !name.is_empty(),
            "A person needs a name: `cargo xtask sign-in Anna`."
        );
        let sign_in = stack::sign_in_link(
            &self.data.folder(),
            &SignInWish {
                name,
                roles: &self.roles,
                hotlines: &self.hotlines,
                page: None,
            },
        )?;
        if sign_in.created {
            eprintln!("{name} is new here.");
        }
        say(&sign_in.link);
        Ok(())
    }
}

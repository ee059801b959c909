//! `cargo xtask up`

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::DataArg;
use crate::build;
use crate::configuring;
use crate::paths;
use crate::progress::{say, step};
use crate::stack::{Role, SignInWish, Stack, StackConfig, require_ready};

/// The highest port that leaves room for the sound's, which is the next one.
const HIGHEST_PORT: i64 = 65_534;

#[derive(Debug, clap::Args)]
pub struct Up {
    /// Build small and fast (takes minutes longer the first time)
    #[arg(long)]
    release: bool,

    /// HTTP port of all pages; the sound uses the ports after it (UDP and TCP), one for two cores
    #[arg(long, value_name = "N", default_value_t = 7300, value_parser = clap::value_parser!(u16).range(1024..=HIGHEST_PORT))]
    port: u16,

    /// What an empty data folder begins with; later changes go through `cargo xtask apply`
    ///
    /// Without one it is the clone's `hotline.toml`.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,

    #[command(flatten)]
    data: DataArg,
}

impl Up {
    pub fn run(self) -> Result<()> {
        let folder = self.data.folder();
        // Asked before minutes of building; asked again when it counts, at the start.
        drop(require_ready(&folder, self.port, self.port + 1)?);
        let seed = self.seed()?;

        let built = build::build(super::flavour(self.release))?;
        let config = StackConfig {
            seed,
            ..StackConfig::new(built.dist, built.server, &folder, self.port)?
        };
        let stack = step("Starting", || Stack::start(config))?;
        let [desk, promotions, register] = links_of_anna(&stack)?;

        say("");
        say(&format!("site URL       {}/", stack.origins().site()));
        say(&format!(
            "second site    {}/lantern.html",
            stack.origins().site()
        ));
        say(&format!("desk URL       {desk}"));
        say(&format!("promotions URL {promotions}"));
        say(&format!("register URL   {register}"));
        say(&format!("health URL     {}", stack.origins().health()));
        say("");
        say(
            "Desk, promotions and register URL sign Anna in, each once; she may see all three pages. \
             `cargo xtask sign-in NAME --role …` makes more. Ctrl-C stops everything.",
        );

        // Until here Ctrl-C just ended us, and our parts with us.
        if Signals::new([SIGINT, SIGTERM, SIGHUP])?
            .forever()
            .next()
            .is_none()
        {
            bail!("the wait for Ctrl-C was cut short");
        }
        step("Stopping", || {
            stack.stop();
            Ok(())
        })
    }
}

impl Up {
    fn seed(&self) -> Result<String> {
        let file = self.seed.clone();
        let file = file.unwrap_or_else(|| paths::workspace().join("hotline.toml"));
        let name = file.display();
        let text = fs::read_to_string(&file).with_context(|| format!("{name} cannot be read"))?;
        configuring::seed(&text).with_context(|| format!("{name} is not right"))
    }
}

/// One person with all roles, because in one browser only one can be signed in: all pages can be tried side by side.
fn links_of_anna(stack: &Stack) -> Result<[String; 3]> {
    let roles = [Role::Operator, Role::Marketer, Role::Supervisor];
    let link = |page| -> Result<String> {
        let wish = SignInWish {
            name: "Anna",
            roles: &roles,
            hotlines: &[],
            page: Some(page),
        };
        Ok(stack.sign_in_link_for(&wish)?.link)
    };
    Ok([link(roles[0])?, link(roles[1])?, link(roles[2])?])
}

//! `kill -9` of the edge under load, and a checker that reads the clients' logs against the rows.

use anyhow::Result;

use crate::build::Flavour;
use crate::commands::show;

pub fn run(kills: u32) -> Result<()> {
    show::without_browsers("prove-kills", &[kills.to_string()], Flavour::Dev)
}

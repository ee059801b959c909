//! What is measured: the command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// Bridged calls at once, for which there are aims.
pub const CALLS: [usize; 2] = [50, 100];

const USAGE: &str = "bench-media [--quick] [--calls N] [--runs N] [--seconds N] [--server PROGRAM]";

#[derive(Debug)]
pub struct Options {
    pub calls: Vec<usize>,
    pub runs: usize,
    /// How long each server is watched under steady load.
    pub window: Duration,
    /// The media server's program.
    pub server: PathBuf,
    /// Set in the child that is the floor.
    pub be_the_floor: Option<SocketAddr>,
}

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            calls: CALLS.to_vec(),
            runs: 3,
            window: Duration::from_secs(10),
            server: built_server()?,
            be_the_floor: None,
        };
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .with_context(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--quick" => {
                    options.calls = vec![CALLS[0]];
                    options.runs = 1;
                }
                "--calls" => options.calls = vec![value()?.parse()?],
                "--runs" => options.runs = value()?.parse()?,
                "--seconds" => options.window = Duration::from_secs(value()?.parse()?),
                "--server" => options.server = value()?.into(),
                "--be-the-floor" => options.be_the_floor = Some(value()?.parse()?),
                _ => bail!("{argument} is not an option. Usage: {USAGE}"),
            }
        }
        let known = options.calls.iter().all(|calls| CALLS.contains(calls));
        ensure!(known, "--calls is one of {CALLS:?}");
        ensure!(options.runs > 0, "--runs is at least 1");
        ensure!(!options.window.is_zero(), "--seconds is at least 1");
        Ok(options)
    }
}

/// What `cargo xtask bench` has built; else what cargo has put beside us, as it does with all programs of a profile.
fn built_server() -> Result<PathBuf> {
    match std::env::var_os("BELLPULL_SERVER") {
        Some(server) => Ok(server.into()),
        None => Ok(std::env::current_exe()?.with_file_name("bellpull-server")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Options> {
        Options::read(words.split_whitespace().map(ToOwned::to_owned))
    }

    #[test]
    fn a_quick_run_is_one_run_of_the_smaller_load() {
        let options = read("--quick").unwrap();
        assert_eq!((options.calls, options.runs), (vec![50], 1));
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for words in ["--swift", "--runs", "--runs 0", "--calls 7", "--seconds x"] {
            assert!(read(words).is_err(), "{words}");
        }
    }
}

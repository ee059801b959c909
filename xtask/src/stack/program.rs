//! How a child process is spawned so that it neither outlives us nor hears our Ctrl-C.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Result, ensure};
use rustix::process::Resource;

/// What to run and where its output goes.
#[derive(Debug, Clone)]
pub struct Program {
    pub name: &'static str,
    pub path: PathBuf,
    args: Vec<OsString>,
    envs: Vec<(&'static str, OsString)>,
    pub log: PathBuf,
}

impl Program {
    pub fn new(name: &'static str, path: &Path, log: PathBuf) -> Program {
        Program {
            name,
            path: path.to_owned(),
            args: Vec::new(),
            envs: Vec::new(),
            log,
        }
    }

    pub fn arg(mut self, arg: impl Into<OsString>) -> Program {
        self.args.push(arg.into());
        self
    }

    pub fn args(mut self, args: &[String]) -> Program {
        self.args.extend(args.iter().map(OsString::from));
        self
    }

    pub fn env(mut self, name: &'static str, value: &str) -> Program {
        self.envs.push((name, value.into()));
        self
    }

    /// Spawned in a process group of its own, so that Ctrl-C reaches us first; under `setpriv`, where there is one,
    /// so that the kernel kills it when the thread that spawned it is gone, however that came about.
    pub(super) fn command(&self) -> Result<Command> {
        let named = self.path.components().count() == 1;
        ensure!(named || self.path.is_file(), "there is no such program");
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.log)?;
        let mut command = if die_with_parent_is_possible() {
            let mut setpriv = Command::new("setpriv");
            setpriv.args(["--pdeathsig", "KILL", "--"]).arg(&self.path);
            setpriv
        } else {
            Command::new(&self.path)
        };
        command
            .args(&self.args)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        command.envs(self.envs.iter().map(|(name, value)| (name, value)));
        Ok(command)
    }
}

/// What workerd opens for each socket.
const FILES_PER_SOCKET: u64 = 2;

/// Below this it is worth a word: a shop of some size has as many pages open.
const MANY_SOCKETS: u64 = 2_000;

/// Lets the parts open as many files as the system allows: workerd *exits* when none is left. Gives how many sockets the
/// edge may hold; a quarter of the files is left for requests and storage.
pub fn raise_file_limit() -> u64 {
    let mut limit = rustix::process::getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // With the old limit everything works for fewer people.
    let _ = rustix::process::setrlimit(Resource::Nofile, limit);
    let files = rustix::process::getrlimit(Resource::Nofile).current;
    // No limit is one that nobody reaches.
    let files = files.unwrap_or(1 << 20);
    let sockets = (files - files / 4) / FILES_PER_SOCKET;
    if sockets < MANY_SOCKETS {
        eprintln!(
            "Only {files} files may be open at a time, so the edge holds {sockets} pages and turns the rest away: raise the hard limit (ulimit -Hn) for more."
        );
    }
    sockets
}

fn die_with_parent_is_possible() -> bool {
    static POSSIBLE: OnceLock<bool> = OnceLock::new();
    *POSSIBLE.get_or_init(|| {
        let tried = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", "true"])
            .output();
        tried.is_ok_and(|output| output.status.success())
    })
}

//! A driver of our own, with every process below it, dead when dropped.

use crate::browser::Engine;
use anyhow::{Context as _, Result, ensure};
use bellpull_xtask::tools;
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

/// One chromedriver or geckodriver on a port it chose itself.
pub struct DriverProcess {
    child: Child,
    port: u16,
}

impl DriverProcess {
    /// `zone` is the time zone of the browsers it starts.
    ///
    /// # Errors
    /// When there is no such driver or it does not start.
    pub fn start(engine: Engine, zone: &str) -> Result<Self> {
        let mut command = match engine {
            Engine::Chromium => Command::new("chromedriver"),
            Engine::Firefox => Command::new(tools::geckodriver()),
        };
        match engine {
            Engine::Chromium => command.args(["--port=0", "--log-level=SEVERE"]),
            // Without a port of its own a second one would ask the first one's browser.
            Engine::Firefox => command.args(["--port=0", "--websocket-port=0"]),
        };
        let mut child = command
            .env("TZ", zone)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!(
                    "{:?} does not start; `cargo xtask test` installs it",
                    command.get_program()
                )
            })?;
        let stdout = child.stdout.take().context("the driver has no output")?;
        let mut output = BufReader::new(stdout);
        let port = port_told(&mut output);
        let process = Self {
            child,
            port: *port.as_ref().unwrap_or(&0),
        };
        if engine == Engine::Firefox {
            // It goes on talking, and would stop where nobody listens any more.
            thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        }
        port.map(|_| process)
    }

    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// Reads "ChromeDriver was started successfully on port 36189." or "… Listening on 127.0.0.1:36189".
fn port_told(mut output: impl BufRead) -> Result<u16> {
    let mut line = String::new();
    loop {
        line.clear();
        ensure!(
            output.read_line(&mut line)? > 0,
            "the driver ended before it told its port"
        );
        if line.contains("started successfully") || line.contains("Listening on") {
            let told = line.trim_end().trim_end_matches('.');
            let port = told.rsplit([' ', ':']).next().unwrap_or_default();
            return port.parse().with_context(|| format!("no port in {line:?}"));
        }
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        // A killed driver leaves its browser behind, so the descendants go too, found before they lose their
        // parent. Errors mean that a process is gone already.
        let mut doomed = vec![self.child.id()];
        let parents = parents();
        let mut next = 0;
        while next < doomed.len() {
            let parent = doomed[next];
            doomed.extend(
                parents
                    .iter()
                    .filter(|(_, of)| *of == parent)
                    .map(|(child, _)| *child),
            );
            next += 1;
        }
        for process in doomed.into_iter().rev() {
            if let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) {
                kill_process(pid, Signal::KILL).ok();
            }
        }
        self.child.wait().ok();
    }
}

/// All processes with their parents.
fn parents() -> Vec<(u32, u32)> {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let process: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            // "pid (name) state parent …", and the name may hold anything.
            let parent = stat
                .rsplit_once(')')?
                .1
                .split_whitespace()
                .nth(1)?
                .parse()
                .ok()?;
            Some((process, parent))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_port_from_what_chromedriver_says() {
        let said = "Starting ChromeDriver 156 on port 0\nPlease see …\nChromeDriver was started successfully on port 36189.\n";
        assert_eq!(port_told(said.as_bytes()).unwrap(), 36189);
    }

    #[test]
    fn reads_the_port_from_what_geckodriver_says() {
        let said = "1795354038118\tgeckodriver\tINFO\tListening on 127.0.0.1:35237\n";
        assert_eq!(port_told(said.as_bytes()).unwrap(), 35237);
    }

    #[test]
    fn says_so_when_a_driver_ends_early() {
        let error = port_told("Starting\n".as_bytes()).unwrap_err();
        assert!(error.to_string().contains("ended before"));
    }

    #[test]
    fn knows_its_own_parent() {
        let own = std::process::id();
        assert!(
            parents()
                .iter()
                .any(|(process, parent)| *process == own && *parent > 0)
        );
    }
}

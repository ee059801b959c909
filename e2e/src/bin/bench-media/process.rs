//! The processes that are measured: where they run and what they use.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use rustix::thread::{CpuSet, sched_setaffinity};

/// The server under test has this core, everything of ours the other.
const SERVER_CORE: usize = 0;
const GENERATOR_CORE: usize = 1;

/// A server that got SIGTERM says goodbye to everybody first.
const GOODBYE: Duration = Duration::from_secs(5);

/// A program on the server's core. Ends with this value.
pub struct Server(Child);

impl Server {
    /// A child inherits the core of the thread that spawns it, all its threads included.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        pin(SERVER_CORE);
        let child = command.spawn();
        pin(GENERATOR_CORE);
        let program = command.get_program().to_string_lossy().into_owned();
        Ok(Self(
            child.with_context(|| format!("cannot start {program}"))?,
        ))
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }

    pub fn cpu(&self) -> Result<Duration> {
        cpu(&self.0.id().to_string())
    }

    /// Resident memory in kB.
    pub fn memory_kb(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        resident_kb(&status).context("there is no VmRSS in the status")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw) {
            // Gone already when it failed.
            let _ = kill_process(pid, Signal::TERM);
        }
        let asked = Instant::now();
        while self.ended().is_none() && asked.elapsed() < GOODBYE {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Call before threads are started: they inherit it.
pub fn pin_generator() {
    pin(GENERATOR_CORE);
}

pub fn our_cpu() -> Result<Duration> {
    cpu("self")
}

/// The time that all threads were on a core, user and system. The same sum as `utime` and `stime` of
/// `/proc/PID/stat`, but in nanoseconds instead of hundredths of a second.
fn cpu(process: &str) -> Result<Duration> {
    let mut total = 0;
    for task in fs::read_dir(Path::new("/proc").join(process).join("task"))? {
        // A thread may end between the two looks.
        let Ok(text) = fs::read_to_string(task?.path().join("schedstat")) else {
            continue;
        };
        total += on_core_ns(&text).context("schedstat cannot be read")?;
    }
    Ok(Duration::from_nanos(total))
}

/// “time on a core, time waiting for one, turns”.
fn on_core_ns(schedstat: &str) -> Option<u64> {
    schedstat.split_whitespace().next()?.parse().ok()
}

fn resident_kb(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn pin(core: usize) {
    let mut cores = CpuSet::new();
    cores.set(core);
    if let Err(error) = sched_setaffinity(None, &cores) {
        eprintln!("cannot keep to core {core} ({error}); figures will be rough");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_kernel_says() {
        assert_eq!(on_core_ns("12939702 5 1\n"), Some(12_939_702));
        assert_eq!(resident_kb("Name:\tx\nVmRSS:\t   1234 kB\n"), Some(1234.0));
        assert_eq!(on_core_ns(""), None);
        assert_eq!(resident_kb("Name:\tx\n"), None);
    }
}

//! On what the figures were taken.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;
use std::thread;

/// Processor, kernel and versions, by name.
pub fn describe() -> BTreeMap<&'static str, String> {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    BTreeMap::from([
        ("cores", cores.to_string()),
        ("kernel", said("uname", &["-sr"])),
        ("load", load()),
        ("processor", processor()),
        ("rustc", said("rustc", &["--version"])),
        (
            "system",
            format!("{} {}", env::consts::OS, env::consts::ARCH),
        ),
        ("version", said("git", &["describe", "--always", "--dirty"])),
    ])
}

fn processor() -> String {
    let all = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = all.lines().find_map(|line| line.strip_prefix("model name"));
    model.map_or_else(
        || "unknown".to_owned(),
        |model| model.trim_start_matches([' ', '\t', ':']).to_owned(),
    )
}

/// What else ran meanwhile: the mean number of running programs over 1, 5 and 15 minutes.
fn load() -> String {
    let all = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    all.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

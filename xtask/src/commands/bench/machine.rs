//! On what the figures were taken.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;
use std::thread;

use crate::paths;

/// Processor, kernel and versions, by name; what is not there is `unknown`.
pub fn describe() -> BTreeMap<&'static str, String> {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    BTreeMap::from([
        ("chromium", said("chromium", &["--version"])),
        ("cores", cores.to_string()),
        ("janus", said("janus", &["--version"])),
        ("kernel", said("uname", &["-sr"])),
        ("load", load()),
        ("processor", processor()),
        ("rustc", said("rustc", &["--version"])),
        (
            "system",
            format!("{} {}", env::consts::OS, env::consts::ARCH),
        ),
        ("version", said("git", &["describe", "--always", "--dirty"])),
        ("workerd", workerd()),
    ])
}

fn workerd() -> String {
    let program = paths::workerd();
    program.map_or_else(
        |_| "unknown".to_owned(),
        |program| said(&program.to_string_lossy(), &["--version"]),
    )
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
    let output = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let first = output
        .ok()
        .and_then(|text| Some(text.lines().next()?.trim().to_owned()));
    first.unwrap_or_else(|| "unknown".to_owned())
}

//! `cargo xtask doctor`

use std::process::Command;

use anyhow::{Result, ensure};

use crate::build;
use crate::progress::say;
use crate::stack::require_free;

/// A program, what it is for, and how to get it.
struct Tool {
    name: &'static str,
    arg: &'static str,
    purpose: &'static str,
    advice: &'static str,
    needed: bool,
}

const TOOLS: [Tool; 10] = [
    Tool {
        name: "cc",
        arg: "--version",
        purpose: "compiles the cryptography of the media server",
        advice: "apt-get install build-essential",
        needed: true,
    },
    Tool {
        name: "npm",
        arg: "--version",
        purpose: "installs workerd, esbuild and wasm-opt",
        advice: "apt-get install nodejs npm (Node.js 20 or newer)",
        needed: true,
    },
    Tool {
        name: "node",
        arg: "--version",
        purpose: "runs wasm-opt for `--release`",
        advice: "apt-get install nodejs",
        needed: true,
    },
    Tool {
        name: "rustup",
        arg: "--version",
        purpose: "adds Rust's WASM target",
        advice: "https://rustup.rs, or add the target by other means",
        needed: false,
    },
    Tool {
        name: "setpriv",
        arg: "--version",
        purpose: "ends the parts even when xtask itself is killed",
        advice: "apt-get install util-linux",
        needed: false,
    },
    Tool {
        name: "chromium",
        arg: "--version",
        purpose: "end-to-end tests",
        advice: "cargo xtask test installs it, or: apt-get install chromium",
        needed: false,
    },
    Tool {
        name: "chromedriver",
        arg: "--version",
        purpose: "end-to-end tests",
        advice: "cargo xtask test installs it, or: apt-get install chromium-driver",
        needed: false,
    },
    Tool {
        name: "firefox",
        arg: "--version",
        purpose: "end-to-end tests",
        advice: "cargo xtask test installs it, or: apt-get install firefox-esr",
        needed: false,
    },
    Tool {
        name: "python3",
        arg: "--version",
        purpose: "end-to-end tests: calls without a browser, by aiortc",
        advice: "cargo xtask test installs it, or: apt-get install python3 python3-venv",
        needed: false,
    },
    Tool {
        name: "cargo-clippy",
        arg: "--version",
        purpose: "lints in cargo xtask test",
        advice: "rustup component add clippy rustfmt",
        needed: false,
    },
];

/// Prints one line per tool; fails when one that is needed is missing.
pub fn run() -> Result<()> {
    let mut missing = Vec::new();
    for tool in &TOOLS {
        match version(tool) {
            Some(version) => say(&format!("✓ {:<13} {version}", tool.name)),
            None => {
                say(&format!(
                    "✗ {:<13} missing; it {}. Get it: {}",
                    tool.name, tool.purpose, tool.advice
                ));
                if tool.needed {
                    missing.push(tool.name);
                }
            }
        }
    }
    let target = if build::wasm_target_is_there() {
        "✓ WASM target"
    } else {
        "✗ WASM target (added by itself with rustup)"
    };
    say(target);
    match require_free(7300, 7301) {
        Ok(()) => say("✓ ports 7300 and 7301 are free"),
        Err(taken) => say(&format!("✗ {taken:#}")),
    }
    ensure!(
        missing.is_empty(),
        "What is needed and missing: {}.",
        missing.join(", ")
    );
    Ok(())
}

fn version(tool: &Tool) -> Option<String> {
    let output = Command::new(tool.name)
        .arg(tool.arg)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .next()
        .map(str::to_owned)
}

//! Where things are in the clone.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Where cargo builds to, as an absolute path.
pub fn target_dir() -> PathBuf {
    workspace().join(
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from),
    )
}

/// Where npm has put its packages.
pub fn node_modules() -> PathBuf {
    workspace().join("node_modules")
}

/// The workerd binary. npm's `workerd` is a Node script around one package per platform; `package.json` names the
/// platforms' packages themselves, so Node is not needed at run time.
pub fn workerd() -> Result<PathBuf> {
    let platform = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "linux-64",
        ("linux", "aarch64") => "linux-arm64",
        ("macos", "x86_64") => "darwin-64",
        ("macos", "aarch64") => "darwin-arm64",
        (os, arch) => {
            bail!("There is no workerd for {os} on {arch}; Bellpull runs on Linux (x86_64, arm64).")
        }
    };
    let path = node_modules().join(format!("@cloudflare/workerd-{platform}/bin/workerd"));
    ensure!(
        path.is_file(),
        "workerd is missing at {}: run `npm ci` in the clone's root.",
        path.display()
    );
    Ok(path)
}

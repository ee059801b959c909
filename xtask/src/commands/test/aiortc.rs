//! Python with aiortc, the WebRTC stack that is no browser.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::packages;
use crate::build::{is_there, run};
use crate::progress::step;
use crate::{paths, tools};

/// Installs what the list in `e2e/src/aiortc/` names into an environment of its own; does nothing when it is there.
///
/// # Errors
/// When Python is missing or the packages cannot be installed; the sentence says what to do.
pub fn require() -> Result<()> {
    let list = paths::workspace().join("e2e/src/aiortc/requirements.txt");
    let wanted = fs::read(&list).context("the list of Python packages cannot be read")?;
    let folder = tools::python_environment();
    // A new environment has no note, so an interrupted installation is begun again.
    let note = folder.join("installed.txt");
    if fs::read(&note).is_ok_and(|installed| installed == wanted) && is_python(&tools::python()) {
        return Ok(());
    }
    step("Installing aiortc", || {
        if !is_there("python3") || !has_venv() {
            packages::install(&["python3", "python3-venv"])?;
        }
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder))
        .context("Python cannot make an environment: it needs Python 3.11 or newer with venv")?;
        ensure!(
            is_python(&tools::python()),
            "{} is older than Python 3.11.",
            tools::python().display()
        );
        run(Command::new(tools::python())
            .args(["-m", "pip", "install", "--quiet", "--no-input"])
            .args(["--disable-pip-version-check", "--only-binary=:all:"])
            .arg("--requirement")
            .arg(&list))
        .context("aiortc cannot be installed")?;
        fs::write(&note, wanted).context("the environment cannot be written")
    })
}

/// Debian has `venv` in a package of its own; without it the module is there, but not what it installs.
fn has_venv() -> bool {
    let asked = Command::new("python3")
        .args(["-c", "import venv, ensurepip"])
        .output();
    asked.is_ok_and(|told| told.status.success())
}

fn is_python(program: &std::path::Path) -> bool {
    let asked = Command::new(program)
        .args(["-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
        .output();
    asked.is_ok_and(|told| told.status.success())
}

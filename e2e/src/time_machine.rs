//! Makes stored sign-in links older. The edge's clock is the machine's, and no test waits for a quarter of an hour.

use crate::http;
use crate::patience::{SOON, until};
use anyhow::{Context as _, Result, ensure};
use bellpull_xtask::stack::{Part, Program, Restart, free_ports};
use std::path::Path;
use std::time::Duration;

const WORKER: &str = include_str!("time_machine.js");

/// Moves the making of all sign-in links into the past. `storage` is the folder of the edge's objects; the edge must
/// be down, because two programs on the same data would not see each other.
///
/// # Errors
/// When workerd does not start or there is no link.
pub async fn age_sign_in_links(workerd: &Path, storage: &Path, by: Duration) -> Result<()> {
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let (port, _) = free_ports()?;
    std::fs::write(folder.path().join("time_machine.js"), WORKER)?;
    let config = folder.path().join("time_machine.capnp");
    std::fs::write(&config, config_text(storage, port))?;

    let program = Program::new("time machine", workerd, folder.path().join("log"))
        .arg("serve")
        .arg("--experimental")
        .arg(&config);
    let machine = Part::new(program, Restart::Never);
    machine.start()?;
    let url = format!("http://127.0.0.1:{port}/?by_ms={}", by.as_millis());
    // Started anew for every journey, so that asking again after an answer is impossible.
    let outcome = until("the time machine", SOON, async || http::get(&url, &[])).await;
    machine.stop(Duration::ZERO);
    let aged = outcome.with_context(|| machine.log())?.text;
    ensure!(
        aged.parse().is_ok_and(|links: u32| links > 0),
        "no link was aged: {aged}"
    );
    Ok(())
}

/// The key of the namespace is the edge's, so that it is the edge's data.
fn config_text(storage: &Path, port: u16) -> String {
    format!(
        r#"using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "machine", worker = .machine), (name = "storage", disk = (path = "{}", writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "machine")],
);
const machine :Workerd.Worker = (
  modules = [(name = "time_machine.js", esModule = embed "time_machine.js")],
  compatibilityDate = "2026-11-01",
  bindings = [(name = "DIRECTORY", durableObjectNamespace = "Directory")],
  durableObjectNamespaces = [(className = "Directory", uniqueKey = "bellpull-directory", enableSql = true)],
  durableObjectStorage = (localDisk = "storage"),
);
"#,
        storage.display()
    )
}

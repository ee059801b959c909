//! A visitor who is no browser: Python's aiortc, a WebRTC stack that shares no code with any other here.

use crate::patience::A_WHILE;
use crate::tone::{OPERATOR_HZ, VISITOR_HZ};
use crate::world::World;
use anyhow::{Context as _, Result, bail};
use bellpull_xtask::tools;
use serde_json::Value;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/aiortc/visitor.py");

/// The running program; it ends when dropped.
pub struct AiortcVisitor {
    told: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl AiortcVisitor {
    /// Calls the demo hotline.
    ///
    /// # Errors
    /// When the Python of `cargo xtask test` is missing.
    pub fn calls(world: &World) -> Result<Self> {
        let (python, origins) = (tools::python(), world.origins());
        let mut process = Command::new(&python)
            .arg(PROGRAM)
            .arg(format!("ws://{}/ws/visitor/demo", origins.widget_host()))
            .arg(origins.widget())
            .args([VISITOR_HZ.to_string(), OPERATOR_HZ.to_string()])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| {
                format!(
                    "{} does not start; `cargo xtask test` installs it",
                    python.display()
                )
            })?;
        let output = process.stdout.take().context("no output")?;
        Ok(Self {
            told: BufReader::new(output).lines(),
            _process: process,
        })
    }

    /// Waits until it tells this.
    ///
    /// # Errors
    /// When it does not for [`A_WHILE`], or ends; says what it told instead.
    pub async fn tells(&mut self, key: &str, value: &Value) -> Result<()> {
        let mut instead = Vec::new();
        loop {
            let line = timeout(A_WHILE, self.told.next_line())
                .await
                .with_context(|| format!("waited for {key}={value}, but it told {instead:?}"))??;
            let Some(line) = line else {
                bail!("it ended before it told {key}={value}, but after {instead:?}")
            };
            if serde_json::from_str::<Value>(&line)?[key] == *value {
                return Ok(());
            }
            instead.push(line);
        }
    }
}

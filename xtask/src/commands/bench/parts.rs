//! What can be measured, and by which program.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use super::aims;
use super::bytes;
use super::figure::Figure;
use crate::build::{self, Flavour, cargo};
use crate::commands::test::browsers;
use crate::progress::{heading, say};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Bytes over the wire (brotli) of loader and widget
    Bytes,
    /// 30 calls between two browsers: click to ring, answer to sound
    Call,
    /// 50 and 100 bridged calls: processor, latency, loss, memory, beside the floor and Janus
    Media,
    /// Acknowledgements and sockets on real workerd
    Edge,
    /// Decisions of the heart alone
    Heart,
}

impl Part {
    pub const ALL: [Part; 5] = [
        Part::Bytes,
        Part::Heart,
        Part::Edge,
        Part::Media,
        Part::Call,
    ];

    fn name(self) -> &'static str {
        match self {
            Part::Bytes => "bytes",
            Part::Call => "call",
            Part::Media => "media",
            Part::Edge => "edge",
            Part::Heart => "heart",
        }
    }

    /// All figures of this part, in the order of the aims; what is missing has a reason.
    pub fn measure(self) -> Vec<Figure> {
        heading(&format!("Measuring: {}", self.name()));
        let mut told = Vec::new();
        let outcome = self.collect(&mut told);
        let reason = match &outcome {
            Ok(()) => "the program did not tell it".to_owned(),
            Err(error) => {
                eprintln!("error: {error:#}");
                format!("{error:#}")
            }
        };
        for key in aims::keys(self.name()) {
            if !told.iter().any(|figure: &Figure| figure.key == key) {
                told.push(Figure::missing(key, &reason));
            }
        }
        told
    }

    fn collect(self, told: &mut Vec<Figure>) -> Result<()> {
        match self {
            Part::Bytes => bytes::measure(told),
            Part::Call => {
                browsers::require()?;
                end_to_end("bench-call", told)
            }
            Part::Media => end_to_end("bench-media", told),
            Part::Edge => end_to_end("bench-edge", told),
            Part::Heart => {
                let heart = [
                    "bench",
                    "--quiet",
                    "--package",
                    "bellpull-hotline",
                    "--bench",
                    "heart",
                ];
                figures(cargo().args(heart), told)
            }
        }
    }
}

/// A program of `e2e/src/bin/` against the release build of everything.
fn end_to_end(program: &str, told: &mut Vec<Figure>) -> Result<()> {
    let built = build::build(Flavour::Release)?;
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--release", "--package", "bellpull-e2e"])
        .args(["--bin", program])
        .env("BELLPULL_DIST", &built.dist)
        .env("BELLPULL_SERVER", &built.server);
    figures(&mut command, told)
}

/// What the program tells, as far as it came.
fn figures(command: &mut Command, told: &mut Vec<Figure>) -> Result<()> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo cannot be started")?;
    let output = child.stdout.take().context("it has no output")?;
    for line in BufReader::new(output).lines() {
        let line = line?;
        match serde_json::from_str::<Figure>(&line) {
            Ok(figure) => told.push(figure),
            Err(_) => say(&line),
        }
    }
    let status = child.wait()?;
    ensure!(status.success(), "the benchmark failed, see above");
    Ok(())
}

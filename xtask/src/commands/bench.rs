//! `cargo xtask bench …`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;

use super::show;
use crate::build::{self, Flavour};
use crate::progress::say;

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Bytes over the wire (brotli) of the loader and of the widget's first open, release build
    Bytes,
    /// Time from answering to sound on both sides, median of 10 calls between two browsers, release build
    Call,
}

impl Bench {
    pub fn run(self) -> Result<()> {
        match self {
            Bench::Bytes => bytes(),
            Bench::Call => show::run("bench-call", &[], Flavour::Release),
        }
    }
}

/// What a page loads at once, and what the first click loads.
fn bytes() -> Result<()> {
    let widget = build::worker_and_pages(Flavour::Release)?.join("pages/widget");
    let mut first_open = Vec::new();
    collect(&widget, &mut first_open)?;
    first_open.sort();
    let loader = widget.join("bell.js");
    first_open.retain(|file| *file != loader);

    table("loader, on every page", &widget, &[loader])?;
    table("first open of the widget", &widget, &first_open)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            collect(&path, files)?;
        } else if !hidden {
            files.push(path);
        }
    }
    Ok(())
}

fn table(title: &str, root: &Path, files: &[PathBuf]) -> Result<()> {
    say(&format!("{title}:"));
    let (mut raw_sum, mut brotli_sum) = (0, 0);
    for file in files {
        let raw = fs::metadata(file)
            .with_context(|| format!("{} is missing", file.display()))?
            .len();
        let brotli = brotli_bytes(file)?;
        say(&format!(
            "  {brotli:>9} B brotli  {raw:>9} B raw  {}",
            file.strip_prefix(root)?.display()
        ));
        raw_sum += raw;
        brotli_sum += brotli;
    }
    say(&format!(
        "  {brotli_sum:>9} B brotli  {raw_sum:>9} B raw  together"
    ));
    Ok(())
}

/// With Node, which has brotli inside, at the quality a content network uses for files that do not change.
fn brotli_bytes(file: &Path) -> Result<u64> {
    let script = "const fs = require('node:fs'), zlib = require('node:zlib');
        const c = zlib.constants, size = fs.statSync(process.argv[1]).size;
        const params = { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_SIZE_HINT]: size };
        console.log(zlib.brotliCompressSync(fs.readFileSync(process.argv[1]), { params }).length);";
    let output = Command::new("node")
        .arg("-e")
        .arg(script)
        .arg(file)
        .output();
    let output =
        output.context("node is missing: install Node.js 20 or newer (it has brotli inside)")?;
    ensure!(
        output.status.success(),
        "brotli failed for {}",
        file.display()
    );
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .context("node printed no size")
}

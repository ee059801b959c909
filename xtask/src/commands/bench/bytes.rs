//! Bytes over the wire, by the release build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::figure::Figure;
use crate::build::{self, Flavour};

/// What a page loads at once, what the first click loads, and everything together.
pub fn measure(told: &mut Vec<Figure>) -> Result<()> {
    let widget = build::worker_and_pages(Flavour::Release)?.join("pages/widget");
    let mut later = Vec::new();
    collect(&widget, &mut later)?;
    later.sort();
    let loader = widget.join("bell.js");
    later.retain(|file| *file != loader);

    let at_once = brotli(&widget, &[loader])?;
    // One visitor has one language.
    let (other_languages, first): (Vec<_>, Vec<_>) =
        later.into_iter().partition(|file| is_other_language(file));
    let first_open = brotli(&widget, &first)?;
    let total = at_once + first_open + brotli(&widget, &other_languages)?;
    for (key, bytes) in [
        ("widget.loader.br", at_once),
        ("widget.first_open.br", first_open),
        ("widget.total.br", total),
    ] {
        // Far below 2^52.
        told.push(Figure::of(key, bytes as f64));
    }
    Ok(())
}

/// Texts of a language besides German, which is the largest.
fn is_other_language(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("texts-") && !name.starts_with("texts-de")
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

/// Each file by itself, as it travels.
fn brotli(root: &Path, files: &[PathBuf]) -> Result<u64> {
    let mut sum = 0;
    for file in files {
        let bytes = brotli_bytes(file)?;
        eprintln!("{bytes:>9} B  {}", file.strip_prefix(root)?.display());
        sum += bytes;
    }
    Ok(sum)
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

//! What browsers load: static files from the sources, beside the WASM in `app/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Flavour, bindgen, cargo, fresh, npm, tools};
use crate::paths;

/// The loader, the frame and the widget's WASM.
pub fn widget(flavour: Flavour, dist: &Path) -> Result<()> {
    page(
        flavour,
        dist,
        "widget",
        "bellpull-widget.wasm",
        Some("widget/texts"),
        &["widget/static", "www/tokens.css", "www/guard.js"],
    )
}

/// The operator's desk and its WASM.
pub fn desk(flavour: Flavour, dist: &Path) -> Result<()> {
    page(
        flavour,
        dist,
        "desk",
        "bellpull-www.wasm",
        None,
        &["www/desk", "www/tokens.css", "www/guard.js"],
    )
}

/// The demo company, as its customers see it: sent as written.
pub fn site(dist: &Path) -> Result<()> {
    statics(
        &["www/site", "www/tokens.css"],
        &dist.join("pages/site"),
        BTreeSet::new(),
    )
}

fn page(
    flavour: Flavour,
    dist: &Path,
    name: &str,
    module: &str,
    texts: Option<&str>,
    sources: &[&str],
) -> Result<()> {
    let folder = dist.join("pages").join(name);
    let module = cargo::wasm_file(flavour, module);
    let bindings = dist.join("bindings").join(name);
    fresh::unless_fresh(&bindings, slice::from_ref(&module), || {
        bindgen::page(&module, &bindings, name, flavour)
    })?;

    let mut wanted = BTreeSet::new();
    copy_folder(&bindings, &folder.join("app"), &mut wanted)?;
    if let Some(texts) = texts {
        write_texts(&paths::workspace().join(texts), &folder, &mut wanted)?;
    }
    statics(sources, &folder, wanted)?;
    shrink(flavour, &folder)
}

/// One file for each language, `texts-de.json`, so that a visitor loads one. Without blanks.
fn write_texts(from: &Path, folder: &Path, wanted: &mut BTreeSet<PathBuf>) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let texts: Value = serde_json::from_slice(&fs::read(&path)?)
            .with_context(|| format!("{} is no JSON", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let target = folder.join(format!("texts-{name}"));
        fs::write(&target, texts.to_string())?;
        wanted.insert(target);
    }
    Ok(())
}

/// Copies files and folders' contents, and removes what is neither in them nor wanted otherwise.
fn statics(sources: &[&str], folder: &Path, mut wanted: BTreeSet<PathBuf>) -> Result<()> {
    fs::create_dir_all(folder)?;
    for source in sources {
        let from = paths::workspace().join(source);
        let copied = if from.is_dir() {
            copy_folder(&from, folder, &mut wanted)
        } else {
            copy_file(
                &from,
                &folder.join(from.file_name().unwrap_or_default()),
                &mut wanted,
            )
        };
        copied.with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    remove_others(folder, &wanted)
}

fn copy_folder(from: &Path, to: &Path, wanted: &mut BTreeSet<PathBuf>) -> Result<()> {
    fs::create_dir_all(to)?;
    wanted.insert(to.to_owned());
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target, wanted)?;
        } else {
            copy_file(&entry.path(), &target, wanted)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path, wanted: &mut BTreeSet<PathBuf>) -> Result<()> {
    fs::copy(from, to)?;
    wanted.insert(to.to_owned());
    Ok(())
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_folder = entry.file_type()?.is_dir();
        match (wanted.contains(&path), is_folder) {
            (true, true) => remove_others(&path, wanted)?,
            (true, false) => {}
            (false, true) => fs::remove_dir_all(&path)?,
            (false, false) => fs::remove_file(&path)?,
        }
    }
    Ok(())
}

/// A release's scripts and styles lose comments and blanks; each file stays the file it is.
fn shrink(flavour: Flavour, folder: &Path) -> Result<()> {
    if flavour == Flavour::Dev {
        return Ok(());
    }
    let mut files = Vec::new();
    scripts_and_styles(folder, &mut files)?;
    let mut esbuild = npm::esbuild()?;
    esbuild.args([
        "--minify",
        "--tree-shaking=true",
        // Else every umlaut becomes an escape; the edge sends them as UTF-8.
        "--charset=utf8",
        "--log-level=warning",
        "--allow-overwrite",
        "--outdir=.",
        "--outbase=.",
    ]);
    tools::run(esbuild.args(files).current_dir(folder))
}

fn scripts_and_styles(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            scripts_and_styles(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "js" || extension == "css")
        {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sources_no_longer_have_goes_and_what_is_wanted_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for path in [
            "from/fonts/new.css",
            "to/app/widget.js",
            "to/old.css",
            "to/older/page.html",
        ] {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }

        // An absolute path is taken as it is.
        let wanted = BTreeSet::from([to.join("app"), to.join("app/widget.js")]);
        statics(&[from.to_str().unwrap()], &to, wanted).unwrap();

        assert!(to.join("fonts/new.css").exists());
        assert!(to.join("app/widget.js").exists());
        assert!(!to.join("old.css").exists());
        assert!(!to.join("older").exists());
    }
}

//! From cargo's WASM to what a browser or workerd loads: bindings, and for a release fewer bytes.

use std::fs;
use std::path::Path;

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use super::{Flavour, npm, slim, tools};

/// What rustc emits for `wasm32-unknown-unknown`; named one by one, because with "all features" wasm-opt may write
/// encodings that a browser or workerd does not read yet.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-exception-handling",
];

/// For pages: an ES module `<name>.js` that fetches `<name>_bg.wasm` when it is told where.
pub fn page(module: &Path, folder: &Path, name: &str, flavour: Flavour) -> Result<()> {
    let mut bindgen = bindings(module, name);
    bindgen
        .web(true)?
        .omit_default_module_path(false)
        .generate(folder)?;
    match flavour {
        Flavour::Dev => Ok(()),
        Flavour::Release => slim_page(folder, name),
    }
}

fn slim_page(folder: &Path, name: &str) -> Result<()> {
    let script_file = folder.join(format!("{name}.js"));
    let wasm_file = folder.join(format!("{name}_bg.wasm"));
    let script = fs::read_to_string(&script_file)?;
    let (script, wasm) = slim::without_classes(&script, &fs::read(&wasm_file)?)?;
    fs::write(&wasm_file, wasm)?;
    optimise(&wasm_file, "-Oz")?;
    let (script, wasm) = slim::with_short_imports(&script, &fs::read(&wasm_file)?)?;
    fs::write(&wasm_file, wasm)?;
    fs::write(script_file, slim::with_one_way_of_loading(&script)?)?;
    Ok(())
}

/// For workerd: `index.js` that imports `index_bg.wasm` as a compiled module, and can start anew after an abort.
pub fn worker(module: &Path, folder: &Path, flavour: Flavour) -> Result<()> {
    let mut bindgen = bindings(module, "index");
    bindgen
        .module(true)?
        .reset_state_function(true)
        .force_enable_abort_handler(true)
        .generate(folder)?;
    match flavour {
        Flavour::Dev => Ok(()),
        Flavour::Release => optimise(&folder.join("index_bg.wasm"), "-O"),
    }
}

fn bindings(module: &Path, name: &str) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .typescript(false)
        .remove_producers_section(true);
    bindgen
}

fn optimise(module: &Path, level: &str) -> Result<()> {
    let smaller = module.with_extension("smaller");
    tools::run(
        npm::wasm_opt()?
            .arg(level)
            .args(FEATURES)
            .arg(module)
            .arg("-o")
            .arg(&smaller),
    )?;
    fs::rename(smaller, module)?;
    Ok(())
}

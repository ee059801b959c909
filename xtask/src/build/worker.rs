//! The worker as workerd loads it: `edge/index.js` and `edge/index_bg.wasm`.
//!
//! What `worker-build` does for crates that use `worker`, without what it downloads: bindings, a shim that exports
//! handlers and classes, one bundle.

use std::fs;
use std::path::Path;
use std::slice;

use anyhow::{Context, Result, ensure};

use super::{Flavour, bindgen, cargo, fresh, npm, tools};

/// The part of the shim that is the same for every worker.
const SHIM: &str = include_str!("worker_shim.js");

pub fn pack(flavour: Flavour, dist: &Path) -> Result<()> {
    let module = cargo::wasm_file(flavour, "bellpull_edge.wasm");
    let folder = dist.join("edge");
    fresh::unless_fresh(&folder, slice::from_ref(&module), || {
        let parts = folder.join("parts");
        bindgen::worker(&module, &parts, flavour)?;
        let bindings = fs::read_to_string(parts.join("index.js"))?;
        fs::write(parts.join("shim.js"), shim(&bindings)?)?;
        bundle(flavour, &parts, &folder.join("index.js"))?;
        fs::rename(parts.join("index_bg.wasm"), folder.join("index_bg.wasm"))?;
        fs::remove_dir_all(parts).context("the worker's parts cannot be removed")
    })
}

/// The shim for these bindings: every exported class is a Durable Object, `fetch` is the entry point.
fn shim(bindings: &str) -> Result<String> {
    let classes: Vec<&str> = exported(bindings, "class ").collect();
    ensure!(
        exported(bindings, "function ")
            .chain(exported(bindings, "async function "))
            .any(|name| name == "fetch"),
        "the edge exports no `fetch`: it needs a function with `#[worker::event(fetch)]`"
    );
    let mut shim = SHIM.to_owned();
    for class in classes {
        shim.push_str(&format!(
            "export const {class} = new Proxy(exports.{class}, startsAnew);\n"
        ));
    }
    Ok(shim)
}

/// Names that the module exports with this keyword.
fn exported<'a>(module: &'a str, keyword: &'a str) -> impl Iterator<Item = &'a str> {
    module.lines().filter_map(move |line| {
        let rest = line.strip_prefix("export ")?.strip_prefix(keyword)?;
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .next()
    })
}

fn bundle(flavour: Flavour, parts: &Path, to: &Path) -> Result<()> {
    let mut esbuild = npm::esbuild()?;
    esbuild.args(["--bundle", "--format=esm", "--log-level=warning", "shim.js"]);
    esbuild.args(["--external:./index_bg.wasm", "--external:cloudflare:*"]);
    esbuild.arg(format!("--outfile={}", to.display()));
    if flavour == Flavour::Release {
        esbuild.arg("--minify");
    }
    tools::run(esbuild.current_dir(parts))?;
    // workerd gives a compiled module for a plain import and does not know source phase imports.
    let bundled = fs::read_to_string(to)?;
    fs::write(to, bundled.replace("import source ", "import "))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exported_class_becomes_an_object_of_the_worker() {
        let bindings = "export class Directory {\n}\nexport class IntoUnderlyingSource {\n}\n\
                        export function fetch(request, env, ctx) {\n}\n";

        let shim = shim(bindings).unwrap();

        assert!(
            shim.contains("export const Directory = new Proxy(exports.Directory, startsAnew);"),
            "{shim}"
        );
        assert!(shim.contains("export default"), "{shim}");
    }

    #[test]
    fn an_edge_without_fetch_is_refused() {
        assert!(shim("export class Directory {\n}\n").is_err());
    }
}

//! How everything is made: cargo for the programs, wasm-bindgen for what runs in browsers and in workerd.
//!
//! Tools that fetch binaries while building are left out: wasm-bindgen is a library here, the rest are npm packages
//! from the committed lock file.

mod tools;

mod cargo;

mod bindgen;
mod module;
mod pages;
mod slim;
mod worker;

mod fresh;
mod npm;

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

pub use cargo::{WASM_CRATES, cargo, cargo_for_wasm};
pub use tools::{is_there, require_wasm_target, run, wasm_target_is_there};

use crate::progress::step;
use crate::stack;

/// Quick to build or small to load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    Dev,
    Release,
}

impl Flavour {
    /// Cargo's profile for what becomes WASM, and the folder of the build output.
    pub fn wasm_profile(self) -> &'static str {
        match self {
            Flavour::Dev => "wasm-dev",
            Flavour::Release => "wasm-release",
        }
    }

    /// Cargo's profile for the media server.
    fn server_profile(self) -> &'static str {
        match self {
            Flavour::Dev => "dev",
            Flavour::Release => "release",
        }
    }

    /// Where cargo puts what was built with [`Flavour::server_profile`].
    fn server_folder(self) -> &'static str {
        match self {
            Flavour::Dev => "debug",
            Flavour::Release => "release",
        }
    }
}

/// What a build leaves behind, as [`stack::StackConfig`] wants it.
#[derive(Debug, Clone)]
pub struct Built {
    /// `edge/` (the worker) and `pages/` (`widget`, `desk`, `site`).
    pub dist: PathBuf,
    /// The media server's binary.
    pub server: PathBuf,
}

/// Builds worker, pages and media server. What did not change is not made again.
///
/// # Errors
/// When a tool is missing, one sentence that says how to get it; else what the failing tool printed stands above.
pub fn build(flavour: Flavour) -> Result<Built> {
    let dist = worker_and_pages(flavour)?;
    step("Compiling the media server", || cargo::server(flavour))?;
    Ok(Built {
        dist,
        server: stack::built_server(flavour.server_folder()),
    })
}

/// Everything but the media server: all that is loaded from the edge. Gives the folder with `edge/` and `pages/`.
pub fn worker_and_pages(flavour: Flavour) -> Result<PathBuf> {
    tools::require_wasm_target()?;
    npm::install()?;
    step("Compiling widget, desk and edge to WASM", || {
        cargo::wasm(flavour)
    })?;

    let dist = stack::built_dist(flavour.wasm_profile());
    fs::create_dir_all(&dist)?;
    step("Packing the widget", || pages::widget(flavour, &dist))?;
    step("Packing the desk", || pages::desk(flavour, &dist))?;
    step("Packing the demo site", || pages::site(&dist))?;
    step("Packing the edge", || worker::pack(flavour, &dist))?;
    Ok(dist)
}

//! What a stack is made of and where it keeps its things.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::{Restart, free_ports};
use crate::paths;

/// The least that an installation can start with: one company with one line. Tests do; `cargo xtask up` takes a file.
pub const DEMO_SEED: &str = concat!(
    r#"{"organisation":{"id":"demo","name":"Alpenglow Outfitters"},"#,
    r#""hotlines":[{"id":"demo","name":"Alpenglow Outfitters","sites":["http://shop.localhost:*"]}]}"#
);

/// Everything [`super::Stack::start`] needs to know.
#[derive(Debug, Clone)]
pub struct StackConfig {
    /// The build output with `edge/` and `pages/`.
    pub dist: PathBuf,
    /// The media server's binary.
    pub server: PathBuf,
    /// Further arguments of the media server, such as `--announce`.
    pub server_args: Vec<String>,
    pub workerd: PathBuf,
    /// Created when missing. One stack at a time.
    pub data: PathBuf,
    /// The one HTTP port (TCP) of all hosts.
    pub http_port: u16,
    /// The media server's port (UDP).
    pub media_port: u16,
    /// JSON; read by the edge when its directory is empty.
    pub seed: String,
    /// The edge commits every message alone, to compare with.
    pub one_by_one: bool,
    /// Fewer sockets than the limit of open files allows.
    pub max_sockets: Option<u64>,
    pub restart: Restart,
}

impl StackConfig {
    /// The development build on the given data folder and port; media takes the port after it.
    pub fn new(dist: PathBuf, server: PathBuf, data: &Path, http_port: u16) -> Result<StackConfig> {
        Ok(StackConfig {
            dist,
            server,
            server_args: Vec::new(),
            workerd: paths::workerd()?,
            data: data.to_owned(),
            http_port,
            media_port: http_port.saturating_add(1),
            seed: DEMO_SEED.to_owned(),
            one_by_one: false,
            max_sockets: None,
            restart: Restart::Always,
        })
    }

    /// A stack for one test: free ports, nothing is restarted by itself.
    ///
    /// The build is what `cargo xtask test` names in `BELLPULL_DIST` and `BELLPULL_SERVER`, or else the last
    /// `cargo xtask build`.
    pub fn for_test(data: &Path) -> Result<StackConfig> {
        let dist =
            env::var_os("BELLPULL_DIST").map_or_else(|| built_dist("wasm-dev"), PathBuf::from);
        let server =
            env::var_os("BELLPULL_SERVER").map_or_else(|| built_server("debug"), PathBuf::from);
        ensure!(
            dist.join("edge/index.js").is_file() && server.is_file(),
            "Nothing is built yet at {}: run `cargo xtask build` first, or `cargo xtask test`, which does.",
            dist.display(),
        );
        let (http_port, media_port) = free_ports()?;
        let config = StackConfig::new(dist, server, data, http_port)?;
        Ok(StackConfig {
            media_port,
            // Each further thread would take the port after it, which may be another test's.
            server_args: vec!["--threads".into(), "1".into()],
            restart: Restart::Never,
            ..config
        })
    }
}

/// Where a build with this wasm profile (`wasm-dev` or `wasm-release`) puts worker and pages.
pub fn built_dist(wasm_profile: &str) -> PathBuf {
    paths::target_dir().join("bellpull").join(wasm_profile)
}

/// Where cargo puts the media server; `folder` is `debug` or `release`.
pub fn built_server(folder: &str) -> PathBuf {
    paths::target_dir().join(folder).join("bellpull-server")
}

//! The settings that Janus gets, in a folder of its own.

use std::ffi::OsStr;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

const PLUGIN: &str = "libjanus_videocall.so";
const TRANSPORT: &str = "libjanus_websockets.so";

/// Below the ports that the kernel gives to whoever asks for any.
const MEDIA_PORTS: &str = "20000-29999";

pub fn write(folder: &Path, address: IpAddr, port: u16) -> Result<()> {
    let libraries = libraries()?;
    let plugins = libraries.join("plugins");
    let transports = libraries.join("transports");
    let main = format!(
        "general: {{
    configs_folder = {folder:?}
    plugins_folder = {plugins:?}
    transports_folder = {transports:?}
    debug_level = 4
    session_timeout = 0
}}
media: {{ rtp_port_range = \"{MEDIA_PORTS}\" }}
nat: {{
    ice_lite = true
    ice_enforce_list = \"{address}\"
}}
plugins: {{ disable = \"{}\" }}
transports: {{ disable = \"{}\" }}
",
        all_but(&plugins, PLUGIN)?,
        all_but(&transports, TRANSPORT)?,
    );
    let websockets = format!(
        "general: {{
    json = \"compact\"
    ws = true
    ws_ip = \"127.0.0.1\"
    ws_port = {port}
    wss = false
}}
"
    );
    fs::write(folder.join("janus.jcfg"), main)?;
    fs::write(folder.join("janus.transport.websockets.jcfg"), websockets)?;
    fs::write(
        folder.join("janus.plugin.videocall.jcfg"),
        "general: { events = false }\n",
    )?;
    Ok(())
}

/// The package puts its plugins below the folder of the processor's kind.
pub fn libraries() -> Result<PathBuf> {
    let kinds = fs::read_dir("/usr/lib").context("there is no /usr/lib")?;
    kinds
        .filter_map(|kind| Some(kind.ok()?.path().join("janus")))
        .find(|janus| {
            janus.join("plugins").join(PLUGIN).exists()
                && janus.join("transports").join(TRANSPORT).exists()
        })
        .context("janus is installed without its video call plugin or its WebSocket transport")
}

/// The names of all other libraries, as `disable` wants them.
fn all_but(folder: &Path, wanted: &str) -> Result<String> {
    let mut others = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.ends_with(".so") && name != wanted {
            others.push(name.to_owned());
        }
    }
    others.sort();
    Ok(others.join(","))
}

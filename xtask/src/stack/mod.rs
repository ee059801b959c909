//! The running parts: workerd with the edge in it, and the media server.
//!
//! `cargo xtask up` and the end-to-end tests start the same [`Stack`]; only `up` restarts a part that died
//! ([`Restart::Always`]), because tests want to see it dead.

mod config;

mod part;
mod program;

mod capnp;
mod data;
mod origins;
mod ports;
mod secrets;
mod site;

mod admin;
mod health;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

pub use admin::{Administrator, Role, SignInLink, SignInWish};
pub use config::{DEMO_SEED, StackConfig, built_dist, built_server};
pub use data::DataFolder;
pub use health::Health;
pub use origins::Origins;
pub use part::{Part, Restart};
pub use ports::{free_ports, require_free};
pub use program::Program;
pub use secrets::Secrets;

/// How long the parts may take until they are healthy. Longer forgives a busy machine, shorter tells sooner.
const HEALTHY_WITHIN: Duration = Duration::from_secs(60);

/// How long a part may take to stop when asked before it is killed: workerd ignores SIGTERM while a request hangs.
const STOP_WITHIN: Duration = Duration::from_secs(3);

/// Both parts, running. Dropping it stops them.
#[derive(Debug)]
pub struct Stack {
    edge: Part,
    media: Part,
    config: StackConfig,
    secrets: Secrets,
    data: DataFolder,
}

impl Stack {
    /// Checks ports and data folder, starts both parts and waits until they are healthy.
    ///
    /// # Errors
    /// One sentence that says what to do; nothing is left running.
    pub fn start(config: StackConfig) -> Result<Stack> {
        let (data, secrets) = require_ready(&config.data, config.http_port, config.media_port)?;

        let origins = Origins::new(config.http_port);
        data.copy_worker(&config.dist)?;
        site::copy(&config.dist.join("pages/site"), &data.site(), &origins)?;
        let allowed = program::raise_file_limit();
        let max_sockets = config.max_sockets.unwrap_or(allowed);
        fs::write(
            data.workerd_config(),
            capnp::config(&config, &data, &origins, max_sockets),
        )
        .context("the configuration of workerd cannot be written")?;

        let media = Part::new(media_program(&config, &data, &secrets), config.restart);
        let edge = Part::new(edge_program(&config, &data, &secrets), config.restart);
        let stack = Stack {
            edge,
            media,
            config,
            secrets,
            data,
        };
        stack.edge.start()?;
        stack.media.start()?;
        stack.wait_until_healthy()?;
        stack.data.remember_port(stack.config.http_port)?;
        Ok(stack)
    }

    /// The three origins under which the edge is reached.
    pub fn origins(&self) -> Origins {
        Origins::new(self.config.http_port)
    }

    pub fn http_port(&self) -> u16 {
        self.config.http_port
    }

    pub fn media_port(&self) -> u16 {
        self.config.media_port
    }

    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// A new one-time sign-in link; the operator is created when the name is new.
    pub fn sign_in_link(&self, name: &str) -> Result<SignInLink> {
        self.sign_in_link_for(&SignInWish {
            name,
            roles: &[],
            hotlines: &[],
            page: None,
        })
    }

    /// A new one-time sign-in link for somebody with these roles, to the page of one of them.
    pub fn sign_in_link_for(&self, wish: &SignInWish<'_>) -> Result<SignInLink> {
        admin::sign_in_link(self.config.http_port, &self.secrets, wish)
    }

    /// What the edge says about itself.
    pub fn health(&self) -> Result<Health> {
        health::ask(self.config.http_port)
    }

    /// Waits until the edge answers and a media node is connected to it.
    pub fn wait_until_healthy(&self) -> Result<()> {
        health::wait(
            self.config.http_port,
            &[&self.edge, &self.media],
            HEALTHY_WITHIN,
        )
    }

    /// `kill -9` of workerd. It stays dead until [`Stack::start_edge`] unless the stack restarts by itself.
    pub fn kill_edge(&self) -> Result<()> {
        self.edge.kill()
    }

    /// Starts workerd again on the same data and port. Does not wait until it is healthy.
    pub fn start_edge(&self) -> Result<()> {
        self.edge.start()
    }

    /// `kill -9` of the media server.
    pub fn kill_media(&self) -> Result<()> {
        self.media.kill()
    }

    /// Starts the media server again on the same port. Does not wait until it is healthy.
    pub fn start_media(&self) -> Result<()> {
        self.media.start()
    }

    /// The process of the edge, while it runs.
    pub fn edge_pid(&self) -> Option<u32> {
        self.edge.pid()
    }

    /// What workerd has written to its log in this run.
    pub fn edge_log(&self) -> String {
        self.edge.log()
    }

    /// What the media server has written to its log in this run.
    pub fn media_log(&self) -> String {
        self.media.log()
    }

    /// Asks both parts to stop, kills what does not, and returns when both are gone.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.media.stop(STOP_WITHIN);
        self.edge.stop(STOP_WITHIN);
        self.data.forget_port();
    }
}

/// Takes the data folder and its secrets, and looks whether the ports are free: all that can be in the way of a start.
///
/// # Errors
/// One sentence that says what to do.
pub fn require_ready(
    data: &Path,
    http_port: u16,
    media_port: u16,
) -> Result<(DataFolder, Secrets)> {
    require_free(http_port, media_port)?;
    let data = DataFolder::open(data)?;
    let secrets = Secrets::load_or_create(&data.secrets())?;
    Ok((data, secrets))
}

/// Asks a running `cargo xtask up` on the data folder at `data` for a sign-in link.
pub fn sign_in_link(data: &Path, wish: &SignInWish<'_>) -> Result<SignInLink> {
    let port = data::remembered_port(data)?;
    let secrets = Secrets::load(&data::secrets_file(data))?;
    admin::sign_in_link(port, &secrets, wish)
}

/// Asks a running `cargo xtask up` on the data folder at `data` to keep other hours.
pub fn set_hours(data: &Path, hotline: &str, hours: &serde_json::Value) -> Result<()> {
    let port = data::remembered_port(data)?;
    let secrets = Secrets::load(&data::secrets_file(data))?;
    admin::set_hours(port, &secrets, hotline, hours)
}

fn edge_program(config: &StackConfig, data: &DataFolder, secrets: &Secrets) -> Program {
    Program::new("edge", &config.workerd, data.log("edge"))
        .arg("serve")
        .arg("--experimental")
        .arg(data.workerd_config())
        .env("BELLPULL_TOKEN_SECRET", secrets.token.reveal())
        .env("BELLPULL_NODE_SECRET", secrets.node.reveal())
        .env("BELLPULL_ADMIN_SECRET", secrets.admin.reveal())
}

fn media_program(config: &StackConfig, data: &DataFolder, secrets: &Secrets) -> Program {
    Program::new("media", &config.server, data.log("media"))
        .arg("--edge")
        .arg(format!("ws://127.0.0.1:{}", config.http_port))
        .arg("--node")
        .arg("local-1")
        .arg("--port")
        .arg(config.media_port.to_string())
        .args(&config.server_args)
        .env("BELLPULL_NODE_SECRET", secrets.node.reveal())
}

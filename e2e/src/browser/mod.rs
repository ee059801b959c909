//! One browser with its own driver, profile and microphone.

mod options;

mod chromium;
mod firefox;

mod keyboard;
mod page;
mod sound;

pub use options::{Engine, Microphone, Options};

use crate::driver_process::DriverProcess;
use anyhow::{Context as _, Result};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::WebDriver;

/// A running browser. What its page shows, plays and takes from the keyboard is in the files beside this one.
pub struct Browser {
    driver: WebDriver,
    engine: Engine,
    // Dropped after the driver said goodbye; the folder last, when no process writes into it any more.
    _process: DriverProcess,
    _folder: TempDir,
}

impl Browser {
    /// # Errors
    /// When driver or browser does not start.
    pub async fn start(options: &Options) -> Result<Self> {
        let folder = tempfile::tempdir().context("no temporary folder")?;
        let process = DriverProcess::start(options.engine, options.zone)?;
        let wanted = options.capabilities(folder.path())?;
        let driver = WebDriver::builder(process.url(), wanted)
            .request_timeout(Duration::from_secs(60))
            .connect()
            .await
            .with_context(|| format!("{:?} does not start", options.engine))?;
        Ok(Self {
            driver,
            engine: options.engine,
            _process: process,
            _folder: folder,
        })
    }

    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// # Errors
    /// When the page cannot be opened.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.driver
            .goto(url)
            .await
            .with_context(|| format!("{url} does not open"))
    }

    /// Runs a script in the current frame and gives what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self
            .driver
            .execute(script, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// Closes the tab as somebody does who has had enough; the browser stays, with an empty one.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn close_tab(&self) -> Result<()> {
        let tab = self.driver.window().await?;
        let other = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.driver.close_window().await?;
        Ok(self.driver.switch_to_window(other).await?)
    }

    /// Saves what can be seen for whoever reads the failure.
    ///
    /// # Errors
    /// When browser or disk refuses.
    pub async fn save_evidence(&self, folder: &Path, name: &str) -> Result<()> {
        // Firefox's driver keeps no log.
        if self.engine == Engine::Chromium {
            let log = self.driver.browser_log().await?;
            let lines: Vec<String> = log.iter().map(|line| format!("{line:?}\n")).collect();
            std::fs::write(folder.join(format!("{name}.console.txt")), lines.concat())?;
        }
        let source = self.driver.source().await?;
        std::fs::write(folder.join(format!("{name}.frame.html")), source)?;
        self.driver
            .screenshot(&folder.join(format!("{name}.png")))
            .await?;
        Ok(())
    }

    /// Ends the browser in good order.
    pub async fn quit(&self) {
        // Whatever is left is killed with the driver's process.
        self.driver.clone().quit().await.ok();
    }
}

/// The selector of a hook.
#[must_use]
pub fn selector(hook: &str) -> String {
    format!("[data-test=\"{hook}\"]")
}

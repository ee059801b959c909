//! What a browser is like: window, language, microphone.

use crate::tone;
use anyhow::Result;
use serde_json::json;
use std::path::Path;
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel};

/// What a browser is like.
#[derive(Debug, Clone)]
pub struct Options {
    pub microphone: Microphone,
    /// BCP 47, what the person set the browser to.
    pub language: &'static str,
    /// Where the person is, by the name of the time zone in the IANA database.
    pub zone: &'static str,
    pub width: u32,
    pub height: u32,
    pub dark: bool,
    /// Prefers no motion, which makes pictures alike.
    pub calm: bool,
}

/// The microphone of a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Microphone {
    /// Allowed without a question, and sings this frequency.
    Sings(u32),
    /// The person said no.
    Denied,
    /// There is no device.
    Missing,
}

impl Options {
    #[must_use]
    pub fn visitor() -> Self {
        Self {
            microphone: Microphone::Sings(tone::VISITOR_HZ),
            language: "en-GB",
            zone: "Europe/London",
            width: 1000,
            height: 800,
            dark: false,
            calm: false,
        }
    }

    #[must_use]
    pub fn operator() -> Self {
        Self {
            microphone: Microphone::Sings(tone::OPERATOR_HZ),
            ..Self::visitor()
        }
    }

    /// Chromium's flags. What the browser reads and writes is in `folder`.
    pub(super) fn capabilities(&self, folder: &Path) -> Result<ChromeCapabilities> {
        let mut wanted = DesiredCapabilities::chrome();
        for arg in [
            "--headless=new",
            "--no-sandbox",
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-gpu",
            "--allow-loopback-in-peer-connection",
        ] {
            wanted.add_arg(arg)?;
        }
        wanted.add_arg(&format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))?;
        wanted.add_arg(&format!("--window-size={},{}", self.width, self.height))?;
        wanted.add_arg(&format!("--lang={}", self.language))?;
        wanted.add_arg(&format!("--accept-lang={}", self.language))?;
        if self.dark {
            wanted.add_arg("--force-dark-mode")?;
        }
        if self.calm {
            wanted.add_arg("--force-prefers-reduced-motion")?;
        }
        match self.microphone {
            Microphone::Sings(hz) => {
                let wav = folder.join("microphone.wav");
                tone::write_wav(&wav, hz)?;
                wanted.add_arg("--use-fake-ui-for-media-stream")?;
                wanted.add_arg("--use-fake-device-for-media-stream")?;
                wanted.add_arg(&format!(
                    "--use-file-for-fake-audio-capture={}",
                    wav.display()
                ))?;
            }
            Microphone::Denied => {
                wanted.add_arg("--use-fake-device-for-media-stream")?;
                let blocked =
                    json!({ "profile.default_content_setting_values.media_stream_mic": 2 });
                wanted.add_experimental_option("prefs", blocked)?;
            }
            Microphone::Missing => {
                wanted.add_arg("--use-fake-ui-for-media-stream")?;
                wanted.add_arg("--disable-audio-input")?;
            }
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        Ok(wanted)
    }
}

//! Chromium's flags.

use super::{Microphone, Options};
use crate::tone;
use anyhow::Result;
use serde_json::json;
use std::path::Path;
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel};

/// What the browser reads and writes is in `folder`.
pub(super) fn capabilities(options: &Options, folder: &Path) -> Result<ChromeCapabilities> {
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
    wanted.add_arg(&format!(
        "--window-size={},{}",
        options.width, options.height
    ))?;
    wanted.add_arg(&format!("--lang={}", options.language))?;
    wanted.add_arg(&format!("--accept-lang={}", options.language))?;
    if options.dark {
        wanted.add_arg("--force-dark-mode")?;
    }
    if options.calm {
        wanted.add_arg("--force-prefers-reduced-motion")?;
    }
    match options.microphone {
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
            let blocked = json!({ "profile.default_content_setting_values.media_stream_mic": 2 });
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

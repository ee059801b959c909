//! Firefox's preferences.

use super::{Microphone, Options};
use anyhow::Result;
use thirtyfour::DesiredCapabilities;
use thirtyfour::common::capabilities::firefox::{FirefoxCapabilities, FirefoxPreferences};

/// Blocks without a question, in `permissions.default.*`.
const DENY: i64 = 2;
/// In `layout.css.prefers-color-scheme.content-override`.
const DARK: i64 = 0;
const LIGHT: i64 = 1;

pub(super) fn capabilities(options: &Options) -> Result<FirefoxCapabilities> {
    let mut wanted = DesiredCapabilities::firefox();
    wanted.set_headless()?;
    wanted.add_arg(&format!("--width={}", options.width))?;
    wanted.add_arg(&format!("--height={}", options.height))?;
    wanted.set_preferences(preferences(options)?)?;
    Ok(wanted)
}

fn preferences(options: &Options) -> Result<FirefoxPreferences> {
    let mut wanted = FirefoxPreferences::new();
    wanted.set("intl.accept_languages", options.language)?;
    wanted.set(
        "layout.css.prefers-color-scheme.content-override",
        if options.dark { DARK } else { LIGHT },
    )?;
    wanted.set("ui.prefersReducedMotion", i64::from(options.calm))?;
    // Pages play without a device, and without somebody who clicked: the tests listen in scripts.
    wanted.set("media.cubeb.force_mock_context", true)?;
    wanted.set("media.autoplay.default", 0)?;
    wanted.set("media.autoplay.blocking_policy", 0)?;
    match options.microphone {
        Microphone::Sings(hz) => {
            wanted.set("media.navigator.streams.fake", true)?;
            wanted.set("media.navigator.audio.fake_frequency", i64::from(hz))?;
            wanted.set("media.navigator.permission.disabled", true)?;
        }
        Microphone::Denied => wanted.set("permissions.default.microphone", DENY)?,
        Microphone::Missing => wanted.set("media.navigator.permission.disabled", true)?,
    }
    Ok(wanted)
}

//! What a browser is like: engine, window, language, microphone.

use super::{chromium, firefox};
use crate::tone;
use anyhow::Result;
use std::path::Path;
use thirtyfour::Capabilities;

/// What a browser is like.
#[derive(Debug, Clone)]
pub struct Options {
    pub engine: Engine,
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

/// Whose browser it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    /// The extended support release. Its sound comes from a device that is not there, as on a machine without one.
    Firefox,
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
            engine: Engine::Chromium,
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

    /// Another operator, told apart by their tone.
    #[must_use]
    pub fn colleague() -> Self {
        Self {
            microphone: Microphone::Sings(tone::COLLEAGUE_HZ),
            ..Self::visitor()
        }
    }

    /// The same in Firefox.
    #[must_use]
    pub fn in_firefox(self) -> Self {
        Self {
            engine: Engine::Firefox,
            ..self
        }
    }

    /// What the driver is asked for. What the browser reads and writes is in `folder`.
    pub(super) fn capabilities(&self, folder: &Path) -> Result<Capabilities> {
        match self.engine {
            Engine::Chromium => Ok(chromium::capabilities(self, folder)?.into()),
            Engine::Firefox => Ok(firefox::capabilities(self)?.into()),
        }
    }
}

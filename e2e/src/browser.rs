//! One Chromium with its own driver, profile and microphone.

use crate::driver_process::DriverProcess;
use crate::hearing::{EAR, Sound, Spectrum};
use crate::patience::{SOON, until};
use crate::tone;
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::{
    By, DesiredCapabilities, Key, LoggingPrefsLogLevel, TypingData, WebDriver, WebElement,
};

/// What a browser is like.
#[derive(Debug, Clone)]
pub struct Options {
    pub microphone: Microphone,
    /// BCP 47, what the person set the browser to.
    pub language: &'static str,
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
}

pub struct Browser {
    driver: WebDriver,
    // Dropped after the driver said goodbye; the folder last, when no process writes into it any more.
    _process: DriverProcess,
    _folder: TempDir,
}

impl Browser {
    /// # Errors
    /// When chromedriver or Chromium does not start.
    pub async fn start(options: &Options) -> Result<Self> {
        let folder = tempfile::tempdir().context("no temporary folder")?;
        let process = DriverProcess::start()?;
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
            folder.path().join("profile").display()
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
                let wav = folder.path().join("microphone.wav");
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
        let driver = WebDriver::builder(process.url(), wanted)
            .request_timeout(Duration::from_secs(60))
            .connect()
            .await
            .context("Chromium does not start")?;
        Ok(Self {
            driver,
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

    /// The visible element with this `data-test`, as soon as there is one.
    ///
    /// # Errors
    /// When none appears soon; says which hooks are visible instead.
    pub async fn shown(&self, hook: &str) -> Result<WebElement> {
        self.shown_within(hook, SOON).await
    }

    /// As [`Self::shown`], with a bound.
    ///
    /// # Errors
    /// As [`Self::shown`].
    pub async fn shown_within(&self, hook: &str, within: Duration) -> Result<WebElement> {
        until(&format!("{hook:?} to be shown"), within, async || {
            self.find_shown(hook).await
        })
        .await
    }

    async fn find_shown(&self, hook: &str) -> Result<WebElement> {
        for element in self.driver.find_all(By::Css(selector(hook))).await? {
            if element.is_displayed().await? {
                return Ok(element);
            }
        }
        bail!("{}", self.hooks_shown().await?)
    }

    /// # Errors
    /// When it stays.
    pub async fn hidden(&self, hook: &str) -> Result<()> {
        until(&format!("{hook:?} to be hidden"), SOON, async || {
            ensure!(self.find_shown(hook).await.is_err(), "it is still shown");
            Ok(())
        })
        .await
    }

    /// All visible hooks with their texts, for messages.
    async fn hooks_shown(&self) -> Result<String> {
        let script = "return [...document.querySelectorAll('[data-test]')]
            .filter((e) => e.checkVisibility())
            .map((e) => `${e.dataset.test}=${JSON.stringify(e.innerText?.slice(0, 60) ?? '')}`).join(', ')";
        Ok(format!(
            "shown: {}",
            self.run(script).await?.as_str().unwrap_or_default()
        ))
    }

    /// Clicks as soon as that is possible.
    ///
    /// # Errors
    /// When it does not become clickable soon.
    pub async fn click(&self, hook: &str) -> Result<()> {
        until(&format!("{hook:?} to be clickable"), SOON, async || {
            let element = self.find_shown(hook).await?;
            ensure!(element.is_enabled().await?, "it is disabled");
            Ok(element.click().await?)
        })
        .await
    }

    /// The text of a visible element.
    ///
    /// # Errors
    /// When it is not shown soon.
    pub async fn text(&self, hook: &str) -> Result<String> {
        Ok(self.shown(hook).await?.text().await?)
    }

    /// Waits until the visible text contains `part`.
    ///
    /// # Errors
    /// When it does not within the bound; says what it was instead.
    pub async fn says(&self, hook: &str, part: &str, within: Duration) -> Result<()> {
        until(&format!("{hook:?} to say {part:?}"), within, async || {
            let text = self.find_shown(hook).await?.text().await?;
            ensure!(text.contains(part), "{text:?}");
            Ok(())
        })
        .await
    }

    /// What the current frame plays to its person right now.
    ///
    /// # Errors
    /// When nothing is connected or the page may not make sound.
    pub async fn listen(&self) -> Result<Sound> {
        let heard = self.run(EAR).await?;
        if let Some(why_not) = heard.as_str() {
            return Err(anyhow!("{why_not}"));
        }
        let spectrum: Spectrum = serde_json::from_value(heard)?;
        Ok(spectrum.sound())
    }

    /// Waits until the current frame plays this frequency.
    ///
    /// # Errors
    /// When it does not within the bound; says what was heard instead.
    pub async fn hear(&self, hz: u32, within: Duration) -> Result<()> {
        until(&format!("a tone of {hz} Hz"), within, async || {
            let sound = self.listen().await?;
            ensure!(sound.is_tone(hz), "{sound}");
            Ok(())
        })
        .await
    }

    /// Waits until the current frame plays nothing.
    ///
    /// # Errors
    /// When it still plays something at the bound, or is connected to nothing at all.
    pub async fn hear_silence(&self, within: Duration) -> Result<()> {
        until("silence", within, async || {
            let sound = self.listen().await?;
            ensure!(sound == Sound::Silence, "{sound}");
            Ok(())
        })
        .await
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, key: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Presses a key while Ctrl is held.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press_with_control(&self, key: Key) -> Result<()> {
        let chain = self
            .driver
            .action_chain()
            .key_down(Key::Control)
            .key_down(key.clone());
        Ok(chain.key_up(key).key_up(Key::Control).perform().await?)
    }

    /// Presses Tab until this is focused, as somebody without a mouse does.
    ///
    /// # Errors
    /// When it cannot be reached with 40 presses.
    pub async fn tab_to(&self, hook: &str) -> Result<()> {
        let script = "let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at?.dataset?.test ?? at?.tagName ?? 'nothing'";
        let mut passed = Vec::new();
        for _ in 0..40 {
            let focused = self
                .run(script)
                .await?
                .as_str()
                .unwrap_or_default()
                .to_owned();
            if focused == hook {
                return Ok(());
            }
            passed.push(focused);
            self.press(Key::Tab).await?;
        }
        bail!("Tab does not reach {hook:?}, only {passed:?}")
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
        let log = self.driver.browser_log().await?;
        let lines: Vec<String> = log.iter().map(|line| format!("{line:?}\n")).collect();
        std::fs::write(folder.join(format!("{name}.console.txt")), lines.concat())?;
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

//! One world per scenario: its own edge, media server and browsers, and evidence when it goes wrong.

use crate::browser::{Browser, Options};
use crate::desk::Desk;
use crate::http;
use crate::journal::Journal;
use crate::time_machine;
use crate::visitor::Visitor;
use crate::wire::Socket;
use anyhow::{Context as _, Result, ensure};
use bellpull_xtask::stack::{Origins, Stack, StackConfig};
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;

pub struct World {
    stack: Stack,
    workerd: PathBuf,
    browsers: Mutex<Vec<(String, Arc<Browser>)>>,
    // After the stack, which still writes into it when it stops.
    _data: TempDir,
}

/// Runs one scenario in a world of its own. When it fails, what every browser shows and says and the logs of both
/// parts are kept in `target/e2e-failures/`.
///
/// # Panics
/// When the scenario fails: this is what a test wants.
pub async fn scenario<F: AsyncFnOnce(&World) -> Result<()>>(story: F) {
    scenario_with(|_| {}, story).await;
}

/// As [`scenario`], with a stack that differs from the usual one.
///
/// # Panics
/// As [`scenario`].
pub async fn scenario_with<F: AsyncFnOnce(&World) -> Result<()>>(
    differ: impl FnOnce(&mut StackConfig),
    story: F,
) {
    // The closure is named after the test around it: "calls::the_visitor_hangs_up::{{closure}}…".
    let name = std::any::type_name::<F>()
        .split("::{{")
        .next()
        .unwrap_or_default()
        .replace("::", ".");
    let world =
        World::start(differ).unwrap_or_else(|error| panic!("the stack does not start: {error:#}"));
    let outcome = AssertUnwindSafe(story(&world)).catch_unwind().await;
    let evidence = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(_)) | Err(_) => Some(world.save_evidence(&name).await),
    };
    world.end().await;
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(error)) => panic!("{error:#}\nSee {}", evidence.unwrap_or_default().display()),
        Err(panic) => resume_unwind(panic),
    }
}

impl World {
    /// Starts a stack on free ports with an empty data folder; programs other than tests begin here, and close with
    /// [`World::end`].
    ///
    /// # Errors
    /// When nothing is built or the stack does not become healthy.
    pub fn start(differ: impl FnOnce(&mut StackConfig)) -> Result<Self> {
        let data = tempfile::tempdir().context("no temporary folder")?;
        let mut config = StackConfig::for_test(data.path())?;
        differ(&mut config);
        let workerd = config.workerd.clone();
        let stack = Stack::start(config)?;
        Ok(Self {
            stack,
            workerd,
            browsers: Mutex::default(),
            _data: data,
        })
    }

    #[must_use]
    pub fn stack(&self) -> &Stack {
        &self.stack
    }

    #[must_use]
    pub fn origins(&self) -> Origins {
        self.stack.origins()
    }

    /// A browser that is looked at when the scenario fails.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn browser(&self, name: &str, options: &Options) -> Result<Arc<Browser>> {
        let browser = Arc::new(Browser::start(options).await?);
        let mut browsers = self.browsers.lock().unwrap_or_else(PoisonError::into_inner);
        browsers.push((name.to_owned(), browser.clone()));
        Ok(browser)
    }

    /// A visitor who looks at the shop.
    ///
    /// # Errors
    /// When the browser or the shop does not open.
    pub async fn visitor(&self, name: &str) -> Result<Visitor> {
        self.visitor_with(name, &Options::visitor()).await
    }

    /// # Errors
    /// As [`Self::visitor`].
    pub async fn visitor_with(&self, name: &str, options: &Options) -> Result<Visitor> {
        let browser = self.browser(name, options).await?;
        Visitor::at(browser, &format!("{}/", self.origins().site())).await
    }

    /// An operator who has signed in and looks at the desk.
    ///
    /// # Errors
    /// When the browser does not start or the link is not accepted.
    pub async fn desk(&self, name: &str) -> Result<Desk> {
        self.desk_with(name, &Options::operator()).await
    }

    /// # Errors
    /// As [`Self::desk`].
    pub async fn desk_with(&self, name: &str, options: &Options) -> Result<Desk> {
        let browser = self.browser(name, options).await?;
        let link = self.stack.sign_in_link(name)?;
        Desk::sign_in(browser, &link.link).await
    }

    /// An operator's socket after its welcome, without a browser: it does only what it is told to do.
    ///
    /// # Errors
    /// When the sign-in is refused.
    pub async fn bare_desk(&self, name: &str) -> Result<Socket> {
        let (desk, link) = (self.origins().desk(), self.stack.sign_in_link(name)?.link);
        let token = link.split_once('#').context("a link without a token")?.1;
        let from_our_page = [
            ("origin", desk.as_str()),
            ("content-type", "application/json"),
            ("x-bellpull", "1"),
        ];
        let body = json!({ "token": token }).to_string();
        let session = http::post(&format!("{desk}/api/sign-in"), &from_our_page, &body)?;
        let cookie = session
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        let me = http::get(&format!("{desk}/api/me"), &[("cookie", &cookie)])?.json();

        let headers = [("origin", desk.as_str()), ("cookie", cookie.as_str())];
        let mut socket = Socket::open(&self.origins().desk_host(), "/ws/desk", &headers).await?;
        let hello = json!({"kind": "hello", "version": 1, "page_id": "bare", "ticket": me["ticket"], "ready": true});
        socket.say(&hello).await?;
        socket.next_of_kind("welcome").await?;
        Ok(socket)
    }

    /// A visitor's socket before its hello.
    ///
    /// # Errors
    /// When the edge cannot be reached.
    pub async fn visitor_socket(&self, hotline: &str) -> Result<Socket> {
        let origin = self.origins().widget();
        let path = format!("/ws/visitor/{hotline}");
        Socket::open(&self.origins().widget_host(), &path, &[("origin", &origin)]).await
    }

    /// A new visitor's socket after its welcome, without a browser, and the token it was given.
    ///
    /// # Errors
    /// When the hello is refused.
    pub async fn bare_visitor(&self) -> Result<(Socket, String)> {
        let mut socket = self.visitor_socket("demo").await?;
        socket
            .say(&json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en"}))
            .await?;
        let welcome = socket.next_of_kind("welcome").await?;
        let token = welcome["token"].as_str().context("no token")?.to_owned();
        Ok((socket, token))
    }

    /// # Errors
    /// When the edge does not answer.
    pub fn journal(&self) -> Result<Journal> {
        let secret = format!("Bearer {}", self.stack.secrets().admin.reveal());
        let url = format!(
            "{}/api/admin/journal?organisation=demo",
            self.origins().machine()
        );
        let answer = http::get(&url, &[("authorization", &secret)])?;
        ensure!(
            answer.status == 200,
            "the journal is not given: {} {}",
            answer.status,
            answer.text
        );
        Journal::read(&answer.text)
    }

    /// Counters of the switchboard.
    ///
    /// # Errors
    /// When the edge does not answer.
    pub fn figures(&self) -> Result<Value> {
        let secret = format!("Bearer {}", self.stack.secrets().admin.reveal());
        let machine = self.origins().machine();
        let url = format!("{machine}/api/admin/figures?organisation=demo");
        let answer = http::get(&url, &[("authorization", &secret)])?;
        ensure!(answer.status == 200, "no figures: {}", answer.text);
        Ok(answer.json())
    }

    /// Restarts the edge, and all sign-in links are older by this much.
    ///
    /// # Errors
    /// When there is no link or the edge does not come back.
    pub async fn let_links_age(&self, by: Duration) -> Result<()> {
        self.stack.kill_edge()?;
        let storage = self.stack.data().join("storage");
        time_machine::age_sign_in_links(&self.workerd, &storage, by).await?;
        self.stack.start_edge()?;
        self.stack.wait_until_healthy()
    }

    async fn save_evidence(&self, name: &str) -> PathBuf {
        let folder = failures().join(name);
        if let Err(error) = std::fs::create_dir_all(&folder) {
            eprintln!("no evidence is kept: {error}");
        }
        let browsers = self
            .browsers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for (name, browser) in browsers {
            if let Err(error) = browser.save_evidence(&folder, &name).await {
                eprintln!("what {name} saw is not kept: {error:#}");
            }
        }
        let journal = self
            .journal()
            .map_or_else(|error| format!("{error:#}"), |journal| journal.to_string());
        let texts = [
            ("edge.log", self.stack.edge_log()),
            ("media.log", self.stack.media_log()),
            ("journal.txt", journal),
        ];
        for (file, text) in texts {
            if let Err(error) = std::fs::write(folder.join(file), text) {
                eprintln!("{file} is not kept: {error}");
            }
        }
        folder
    }

    /// Ends browsers and stack in good order; dropping it ends them too, only not as politely.
    pub async fn end(self) {
        let browsers =
            std::mem::take(&mut *self.browsers.lock().unwrap_or_else(PoisonError::into_inner));
        for (_, browser) in browsers {
            browser.quit().await;
        }
    }
}

/// Where evidence goes: cargo's target folder.
fn failures() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    workspace.join(target).join("e2e-failures")
}

//! The widget on somebody's page: who may have it, what it does before it is asked, in which language.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::{Microphone, Options};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::site::Site;
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::{World, scenario};
use serde_json::Value;

/// A customer's page with nothing but the tag.
fn page(world: &World, lang: &str) -> String {
    let widget = world.origins().widget();
    format!(
        r#"<!doctype html><html lang="{lang}"><script async src="{widget}/bell.js" data-hotline="demo"></script>"#
    )
}

#[tokio::test]
async fn an_allowed_site_may_frame_the_widget_and_another_may_not() {
    scenario(async |world| {
        let site = Site::serve(page(world, "en"), &[]).await?;
        let browser = world.browser("visitor", &Options::visitor()).await?;

        let allowed = Visitor::at(browser.clone(), &site.url("shop.localhost")).await?;
        allowed.pull_the_bell().await?;
        allowed.sees("start", A_WHILE).await?;

        let refused = Visitor::at(browser, &site.url("evil.localhost")).await?;
        assert!(
            refused.pull_the_bell().await.is_err(),
            "the widget opened on a site that is not allowed"
        );
        refused.browser().driver().enter_default_frame().await?;
        let apology = "return document.querySelector('bell-pull').shadowRoot
            .querySelector('[role=alert]:not([hidden])')?.innerText ?? ''";
        assert_ne!(
            refused.browser().run(apology).await?,
            "",
            "the panel stays empty without a word"
        );
        let log = refused.browser().driver().browser_log().await?;
        assert!(
            log.iter()
                .any(|line| line.message.contains("frame-ancestors")),
            "{log:?}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn before_the_first_click_there_is_the_loader_and_nothing_else() {
    scenario(async |world| {
        let visitor = world.visitor("visitor").await?;
        until("the bell", SOON, async || visitor.in_loader("[data-test=bell]").await).await?;
        let browser = visitor.browser();

        let asked = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)").await?;
        let of_ours: Vec<&str> = asked
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|url| url.starts_with(&world.origins().widget()))
            .collect();
        assert_eq!(of_ours, [format!("{}/bell.js", world.origins().widget())]);

        let kept = "return [document.cookie, localStorage.length, sessionStorage.length,
            (await indexedDB.databases()).length, (await caches.keys()).length].join()";
        let kept = browser.run(&format!("return (async () => {{ {kept} }})()")).await?;
        assert_eq!(kept, ",0,0,0,0");

        let shifts = "return new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().length))
            .observe({ type: 'layout-shift', buffered: true }) || requestAnimationFrame(() =>
            requestAnimationFrame(() => done(0))))";
        assert_eq!(browser.run(shifts).await?, 0, "the page moved");
        ensure_nobody_connected(world)
    })
    .await;
}

fn ensure_nobody_connected(world: &World) -> Result<()> {
    let journal = world.journal()?;
    ensure!(journal.contacts().is_empty(), "{journal}");
    Ok(())
}

#[tokio::test]
async fn a_german_page_has_a_german_bell_and_widget_and_a_german_browser_a_german_desk() {
    scenario(async |world| {
        let german = Options {
            language: "de-AT",
            ..Options::visitor()
        };
        let site = Site::serve(page(world, "de"), &[]).await?;
        let browser = world.browser("visitor", &german).await?;
        let visitor = Visitor::at(browser, &site.url("shop.localhost")).await?;
        visitor.pull_the_bell().await?;
        visitor.browser().says("call", "Anrufen", A_WHILE).await?;
        visitor.browser().click("call").await?;
        visitor
            .browser()
            .says("title", "Sie sind als Nächstes dran", A_WHILE)
            .await?;

        let anna = world
            .desk_with(
                "Anna",
                &Options {
                    language: "de-AT",
                    ..Options::operator()
                },
            )
            .await?;
        anna.browser()
            .says("go-online", "Online gehen", SOON)
            .await?;
        anna.goes_online().await?;
        anna.answers().await?;
        anna.browser()
            .says("caller-language", "Deutsch", SOON)
            .await
    })
    .await;
}

#[tokio::test]
async fn the_desk_shows_the_page_the_caller_is_on() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        let visitor = world.visitor("visitor").await?;
        anna.goes_online().await?;
        visitor.call().await?;
        anna.sees("ringing", A_WHILE).await?;
        anna.browser()
            .says("caller-page", &world.origins().site_host(), SOON)
            .await
    })
    .await;
}

#[tokio::test]
async fn a_denied_microphone_is_explained_and_can_be_tried_again() {
    scenario(async |world| {
        let visitor = without_microphone(world, Microphone::Denied, &[]).await?;
        visitor
            .browser()
            .says("title", "The microphone is not allowed", SOON)
            .await?;
        visitor.browser().click("retry").await?;
        visitor
            .browser()
            .says("title", "The microphone is not allowed", SOON)
            .await?;
        visitor.browser().click("cancel").await?;
        visitor.sees("start", SOON).await?;
        ensure_nobody_connected(world)
    })
    .await;
}

#[tokio::test]
async fn a_missing_microphone_is_explained() {
    scenario(async |world| {
        let visitor = without_microphone(world, Microphone::Missing, &[]).await?;
        visitor
            .browser()
            .says("title", "No microphone found", SOON)
            .await?;
        visitor.browser().shown("retry").await?;
        ensure_nobody_connected(world)
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_policy_blocks_the_microphone_leads_to_a_window_of_its_own() {
    scenario(async |world| {
        let singing = Options::visitor().microphone;
        let visitor =
            without_microphone(world, singing, &["permissions-policy: microphone=()"]).await?;
        visitor
            .browser()
            .says("title", "Calls are blocked on this page", SOON)
            .await?;

        let driver = visitor.browser().driver();
        let before = driver.windows().await?;
        visitor.browser().click("open-window").await?;
        let window = until("a window of its own", SOON, async || {
            let now = driver.windows().await?;
            now.into_iter()
                .find(|window| !before.contains(window))
                .ok_or_else(|| anyhow::anyhow!("none"))
        })
        .await?;
        driver.switch_to_window(window).await?;
        visitor.browser().click("call").await?;
        visitor.waits_at_place(1, A_WHILE).await
    })
    .await;
}

/// A visitor who has clicked “Call” and cannot be heard.
async fn without_microphone(
    world: &World,
    microphone: Microphone,
    headers: &[&str],
) -> Result<Visitor> {
    let site = Site::serve(page(world, "en"), headers).await?;
    let browser = world
        .browser(
            "visitor",
            &Options {
                microphone,
                ..Options::visitor()
            },
        )
        .await?;
    let visitor = Visitor::at(browser, &site.url("shop.localhost")).await?;
    visitor.pull_the_bell().await?;
    visitor.browser().click("call").await?;
    visitor.sees("no-microphone", SOON).await?;
    Ok(visitor)
}

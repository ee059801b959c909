//! Browsers that cannot, devices that go away, pages that lose the edge or meet themselves.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::mishap::{
    BACK_ONLINE, CUT_OFF, DEVICES, GO_ON, PLUG_IN, TRAP, UNPLUG, UNPLUG_LAST, WASM_REFUSED,
    WITHOUT_CALLS, WITHOUT_WASM, open_differently,
};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::site::Site;
use bellpull_e2e::tone::{OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::{World, scenario};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::try_join;

/// Another microphone is heard within this.
const HEARD_AGAIN: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_browser_without_webassembly_is_told_so() {
    scenario(async |world| {
        let visitor = strange(world, WITHOUT_WASM).await?;
        visitor
            .says("trouble", "Your browser is too old", SOON)
            .await
    })
    .await;
}

#[tokio::test]
async fn a_program_that_may_not_run_is_explained_and_can_be_tried_again() {
    scenario(async |world| {
        let visitor = strange(world, WASM_REFUSED).await?;
        visitor
            .says("trouble", "This could not be loaded", SOON)
            .await?;
        visitor.run(GO_ON).await?;
        visitor.shown_within("call", A_WHILE).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_program_that_does_not_arrive_is_explained() {
    scenario(async |world| {
        let visitor = world.browser("visitor", &Options::visitor()).await?;
        let cdp = visitor.driver().cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        cdp.send_raw("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] }))
            .await?;
        visitor.open(&frame(world)).await?;
        visitor
            .says("trouble", "This could not be loaded", SOON)
            .await
    })
    .await;
}

#[tokio::test]
async fn who_cannot_call_in_this_browser_chats_instead() {
    scenario(async |world| {
        let visitor = strange(world, WITHOUT_CALLS).await?;
        visitor.click("call").await?;
        visitor
            .says("title", "This browser cannot make calls", SOON)
            .await?;
        visitor.click("start-chat").await?;
        visitor.says("title", "You are next", A_WHILE).await
    })
    .await;
}

#[tokio::test]
async fn a_program_that_breaks_says_so_and_the_place_survives_a_reload() {
    scenario(async |world| {
        let visitor = world.visitor("visitor").await?;
        visitor.call().await?;
        visitor.waits_at_place(1, SOON).await?;

        visitor.browser().run(TRAP).await?;
        visitor
            .browser()
            .says("trouble", "Something broke", SOON)
            .await?;
        visitor.browser().run(GO_ON).await?;
        visitor.enter_frame().await?;
        visitor.sees("waiting", A_WHILE).await?;
        visitor.waits_at_place(1, SOON).await?;
        ensure!(world.journal()?.of("entered").count() == 1, "a new contact");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_desk_that_breaks_in_mid_call_says_so_and_the_call_comes_back() {
    scenario(async |world| {
        let (anna, _visitor) = talking(world).await?;
        anna.browser().run(TRAP).await?;
        anna.browser()
            .says("trouble", "Something broke", SOON)
            .await?;
        anna.browser().run(GO_ON).await?;
        anna.hears_the_visitor(A_WHILE).await
    })
    .await;
}

#[tokio::test]
async fn a_site_that_forbids_frames_shows_a_word_and_the_console_says_why() {
    scenario(async |world| {
        let widget = world.origins().widget();
        let html = format!(
            r#"<!doctype html><html lang="en"><script async src="{widget}/bell.js" data-hotline="demo"></script>"#
        );
        let site = Site::serve(html, &["content-security-policy: frame-src 'none'"]).await?;
        let browser = world.browser("visitor", &Options::visitor()).await?;
        let visitor = Visitor::at(browser, &site.url("shop.localhost")).await?;
        until("the bell", SOON, async || {
            Ok(visitor.in_loader("[data-test=bell]").await?.click().await?)
        })
        .await?;

        until("a word", A_WHILE, async || {
            let word = visitor.in_loader("[role=alert]").await?.text().await?;
            ensure!(word.contains("Not reachable"), "{word:?}");
            Ok(())
        })
        .await?;
        let log = visitor.browser().driver().browser_log().await?;
        ensure!(
            log.iter().any(|line| line.message.contains("frame-src")),
            "the console does not say why: {log:?}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_visitor_whose_microphone_goes_away_is_heard_through_another() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        visitor.browser().run(UNPLUG).await?;
        visitor
            .browser()
            .says("banner", "heard through another one", HEARD_AGAIN)
            .await?;
        anna.browser().hear(VISITOR_HZ, HEARD_AGAIN).await?;

        visitor.browser().run(UNPLUG_LAST).await?;
        visitor
            .browser()
            .says("banner", "Nobody hears you", SOON)
            .await?;
        anna.browser().hear_silence(SOON).await?;
        visitor.browser().hear(OPERATOR_HZ, SOON).await?;
        visitor.browser().run(PLUG_IN).await?;
        anna.browser().hear(VISITOR_HZ, HEARD_AGAIN).await?;

        visitor.browser().run(UNPLUG_LAST).await?;
        anna.browser().hear_silence(SOON).await?;
        visitor.browser().run("window.unplugged = false").await?;
        visitor.browser().click("banner-retry").await?;
        anna.browser().hear(VISITOR_HZ, HEARD_AGAIN).await
    })
    .await;
}

#[tokio::test]
async fn an_operator_whose_microphone_goes_away_is_heard_through_another() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        anna.browser().run(UNPLUG).await?;
        anna.browser()
            .says("notice", "heard through another one", HEARD_AGAIN)
            .await?;
        visitor.browser().hear(OPERATOR_HZ, HEARD_AGAIN).await?;

        anna.browser().run(UNPLUG_LAST).await?;
        anna.browser()
            .says("microphone-trouble", "No microphone was found", SOON)
            .await?;
        visitor.browser().hear_silence(SOON).await?;
        anna.browser().hear(VISITOR_HZ, SOON).await?;
        anna.browser().run("window.unplugged = false").await?;
        anna.browser().click("rejoin").await?;
        visitor.browser().hear(OPERATOR_HZ, HEARD_AGAIN).await
    })
    .await;
}

#[tokio::test]
async fn a_desk_that_loses_the_edge_goes_on_talking_and_hangs_up_later() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        anna.browser().run(CUT_OFF).await?;
        anna.browser()
            .says("connection-lost", "You can go on talking", A_WHILE)
            .await?;
        anna.browser().hear(VISITOR_HZ, SOON).await?;
        visitor.browser().hear(OPERATOR_HZ, SOON).await?;
        visitor.browser().hidden("banner").await?;

        anna.browser().click("hang-up").await?;
        anna.sees("hanging-up", SOON).await?;
        visitor.browser().hear_silence(SOON).await?;
        visitor.sees("talking", SOON).await?;
        anna.browser().run(BACK_ONLINE).await?;

        anna.sees("wrap-up", A_WHILE).await?;
        visitor.sees("ended", SOON).await?;
        let journal = world.journal()?;
        ensure!(
            journal.end_reason(&journal.contacts()[0])? == "operator_hung_up",
            "{journal}"
        );
        journal.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn a_second_window_of_the_desk_asks_before_it_takes_a_call_and_then_brings_the_sound_along() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        let driver = anna.browser().driver();
        let first = driver.window().await?;
        let second = driver.new_tab().await?;
        driver.switch_to_window(second.clone()).await?;
        anna.browser().open(&world.origins().desk()).await?;
        stands_before_the_door(anna.browser(), "elsewhere").await?;
        visitor.browser().hear(OPERATOR_HZ, SOON).await?;
        driver.switch_to_window(first.clone()).await?;
        anna.hears_the_visitor(SOON).await?;

        driver.switch_to_window(second).await?;
        anna.browser().click("take-back").await?;
        anna.hears_the_visitor(A_WHILE).await?;
        visitor.browser().hear(OPERATOR_HZ, A_WHILE).await?;
        driver.switch_to_window(first).await?;
        stands_before_the_door(anna.browser(), "superseded").await
    })
    .await;
}

/// Anna and a visitor talk and hear each other; the microphones of both can be unplugged.
async fn talking(world: &World) -> Result<(Desk, Visitor)> {
    let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
    anna.browser().run(DEVICES).await?;
    anna.goes_online().await?;
    visitor.pull_the_bell().await?;
    visitor.sees("start", A_WHILE).await?;
    visitor.browser().run(DEVICES).await?;
    visitor.browser().click("call").await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;
    Ok((anna, visitor))
}

/// The widget as a page of its own, in a browser that is not as others are.
async fn strange(world: &World, difference: &str) -> Result<Arc<Browser>> {
    let browser = world.browser("visitor", &Options::visitor()).await?;
    open_differently(&browser, difference, &frame(world)).await?;
    Ok(browser)
}

fn frame(world: &World) -> String {
    format!("{}/frame/demo?lang=en", world.origins().widget())
}

async fn stands_before_the_door(browser: &Browser, door: &str) -> Result<()> {
    let shown = browser.shown_within("door", A_WHILE).await?;
    let name = shown.attr("data-door").await?;
    ensure!(name.as_deref() == Some(door), "{name:?}");
    Ok(())
}

//! What a client company sees of its hotline, in a browser.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::world::{World, scenario};
use serde_json::json;

#[tokio::test]
async fn a_client_reads_the_register_and_the_figures_of_its_own_hotline() {
    scenario(async |world| {
        world.configures(|document| document["hotlines"]["boats"] = json!({"name": "Boats"}))?;
        leaves_word(world, "demo", "About a tent").await?;
        leaves_word(world, "boats", "About a boat").await?;
        leaves_word(world, "boats", "About another boat").await?;
        let page = world.browser("client", &Options::operator()).await?;

        page.open(&world.client_link("Clara", &["boats"])?).await?;

        let rows = texts(&page, "register-row", 2).await?;
        assert!(rows.iter().all(|row| row.contains("Boats")), "{rows:?}");
        page.click("nav-statistics").await?;
        page.shown_within("statistics", A_WHILE).await?;
        let hotlines = page.shown_within("hotlines", A_WHILE).await?.text().await?;
        assert!(
            hotlines.contains("Boats") && !hotlines.contains("Alpenglow"),
            "{hotlines}"
        );
        is_figure(&page, "messages", "2").await
    })
    .await;
}

#[tokio::test]
async fn a_client_has_no_other_page() {
    scenario(async |world| {
        let page = world.browser("client", &Options::operator()).await?;
        page.open(&world.client_link("Clara", &["demo"])?).await?;
        page.shown_within("nav-statistics", A_WHILE).await?;
        let links = "return [...document.querySelectorAll('nav [data-test]')].map((link) => link.dataset.test)";
        assert_eq!(page.run(links).await?, json!(["nav-register", "nav-statistics"]));

        for path in ["promotions", "staffing", "team"] {
            page.open(&format!("{}/{path}", world.origins().desk())).await?;
            let door = page.shown_within("door", A_WHILE).await?;
            assert_eq!(door.attr("data-door").await?.as_deref(), Some("wrong-role"), "{path}");
        }
        // Somebody without a desk goes on to a page of their own.
        page.open(&world.origins().desk()).await?;
        page.shown_within("export-csv", A_WHILE).await?;
        Ok(())
    })
    .await;
}

/// The texts of all elements with this hook, once there are so many.
async fn texts(page: &Browser, hook: &str, number: usize) -> Result<Vec<String>> {
    let script = format!(
        "return [...document.querySelectorAll('[data-test={hook}]')].map((element) => element.textContent)"
    );
    until(&format!("{number} × {hook:?}"), A_WHILE, async || {
        let texts: Vec<String> = serde_json::from_value(page.run(&script).await?)?;
        ensure!(texts.len() == number, "{texts:?}");
        Ok(texts)
    })
    .await
}

/// Also of figures in a group that is closed.
async fn is_figure(page: &Browser, key: &str, value: &str) -> Result<()> {
    let script = format!(
        "return document.querySelector('[data-test=figure][data-key={key}] [data-test=value]')?.textContent"
    );
    until(key, SOON, async || {
        let shown = page.run(&script).await?;
        ensure!(shown == value, "{shown}");
        Ok(())
    })
    .await
}

/// A message, for which nobody has to be there.
async fn leaves_word(world: &World, hotline: &str, text: &str) -> Result<()> {
    let mut socket = world.visitor_socket(hotline).await?;
    let hello = json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en"});
    socket.say(&hello).await?;
    socket.next_of_kind("welcome").await?;
    let message = json!({"kind": "message", "request": "r1", "key": "k1", "text": text});
    socket.say(&message).await?;
    socket.next_of_kind("contact").await.map(drop)
}

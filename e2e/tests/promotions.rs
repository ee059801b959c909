//! Promotions from the marketer's page to the visitor's panel and back.

use anyhow::{Context as _, ensure};
use bellpull_e2e::browser::{Browser, Options, selector};
use bellpull_e2e::draws;
use bellpull_e2e::http;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::By;
use tokio::try_join;

/// What an alarm, a push and a paint may take together.
const A_SECOND_AND_A_BIT: Duration = Duration::from_millis(2_500);

/// A marketer writes a draw of one prize that starts 3 s after it was published and runs for `runs` seconds.
async fn publishes_a_draw(world: &World, page: &Browser, runs: u64) -> anyhow::Result<()> {
    world
        .signs_in(page, "marketer", ("/promotions", "new-promotion"))
        .await?;
    page.click("new-promotion").await?;
    page.click("kind-draw").await?;
    fill(page, "prizes", "1").await?;
    fill(page, "title", "Win a rope").await?;
    fill(page, "body", "A rope of 60 metres.").await?;
    fill(page, "rules", "One entry each.").await?;
    page.says("preview", "Win a rope", SOON).await?;
    // The wall clock of the browser's own zone, which the page takes for a new promotion.
    let at = |seconds: u64| {
        format!(
            "const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + {seconds} * 1000);
             return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19)"
        )
    };
    for (field, seconds) in [("starts", 5), ("ends", 5 + runs)] {
        let time = page.run(&at(seconds)).await?;
        set_time(page, field, time.as_str().context("no time")?).await?;
    }
    page.click("publish").await?;
    page.click("confirm").await?;
    let row = until("the promotion to be scheduled", SOON, async || {
        state_of_the_promotion(page).await
    });
    row.await.map(drop)
}

async fn fill(page: &Browser, field: &str, words: &str) -> anyhow::Result<()> {
    let field = page.shown(field).await?;
    field.clear().await?;
    Ok(field.send_keys(words).await?)
}

/// As a person who picks a time; the keys of such a field depend on the language.
async fn set_time(page: &Browser, field: &str, time: &str) -> anyhow::Result<()> {
    let script = format!(
        "const field = document.querySelector('{}');
         field.value = '{time}';
         field.dispatchEvent(new Event('input', {{bubbles: true}}));
         field.dispatchEvent(new Event('change', {{bubbles: true}}));",
        selector(field)
    );
    page.shown(field).await?;
    page.run(&script).await.map(drop)
}

async fn state_of_the_promotion(page: &Browser) -> anyhow::Result<(String, String)> {
    let row = page
        .driver()
        .find(By::Css(selector("promotion-row")))
        .await?;
    let attr = async |name: &str| anyhow::Ok(row.attr(name).await?.unwrap_or_default());
    let (id, state) = (attr("data-promotion").await?, attr("data-state").await?);
    ensure!(state != "draft", "{state}");
    Ok((id, state))
}

#[tokio::test]
async fn a_draw_appears_is_entered_once_ends_is_drawn_and_can_be_drawn_again() {
    scenario(async |world| {
        let desktop = Options::operator();
        let (page, visitor, anna) = try_join!(
            world.browser("marketer", &desktop),
            world.visitor("visitor"),
            world.desk("Anna")
        )?;
        visitor.call().await?;
        publishes_a_draw(world, &page, 25).await?;

        visitor
            .browser()
            .says("promotion-title", "Win a rope", A_WHILE)
            .await?;
        visitor.browser().click("enter-draw").await?;
        visitor.browser().shown_within("entry-note", SOON).await?;
        visitor.reloads().await?;
        visitor
            .browser()
            .shown_within("entry-note", A_WHILE)
            .await?;

        anna.goes_online().await?;
        anna.answers().await?;
        anna.browser()
            .says("promotions-live", "Win a rope", SOON)
            .await?;
        anna.browser()
            .says("visitor-entries", "Win a rope", SOON)
            .await?;

        let (id, _) = state_of_the_promotion(&page).await?;
        until("the end", A_WHILE, async || {
            let (_, state) = state_of_the_promotion(&page).await?;
            ensure!(state == "ended", "{state}");
            Ok(())
        })
        .await?;
        visitor.browser().hidden("promotion").await?;
        page.click("promotion-row").await?;
        page.says("entries-count", "1", SOON).await?;
        page.click("draw").await?;
        page.shown_within("winners", SOON).await?;
        page.shown_within("proof-holds", SOON).await?;

        let url = format!(
            "{}/api/promotions/demo/proof/{id}",
            world.origins().widget()
        );
        let proof = http::get(&url, &[])?.json();
        assert_eq!(proof["stage"], "drawn", "{proof}");
        let winners = draws::winners(&proof)?;
        assert_eq!(json!(winners), proof["winners"], "{proof}");
        assert_eq!(winners.len(), 1);
        visitor.browser().says("entry-note", "won", SOON).await
    })
    .await;
}

#[tokio::test]
async fn a_second_entry_is_told_so_and_the_same_request_is_the_same_entry() {
    scenario(async |world| {
        let page = world.browser("marketer", &Options::operator()).await?;
        publishes_a_draw(world, &page, 60).await?;
        let (_, token) = world.bare_visitor().await?;
        let (id, _) = state_of_the_promotion(&page).await?;
        let enter = |request: &str| {
            let body = json!({"token": token, "promotion": id, "request": request});
            let origin = world.origins().widget();
            let headers = [
                ("origin", origin.as_str()),
                ("content-type", "application/json"),
            ];
            let url = format!("{origin}/api/promotions/demo/enter");
            http::post(&url, &headers, &body.to_string())
        };

        let first = until("the draw to be open", A_WHILE, async || {
            let first = enter("r1")?;
            ensure!(first.status == 200, "{}", first.text);
            Ok(first.json())
        })
        .await?;
        let again = enter("r1")?.json();
        let second = enter("r2")?;

        assert_eq!(again, first);
        assert_eq!(second.json()["code"], "already_entered", "{}", second.text);
        assert_eq!(second.status, 409);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_public_feed_changes_within_a_second_of_the_withdrawal() {
    scenario(async |world| {
        let desktop = Options::operator();
        let (page, visitor) = try_join!(
            world.browser("marketer", &desktop),
            world.visitor("visitor")
        )?;
        publishes_a_draw(world, &page, 600).await?;
        visitor.pull_the_bell().await?;
        visitor
            .browser()
            .says("promotion-title", "Win a rope", A_WHILE)
            .await?;
        let feed = || -> anyhow::Result<(Value, String, String)> {
            let url = format!(
                "{}/api/promotions/demo?language=en",
                world.origins().widget()
            );
            let answer = http::get(&url, &[])?;
            let header = |name| answer.header(name).to_owned();
            Ok((answer.json(), header("cache-control"), header("etag")))
        };
        let (live, cache, etag) = feed()?;
        assert_eq!(live["promotions"][0]["title"], "Win a rope");
        let max_age = cache.split("max-age=").nth(1).unwrap_or_default();
        assert!(
            max_age.starts_with('0') || max_age.starts_with('1'),
            "{cache}"
        );
        assert!(!etag.is_empty());

        page.click("promotion-row").await?;
        page.click("withdraw").await?;
        page.click("confirm").await?;

        until("an empty feed", A_SECOND_AND_A_BIT, async || {
            let (feed, _, _) = feed()?;
            ensure!(feed["promotions"] == json!([]), "{feed}");
            Ok(())
        })
        .await?;
        visitor.browser().hidden("promotion").await
    })
    .await;
}

#[tokio::test]
async fn what_is_being_written_outlives_the_session() {
    scenario(async |world| {
        let page = world.browser("marketer", &Options::operator()).await?;
        world
            .signs_in(&page, "marketer", ("/promotions", "new-promotion"))
            .await?;
        page.click("new-promotion").await?;
        fill(&page, "title", "Win a rope").await?;
        let session = page.driver().get_all_cookies().await?;

        page.driver().delete_all_cookies().await?;
        page.shown_within("signed-out", A_WHILE).await?;
        let title = page.shown("title").await?;
        assert_eq!(title.prop("value").await?.as_deref(), Some("Win a rope"));
        for cookie in session {
            page.driver().add_cookie(cookie).await?;
        }
        page.click("save").await?;

        page.says("promotion-row", "Win a rope", SOON).await?;
        page.hidden("signed-out").await
    })
    .await;
}

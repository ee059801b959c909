//! What visitors choose: whom it is for, and when to be called.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::morning::KNOWN_FROM;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use tokio::try_join;

#[tokio::test]
async fn a_chosen_department_answers() {
    scenario(async |world| {
        with_two_departments(world)?;
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.pull_the_bell().await?;

        visitor.browser().choose("department", "Repairs").await?;
        visitor.browser().click("call").await?;

        anna.sees("ringing", A_WHILE).await?;
        anna.browser()
            .says("caller-department", "Repairs", SOON)
            .await?;
        let journal = world.journal()?;
        let entered = journal.of("entered").last();
        assert_eq!(
            entered.map(|fact| &fact["department"]),
            Some(&json!("repairs")),
            "{journal}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn somebody_who_may_not_answer_a_department_is_not_rung_for_it() {
    scenario(async |world| {
        with_two_departments(world)?;
        world.configures(|document| {
            document["operators"] =
                json!({"Anna": {"departments": ["sales"]}, "Ben": {"departments": ["repairs"]}});
        })?;
        let (anna, ben) = try_join!(world.desk("Anna"), world.desk("Ben"))?;
        let visitor = world.visitor("visitor").await?;
        anna.goes_online().await?;
        visitor.pull_the_bell().await?;
        visitor.browser().choose("department", "Repairs").await?;
        visitor.browser().click("call").await?;
        visitor.waits_at_place(1, A_WHILE).await?;
        anna.sees_waiting(1, SOON).await?;

        ben.goes_online().await?;

        ben.sees("ringing", SOON).await?;
        anna.sees("idle", SOON).await
    })
    .await;
}

#[tokio::test]
async fn an_estimate_stands_beside_the_place_once_somebody_was_served() {
    scenario(async |world| {
        let mut anna = world.bare_desk("Anna").await?;
        let available = json!({"kind": "presence", "presence": "available"});
        anna.say(&available).await?;
        world.resolves_chats(&mut anna, KNOWN_FROM).await?;
        // Anna has this in her hands, so that the next one waits.
        let (mut caller, _) = world.bare_visitor().await?;
        let call = json!({"kind": "call", "request": "r1"});
        caller.say(&call).await?;
        caller.next_of_kind("contact").await?;

        let visitor = world.visitor("visitor").await?;
        visitor.call().await?;

        visitor.waits_at_place(1, SOON).await?;
        visitor
            .browser()
            .says("estimate", "8 of 10 callers are answered within", SOON)
            .await?;
        let journal = world.journal()?;
        assert!(journal.of("estimated").count() >= 1, "{journal}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_callback_comes_in_the_hour_that_was_chosen() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        visitor.pull_the_bell().await?;
        let browser = visitor.browser();
        browser.click("ask-callback").await?;
        browser.click("callback-phone").await?;
        browser.fill("phone-number", "+43 1 5121234").await?;

        // Every entry but the first is an hour: `Monday, 09:00–10:00`.
        browser.choose("call-time", "–").await?;
        browser.click("request-callback").await?;

        browser.shown_within("callback-note", SOON).await?;
        browser.says("text", "We call you", SOON).await?;
        anna.goes_online().await?;
        anna.browser().shown_within("owed-callback", SOON).await?;
        anna.browser().shown("window").await?;
        anna.sees("idle", SOON).await?;
        let journal = world.journal()?;
        let chosen = journal.of("window_chosen").next().context("no window")?;
        let hour = length(&chosen["window"]);
        assert_eq!(hour, Some(3_600_000), "{chosen}");
        Ok(())
    })
    .await;
}

/// Of a window, in milliseconds.
fn length(window: &Value) -> Option<u64> {
    Some(window["until"].as_u64()? - window["from"].as_u64()?)
}

#[tokio::test]
async fn an_offered_callback_is_taken_with_the_place() {
    scenario(async |world| {
        world.configures(|document| {
            document["departments"] = json!({"general": {"when_empty": "offer_callback"}});
        })?;
        let visitor = world.visitor("visitor").await?;
        visitor.call().await?;
        let browser = visitor.browser();
        browser.says("text", "we can call you back", SOON).await?;

        browser.click("to-callback").await?;
        browser.click("callback-browser").await?;
        browser.click("request-callback").await?;

        browser.shown_within("callback-note", SOON).await?;
        until("the callback", SOON, async || {
            let journal = world.journal()?;
            let why = journal
                .of("callback_offered")
                .next()
                .map(|fact| &fact["why"]);
            ensure!(why == Some(&json!("nobody_there")), "{journal}");
            let channel = journal
                .of("channel_changed")
                .last()
                .map(|fact| &fact["channel"]);
            ensure!(channel == Some(&json!("callback")), "{journal}");
            Ok(())
        })
        .await
    })
    .await;
}

fn with_two_departments(world: &World) -> Result<u64> {
    world.configures(|document| {
        document["departments"] =
            json!({"sales": {"name": {"en": "Sales"}}, "repairs": {"name": {"en": "Repairs"}}});
        document["hotlines"]["demo"]["menu"] = json!(["sales", "repairs"]);
    })
}

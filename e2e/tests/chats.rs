//! A chat from the first line to the outcome.

use anyhow::ensure;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::world::{World, scenario};
use bellpull_e2e::{desk::Desk, visitor::Visitor};
use serde_json::json;
use tokio::try_join;

/// Anna is online, a visitor has asked for a chat, she has taken it.
async fn chatting(world: &World) -> anyhow::Result<(Desk, Visitor)> {
    let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
    anna.goes_online().await?;
    visitor.starts_a_chat().await?;
    anna.takes_the_chat().await?;
    visitor.sees("chatting", A_WHILE).await?;
    Ok((anna, visitor))
}

#[tokio::test]
async fn a_chat_survives_reloads_of_both_pages_in_the_middle() {
    scenario(async |world| {
        let (anna, visitor) = chatting(world).await?;
        visitor
            .browser()
            .writes("Is the Kestrel tent in stock?")
            .await?;
        anna.browser().writes("Let me look.").await?;
        let mut said = vec![
            ("visitor", "Is the Kestrel tent in stock?"),
            ("operator", "Let me look."),
        ];
        visitor.browser().reads(&said, SOON).await?;

        visitor.reloads().await?;
        visitor.sees("chatting", A_WHILE).await?;
        anna.browser().writes("Three of them.").await?;
        anna.reloads().await?;
        visitor.browser().writes("Wonderful!").await?;
        anna.goes_online().await?;

        said.extend([("operator", "Three of them."), ("visitor", "Wonderful!")]);
        visitor.browser().reads(&said, A_WHILE).await?;
        anna.browser().reads(&said, A_WHILE).await?;
        anna.browser().click("end-chat").await?;
        visitor.sees("ended", SOON).await?;
        let journal = world.journal()?;
        assert_eq!(
            journal.end_reason(&journal.contacts()[0])?,
            "operator_hung_up"
        );
        let row = world.only_row().await?;
        assert_eq!(row["channels"], json!(["chat"]), "{row}");
        assert_eq!(row["lines"], 4, "{row}");
        assert_eq!(row["operator_name"], "Anna", "{row}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_chat_goes_on_behind_the_bell_of_the_next_page() {
    scenario(async |world| {
        let (anna, visitor) = chatting(world).await?;
        let browser = visitor.browser();

        browser.driver().enter_default_frame().await?;
        browser
            .open(&format!("{}/boots.html", world.origins().site()))
            .await?;

        until("the bell of a chat", A_WHILE, async || {
            let bell = visitor.in_loader("[data-test=bell]").await?;
            let class = bell.attr("class").await?.unwrap_or_default();
            ensure!(class.contains("live"), "{class}");
            Ok(())
        })
        .await?;
        anna.browser().writes("Three of them.").await?;
        visitor.pull_the_bell().await?;
        browser.reads(&[("operator", "Three of them.")], SOON).await
    })
    .await;
}

#[tokio::test]
async fn each_side_sees_that_the_other_is_typing() {
    scenario(async |world| {
        let (anna, visitor) = chatting(world).await?;

        visitor
            .browser()
            .shown("line-text")
            .await?
            .send_keys("Hel")
            .await?;
        anna.browser().shown_within("typing", SOON).await?;
        anna.browser()
            .shown("line-text")
            .await?
            .send_keys("Hi")
            .await?;
        visitor.browser().shown_within("typing", SOON).await?;

        // The words are not there before they are sent.
        visitor.browser().reads(&[], SOON).await
    })
    .await;
}

#[tokio::test]
async fn a_chat_becomes_a_call_with_the_same_operator_and_keeps_its_lines() {
    scenario(async |world| {
        let (anna, visitor) = chatting(world).await?;
        visitor.browser().writes("May I call you?").await?;
        let said = [("visitor", "May I call you?")];
        anna.browser().reads(&said, SOON).await?;

        visitor.browser().click("to-call").await?;
        anna.answers().await?;

        anna.hears_the_visitor(A_WHILE).await?;
        visitor.hears_the_operator(A_WHILE).await?;
        anna.browser().reads(&said, SOON).await?;
        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        let journal = world.journal()?;
        assert_eq!(journal.contacts().len(), 1, "{journal}");
        let change = journal.of("channel_changed").next();
        assert_eq!(
            change.map(|fact| &fact["channel"]),
            Some(&json!("call")),
            "{journal}"
        );
        let row = world.only_row().await?;
        assert_eq!(row["channels"], json!(["chat", "call"]), "{row}");
        assert_eq!(row["reason"], "visitor_hung_up", "{row}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_operator_holds_three_chats_beside_a_call_and_gets_no_fourth() {
    scenario(async |world| {
        let (anna, caller) = try_join!(world.desk("Anna"), world.visitor("caller"))?;
        anna.goes_online().await?;
        caller.call().await?;
        anna.answers().await?;
        let mut guests = Vec::new();
        for guest in 1..=4 {
            let (mut socket, token) = world.bare_visitor().await?;
            let request = format!("chat-{guest}");
            socket
                .say(&json!({"kind": "chat", "request": request}))
                .await?;
            guests.push((socket, token));
            if guest <= 3 {
                anna.takes_the_chat().await?;
            }
        }

        until("three chats and one that waits", SOON, async || {
            let tabs = "return document.querySelectorAll('[data-test=chat-tab]').length";
            let tabs = anna.browser().run(tabs).await?;
            ensure!(tabs == json!(3), "{tabs}");
            let waiting = anna.waiting().await?;
            ensure!(waiting == 1, "{waiting} waiting");
            Ok(())
        })
        .await?;
        anna.browser().hidden("chat-ring").await?;
        anna.hears_the_visitor(A_WHILE).await
    })
    .await;
}

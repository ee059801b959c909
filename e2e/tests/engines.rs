//! Other engines than Chromium: Firefox on either side, and a WebRTC stack that is no browser at all.

use anyhow::Result;
use bellpull_e2e::aiortc::AiortcVisitor;
use bellpull_e2e::browser::Options;
use bellpull_e2e::desk::Desk;
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::tone::OPERATOR_HZ;
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::{World, scenario};
use serde_json::json;
use tokio::try_join;

#[tokio::test]
async fn a_visitor_in_firefox_calls_chats_and_is_rung_back() {
    scenario(async |world| {
        let firefox = Options::visitor().in_firefox();
        let (anna, visitor) =
            try_join!(world.desk("Anna"), world.visitor_with("visitor", &firefox))?;
        everything(&anna, &visitor).await?;
        assert_ended(
            world,
            ["visitor_hung_up", "operator_hung_up", "operator_hung_up"],
        )
    })
    .await;
}

#[tokio::test]
async fn an_operator_in_firefox_answers_calls_chats_and_rings_back() {
    scenario(async |world| {
        let firefox = Options::operator().in_firefox();
        let (anna, visitor) =
            try_join!(world.desk_with("Anna", &firefox), world.visitor("visitor"))?;
        everything(&anna, &visitor).await?;
        assert_ended(
            world,
            ["visitor_hung_up", "operator_hung_up", "operator_hung_up"],
        )
    })
    .await;
}

#[tokio::test]
async fn a_visitor_without_a_browser_completes_a_call() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        anna.goes_online().await?;
        let mut visitor = AiortcVisitor::calls(world)?;
        anna.answers().await?;

        anna.hears_the_visitor(A_WHILE).await?;
        visitor.tells("heard_hz", &json!(OPERATOR_HZ)).await?;
        anna.hangs_up().await?;

        visitor.tells("ended", &json!("operator_hung_up")).await?;
        world.journal()?.check_answered_calls()
    })
    .await;
}

/// A call, a chat and a ring-back, one after the other.
async fn everything(anna: &Desk, visitor: &Visitor) -> Result<()> {
    anna.goes_online().await?;
    visitor.call().await?;
    anna.answers().await?;
    both_hear_each_other(anna, visitor).await?;
    visitor.hangs_up().await?;
    anna.sees("wrap-up", SOON).await?;
    anna.finishes().await?;

    visitor.closes_the_panel().await?;
    visitor.starts_a_chat().await?;
    anna.takes_the_chat().await?;
    visitor.sees("chatting", A_WHILE).await?;
    visitor.browser().writes("Do you hear me, too?").await?;
    anna.browser().writes("Loud and clear.").await?;
    let said = [
        ("visitor", "Do you hear me, too?"),
        ("operator", "Loud and clear."),
    ];
    visitor.browser().reads(&said, SOON).await?;
    anna.browser().reads(&said, SOON).await?;
    anna.browser().click("end-chat").await?;
    visitor.sees("ended", SOON).await?;
    anna.browser().click("finish-chat").await?;

    visitor.closes_the_panel().await?;
    visitor.pull_the_bell().await?;
    visitor.browser().click("ask-callback").await?;
    visitor.browser().click("callback-browser").await?;
    visitor.browser().click("request-callback").await?;
    anna.sees("ringing", A_WHILE).await?;
    anna.browser().click("answer").await?;
    visitor
        .browser()
        .shown_within("answer-ring-back", A_WHILE)
        .await?;
    visitor.browser().click("answer-ring-back").await?;
    both_hear_each_other(anna, visitor).await?;
    anna.hangs_up().await?;
    visitor.sees("ended", SOON).await
}

async fn both_hear_each_other(anna: &Desk, visitor: &Visitor) -> Result<()> {
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await
}

fn assert_ended(world: &World, expected: [&str; 3]) -> Result<()> {
    let journal = world.journal()?;
    let reasons: Result<Vec<&str>> = journal
        .contacts()
        .iter()
        .map(|contact| journal.end_reason(contact))
        .collect();
    assert_eq!(reasons?, expected, "{journal}");
    Ok(())
}

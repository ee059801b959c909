//! A call goes from one operator to another, and its visitor always hears somebody or the waiting tone.

use anyhow::Result;
use bellpull_e2e::browser::Options;
use bellpull_e2e::desk::Desk;
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::tone::{COLLEAGUE_HZ, OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::{World, scenario};
use serde_json::json;
use std::time::Duration;
use tokio::try_join;

/// A ring of five seconds, with what a busy machine takes on top.
const RING_OVER: Duration = Duration::from_secs(15);

#[tokio::test]
async fn a_colleague_is_asked_alone_then_by_all_three_and_takes_the_call() {
    scenario(async |world| {
        let (anna, ben, visitor) = talking(world).await?;

        anna.asks("Ben").await?;
        ben.sees("ringing", SOON).await?;
        ben.browser().says("caller-from", "Anna", SOON).await?;
        anna.hears_the_visitor(SOON).await?;
        ben.browser().click("answer").await?;

        anna.consults("private", A_WHILE).await?;
        ben.consults("private", SOON).await?;
        anna.browser().hear_just(&[COLLEAGUE_HZ], A_WHILE).await?;
        ben.browser().hear_just(&[OPERATOR_HZ], A_WHILE).await?;
        visitor.hears_only_the_waiting_tone().await?;
        let asked = "a colleague is being asked";
        visitor.browser().says("text", asked, SOON).await?;

        anna.browser().click("together").await?;
        anna.consults("together", SOON).await?;
        all_three_hear_each_other(&anna, &ben, &visitor).await?;

        anna.browser().click("complete-transfer").await?;
        anna.sees("wrap-up", SOON).await?;
        ben.browser().hear_just(&[VISITOR_HZ], A_WHILE).await?;
        visitor
            .browser()
            .hear_just(&[COLLEAGUE_HZ], A_WHILE)
            .await?;
        anna.browser().hidden("consult-bar").await?;
        visitor.hangs_up().await?;
        ben.sees("wrap-up", SOON).await?;
        let journal = world.journal()?;
        let ended = journal.of("consult_ended").last();
        assert_eq!(
            ended.map(|fact| &fact["outcome"]),
            Some(&json!("transferred")),
            "{journal}"
        );
        assert_eq!(
            (journal.of("entered").count(), journal.of("ended").count()),
            (1, 1),
            "{journal}"
        );
        Ok(())
    })
    .await;
}

async fn all_three_hear_each_other(anna: &Desk, ben: &Desk, visitor: &Visitor) -> Result<()> {
    let hears = [
        (anna.browser(), [COLLEAGUE_HZ, VISITOR_HZ]),
        (ben.browser(), [OPERATOR_HZ, VISITOR_HZ]),
        (visitor.browser(), [OPERATOR_HZ, COLLEAGUE_HZ]),
    ];
    for (browser, others) in hears {
        browser.hear_just(&others, A_WHILE).await?;
    }
    Ok(())
}

#[tokio::test]
async fn after_a_word_with_a_colleague_the_operator_goes_on_with_the_visitor() {
    scenario(async |world| {
        let (anna, ben, visitor) = talking(world).await?;
        anna.asks("Ben").await?;
        ben.answers().await?;
        anna.browser().hear_just(&[COLLEAGUE_HZ], A_WHILE).await?;

        anna.browser().click("cancel-consult").await?;

        anna.browser().hear_just(&[VISITOR_HZ], A_WHILE).await?;
        visitor.browser().hear_just(&[OPERATOR_HZ], A_WHILE).await?;
        ben.sees("idle", SOON).await?;
        ben.is("available", SOON).await
    })
    .await;
}

#[tokio::test]
async fn an_operator_who_hangs_up_while_a_colleague_is_there_has_handed_over() {
    scenario(async |world| {
        let (anna, ben, visitor) = talking(world).await?;
        anna.asks("Ben").await?;
        ben.answers().await?;
        anna.consults("private", A_WHILE).await?;

        anna.hangs_up().await?;

        ben.browser().hear_just(&[VISITOR_HZ], A_WHILE).await?;
        visitor.browser().hear_just(&[COLLEAGUE_HZ], A_WHILE).await
    })
    .await;
}

#[tokio::test]
async fn a_call_goes_to_another_department() {
    scenario(async |world| {
        world.configures(|document| {
            document["departments"] = json!({
                "sales": {"name": {"en": "Sales"}}, "repairs": {"name": {"en": "Repairs"}}
            });
            document["hotlines"]["demo"]["menu"] = json!(["sales", "repairs"]);
            document["operators"] =
                json!({"Anna": {"departments": ["sales"]}, "Ben": {"departments": ["repairs"]}});
        })?;
        let (anna, ben, visitor) = talking(world).await?;

        anna.gives_to_department("Repairs").await?;

        anna.sees("wrap-up", SOON).await?;
        ben.sees("ringing", A_WHILE).await?;
        ben.browser()
            .says("caller-department", "Repairs", SOON)
            .await?;
        ben.answers().await?;
        ben.browser().hear_just(&[VISITOR_HZ], A_WHILE).await?;
        visitor
            .browser()
            .hear_just(&[COLLEAGUE_HZ], A_WHILE)
            .await?;
        let journal = world.journal()?;
        let moved = journal.of("department_changed").last();
        assert_eq!(
            moved.map(|fact| &fact["department"]),
            Some(&json!("repairs")),
            "{journal}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_call_that_the_colleague_does_not_take_comes_back() {
    scenario(async |world| {
        world.configures(|document| {
            document["departments"] = json!({"general": {"ring_s": 5, "wrap_up_s": 60}});
        })?;
        let (anna, ben, visitor) = talking(world).await?;

        anna.gives_to("Ben").await?;
        anna.sees("wrap-up", SOON).await?;
        ben.sees("ringing", SOON).await?;

        anna.sees("ringing", RING_OVER).await?;
        ben.sees("idle", SOON).await?;
        anna.answers().await?;
        anna.browser().hear_just(&[VISITOR_HZ], A_WHILE).await?;
        visitor.browser().hear_just(&[OPERATOR_HZ], A_WHILE).await?;
        assert_eq!(world.journal()?.of("entered").count(), 1);
        Ok(())
    })
    .await;
}

/// Anna talks to a visitor, and Ben is free.
async fn talking(world: &World) -> Result<(Desk, Desk, Visitor)> {
    let colleague = Options::colleague();
    let (anna, ben, visitor) = try_join!(
        world.desk("Anna"),
        world.desk_with("Ben", &colleague),
        world.visitor("visitor")
    )?;
    anna.goes_online().await?;
    visitor.call().await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;
    ben.goes_online().await?;
    Ok((anna, ben, visitor))
}

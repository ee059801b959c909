//! Waiting, and who gets whom.

use anyhow::{Result, ensure};
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::scenario;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::try_join;

/// How long a desk rings, with what a busy machine takes on top.
const RING_OVER: Duration = Duration::from_secs(30);

#[tokio::test]
async fn who_waits_hears_the_waiting_tone_and_is_heard_by_nobody() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        first.call().await?;
        second.call().await?;

        for visitor in [&first, &second] {
            visitor.hears_only_the_waiting_tone().await?;
        }
        ensure!(
            anna.browser().listen().await.is_err(),
            "the desk must not be connected to anything"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_at_the_first_desk_and_the_second_gets_the_call() {
    scenario(async |world| {
        let (anna, ben) = try_join!(world.desk("Anna"), world.desk("Ben"))?;
        let visitor = world.visitor("visitor").await?;
        anna.goes_online().await?;
        ben.goes_online().await?;

        visitor.call().await?;
        anna.sees("ringing", SOON).await?;
        ben.sees("ringing", RING_OVER).await?;

        anna.is("unavailable", SOON).await?;
        anna.browser()
            .says("away", "was not answered", SOON)
            .await?;
        ben.answers().await?;
        ben.hears_the_visitor(A_WHILE).await?;
        anna.browser().click("available-again").await?;
        anna.is("available", SOON).await?;

        let journal = world.journal()?;
        let outcomes: Vec<_> = journal
            .of("ring_ended")
            .map(|row| row["outcome"].clone())
            .collect();
        assert_eq!(outcomes, ["no_answer", "accepted"], "{journal}");
        assert_eq!(
            journal.of("entered").count(),
            1,
            "it is the same contact all the time:\n{journal}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_declined_call_goes_to_the_next_desk_at_once() {
    scenario(async |world| {
        let (anna, ben) = try_join!(world.desk("Anna"), world.desk("Ben"))?;
        let visitor = world.visitor("visitor").await?;
        anna.goes_online().await?;
        ben.goes_online().await?;

        visitor.call().await?;
        anna.sees("ringing", SOON).await?;
        anna.browser().click("decline").await?;

        ben.answers().await?;
        ben.hears_the_visitor(A_WHILE).await?;
        anna.is("available", SOON).await?;
        anna.sees("idle", SOON).await
    })
    .await;
}

#[tokio::test]
async fn a_closed_tab_has_left_the_queue_within_20_seconds() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        visitor.call().await?;
        anna.sees_waiting(1, SOON).await?;

        let closed = Instant::now();
        visitor.browser().close_tab().await?;
        anna.sees_waiting(0, Duration::from_secs(25)).await?;

        let left_after = closed.elapsed();
        assert!(
            left_after <= Duration::from_secs(20),
            "it took {left_after:?}"
        );
        let journal = world.journal()?;
        assert_eq!(journal.end_reason(&journal.contacts()[0])?, "visitor_lost");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn with_three_visitors_and_one_operator_the_places_count_down() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        let (one, two, three) = try_join!(
            world.visitor("one"),
            world.visitor("two"),
            world.visitor("three")
        )?;
        for (place, visitor) in [&one, &two, &three].into_iter().enumerate() {
            visitor.call().await?;
            visitor.waits_at_place(place + 1, SOON).await?;
        }
        anna.sees_waiting(3, SOON).await?;

        anna.goes_online().await?;
        anna.answers().await?;
        one.hears_the_operator(A_WHILE).await?;
        two.waits_at_place(1, SOON).await?;
        three.waits_at_place(2, SOON).await?;

        anna.hangs_up().await?;
        anna.finishes().await?;
        anna.answers().await?;
        two.hears_the_operator(A_WHILE).await?;
        three.waits_at_place(1, SOON).await?;

        two.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        anna.finishes().await?;
        anna.answers().await?;
        three.hears_the_operator(A_WHILE).await?;
        three.hangs_up().await?;
        world.journal()?.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn loading_the_page_again_keeps_the_place() {
    scenario(async |world| {
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        first.call().await?;
        second.call().await?;

        first.reloads().await?;

        first.waits_at_place(1, SOON).await?;
        second.waits_at_place(2, SOON).await?;
        assert_eq!(world.journal()?.of("entered").count(), 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn who_leaves_the_queue_is_told_so_and_makes_room() {
    scenario(async |world| {
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        first.call().await?;
        second.call().await?;

        first.hangs_up().await?;

        first
            .browser()
            .says("title", "You left the queue", SOON)
            .await?;
        second.waits_at_place(1, SOON).await?;
        let journal = world.journal()?;
        assert_eq!(
            journal.end_reason(&journal.contacts()[0])?,
            "visitor_abandoned"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_operator_who_answers_and_vanishes_costs_nobody_the_place() {
    scenario(async |world| {
        let ben = world.desk("Ben").await?;
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        // A desk without a browser, because that can answer without ever offering sound.
        let mut anna = world.bare_desk("Anna").await?;
        anna.say(&json!({"kind": "presence", "presence": "available"}))
            .await?;
        first.call().await?;
        second.call().await?;

        let ring = until_rung(&mut anna).await?;
        anna.say(&json!({"kind": "accept", "contact": ring["contact"], "ring": ring["ring"]}))
            .await?;
        first.sees("connecting", SOON).await?;
        second.waits_at_place(1, SOON).await?;
        drop(anna);
        first.waits_at_place(1, A_WHILE).await?;
        second.waits_at_place(2, SOON).await?;

        ben.goes_online().await?;
        ben.answers().await?;
        first.hears_the_operator(A_WHILE).await
    })
    .await;
}

async fn until_rung(desk: &mut Socket) -> Result<Value> {
    loop {
        let told = desk.next_of_kind("desk").await?;
        if told["activity"] == "ringing" {
            return Ok(told);
        }
    }
}

//! Parts die without warning; calls and places do not.

use anyhow::{Result, ensure};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::tone::{OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::world::{World, scenario};
use bellpull_e2e::{desk::Desk, visitor::Visitor};
use tokio::try_join;

const ROUNDS: usize = 5;

/// What the widget's banner says; nothing when it is hidden.
const BANNER: &str =
    "return document.querySelector('[data-test=banner]:not([hidden])')?.innerText ?? ''";

#[tokio::test]
async fn the_edge_is_killed_during_a_call_and_the_sound_goes_on() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.call().await?;
        for round in 0..ROUNDS {
            if round > 0 {
                visitor.browser().click("call-again").await?;
            }
            anna.answers().await?;
            hear_each_other(&anna, &visitor).await?;

            world.stack().kill_edge()?;
            anna.browser().shown("connection-lost").await?;
            visitor
                .browser()
                .says("banner", "the call goes on", SOON)
                .await?;
            hear_each_other(&anna, &visitor).await?;

            restart_the_edge(world)?;
            anna.browser().hidden("connection-lost").await?;
            visitor.browser().hidden("banner").await?;
            hear_each_other(&anna, &visitor).await?;

            // By turns, because each side has to find its way to the new edge.
            if round % 2 == 0 {
                visitor.hangs_up().await?;
            } else {
                anna.hangs_up().await?;
            }
            anna.sees("wrap-up", SOON).await?;
            visitor.sees("ended", SOON).await?;
            anna.browser().click("disposition-resolved").await?;
            anna.browser().says("saving", "Saved", SOON).await?;
            anna.finishes().await?;
        }
        let journal = world.journal()?;
        assert_eq!(journal.contacts().len(), ROUNDS, "{journal}");
        assert_eq!(journal.of("disposed").count(), ROUNDS, "{journal}");
        journal.check_answered_calls()
    })
    .await;
}

/// Now, and not some time ago: the ear looks at the sound of this moment.
async fn hear_each_other(anna: &Desk, visitor: &Visitor) -> Result<()> {
    anna.browser().hear(VISITOR_HZ, A_WHILE).await?;
    visitor.browser().hear(OPERATOR_HZ, A_WHILE).await
}

fn restart_the_edge(world: &World) -> Result<()> {
    world.stack().start_edge()?;
    world.stack().wait_until_healthy()
}

#[tokio::test]
async fn an_outcome_that_was_acknowledged_survives_a_kill_right_after() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.call().await?;
        anna.answers().await?;
        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;

        anna.browser().click("disposition-follow-up").await?;
        anna.browser().says("saving", "Saved", SOON).await?;
        world.stack().kill_edge()?;
        anna.browser().shown("connection-lost").await?;
        restart_the_edge(world)?;

        anna.browser().hidden("connection-lost").await?;
        anna.finishes().await?;
        anna.sees("idle", SOON).await?;
        let journal = world.journal()?;
        let outcomes: Vec<_> = journal
            .of("disposed")
            .map(|row| row["disposition"].clone())
            .collect();
        assert_eq!(outcomes, ["follow_up"], "{journal}");
        journal.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn a_hang_up_while_the_edge_is_away_is_done_when_it_is_back() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.call().await?;
        anna.answers().await?;
        hear_each_other(&anna, &visitor).await?;

        world.stack().kill_edge()?;
        visitor.browser().shown("banner").await?;
        visitor.hangs_up().await?;
        restart_the_edge(world)?;

        anna.sees("wrap-up", A_WHILE).await?;
        let journal = world.journal()?;
        assert_eq!(
            journal.end_reason(&journal.contacts()[0])?,
            "visitor_hung_up"
        );
        journal.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn the_edge_is_killed_while_visitors_wait_and_they_keep_their_places() {
    scenario(async |world| {
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        first.call().await?;
        second.call().await?;
        second.waits_at_place(2, SOON).await?;

        world.stack().kill_edge()?;
        first
            .browser()
            .says("banner", "your place is kept", SOON)
            .await?;
        second
            .browser()
            .says("banner", "your place is kept", SOON)
            .await?;
        restart_the_edge(world)?;

        for (place, visitor) in [(1, &first), (2, &second)] {
            until("the edge to be back", A_WHILE, async || {
                let banner = visitor.browser().run(BANNER).await?;
                ensure!(!banner.to_string().contains("Reconnecting"), "{banner}");
                Ok(())
            })
            .await?;
            visitor.waits_at_place(place, SOON).await?;
        }
        let journal = world.journal()?;
        assert_eq!(journal.of("entered").count(), 2, "{journal}");
        assert_eq!(journal.of("ended").count(), 0, "{journal}");

        let anna = world.desk("Anna").await?;
        anna.goes_online().await?;
        anna.answers().await?;
        first.hears_the_operator(A_WHILE).await
    })
    .await;
}

#[tokio::test]
async fn the_media_server_is_killed_during_a_call_and_both_hear_each_other_again() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.call().await?;
        anna.answers().await?;
        hear_each_other(&anna, &visitor).await?;

        world.stack().kill_media()?;
        anna.browser().hear_silence(A_WHILE).await?;
        world.stack().start_media()?;
        world.stack().wait_until_healthy()?;

        hear_each_other(&anna, &visitor).await?;
        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await
    })
    .await;
}

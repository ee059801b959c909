//! Who may be rung from when on.

use anyhow::Result;
use bellpull_e2e::journal::Journal;
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::try_join;

/// A ring of five seconds, with what a busy machine takes on top.
const RING_OVER: Duration = Duration::from_secs(15);

#[tokio::test]
async fn a_ring_that_the_first_tier_misses_goes_to_the_second() {
    scenario(async |world| {
        // Anna has missed the ring before the second tier's time, so that it is she whose absence skips to it.
        in_tiers(world, json!([["Anna"], 0, ["Ben"], 60]))?;
        let (anna, ben) = try_join!(world.desk("Anna"), world.desk("Ben"))?;
        let visitor = world.visitor("visitor").await?;
        ben.goes_online().await?;
        anna.goes_online().await?;

        visitor.call().await?;
        anna.sees("ringing", SOON).await?;
        ben.sees("idle", SOON).await?;
        ben.sees("ringing", RING_OVER).await?;

        anna.is("unavailable", SOON).await?;
        let away = anna.browser().shown("away").await?;
        assert_eq!(
            away.attr("data-reason").await?.as_deref(),
            Some("no-answer")
        );
        anna.browser()
            .says("away", "was not answered", SOON)
            .await?;
        ben.answers().await?;
        ben.hears_the_visitor(A_WHILE).await?;
        let journal = world.journal()?;
        let outcomes: Vec<_> = journal
            .of("ring_ended")
            .map(|fact| fact["outcome"].clone())
            .collect();
        assert_eq!(outcomes, ["no_answer", "accepted"], "{journal}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_second_tier_rings_when_its_time_has_come_and_the_first_is_busy() {
    scenario(async |world| {
        in_tiers(world, json!([["Anna"], 0, ["Ben"], 5]))?;
        let (anna, ben) = try_join!(world.desk("Anna"), world.desk("Ben"))?;
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        anna.goes_online().await?;
        first.call().await?;
        anna.answers().await?;
        ben.goes_online().await?;

        second.call().await?;
        second.waits_at_place(1, SOON).await?;

        ben.sees("ringing", RING_OVER).await?;
        let journal = world.journal()?;
        let waited = waited_until_the_last_ring(&journal);
        assert!(waited >= 5_000, "it rang after {waited} ms:\n{journal}");
        Ok(())
    })
    .await;
}

/// Milliseconds from the last entrance to the last ring.
fn waited_until_the_last_ring(journal: &Journal) -> u64 {
    let last = |kind| {
        let fact = journal.of(kind).last();
        fact.and_then(|fact| fact["at"].as_u64())
            .unwrap_or_default()
    };
    last("rang").saturating_sub(last("entered"))
}

/// Two tiers: who, from when on, who, from when on. A ring takes five seconds.
fn in_tiers(world: &World, tiers: Value) -> Result<u64> {
    world.configures(|document| {
        document["operators"] = json!({"Anna": {}, "Ben": {}});
        let tiers = json!([
            {"operators": tiers[0], "after_s": tiers[1]}, {"operators": tiers[2], "after_s": tiers[3]}
        ]);
        document["departments"] = json!({"general": {"ring_s": 5, "tiers": tiers}});
    })
}

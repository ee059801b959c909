//! Measures how long it takes from answering to sound on both sides: `cargo xtask bench call`.
//!
//! Both browsers run on this machine, so the figure has no network in it; what it shows is our own part.

#![allow(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

use anyhow::{Context as _, Result};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::patience::A_WHILE;
use bellpull_e2e::tone::{OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::World;
use std::time::{Duration, Instant};
use tokio::try_join;

const CALLS: usize = 10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let world = World::start(|_| {})?;
    let outcome = measure(&world).await;
    world.end().await;
    let mut times = outcome?;
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_millis();
    println!(
        "answer_to_sound p50 {} ms p90 {} ms max {} ms ({CALLS} calls)",
        at(50),
        at(90),
        at(100)
    );
    Ok(())
}

async fn measure(world: &World) -> Result<Vec<Duration>> {
    let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
    anna.goes_online().await?;
    visitor.call().await?;
    let mut times = Vec::new();
    for call in 0..CALLS {
        if call > 0 {
            visitor.browser().click("call-again").await?;
        }
        times.push(
            one(&anna, &visitor)
                .await
                .with_context(|| format!("call {call}"))?,
        );
        visitor.hangs_up().await?;
        anna.sees("wrap-up", A_WHILE).await?;
        anna.finishes().await?;
    }
    Ok(times)
}

/// From the click on “Answer” until each hears the other's tone, as the browsers play it. Resolution: one look of
/// the ear, about 60 ms, and the 170 ms of sound that it needs to know a tone.
async fn one(anna: &Desk, visitor: &Visitor) -> Result<Duration> {
    anna.sees("ringing", A_WHILE).await?;
    let answer = anna.browser().shown("answer").await?;
    let begun = Instant::now();
    answer.click().await?;
    try_join!(
        anna.browser().hear(VISITOR_HZ, A_WHILE),
        visitor.browser().hear(OPERATOR_HZ, A_WHILE)
    )?;
    Ok(begun.elapsed())
}

//! Measures a call, 30 times, with the microphone already granted: `cargo xtask bench call`.
//!
//! - `call.click_to_ring`: from the visitor's click on "Call" until the desk shows the ring.
//! - `call.answer_to_sound`: from the operator's click on "Answer" until *both* hear the other's tone.
//!
//! Both browsers run on this machine, so the figures have no network in them; what they show is our own part.

use anyhow::{Context as _, Result};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::figure::{percentile, tell};
use bellpull_e2e::patience::A_WHILE;
use bellpull_e2e::stopwatch::{self, times};
use bellpull_e2e::tone::{OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::World;
use tokio::try_join;

const CALLS: usize = 30;

/// How many of them one visitor makes; somebody who calls more often at once is taken for a flood.
const CALLS_EACH: usize = 10;

/// One call, in milliseconds.
struct Measured {
    click_to_ring: f64,
    answer_to_sound: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let world = World::start(|_| {})?;
    let outcome = measure(&world).await;
    world.end().await;
    let calls = outcome?;
    tell_all(
        "call.click_to_ring",
        calls.iter().map(|call| call.click_to_ring),
    );
    tell_all(
        "call.answer_to_sound",
        calls.iter().map(|call| call.answer_to_sound),
    );
    Ok(())
}

fn tell_all(what: &str, values: impl Iterator<Item = f64>) {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    for percent in [50, 95] {
        tell(
            &format!("{what}.p{percent}_ms"),
            percentile(&sorted, percent),
        );
    }
}

async fn measure(world: &World) -> Result<Vec<Measured>> {
    let anna = world.desk("Anna").await?;
    anna.goes_online().await?;
    stopwatch::start(anna.browser(), VISITOR_HZ).await?;

    let mut calls = Vec::new();
    while calls.len() < CALLS {
        let visitor = world.visitor("visitor").await?;
        visitor.pull_the_bell().await?;
        visitor.sees("start", A_WHILE).await?;
        stopwatch::start(visitor.browser(), OPERATOR_HZ).await?;
        for begin in ["call"].into_iter().chain(["call-again"; CALLS_EACH - 1]) {
            let number = calls.len() + 1;
            let call = one(&anna, &visitor, begin).await;
            let call = call.with_context(|| format!("call {number}"))?;
            eprintln!(
                "call {number:>2} of {CALLS}: ring after {:.0} ms, sound after {:.0} ms",
                call.click_to_ring, call.answer_to_sound
            );
            calls.push(call);
        }
        visitor.browser().quit().await;
    }
    Ok(calls)
}

async fn one(anna: &Desk, visitor: &Visitor, begin: &str) -> Result<Measured> {
    visitor.browser().click(begin).await?;
    let clicked = times(visitor.browser(), "the click", |times| times.clicked > 0.0)
        .await?
        .clicked;
    let rang = times(anna.browser(), "the ring", |times| times.rang > clicked)
        .await?
        .rang;

    anna.browser().click("answer").await?;
    let answered = times(anna.browser(), "the answer", |times| times.clicked > rang)
        .await?
        .clicked;
    let (at_desk, at_visitor) = try_join!(
        times(anna.browser(), "the visitor's tone", |times| times.heard
            > answered),
        times(visitor.browser(), "the operator's tone", |times| times
            .heard
            > answered),
    )?;

    visitor.hangs_up().await?;
    anna.sees("wrap-up", A_WHILE).await?;
    anna.finishes().await?;
    Ok(Measured {
        click_to_ring: rang - clicked,
        answer_to_sound: at_desk.heard.max(at_visitor.heard) - answered,
    })
}

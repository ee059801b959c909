//! Measures the edge: bursts of durable acknowledgements, and thousands of open sockets: `cargo xtask bench edge`.
//!
//! A *durable acknowledgement* is a line of a chat told back to who wrote it: contact, line, fact and two items of the
//! outbox are on the disk by then.

mod chatter;

mod burst;
mod held;
mod idle;

use anyhow::Result;
use bellpull_e2e::world::World;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let gathered = World::start(|_| {})?;
    let one_by_one = World::start(|stack| stack.one_by_one = true)?;
    let outcome = async {
        burst::measure(&gathered, &one_by_one).await?;
        idle::measure(&gathered).await
    }
    .await;
    one_by_one.end().await;
    gathered.end().await;
    outcome?;

    let world = World::start(|_| {})?;
    let outcome = held::measure(&world).await;
    world.end().await;
    outcome
}

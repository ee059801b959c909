//! One line after a while of nothing: it must not wait for others.

use crate::chatter::Chatter;
use anyhow::Result;
use bellpull_e2e::figure::{percentile, tell};
use bellpull_e2e::world::World;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

const LINES: usize = 40;

/// Long enough for the outbox of the line before to be delivered.
const EVERY: Duration = Duration::from_millis(250);

pub async fn measure(world: &World) -> Result<()> {
    let mut chatter = Chatter::new(world).await?;
    let mut clock = interval(EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut times = Vec::new();
    for _ in 0..LINES {
        clock.tick().await;
        times.extend(chatter.says(1).await?);
    }
    times.sort_by(f64::total_cmp);
    tell("edge.idle_ack_ms", percentile(&times, 50));
    Ok(())
}

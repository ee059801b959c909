//! 2,000 acknowledgements over 100 sockets, all asked for at once.

use crate::chatter::Chatter;
use anyhow::Result;
use bellpull_e2e::figure::{percentile, tell_spread};
use bellpull_e2e::world::World;
use futures_util::future::try_join_all;
use std::time::Instant;

const SOCKETS: usize = 100;
const LINES_EACH: u64 = 20;

/// Bursts of each kind; they alternate, so that whatever else the machine does disturbs both.
const RUNS: usize = 5;

struct Burst {
    acks_per_s: f64,
    acks_per_commit: f64,
    p99_ms: f64,
}

/// Tells the burst, and how many times faster it is than with a commit for every message in the same run.
pub async fn measure(gathered: &World, one_by_one: &World) -> Result<()> {
    let (mut fast, mut slow) = (Vec::new(), Vec::new());
    for run in 1..=RUNS {
        let gathered = one(gathered).await?;
        let one_by_one = one(one_by_one).await?;
        eprintln!(
            "burst {run}/{RUNS}: {:.0} acknowledgements/s, {:.1} a commit, p99 {:.0} ms; committed one by one {:.0}/s, {:.1} a commit",
            gathered.acks_per_s,
            gathered.acks_per_commit,
            gathered.p99_ms,
            one_by_one.acks_per_s,
            one_by_one.acks_per_commit
        );
        fast.push(gathered);
        slow.push(one_by_one);
    }
    let all = |what: fn(&Burst) -> f64| fast.iter().map(what).collect::<Vec<_>>();
    let ratios: Vec<f64> = fast
        .iter()
        .zip(&slow)
        .map(|(fast, slow)| fast.acks_per_s / slow.acks_per_s)
        .collect();
    tell_spread("edge.acks_per_s", &all(|burst| burst.acks_per_s));
    tell_spread("edge.acks_per_commit", &all(|burst| burst.acks_per_commit));
    tell_spread("edge.ratio_to_commit_per_message", &ratios);
    tell_spread("edge.p99_ms", &all(|burst| burst.p99_ms));
    Ok(())
}

/// Everybody is new, because a contact has a most of lines.
async fn one(world: &World) -> Result<Burst> {
    let mut chatters = try_join_all((0..SOCKETS).map(|_| Chatter::new(world))).await?;
    let before = world.figures()?;
    let begun = Instant::now();
    let said = chatters.iter_mut().map(|chatter| chatter.says(LINES_EACH));
    let mut times = try_join_all(said).await?.concat();
    let took = begun.elapsed().as_secs_f64();
    let after = world.figures()?;
    times.sort_by(f64::total_cmp);
    let acks = times.len() as f64;
    let commits = after["commits"].as_f64().unwrap_or_default()
        - before["commits"].as_f64().unwrap_or_default();
    Ok(Burst {
        acks_per_s: acks / took,
        acks_per_commit: acks / commits,
        p99_ms: percentile(&times, 99),
    })
}

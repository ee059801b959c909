//! How far a long run is, and how fast, on standard error. Only the ten minutes of trouble count as simulated: the quiet
//! that follows, until the last contact is forgotten, takes longer in the world and costs next to nothing here.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the one place where real time matters"
)]

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_secs(2);

pub struct Progress {
    begun: Instant,
    seeds: u64,
    done: AtomicU64,
    simulated_ms: AtomicU64,
    /// When progress was told last, since the beginning.
    told_ms: AtomicU64,
}

impl Progress {
    pub fn of(seeds: u64) -> Self {
        Self {
            begun: Instant::now(),
            seeds,
            done: AtomicU64::new(0),
            simulated_ms: AtomicU64::new(0),
            told_ms: AtomicU64::new(0),
        }
    }

    pub fn seed_done(&self, simulated: Duration) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.simulated_ms
            .fetch_add(millis(simulated), Ordering::Relaxed);
        let now = millis(self.begun.elapsed());
        let told = self.told_ms.load(Ordering::Relaxed);
        if now < told + millis(PAUSE) {
            return;
        }
        // Of several threads one tells it.
        let order = Ordering::Relaxed;
        let swapped = self.told_ms.compare_exchange(told, now, order, order);
        if swapped.is_ok() {
            let (seeds, times) = (self.seeds, self.times_real_time());
            eprintln!("{done} of {seeds} seeds, {times:.0} times real time");
        }
    }

    /// What is said when every seed kept its promises.
    pub fn summary(&self, threads: usize) -> String {
        let hours = self.simulated().as_secs_f64() / 3_600.0;
        let took = self.begun.elapsed().as_secs_f64();
        let times = self.times_real_time();
        format!(
            "simulated {hours:.0} h in {took:.1} s: {times:.0} times real time, 0 violations \
             ({} seeds on {threads} threads)",
            self.done.load(Ordering::Relaxed)
        )
    }

    pub fn times_real_time(&self) -> f64 {
        self.simulated().as_secs_f64() / self.begun.elapsed().as_secs_f64()
    }

    fn simulated(&self) -> Duration {
        Duration::from_millis(self.simulated_ms.load(Ordering::Relaxed))
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

//! Measured values and what can be said of them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

pub struct Samples {
    sorted: Vec<f64>,
}

impl Samples {
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self { sorted: values }
    }

    /// The nearest rank; 0 of nothing.
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.sorted.len() * percent).div_ceil(100).max(1);
        self.sorted.get(rank - 1).copied().unwrap_or_default()
    }

    fn mean(&self) -> f64 {
        let count = u32::try_from(self.sorted.len()).map_or(1.0, f64::from);
        self.sorted.iter().sum::<f64>() / count.max(1.0)
    }
}

/// How long decisions took, by their kind, in microseconds.
#[derive(Default)]
pub struct Stopwatch {
    by_kind: BTreeMap<&'static str, Vec<f64>>,
}

impl Stopwatch {
    pub fn time<R>(&mut self, kind: &'static str, decision: impl FnOnce() -> R) -> R {
        let begun = Instant::now();
        let result = decision();
        self.note(kind, begun.elapsed());
        result
    }

    fn note(&mut self, kind: &'static str, took: Duration) {
        let micros = took.as_secs_f64() * 1_000_000.0;
        self.by_kind.entry(kind).or_default().push(micros);
    }

    pub fn all(self) -> Samples {
        Samples::of(self.by_kind.into_values().flatten().collect())
    }

    pub fn print_by_kind(&self) {
        eprintln!(
            "{:>26} {:>7} {:>9} {:>9} {:>9} {:>9}",
            "decision", "times", "p50 µs", "mean", "p99", "max"
        );
        let all = self.by_kind.values().flatten().copied().collect();
        let kinds = self.by_kind.iter();
        let kinds = kinds.map(|(kind, values)| (*kind, values.clone()));
        for (kind, values) in kinds.chain([("all", all)]) {
            let samples = Samples::of(values);
            let [p50, p99, max] = [50, 99, 100].map(|percent| samples.percentile(percent));
            eprintln!(
                "{kind:>26} {:>7} {p50:>9.1} {:>9.1} {p99:>9.1} {max:>9.1}",
                samples.sorted.len(),
                samples.mean()
            );
        }
    }
}

//! What a figure is, and how it is divided.

use super::tally::Tally;

/// One measured figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub key: &'static str,
    /// `None`: no data, because there was nothing to divide by. Never zero, nor everything, in its place.
    pub value: Option<f64>,
    pub unit: Unit,
    /// The short name of its formula, with its version.
    pub formula: &'static str,
    pub version: u32,
    /// How many it was computed from.
    pub n: u64,
}

/// How a figure is computed. All of them stand in [`DEFINITIONS`](super::DEFINITIONS).
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    pub key: &'static str,
    pub name: &'static str,
    /// The formula as people read it.
    pub formula: &'static str,
    pub unit: Unit,
    /// Grows whenever the formula changes, so that old reports stay comparable.
    pub version: u32,
    pub about: About,
    pub(super) compute: fn(&Tally) -> Measured,
}

/// What a figure is about, which says where it makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Waiting,
    Work,
    Rings,
    /// Of whole operators: they have one capacity over all hotlines and departments.
    Presence,
    Quality,
    Promises,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Count,
    /// From 0 to 1.
    Share,
    Seconds,
    /// From 1 to 5.
    Stars,
    /// From −100 to 100.
    Score,
}

/// A value and how many it was computed from.
pub(super) type Measured = (Option<f64>, u64);

impl Definition {
    #[must_use]
    pub fn of(&self, tally: &Tally) -> Figure {
        let (value, n) = (self.compute)(tally);
        Figure {
            key: self.key,
            value,
            unit: self.unit,
            formula: self.name,
            version: self.version,
            n,
        }
    }
}

pub(super) fn count(n: u64) -> Measured {
    (Some(n as f64), n)
}

/// Of nothing there is no share.
pub(super) fn share(part: u64, of: u64) -> Measured {
    let value = (of > 0).then(|| part as f64 / of as f64);
    (value, of)
}

pub(super) fn mean_s(sum_ms: u64, of: u64) -> Measured {
    let (value, n) = share(sum_ms, of);
    (value.map(|millis| millis / 1_000.0), n)
}

pub(super) fn seconds(millis: u64, n: u64) -> Measured {
    let value = (n > 0).then_some(millis as f64 / 1_000.0);
    (value, n)
}

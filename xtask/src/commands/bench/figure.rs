//! One figure, as a benchmark's program tells it.

use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Figure {
    /// Such as `media.50.p99_ms`; the unit is its last word.
    pub key: String,
    pub value: Option<f64>,
    /// The least and the greatest of the runs whose median the value is.
    #[serde(default)]
    pub spread: Option<[f64; 2]>,
    /// Why there is no value.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Figure {
    pub fn of(key: &str, value: f64) -> Self {
        Self {
            key: key.to_owned(),
            value: Some(value),
            spread: None,
            reason: None,
        }
    }

    pub fn missing(key: &str, reason: &str) -> Self {
        Self {
            key: key.to_owned(),
            value: None,
            spread: None,
            reason: Some(reason.to_owned()),
        }
    }
}

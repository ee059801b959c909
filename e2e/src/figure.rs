//! What a benchmark tells `cargo xtask bench`: one JSON object a line on standard output. Everything else a benchmark
//! says goes to standard error.

#![allow(
    clippy::print_stdout,
    reason = "the figures are what these programs are for"
)]

use serde_json::{Value, json};

/// JSON has no word for it, and a `null` needs its reason.
const NOT_A_NUMBER: &str = "the measurement gave no number, such as a division by zero";

/// A figure, such as `call.answer_to_sound.p95_ms`.
pub fn tell(key: &str, value: f64) {
    println!("{}", told(key, value));
}

/// The median of several runs of one measurement, with the least and the greatest.
pub fn tell_spread(key: &str, runs: &[f64]) {
    println!("{}", told_spread(key, runs));
}

/// What could not be measured, and why: nothing is left out.
pub fn cannot(key: &str, reason: &str) {
    println!("{}", missing(key, reason));
}

fn told(key: &str, value: f64) -> Value {
    if value.is_finite() {
        json!({ "key": key, "value": rounded(value) })
    } else {
        missing(key, NOT_A_NUMBER)
    }
}

fn told_spread(key: &str, runs: &[f64]) -> Value {
    let mut runs = runs.to_vec();
    runs.sort_by(f64::total_cmp);
    let (Some(&least), Some(&greatest)) = (runs.first(), runs.last()) else {
        return missing(key, "there was no run");
    };
    let mut figure = told(key, percentile(&runs, 50));
    if least.is_finite() && greatest.is_finite() {
        figure["spread"] = json!([rounded(least), rounded(greatest)]);
        figure
    } else {
        missing(key, NOT_A_NUMBER)
    }
}

fn missing(key: &str, reason: &str) -> Value {
    json!({ "key": key, "value": null, "reason": reason })
}

/// The nearest-rank percentile of what is sorted; 0 of nothing.
#[must_use]
pub fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Four digits say more than any of these measurements knows.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    // Figures lie far within the exponents of an i32.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a logarithm is a small number"
    )]
    let digits = 3 - value.abs().log10().floor() as i32;
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let sorted: Vec<f64> = (1..=30).map(f64::from).collect();

        let found = [50, 95, 100].map(|percent| percentile(&sorted, percent));

        assert_eq!(found, [15.0, 29.0, 30.0]);
        assert_eq!(percentile(&[], 50), 0.0);
        assert_eq!(percentile(&[7.0], 99), 7.0);
    }

    #[test]
    fn what_is_no_number_is_null_with_a_reason() {
        let figures = [
            told("key", 1.0 / 0.0),
            told_spread("key", &[1.0, f64::NAN, 2.0]),
            told_spread("key", &[]),
        ];

        for figure in figures {
            assert!(figure["value"].is_null(), "{figure}");
            assert!(figure["reason"].is_string(), "{figure}");
        }
        let spread = json!({"key": "key", "value": 2.0, "spread": [1.0, 3.0]});
        assert_eq!(told_spread("key", &[3.0, 1.0, 2.0]), spread);
    }

    #[test]
    fn figures_have_four_digits() {
        assert_eq!(
            [0.0, 1234.56, 0.012_345_6].map(rounded),
            [0.0, 1235.0, 0.012_35]
        );
    }
}

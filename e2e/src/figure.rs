//! What a benchmark tells `cargo xtask bench`: one JSON object a line on standard output. Everything else a benchmark
//! says goes to standard error.

#![allow(
    clippy::print_stdout,
    reason = "the figures are what these programs are for"
)]

use serde_json::json;

/// A figure, such as `call.answer_to_sound.p95_ms`.
pub fn tell(key: &str, value: f64) {
    println!("{}", json!({ "key": key, "value": rounded(value) }));
}

/// The median of several runs of one measurement, with the least and the greatest.
pub fn tell_spread(key: &str, runs: &[f64]) {
    let mut runs = runs.to_vec();
    runs.sort_by(f64::total_cmp);
    let (Some(&least), Some(&greatest)) = (runs.first(), runs.last()) else {
        return cannot(key, "there was no run");
    };
    let spread = [rounded(least), rounded(greatest)];
    let value = rounded(percentile(&runs, 50));
    println!(
        "{}",
        json!({ "key": key, "value": value, "spread": spread })
    );
}

/// What could not be measured, and why: nothing is left out.
pub fn cannot(key: &str, reason: &str) {
    println!("{}", json!({ "key": key, "value": null, "reason": reason }));
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
    fn figures_have_four_digits() {
        assert_eq!(
            [0.0, 1234.56, 0.012_345_6].map(rounded),
            [0.0, 1235.0, 0.012_35]
        );
    }
}

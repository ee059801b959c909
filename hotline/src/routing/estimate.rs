//! How long somebody at a place will wait, so that 8 of 10 wait no longer.
//!
//! Whoever is at place `k` is served when operators have become free `k` times. With operators who become free at a
//! steady rate that takes a gamma-distributed time, whose quantile Wilson and Hilferty (1931) give by a cube. What this
//! leaves out (operators with several departments, people who give up, breaks) shows in how the last predictions turned
//! out; the quantile of those corrects the next ones, as in split conformal prediction (Papadopoulos et al., 2002).
//! Everything is `+ − × ÷ √`, which IEEE 754 rounds the same way everywhere.

/// The 80th percentile of a normal distribution.
const NORMAL_80: f64 = 0.841_621_233_572_914_4;

/// Of how many contacts the handling time is the mean: enough to be steady, few enough to follow the day.
pub(crate) const MOST_HANDLED: usize = 32;
/// With fewer nobody knows.
const LEAST_HANDLED: usize = 3;

/// How many predictions the correction looks back at.
pub(crate) const MOST_PREDICTED: usize = 50;
/// With fewer there is no correction, and nothing to be said about how many were kept.
const LEAST_PREDICTED: usize = 10;
/// How far a correction goes, so that one odd morning is not multiplied for ever.
const CORRECTION: (f64, f64) = (0.1, 10.0);

/// How long an operator has a contact, in milliseconds.
pub(crate) fn mean(handled_ms: &[u64]) -> Option<f64> {
    if handled_ms.len() < LEAST_HANDLED {
        return None;
    }
    let sum = handled_ms
        .iter()
        .fold(0u64, |sum, one| sum.saturating_add(*one));
    Some((as_f64(sum) / as_f64(handled_ms.len() as u64)).max(1.0))
}

/// The q80 of the wait at `place`, counted from 1, in milliseconds. `None` while nobody serves.
pub(crate) fn predicted(place: u32, serving: usize, mean_ms: f64) -> Option<f64> {
    if serving == 0 {
        return None;
    }
    let shape = f64::from(place.max(1));
    let cube = 1.0 - 1.0 / (9.0 * shape) + NORMAL_80 / (3.0 * shape.sqrt());
    let becoming_free = shape * cube * cube * cube;
    Some(becoming_free * mean_ms / as_f64(serving as u64))
}

/// What to multiply a prediction by: the q80 of actual through predicted, each in milliseconds.
pub(crate) fn correction(predicted: &[(u64, u64)]) -> f64 {
    if predicted.len() < LEAST_PREDICTED {
        return 1.0;
    }
    let ratio = |(predicted, actual): &(u64, u64)| as_f64(*actual) / as_f64((*predicted).max(1));
    let mut ratios: Vec<f64> = predicted.iter().map(ratio).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    // The ⌈0.8 (n + 1)⌉-th smallest.
    let nth = ((ratios.len() + 1) * 8).div_ceil(10).min(ratios.len());
    let quantile = ratios.get(nth - 1).copied().unwrap_or(1.0);
    quantile.clamp(CORRECTION.0, CORRECTION.1)
}

/// How many of 100 were answered within what they were told.
pub(crate) fn kept_percent(kept: &[bool]) -> Option<u8> {
    if kept.len() < LEAST_PREDICTED {
        return None;
    }
    let count = kept.iter().filter(|kept| **kept).count();
    u8::try_from(count * 100 / kept.len()).ok()
}

/// Exact below 2⁵³, which no time of ours reaches.
#[allow(clippy::cast_precision_loss, reason = "see above")]
fn as_f64(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of the gamma distribution with scale 1 at 0.8, from tables of χ² (half of χ² with 2k degrees).
    const GAMMA_80: [(u32, f64); 6] = [
        (1, 1.6094),
        (2, 2.9943),
        (3, 4.2790),
        (5, 6.7210),
        (10, 12.5188),
        (50, 55.8252),
    ];

    #[test]
    fn predictions_are_the_quantiles_of_tables() {
        for (place, quantile) in GAMMA_80 {
            let ours = predicted(place, 1, 1.0).unwrap();
            assert!(
                (ours - quantile).abs() < 0.02 * quantile,
                "{place}: {ours} and {quantile}"
            );
        }
    }

    #[test]
    fn twice_as_many_operators_halve_the_wait() {
        let (one, two) = (predicted(7, 1, 60_000.0), predicted(7, 2, 60_000.0));
        assert!((one.unwrap() - 2.0 * two.unwrap()).abs() < 0.001);
    }

    #[test]
    fn nobody_knows_without_operators_or_with_too_few_contacts() {
        assert_eq!(predicted(1, 0, 60_000.0), None);
        assert_eq!(mean(&[60_000, 60_000]), None);
        assert_eq!(mean(&[10_000, 20_000, 60_000]), Some(30_000.0));
    }

    #[test]
    fn predictions_that_were_half_the_wait_are_doubled() {
        let predicted: Vec<_> = (0..20).map(|_| (30_000, 60_000)).collect();
        assert!((correction(&predicted) - 2.0).abs() < 1e-9);
        assert!((correction(&predicted[..5]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_correction_is_the_ninth_of_ten() {
        let waits = [7, 3, 10, 1, 9, 5, 2, 8, 4, 6];
        let predicted = waits.map(|wait| (1_000, wait * 1_000));
        assert!((correction(&predicted) - 9.0).abs() < 1e-9);
    }

    #[test]
    fn no_correction_goes_further_than_tenfold() {
        let odd: Vec<_> = (0..10).map(|_| (1, 60_000)).collect();
        let idle: Vec<_> = (0..10).map(|_| (60_000, 1)).collect();
        assert!((correction(&odd) - 10.0).abs() < 1e-9);
        assert!((correction(&idle) - 0.1).abs() < 1e-9);
    }

    #[test]
    fn kept_is_told_once_there_are_ten() {
        let kept = [true, true, true, true, false].repeat(2);
        assert_eq!(kept_percent(&kept), Some(80));
        assert_eq!(kept_percent(&kept[..9]), None);
    }
}

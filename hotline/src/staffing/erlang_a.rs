//! M/M/N+M: whoever waits gives up after a time with an exponential distribution (Erlang A). Always stable.
//!
//! With `c = Nμ`, somebody who finds `q` waiting is served after the sum of exponential times with the rates
//! `c, c + θ, …, c + qθ` (the pure-death chain), if they have not given up before. That sum has the density
//! `∏(c + jθ) / (q! θ^q) · e^(−ct) (1 − e^(−θt))^q`, and weighted with the stationary `p(N+q)` and summed over all `q` the
//! products cancel:
//!
//! `P(waited, and was answered within T) = p(N) c ∫₀ᵀ exp(λ/θ (1 − e^(−θt)) − (c + θ) t) dt`

use super::demand::{Load, Patience};
use super::need::Performance;

/// States further below the most likely one than this many powers of e are left out.
const NEGLIGIBLE: f64 = 60.0;
/// Gauss–Legendre with five points on [−1, 1]: exact for polynomials up to degree 9.
const NODES: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.236_926_885_056_189_1),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_5),
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_5),
    (0.906_179_845_938_664, 0.236_926_885_056_189_1),
];
/// Bounds the time; on so many pieces the longest question is still right to six digits.
const MOST_PIECES: f64 = 20_000.0;

/// What `operators` reach, where a service level is the share of *all who arrive* that is answered in time: whoever gives
/// up counts against it, as in SL-3.
pub(super) fn performance(
    load: Load,
    patience: Patience,
    operators: u32,
    within_s: f64,
) -> Performance {
    let (lambda, theta) = (load.per_second(), 1.0 / patience.mean_s());
    if lambda <= 0.0 {
        return Performance {
            abandons: Some(0.0),
            ..Performance::of_nobody()
        }
        .with(operators);
    }
    let served = f64::from(operators) / load.handling_s();
    let states = Stationary::of(load, theta, operators);
    let abandons = (theta * states.mean_queue / lambda).min(1.0);
    let in_time = lately_answered(lambda, theta, served, within_s, states.ln_all_busy);
    Performance {
        operators,
        waits: states.all_busy.min(1.0),
        service_level: (states.free + in_time).clamp(0.0, 1.0),
        mean_wait_s: Some(states.mean_queue / lambda),
        occupancy: if operators == 0 {
            1.0
        } else {
            (load.erlang() * (1.0 - abandons) / f64::from(operators)).min(1.0)
        },
        abandons: Some(abandons),
    }
}

/// How many are there, after a long time.
struct Stationary {
    /// Somebody is free, so that whoever comes is answered at once.
    free: f64,
    /// Everybody is busy, so that whoever comes waits.
    all_busy: f64,
    /// The logarithm of the probability that everybody is busy and nobody waits.
    ln_all_busy: f64,
    /// The mean number of those who wait.
    mean_queue: f64,
}

impl Stationary {
    /// Birth and death, in logarithms: the weights of two thousand busy operators do not fit into a number.
    fn of(load: Load, theta: f64, operators: u32) -> Self {
        let (ln_lambda, mu) = (load.per_second().ln(), 1.0 / load.handling_s());
        let mut weight = 0.0;
        let mut highest = weight;
        let mut weights = vec![weight];
        for n in 1u32.. {
            let busy = f64::from(n.min(operators)) * mu;
            let waiting = f64::from(n.saturating_sub(operators)) * theta;
            weight += ln_lambda - (busy + waiting).ln();
            weights.push(weight);
            highest = highest.max(weight);
            // Weights rise to one peak and then fall ever faster.
            if n > operators && weight < highest - NEGLIGIBLE {
                break;
            }
        }
        let first = operators as usize;
        let sum: f64 = weights.iter().map(|weight| (weight - highest).exp()).sum();
        let free = weights.iter().take(first);
        let free = free.map(|weight| (weight - highest).exp() / sum).sum();
        let waiting = weights.iter().skip(first).enumerate();
        let (mut all_busy, mut mean_queue) = (0.0, 0.0);
        for (queue, weight) in waiting {
            let share = (weight - highest).exp() / sum;
            all_busy += share;
            mean_queue += queue as f64 * share;
        }
        let ln_all_busy = weights
            .get(first)
            .map_or(f64::NEG_INFINITY, |weight| weight - highest - sum.ln());
        Self {
            free,
            all_busy,
            ln_all_busy,
            mean_queue,
        }
    }
}

/// The share of all that had to wait and was answered within `within_s`: the integral above.
fn lately_answered(lambda: f64, theta: f64, served: f64, within_s: f64, ln_all_busy: f64) -> f64 {
    if served <= 0.0 || within_s <= 0.0 {
        return 0.0;
    }
    let exponent = |t: f64| -lambda / theta * (-theta * t).exp_m1() - (served + theta) * t;
    let scale = ln_all_busy + served.ln();
    // So many pieces that the exponent changes by about one within each.
    let steepest = (lambda - served - theta).abs() + theta + (lambda * theta).sqrt();
    let pieces = (within_s * steepest).clamp(16.0, MOST_PIECES).ceil();
    let half = within_s / pieces / 2.0;
    let mut sum = 0.0;
    for piece in 0..pieces as u32 {
        let middle = (2.0 * f64::from(piece) + 1.0) * half;
        for (node, weight) in NODES {
            sum += weight * (exponent(middle + node * half) + scale).exp();
        }
    }
    sum * half
}

//! Erlang A once more, computed the long way: the chain itself, step by step in time.

use crate::ranges::patient;

/// Euler's step in seconds; the error of the result is of its order.
const STEP: f64 = 0.002;

#[test]
fn the_integral_is_the_pure_death_chain() {
    for (per_hour, aht, patience, operators, within) in [
        (100.0, 360.0, 120.0, 10, 20.0),
        (30.0, 300.0, 180.0, 3, 60.0),
        (60.0, 120.0, 30.0, 2, 10.0),
        (20.0, 600.0, 600.0, 2, 120.0),
    ] {
        let reached = patient(per_hour, aht, patience).with(operators, within);

        let (lambda, theta) = (per_hour / 3_600.0, 1.0 / patience);
        let chain = answered_by_the_chain(lambda, aht, theta, operators, within);
        assert!(
            (reached.service_level - chain).abs() < 2e-3,
            "{} instead of {chain}",
            reached.service_level
        );
    }
}

fn answered_by_the_chain(lambda: f64, aht: f64, theta: f64, operators: u32, within: f64) -> f64 {
    let states = 400;
    let served = f64::from(operators) / aht;
    let mut share = vec![1.0];
    for n in 1..states {
        let busy = f64::from(n.min(operators)) / aht;
        let gives_up = f64::from(n.saturating_sub(operators)) * theta;
        share.push(share.last().unwrap() * lambda / (busy + gives_up));
    }
    let sum: f64 = share.iter().sum();
    let (at_once, ahead) = share.split_at(operators as usize);
    let mut answered = at_once.iter().sum::<f64>() / sum;
    // Whoever waits with `q` ahead is here with that probability; they move up until they are served, or give up.
    let mut waiting: Vec<f64> = ahead.iter().map(|share| share / sum).collect();
    let mut at = 0.0;
    while at < within {
        for q in 0..waiting.len() {
            let flow = STEP * waiting[q] * (served + q as f64 * theta);
            let lost = STEP * waiting[q] * theta;
            waiting[q] -= flow + lost;
            if q == 0 {
                answered += flow;
            } else {
                waiting[q - 1] += flow;
            }
        }
        at += STEP;
    }
    answered
}

//! M/M/N: everybody waits for ever (Erlang C), built upon the queue where nobody waits (Erlang B).

use super::demand::Load;
use super::need::Performance;

/// The probability that all of `operators` are busy when nobody may wait, by the recursion
/// `B(0) = 1; B(k) = a B(k−1) / (k + a B(k−1))`, which neither over- nor underflows into nonsense.
#[must_use]
pub fn erlang_b(load: Load, operators: u32) -> f64 {
    (1..=operators).fold(1.0, |blocked, k| step(load.erlang(), blocked, k))
}

/// What `operators` reach, where a service level is the share of all who arrive, and all are answered.
pub(super) fn performance(load: Load, operators: u32, within_s: f64) -> Performance {
    from_blocked(load, operators, within_s, erlang_b(load, operators))
}

/// The fewest that answer `share` of all within `within_s`, if at most `most` do.
pub(super) fn needed(load: Load, share: f64, within_s: f64, most: u32) -> Option<u32> {
    let mut blocked = 1.0;
    (1..=most).find(|operators| {
        blocked = step(load.erlang(), blocked, *operators);
        from_blocked(load, *operators, within_s, blocked).service_level >= share
    })
}

fn step(erlang: f64, blocked: f64, k: u32) -> f64 {
    erlang * blocked / (f64::from(k) + erlang * blocked)
}

fn from_blocked(load: Load, operators: u32, within_s: f64, blocked: f64) -> Performance {
    let (erlang, n) = (load.erlang(), f64::from(operators));
    if erlang >= n && erlang > 0.0 {
        // The queue grows for ever.
        return Performance {
            operators,
            waits: 1.0,
            service_level: 0.0,
            mean_wait_s: None,
            occupancy: 1.0,
            abandons: None,
        };
    }
    if operators == 0 {
        return Performance::of_nobody();
    }
    let waits = n * blocked / (n - erlang * (1.0 - blocked));
    let spare = n - erlang;
    let still_waits = waits * (-spare * within_s / load.handling_s()).exp();
    Performance {
        operators,
        waits,
        service_level: 1.0 - still_waits,
        mean_wait_s: Some(waits * load.handling_s() / spare),
        occupancy: erlang / n,
        abandons: None,
    }
}

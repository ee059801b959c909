//! Without a change it is the past again.

use crate::day::{Day, unchanged, value};
use bellpull_hotline::what_if::Scenario;

#[test]
fn the_past_comes_near_itself() {
    for seed in 1..=5 {
        let day = Day {
            seed,
            ..Day::default()
        };

        let answer = day.answer(&unchanged());

        let both = |key| (value(&answer.before, key), value(&answer.after, key));
        let near = |key, most: f64| {
            let (before, after) = both(key);
            let off = (before - after).abs();
            assert!(off <= most, "seed {seed}, {key}: {before}, again {after}");
        };
        let (offered, again) = both("offered");
        assert!(offered > 600.0 && offered == again, "{offered}, {again}");
        near("answered", 0.04 * offered);
        near("abandoned", 0.04 * offered);
        near("sl_4", 0.06);
        near("asa", 6.0);
        near("aht", 8.0);
        near("occupancy", 0.03);
        near("logged_in", 1.0);
        assert!(!answer.cut_short && answer.refused == 0);
    }
}

#[test]
fn nobody_who_gave_up_early_waits_longer_in_the_same_queue() {
    // Twice as many as needed, so that hardly anybody waits.
    let day = Day {
        operators: 20,
        ..Day::default()
    };

    let answer = day.answer(&unchanged());

    assert_eq!(
        value(&answer.after, "abandoned"),
        value(&answer.before, "abandoned")
    );
    assert_eq!(
        value(&answer.after, "answered"),
        value(&answer.before, "answered")
    );
}

#[test]
fn the_same_question_has_the_same_answer() {
    let day = Day::default();
    let scenario = Scenario {
        seed: 7,
        fewer: 2,
        ..unchanged()
    };

    assert_eq!(day.answer(&scenario), day.answer(&scenario));
}

#[test]
fn another_seed_draws_other_patience() {
    let day = Day::default();
    let waits = |seed| {
        let answer = day.answer(&Scenario {
            seed,
            fewer: 2,
            ..unchanged()
        });
        value(&answer.after, "aat")
    };

    assert_ne!(waits(1), waits(2));
}

#[test]
fn whatever_is_changed_offered_is_what_became_of_them() {
    let day = Day::default();
    for (more, fewer) in [(0, 0), (5, 0), (0, 4), (0, 10)] {
        let scenario = Scenario {
            more,
            fewer,
            ..unchanged()
        };

        let after = day.answer(&scenario).after;

        let parts = [
            "answered",
            "abandoned",
            "flow_out",
            "callback_converted",
            "still_waiting",
        ];
        let sum: f64 = parts.iter().map(|key| value(&after, key)).sum();
        assert_eq!(value(&after, "offered"), sum);
    }
}

//! What holds for every number, also for those that are none.

use bellpull_hotline::staffing::{Demand, Load, Mistake, Patience, Performance, Shrinkage, Target};
use proptest::prelude::*;

pub fn demand(per_hour: f64, aht: f64) -> Demand {
    let load = Load::new(per_hour, aht).unwrap();
    Demand {
        load,
        patience: None,
    }
}

pub fn patient(per_hour: f64, aht: f64, patience: f64) -> Demand {
    let patience = Some(Patience::new(patience).unwrap());
    Demand {
        patience,
        ..demand(per_hour, aht)
    }
}

#[test]
fn what_is_out_of_range_is_refused_with_its_name() {
    for nonsense in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
        assert_eq!(Load::new(nonsense, 60.0), Err(Mistake::Load));
        assert_eq!(Load::new(60.0, nonsense), Err(Mistake::HandlingTime));
        assert_eq!(Patience::new(nonsense), Err(Mistake::Patience));
        assert_eq!(Target::new(nonsense, 20.0), Err(Mistake::Percent));
        assert_eq!(Target::new(80.0, nonsense), Err(Mistake::Within));
        assert_eq!(Shrinkage::new(nonsense), Err(Mistake::Shrinkage));
    }
    assert_eq!(Load::new(10_000.0, 14_400.0), Err(Mistake::TooMuch));
    assert_eq!(Target::new(100.0, 20.0), Err(Mistake::Percent));
    assert!(Mistake::Percent.to_string().starts_with("percent:"));
}

#[test]
fn nobody_is_needed_when_nobody_comes() {
    let target = Target::new(99.9, 0.0).unwrap();
    for demand in [demand(0.0, 300.0), patient(0.0, 300.0, 60.0)] {
        assert_eq!(demand.needed(target), 0);
        for reached in demand.around(target, 3, 3) {
            assert_sensible(&reached);
        }
    }
}

#[test]
fn without_operators_nobody_is_answered() {
    for demand in [demand(60.0, 300.0), patient(60.0, 300.0, 60.0)] {
        let reached = demand.with(0, 20.0);

        assert_sensible(&reached);
        assert_eq!(reached.service_level, 0.0);
    }
}

#[test]
fn the_largest_question_is_answered() {
    let target = Target::new(99.9, 3_600.0).unwrap();
    let at_once = Target::new(99.9, 0.0).unwrap();
    for demand in [demand(10_000.0, 720.0), patient(10_000.0, 720.0, 7_200.0)] {
        for target in [target, at_once] {
            let needed = demand.needed(target);

            assert!((1_990..2_300).contains(&needed), "{needed}");
            assert!(demand.with(needed, target.within_s()).service_level >= target.share());
        }
    }
}

proptest! {
    #[test]
    fn no_number_at_all_gives_nonsense(
        (per_hour, aht, patience) in (any::<f64>(), any::<f64>(), any::<f64>()),
        (operators, within) in (0u32..3_000, any::<f64>()),
    ) {
        let near = |number: f64, most: f64| if number.is_finite() { number.abs() % most } else { number };
        let load = Load::new(near(per_hour, 9_000.0), 1.0 + near(aht, 700.0));
        let patience = Patience::new(1.0 + near(patience, 7_000.0));
        if let Ok(load) = load {
            for patience in [None, patience.ok()] {
                assert_sensible(&Demand { load, patience }.with(operators, within));
            }
        }
    }

    #[test]
    fn what_is_needed_reaches_the_target_and_one_fewer_does_not(
        (per_hour, aht) in (1.0..2_000.0f64, 10.0..1_000.0f64),
        (patience, percent, within) in (5.0..1_000.0f64, 50.0..99.0f64, 0.0..120.0f64),
    ) {
        let target = Target::new(percent, within).unwrap();
        for demand in [demand(per_hour, aht), patient(per_hour, aht, patience)] {
            let needed = demand.needed(target);

            prop_assert!(demand.with(needed, within).service_level >= target.share());
            prop_assert!(
                needed == 1 || demand.with(needed - 1, within).service_level < target.share()
            );
        }
    }

    #[test]
    fn one_more_operator_never_makes_it_worse(
        (per_hour, aht) in (1.0..1_000.0f64, 10.0..600.0f64),
        (patience, operators, within) in (5.0..1_000.0f64, 1u32..150, 0.0..120.0f64),
    ) {
        for demand in [demand(per_hour, aht), patient(per_hour, aht, patience)] {
            let (fewer, more) = (demand.with(operators, within), demand.with(operators + 1, within));

            prop_assert!(more.service_level >= fewer.service_level - 1e-9);
            prop_assert!(more.waits <= fewer.waits + 1e-9);
        }
    }
}

fn assert_sensible(reached: &Performance) {
    for share in [
        Some(reached.waits),
        Some(reached.service_level),
        Some(reached.occupancy),
        reached.abandons,
    ] {
        let share = share.unwrap_or_default();
        assert!((0.0..=1.0).contains(&share), "{reached:?}");
    }
    let wait = reached.mean_wait_s.unwrap_or_default();
    assert!(wait.is_finite() && wait >= 0.0, "{reached:?}");
}

//! Figures computed elsewhere, by recursion, by the direct sum and by an event simulation, to the digits as printed.

use crate::ranges::{demand, patient};
use bellpull_hotline::staffing::{Demand, Load, Shrinkage, Target, erlang_b};

#[test]
fn erlang_c_gives_the_printed_digits() {
    // Contacts an hour, handling time, operators, then P(wait), ASA, SL(20 s), occupancy.
    for (per_hour, aht, operators, printed) in [
        (
            100.0,
            360.0,
            14,
            ["0.174132", "15.6719", "0.860566", "0.714286"],
        ),
        (
            100.0,
            360.0,
            12,
            ["0.449388", "80.8899", "0.597870", "0.833333"],
        ),
        (
            30.0,
            300.0,
            3,
            ["0.702247", "421.348", "0.320775", "0.833333"],
        ),
        (
            30.0,
            300.0,
            6,
            ["0.047445", "4.0667", "0.962429", "0.416667"],
        ),
        (
            10.0,
            180.0,
            2,
            ["0.100000", "12.0000", "0.915352", "0.250000"],
        ),
    ] {
        let reached = demand(per_hour, aht).with(operators, 20.0);

        let computed = [
            reached.waits,
            reached.mean_wait_s.unwrap(),
            reached.service_level,
            reached.occupancy,
        ];
        assert_eq!(
            as_printed(computed, printed),
            printed,
            "{per_hour}/h, {aht} s, {operators}"
        );
    }
}

#[test]
fn erlang_a_gives_the_printed_digits() {
    // Contacts an hour, handling time, patience, operators, then P(wait), mean wait of all, answered within 20 s of
    // all, occupancy, P(abandon).
    for (per_hour, aht, patience, operators, printed) in [
        (
            100.0,
            360.0,
            120.0,
            14,
            ["0.11153", "3.6386", "0.92251", "0.69263", "0.03032"],
        ),
        (
            100.0,
            360.0,
            120.0,
            10,
            ["0.42342", "18.9032", "0.65606", "0.84247", "0.15753"],
        ),
        (
            30.0,
            300.0,
            180.0,
            3,
            ["0.41904", "34.2408", "0.62336", "0.67481", "0.19023"],
        ),
    ] {
        let reached = patient(per_hour, aht, patience).with(operators, 20.0);

        let computed = [
            reached.waits,
            reached.mean_wait_s.unwrap(),
            reached.service_level,
            reached.occupancy,
            reached.abandons.unwrap(),
        ];
        assert_eq!(
            as_printed(computed, printed),
            printed,
            "{per_hour}/h, {aht} s, {patience} s, {operators}"
        );
    }
}

#[test]
fn erlang_b_is_the_textbook_fraction() {
    // a²/2 / (1 + a + a²/2) for a = 1.
    let load = Load::new(60.0, 60.0).unwrap();

    assert!((erlang_b(load, 2) - 0.2).abs() < 1e-12);
}

#[test]
fn eighty_in_twenty_of_ten_erlang_needs_fourteen() {
    let target = Target::new(80.0, 20.0).unwrap();

    assert_eq!(demand(100.0, 360.0).needed(target), 14);
    assert_eq!(Shrinkage::new(0.3).unwrap().rostered(14), 20);
    assert_eq!(Shrinkage::new(0.1).unwrap().rostered(9), 10);
}

#[test]
fn the_table_stands_around_what_is_needed() {
    let target = Target::new(80.0, 20.0).unwrap();

    let table = demand(100.0, 360.0).around(target, 2, 3);

    let operators: Vec<_> = table.iter().map(|row| row.operators).collect();
    assert_eq!(operators, [12, 13, 14, 15, 16, 17]);
    assert_eq!(table[2], demand(100.0, 360.0).with(14, 20.0));
}

#[test]
fn the_square_root_rule_is_near() {
    let target = Target::new(80.0, 20.0).unwrap();
    for per_hour in [100.0, 300.0, 1_000.0, 5_000.0] {
        let demand: Demand = demand(per_hour, 360.0);

        let needed = demand.needed(target);

        let guess = demand.guess(target);
        let off = guess.abs_diff(needed);
        assert!(
            f64::from(off) <= 1.0 + 0.4 * demand.load.erlang().sqrt(),
            "{per_hour}/h: {guess} instead of {needed}"
        );
    }
}

/// With as many digits behind the point as printed.
fn as_printed<const N: usize>(computed: [f64; N], printed: [&str; N]) -> [String; N] {
    let mut digits = printed
        .iter()
        .map(|text| text.len() - text.find('.').unwrap() - 1);
    computed.map(|number| format!("{number:.*}", digits.next().unwrap()))
}

//! The six service levels.

use crate::journal::{Journal, figure, hour, value};
use bellpull_hotline::statistics::{DEFINITIONS, Figure, Tally};

#[test]
fn the_examples_of_the_field_come_out_to_the_printed_digits() {
    let tally = Tally {
        offered: 1_060,
        answered: 1_000,
        abandoned: 60,
        answered_in_time: 860,
        abandoned_in_time: 20,
        short_abandoned: 10,
        ..Tally::default()
    };

    let percent = |key| format!("{:.4}", 100.0 * value(&figures(&tally), key).unwrap());

    assert_eq!(percent("sl_1"), "83.0189");
    assert_eq!(percent("sl_2"), "86.0000");
    assert_eq!(percent("sl_3"), "81.1321");
    assert_eq!(percent("sl_4"), "82.6923");
    assert_eq!(percent("sl_5"), "82.0755");
    // Nobody asked for a callback, so as many are removed in time as are met with SL-1.
    assert_eq!(percent("sl_6"), "83.0189");
}

#[test]
fn whoever_asks_for_a_callback_in_time_is_removed_in_time() {
    let tally = Tally {
        offered: 10,
        answered: 4,
        answered_in_time: 3,
        abandoned: 2,
        abandoned_in_time: 1,
        converted: 3,
        converted_in_time: 2,
        waiting: 1,
        ..Tally::default()
    };

    assert_eq!(value(&figures(&tally), "sl_6"), Some(0.6));
}

#[test]
fn of_nobody_there_is_no_data() {
    let report = Journal::default().report();

    for key in [
        "sl_1",
        "sl_2",
        "sl_3",
        "sl_4",
        "sl_5",
        "sl_6",
        "asa",
        "awt",
        "aat",
        "aht",
        "occupancy",
        "utilisation",
        "abandon_rate",
        "abandon_rate_net",
        "answer_rate",
        "transfer_rate",
        "csat",
        "nps",
        "fcr_all",
        "estimate_held",
    ] {
        let figure = figure(&report.total, key);
        assert_eq!((figure.value, figure.n), (None, 0), "{key}");
    }
    assert_eq!(value(&report.total, "offered"), Some(0.0));
}

#[test]
fn exactly_the_threshold_is_in_time() {
    let mut journal = Journal::default();
    journal.call("at", "anna", [0, 20, 60]);
    journal.call("after", "anna", [100, 121, 160]);

    assert_eq!(value(&journal.report().total, "sl_4"), Some(0.5));
}

#[test]
fn exactly_the_short_threshold_is_short() {
    let mut journal = Journal::default();
    journal.enters(0, "at").abandons(5, "at");
    journal.enters(0, "after").abandons(6, "after");

    let total = journal.report().total;

    assert_eq!(value(&total, "short_abandoned"), Some(1.0));
    assert_eq!(value(&total, "abandon_rate"), Some(1.0));
    assert_eq!(value(&total, "abandon_rate_net"), Some(1.0));
    assert_eq!(value(&total, "sl_5"), Some(0.5));
}

#[test]
fn only_abandons_in_time_leave_nothing_to_divide_by() {
    let mut journal = Journal::default();
    journal.enters(0, "gone").abandons(10, "gone");

    let total = journal.report_of(&hour()).total;

    assert_eq!(value(&total, "sl_4"), None);
    assert_eq!(value(&total, "sl_3"), Some(0.0));
}

fn figures(tally: &Tally) -> Vec<Figure> {
    let definitions = DEFINITIONS.iter();
    definitions.map(|definition| definition.of(tally)).collect()
}

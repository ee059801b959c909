//! Deliveries come at least once, and a summary survives being stored between any two of them.

use crate::telling::{
    anna, chat_accepted, disposed, ended, entered, facts, line, rated, told, tried,
};
use bellpull_hotline::register::{Item, Summary};
use bellpull_hotline::{ChannelKind, Disposition, EndReason, TryOutcome};
use proptest::prelude::*;

#[test]
fn an_item_told_again_changes_nothing() {
    let items = a_life();
    let mut summary = told(&items);
    let before = summary.clone();

    let taken = (1..).zip(&items).any(|(seq, item)| summary.take(seq, item));

    assert!(!taken);
    assert_eq!(summary, before);
}

#[test]
fn an_item_is_read_as_it_was_written() {
    for item in a_life() {
        let written = serde_json::to_string(&item).unwrap();
        let read: Item = serde_json::from_str(&written).unwrap();
        assert_eq!(read, item, "{written}");
    }
}

#[test]
fn a_fact_in_the_outbox_is_the_journals_with_a_word_in_front() {
    let fact = &facts([rated(4)])[0];

    assert_eq!(
        serde_json::to_string(fact).unwrap(),
        r#"{"item":"fact","at":1000,"fact":"rated","contact":"c1","stars":4}"#
    );
}

proptest! {
    #[test]
    fn batches_that_overlap_give_the_same_row_as_one_delivery(steps in prop::collection::vec((0..9_usize, 1..9_usize), 0..30)) {
        let items = a_life();
        let mut summary = Summary::default();
        let mut next = 0_usize;
        for (back, length) in steps {
            let from = next.saturating_sub(back);
            let until = (from + length).min(items.len());
            for (at, item) in items.iter().enumerate().take(until).skip(from) {
                summary.take(at as u64 + 1, item);
            }
            next = next.max(until);
            summary = stored(&summary);
        }
        for (at, item) in items.iter().enumerate().skip(next) {
            summary.take(at as u64 + 1, item);
        }

        prop_assert_eq!(summary, told(&items));
    }
}

fn a_life() -> Vec<Item> {
    let mut items = facts([
        entered(ChannelKind::Callback),
        tried(1, TryOutcome::Engaged),
        tried(2, TryOutcome::NoAnswer),
        chat_accepted(anna()),
        ended(EndReason::OperatorHungUp),
        disposed(Disposition::Spam),
        rated(1),
    ]);
    items.insert(4, line(1, "Hello?"));
    items.insert(5, line(2, "=1+1"));
    items
}

fn stored(summary: &Summary) -> Summary {
    serde_json::from_str(&serde_json::to_string(summary).unwrap()).unwrap()
}

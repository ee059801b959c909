//! No message of a stranger stops a reader, and whatever is read means the same when it is written and read again.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "support/damage.rs"]
mod damage;

use bellpull_protocol::marketer::Save;
use bellpull_protocol::media::{FromMedia, ToMedia};
use bellpull_protocol::operator::{FromOperator, ToOperator};
use bellpull_protocol::visitor::{FromVisitor, ToVisitor};
use damage::{Count, damaged, executions};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// The wire's own examples, one a line.
const MESSAGES: &str = include_str!("messages.rs");

#[test]
fn whatever_is_read_as_a_message_means_the_same_again() {
    let messages = whole_messages();
    assert!(messages.len() > 60, "{} examples", messages.len());

    let count = Count::of("messages");
    bolero::check!()
        .with_iterations(executions())
        .for_each(|choices: &[u8]| {
            count.add(1);
            let text = damaged(&messages, choices);
            same_again::<FromVisitor>(&text);
            same_again::<ToVisitor>(&text);
            same_again::<FromOperator>(&text);
            same_again::<ToOperator>(&text);
            same_again::<FromMedia>(&text);
            same_again::<ToMedia>(&text);
            same_again::<Save>(&text);
        });
}

fn whole_messages() -> Vec<&'static str> {
    let lines = MESSAGES
        .lines()
        .map(|line| line.trim().trim_end_matches(','));
    let is_whole = |line: &&str| line.starts_with("{\"kind\":") && line.ends_with('}');
    lines.filter(is_whole).collect()
}

fn same_again<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) {
    let Ok(read) = serde_json::from_str::<T>(text) else {
        return;
    };
    let written = serde_json::to_string(&read).unwrap();
    let again: T =
        serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert!(again == read, "{text} was written as {written}");
}

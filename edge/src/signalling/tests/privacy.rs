//! What people wrote reaches its reader and its own rows, never the journal and never anything that is printed.

use super::asking::{operator, visitor};
use super::contact_id;
use crate::signalling::{Names, Post, Recipient, hear, post};
use crate::storage::Value;
use bellpull_hotline::{Effect, Input, Settings, Switchboard, Timestamp};
use serde_json::json;

const LINE: &str = "my card ends in 4242";
const NUMBER: &str = "+4315880023";
const NOTE: &str = "husband must not know";
const REMARK: &str = "rude about my accent";
const PAGE: &str = "https://shop.example/";

#[test]
fn private_texts_are_in_no_fact() {
    let journal: Vec<_> = statements()
        .into_iter()
        .filter(|(sql, _)| sql.starts_with("INSERT INTO journal"))
        .collect();

    assert!(journal.len() > 8, "a whole contact: {journal:?}");
    for (_, values) in journal {
        for private in [LINE, NUMBER, NOTE, REMARK, PAGE] {
            assert!(!values.contains(private), "{values}");
        }
    }
}

#[test]
fn private_texts_are_in_nothing_that_is_printed() {
    let (inputs, effects) = a_callback_with_lines();
    let printed = format!("{inputs:?} {effects:?}");
    for private in [LINE, NUMBER, NOTE, REMARK, PAGE] {
        assert!(!printed.contains(private), "{private}");
    }
    // They were there: else the test would prove nothing.
    let written = format!("{:?} {:?}", statements(), letters());
    for private in [LINE, NUMBER, NOTE, PAGE] {
        assert!(written.contains(private), "{private}");
    }
    let rated = |effect: &Effect| format!("{effect:?}").contains("Remark(");
    assert!(effects.iter().any(rated));
}

#[test]
fn a_line_is_told_to_its_two_sides_only() {
    for (to, text) in letters() {
        let for_one = matches!(to, Recipient::Visitor(_) | Recipient::Operator(_));
        assert!(for_one || !text.contains(LINE), "{to:?}");
    }
}

/// A phone callback with a line; it is reached, noted and rated.
fn a_callback_with_lines() -> (Vec<Input>, Vec<Effect>) {
    let mut heart = Switchboard::new(Settings::default());
    let (mut inputs, mut effects) = (Vec::new(), Vec::new());
    let says = [
        (
            visitor(),
            json!({"kind": "callback", "request": "r1", "number": NUMBER}),
        ),
        (
            visitor(),
            json!({"kind": "line", "contact": "c1", "key": "k1", "text": LINE}),
        ),
        (
            operator(),
            json!({"kind": "take_callback", "contact": "c1"}),
        ),
        (
            operator(),
            json!({"kind": "tried", "contact": "c1", "outcome": "reached"}),
        ),
        (
            operator(),
            json!({"kind": "wrap_up", "contact": "c1", "disposition": "resolved", "note": NOTE, "finish": true}),
        ),
        (
            visitor(),
            json!({"kind": "rate", "contact": "c1", "stars": 2, "remark": REMARK}),
        ),
    ];
    let there = Input::OperatorConnected {
        operator: super::operator_id(),
        ready: true,
    };
    let heard = says.iter().flat_map(|(party, says)| {
        let heard = hear(party, &says.to_string(), at(), contact_id());
        assert_eq!(heard.refusal, None, "{says}");
        heard.inputs
    });
    for input in [there].into_iter().chain(heard) {
        inputs.push(input.clone());
        heart.handle_input(at(), input).unwrap();
        effects.extend(std::iter::from_fn(|| heart.poll_effect()));
    }
    (inputs, effects)
}

fn statements() -> Vec<(&'static str, String)> {
    let rows = posts().into_iter().filter_map(|posted| match posted {
        Post::Store(rows) => Some(rows),
        Post::Send(_) => None,
    });
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
    };
    rows.flatten()
        .map(|row| (row.sql, row.values.iter().map(text).collect()))
        .collect()
}

fn letters() -> Vec<(Recipient, String)> {
    let letters = posts().into_iter().filter_map(|posted| match posted {
        Post::Store(_) => None,
        Post::Send(letter) => Some((letter.to, letter.text)),
    });
    letters.collect()
}

fn posts() -> Vec<Post> {
    let names = Names::default();
    let (_, effects) = a_callback_with_lines();
    let posts = effects.into_iter().map(|effect| post(effect, &names));
    posts.collect::<Result<_, _>>().unwrap()
}

fn at() -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000)
}

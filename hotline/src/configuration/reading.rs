//! From a document that somebody wrote to a configuration without mistakes.

use super::schema::CONFIGURATION;
use super::shape::{Field, Shape};
use super::tree::{Tree, below, element};
use super::{Configuration, Mistake};
use crate::hours::Zone;
use serde::de::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

/// Of more mistakes than these nobody learns more.
const MAX_MISTAKES: usize = 100;

impl Configuration {
    /// Reads a document, a value of JSON or TOML, and looks at all of it; `zone` knows the IANA database.
    ///
    /// # Errors
    /// The first hundred mistakes: unknown, missing and misshapen fields, values out of bounds, names of nothing, and
    /// rules that contradict each other.
    pub fn read<'de, D>(
        document: D,
        zone: impl Fn(&str) -> Option<Zone>,
    ) -> Result<Self, Vec<Mistake>>
    where
        D: Deserializer<'de> + Clone,
    {
        let tree = Tree::deserialize(document.clone())
            .map_err(|error| vec![Mistake::new("", error.to_string())])?;
        let mut mistakes = Vec::new();
        check(&CONFIGURATION, &tree, "", &mut mistakes);
        match Self::deserialize(document) {
            Ok(configuration) => {
                mistakes.extend(configuration.mistakes(zone));
                if mistakes.is_empty() {
                    return Ok(configuration);
                }
            }
            // The schema has named them better.
            Err(_) if !mistakes.is_empty() => {}
            Err(error) => mistakes.push(Mistake::new("", error.to_string())),
        }
        mistakes.truncate(MAX_MISTAKES);
        Err(mistakes)
    }
}

fn check(shape: &Shape, tree: &Tree, path: &str, mistakes: &mut Vec<Mistake>) {
    match (shape, tree) {
        (
            Shape::List {
                of,
                least,
                most,
                distinct,
            },
            Tree::List(elements),
        ) => {
            check_count(elements.len(), (*least, *most), "element", path, mistakes);
            let mut seen = BTreeSet::new();
            for (index, value) in elements.iter().enumerate() {
                let at = element(path, index);
                check(of, value, &at, mistakes);
                if *distinct && !seen.insert(value.to_string()) {
                    mistakes.push(Mistake::new(at, "something that is not in the list yet"));
                }
            }
        }
        (
            Shape::Names {
                name,
                of,
                least,
                most,
            },
            Tree::Table(fields),
        ) => {
            check_count(fields.len(), (*least, *most), "entry", path, mistakes);
            for (key, value) in fields {
                let at = below(path, key);
                if !name.takes_text(key) {
                    let right = format!("its name is {}", name.in_words());
                    mistakes.push(Mistake::new(at.clone(), right));
                }
                check(of, value, &at, mistakes);
            }
        }
        (Shape::Record(known), Tree::Table(fields)) => check_fields(known, fields, path, mistakes),
        (Shape::Choice { fields: known, .. }, Tree::Table(fields))
            if fields.len() == 1 && !known.is_empty() =>
        {
            for (key, value) in fields {
                match known.iter().find(|field| field.name == key) {
                    Some(field) => check(&field.shape, value, &below(path, key), mistakes),
                    None => mistakes.push(Mistake::new(path, shape.in_words())),
                }
            }
        }
        _ if shape.takes(tree) => {}
        _ => mistakes.push(Mistake::new(path, shape.in_words())),
    }
}

fn check_count(
    count: usize,
    (least, most): (usize, usize),
    what: &str,
    path: &str,
    mistakes: &mut Vec<Mistake>,
) {
    if count < least {
        mistakes.push(Mistake::new(path, format!("at least one {what}")));
    } else if count > most {
        let right = format!("at most {most} of them, there are {count}");
        mistakes.push(Mistake::new(path, right));
    }
}

fn check_fields(
    known: &[Field],
    fields: &BTreeMap<String, Tree>,
    path: &str,
    mistakes: &mut Vec<Mistake>,
) {
    for (key, value) in fields {
        let at = below(path, key);
        match known.iter().find(|field| field.name == key) {
            Some(field) => check(&field.shape, value, &at, mistakes),
            None => mistakes.push(Mistake::new(at, unknown(key, known))),
        }
    }
    for field in known {
        if field.needed && !fields.contains_key(field.name) {
            let right = format!("is missing: {}", field.shape.in_words());
            mistakes.push(Mistake::new(below(path, field.name), right));
        }
    }
}

fn unknown(key: &str, known: &[Field]) -> String {
    let names = || known.iter().map(|field| field.name);
    let nearest = names().min_by_key(|name| edits(key, name));
    match nearest.filter(|name| edits(key, name) <= 2) {
        Some(name) => format!("no such field; {name} is near"),
        None => format!(
            "no such field; there are {}",
            names().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// How many letters would have to be added, taken away or changed (Levenshtein).
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.chars().enumerate() {
        let mut left = index + 1;
        let mut next = vec![left];
        for (column, other) in to.iter().enumerate() {
            let changed = row[column] + usize::from(letter != *other);
            left = changed.min(left + 1).min(row[column + 1] + 1);
            next.push(left);
        }
        row = next;
    }
    row[to.len()]
}

//! What is different between two documents.

use super::tree::{Tree, below, element};
use serde::Serialize;
use std::collections::BTreeMap;

/// One value that is another now. Values are written as in TOML, on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Such as `departments.sales.tiers[1].after_s`.
    pub path: String,
    /// `None`: it was not there.
    pub from: Option<String>,
    /// `None`: it is gone.
    pub to: Option<String>,
}

/// Everything that is different, by path. To compare what they mean and not how they were written, both should come
/// from a [`super::Configuration`], which writes out what was left out.
#[must_use]
pub fn changes(old: &Tree, new: &Tree) -> Vec<Change> {
    let mut changes = Vec::new();
    compare("", Some(old), Some(new), &mut changes);
    changes
}

fn compare(path: &str, old: Option<&Tree>, new: Option<&Tree>, changes: &mut Vec<Change>) {
    if old == new {
        return;
    }
    match (fields(old), fields(new)) {
        (Some(before), Some(after)) if !(before.is_empty() && after.is_empty()) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            let mut keys: Vec<_> = before.keys().chain(added).collect();
            keys.sort();
            for key in keys {
                compare(&below(path, key), before.get(key), after.get(key), changes);
            }
        }
        _ => match (records(old), records(new)) {
            (Some(before), Some(after)) if !(before.is_empty() && after.is_empty()) => {
                for index in 0..before.len().max(after.len()) {
                    let at = element(path, index);
                    compare(&at, before.get(index), after.get(index), changes);
                }
            }
            _ => changes.push(Change {
                path: path.to_owned(),
                from: old.map(ToString::to_string),
                to: new.map(ToString::to_string),
            }),
        },
    }
}

static NO_FIELDS: BTreeMap<String, Tree> = BTreeMap::new();

/// What is not there has no fields, so that what is added or taken away is told field by field.
fn fields(tree: Option<&Tree>) -> Option<&BTreeMap<String, Tree>> {
    match tree {
        None => Some(&NO_FIELDS),
        Some(Tree::Table(fields)) => Some(fields),
        Some(
            Tree::Nothing
            | Tree::Flag(_)
            | Tree::Whole(_)
            | Tree::Fraction(_)
            | Tree::Text(_)
            | Tree::List(_),
        ) => None,
    }
}

/// The elements of a list of tables. A list of words reads better as a whole.
fn records(tree: Option<&Tree>) -> Option<&[Tree]> {
    match tree {
        None => Some(&[]),
        Some(Tree::List(elements)) => {
            let tables = |element: &Tree| matches!(element, Tree::Table(_));
            elements.iter().all(tables).then_some(elements.as_slice())
        }
        Some(
            Tree::Nothing
            | Tree::Flag(_)
            | Tree::Whole(_)
            | Tree::Fraction(_)
            | Tree::Text(_)
            | Tree::Table(_),
        ) => None,
    }
}

//! The file that seeds an installation, and the document that explains every field.

use crate::document::{read, zone};
use bellpull_hotline::configuration::{Configuration, Tree, fields};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn the_example_has_no_mistakes() {
    let configuration = read(&file("hotline.toml")).unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.join("\n"));
    });

    assert!(configuration.hotlines.len() >= 2, "a call centre");
}

#[test]
fn the_example_shows_every_field() {
    let example: toml::Value = toml::from_str(&file("hotline.toml")).unwrap();
    let mut shown = BTreeSet::new();
    collect("", &example.try_into().unwrap(), &mut shown);
    let hidden: Vec<_> = fields()
        .into_iter()
        .filter(|path| !shown.contains(path))
        .collect();

    assert_eq!(hidden, Vec::<String>::new());
}

#[test]
fn every_field_is_explained_in_the_document_and_no_other() {
    let document = file("docs/CONFIGURATION.md");
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `"));
    let explained: BTreeSet<_> = rows
        .filter_map(|row| row.split_once('`'))
        .map(|(path, _)| path.to_owned())
        .filter(|path| !path.starts_with("cargo "))
        .collect();

    let known: BTreeSet<_> = fields().into_iter().collect();

    let missing: Vec<_> = known.difference(&explained).collect();
    let invented: Vec<_> = explained.difference(&known).collect();
    assert!(
        missing.is_empty(),
        "docs/CONFIGURATION.md lacks {missing:?}"
    );
    assert!(
        invented.is_empty(),
        "docs/CONFIGURATION.md invents {invented:?}"
    );
}

/// The types write nothing that the schema does not know, and read what they wrote.
#[test]
fn the_example_comes_back_as_it_was_written() {
    let configuration = read(&file("hotline.toml")).unwrap();

    let json = serde_json::to_value(&configuration).unwrap();

    assert_eq!(Configuration::read(&json, zone).unwrap(), configuration);
}

/// The paths of all fields in it, as [`fields`] names them.
fn collect(path: &str, tree: &Tree, paths: &mut BTreeSet<String>) {
    match tree {
        Tree::Table(fields) => {
            for (key, value) in fields {
                let named = format!("{path}.*");
                let at = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                paths.insert(at.clone());
                collect(if key == "hours" { "hours" } else { &at }, value, paths);
                collect(&named, value, paths);
            }
        }
        Tree::List(elements) => {
            for element in elements {
                collect(&format!("{path}[]"), element, paths);
            }
        }
        Tree::Nothing | Tree::Flag(_) | Tree::Whole(_) | Tree::Fraction(_) | Tree::Text(_) => {}
    }
}

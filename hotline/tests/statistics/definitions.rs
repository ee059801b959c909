//! The table of figures, and the page that shows it.

use bellpull_hotline::statistics::{About, DEFINITIONS, USUAL_SERVICE_LEVEL, Unit};
use std::collections::BTreeSet;
use std::fmt::Write;

#[test]
fn every_key_stands_once() {
    let keys: BTreeSet<_> = DEFINITIONS.iter().map(|figure| figure.key).collect();

    assert_eq!(keys.len(), DEFINITIONS.len());
    assert!(keys.contains(USUAL_SERVICE_LEVEL));
}

#[test]
fn the_page_shows_the_table_as_it_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/FIGURES.md");
    let page = std::fs::read_to_string(path).unwrap();

    let table = table();

    assert!(
        page.contains(table.trim_end()),
        "docs/FIGURES.md has another table; it should be:\n\n{table}"
    );
}

fn table() -> String {
    let mut table = String::new();
    for (about, title) in [
        (About::Waiting, "Waiting"),
        (About::Work, "Work"),
        (About::Rings, "Rings"),
        (About::Presence, "Presence"),
        (About::Quality, "Quality"),
        (About::Promises, "Promises"),
    ] {
        let row = "| figure | formula | version | unit | what it is |\n|---|---|---|---|---|\n";
        write!(table, "## {title}\n\n{row}").unwrap();
        for figure in DEFINITIONS.iter().filter(|figure| figure.about == about) {
            writeln!(
                table,
                "| `{}` | {} | {} | {} | {} |",
                figure.key,
                figure.name,
                figure.version,
                unit(figure.unit),
                figure.formula
            )
            .unwrap();
        }
        table.push('\n');
    }
    table
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "count",
        Unit::Share => "share",
        Unit::Seconds => "s",
        Unit::Stars => "stars",
        Unit::Score => "score",
    }
}

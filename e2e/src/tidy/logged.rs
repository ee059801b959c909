//! What is logged is documented, and what is documented is logged.
//!
//! Events are read from the calls: `log::info("event", &[("field", …)])` at the edge, `info!(field = …, "event")` in the
//! media server. In the document each is a row of a table: `` | `event` | level | `field`, `field` | … ``.

use super::Source;
use std::collections::BTreeMap;

/// What begins an event, and its level.
const EDGE: [(&str, &str); 5] = [
    ("log::info(", "info"),
    ("log::warn(", "warn"),
    ("log::error(", "error"),
    ("Logged::info(", "info"),
    ("Logged::warn(", "warn"),
];
/// In the edge's own `log.rs` the functions are called without their module's name.
const LOG: [(&str, &str); 3] = [
    ("    info(", "info"),
    ("    warn(", "warn"),
    ("    error(", "error"),
];
const SHIM: [(&str, &str); 2] = [("log(\"info\", ", "info"), ("log(\"error\", ", "error")];
const SERVER: [(&str, &str); 5] = [
    ("trace!(", "trace"),
    ("debug!(", "debug"),
    ("info!(", "info"),
    ("warn!(", "warn"),
    ("error!(", "error"),
];

/// Level and sorted fields, by event; an event that is logged at two levels has two entries.
type Events = BTreeMap<(String, String), Vec<String>>;

/// Complaints about events that are missing, invented, or described otherwise than they are.
pub fn complaints(sources: &[Source], document: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut logged = Events::new();
    for source in sources {
        for call in calls(source) {
            match call {
                Ok((event, level, fields)) => {
                    logged.entry((event, level)).or_default().extend(fields);
                }
                Err(code) => complaints.push(format!(
                    "{}: `{code:.60}` logs an event whose name is not constant: nobody could search for it",
                    source.path
                )),
            }
        }
    }
    for fields in logged.values_mut() {
        fields.sort();
        fields.dedup();
    }
    let told = rows(document);
    for ((event, level), fields) in &logged {
        match told.get(&(event.clone(), level.clone())) {
            None => complaints.push(format!(
                "{} has no row for `{event}` at level {level}, with the fields {fields:?}",
                document.path
            )),
            Some(described) if described != fields => complaints.push(format!(
                "{} gives `{event}` the fields {described:?}; it has {fields:?}",
                document.path
            )),
            Some(_) => {}
        }
    }
    for (event, level) in told.keys() {
        if !logged.contains_key(&(event.clone(), level.clone())) {
            complaints.push(format!(
                "{} describes `{event}` at level {level}, which nobody logs",
                document.path
            ));
        }
    }
    complaints
}

type Call = Result<(String, String, Vec<String>), String>;

/// Finds event and fields inside the brackets of a call.
type Reader = fn(&str) -> Option<(String, Vec<String>)>;

fn calls(source: &Source) -> Vec<Call> {
    let (starts, read): (&[(&str, &str)], Reader) = if source.path == "edge/src/worker/log.rs" {
        (&LOG, of_edge)
    } else if source.is_under("edge/src/") {
        (&EDGE, of_edge)
    } else if source.is_under("server/src/") {
        (&SERVER, of_server)
    } else if source.path.ends_with("worker_shim.js") {
        (&SHIM, of_edge)
    } else {
        return Vec::new();
    };
    let code: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
    let mut calls = Vec::new();
    for (start, level) in starts {
        for (at, _) in code.match_indices(start) {
            let inside = &code[at + start.len()..];
            let inside = &inside[..closing(inside)];
            calls.push(match read(inside) {
                Some((event, fields)) => Ok((event, (*level).to_owned(), fields)),
                None => Err(inside.split_whitespace().collect::<Vec<_>>().join(" ")),
            });
        }
    }
    calls
}

/// Where the bracket that is open at the beginning closes; quoted ones do not count.
fn closing(text: &str) -> usize {
    let (mut depth, mut quoted) = (1, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The first literal is the event, every other one that begins a pair is a field.
fn of_edge(inside: &str) -> Option<(String, Vec<String>)> {
    let event = inside.trim_start().strip_prefix('"')?;
    let (event, rest) = event.split_once('"')?;
    let pairs = rest.split(['(', '[']).skip(1);
    let fields = pairs.filter_map(|pair| {
        let (field, rest) = pair.trim_start().strip_prefix('"')?.split_once('"')?;
        rest.starts_with(',').then(|| field.to_owned())
    });
    Some((event.to_owned(), fields.collect()))
}

/// The last literal is the event and stands alone; before it are fields: `name = value`, `%name`, `?name` or `name`.
fn of_server(inside: &str) -> Option<(String, Vec<String>)> {
    let inside = inside.trim_end().trim_end_matches(',').trim_end();
    let before = inside.strip_suffix('"')?;
    let at = before.rfind('"')?;
    let (fields, event) = (&before[..at], &before[at + 1..]);
    if event.contains('{') {
        return None;
    }
    let fields = fields
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty());
    let names = fields.map(|field| {
        let name = field.split('=').next().unwrap_or_default();
        name.trim().trim_start_matches(['%', '?']).to_owned()
    });
    Some((event.to_owned(), names.collect()))
}

/// The rows of all tables whose second column is a level.
fn rows(document: &Source) -> Events {
    let mut rows = Events::new();
    for line in document.text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", event, level, fields, ..] = cells.as_slice() else {
            continue;
        };
        if !SERVER.iter().any(|(_, known)| known == level) {
            continue;
        }
        let quoted = |text: &str| {
            let parts = text.split('`').skip(1).step_by(2);
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let mut fields = quoted(fields);
        fields.sort();
        for event in quoted(event) {
            rows.insert((event, (*level).to_owned()), fields.clone());
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "| event | level | fields | when |\n|---|---|---|---|\n\
        | `rang` | info | `contact_id`, `ring` | it rings |\n\
        | `link down` | warn | `to`, `reason` | the link ended |\n";

    fn sources(edge: &str, server: &str) -> [Source; 2] {
        [
            Source::new("edge/src/logbook/facts.rs", edge),
            Source::new("server/src/link.rs", server),
        ]
    }

    #[test]
    fn what_is_logged_as_it_is_described_is_fine() {
        let edge = "Logged::info(\n    \"rang\",\n    [\n        (\"contact_id\", contact.to_string()),\n        \
                    (\"ring\", ring.to_string()),\n    ],\n)";
        let server = "warn!(to = self.to, %reason, \"link down\");";

        let complaints = complaints(
            &sources(edge, server),
            &Source::new("docs/LOGGING.md", ROWS),
        );

        assert_eq!(complaints, [""; 0]);
    }

    #[test]
    fn another_field_another_level_and_what_nobody_logs_are_noticed() {
        let edge = "log::info(\"rang\", &[(\"contact_id\", id)]);";
        let server = "error!(to, \"link down\");";

        let complaints = complaints(
            &sources(edge, server),
            &Source::new("docs/LOGGING.md", ROWS),
        );

        assert_eq!(complaints.len(), 3, "{complaints:#?}");
    }

    #[test]
    fn a_name_made_at_run_time_is_noticed() {
        let server = "info!(leg_id = %key.leg, \"{what}\");";

        let complaints = complaints(&sources("", server), &Source::new("docs/LOGGING.md", ""));

        assert!(complaints[0].contains("not constant"), "{complaints:#?}");
    }
}

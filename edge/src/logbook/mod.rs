//! What the edge logs: one JSON object a line, with codes and ids only. Every event is described in
//! `docs/LOGGING.md`, which a house rule compares with the code.

mod facts;
mod seldom;

pub use facts::of_fact;
pub use seldom::Seldom;

/// How much an event asks for somebody's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The course of things.
    Info,
    /// People notice it, or soon will; it mends itself or needs the surroundings mended.
    Warn,
    /// A defect of ours, or data that do not fit: please report it.
    Error,
}

/// One line of the log without its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    pub level: Level,
    pub event: &'static str,
    pub fields: Vec<(&'static str, String)>,
}

impl Logged {
    fn info<const N: usize>(event: &'static str, fields: [(&'static str, String); N]) -> Self {
        Self {
            level: Level::Info,
            event,
            fields: fields.into(),
        }
    }

    fn warn<const N: usize>(event: &'static str, fields: [(&'static str, String); N]) -> Self {
        Self {
            level: Level::Warn,
            ..Self::info(event, fields)
        }
    }
}

/// One line without its end; `at` is the time in RFC 3339. JSON escapes line ends and control characters, so no value can begin
/// a line of its own.
#[must_use]
pub fn line<'a>(
    at: &str,
    level: Level,
    event: &str,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let level = match level {
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    };
    let head = [("at", at), ("level", level), ("event", event)];
    let mut members: Vec<String> = head.into_iter().map(member).collect();
    members.extend(fields.into_iter().map(member));
    format!("{{{}}}", members.join(","))
}

fn member((name, value): (&str, &str)) -> String {
    let [name, value] = [name, value].map(|text| serde_json::Value::from(text).to_string());
    format!("{name}:{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_object_that_begins_with_time_level_and_event() {
        let line = line(
            "2026-11-22T11:39:50.221Z",
            Level::Warn,
            "register_gap",
            [("first", "7")],
        );
        assert_eq!(
            line,
            r#"{"at":"2026-11-22T11:39:50.221Z","level":"warn","event":"register_gap","first":"7"}"#
        );
    }

    #[test]
    fn no_value_forges_a_second_line_or_a_second_field() {
        let forged = "x\r\n{\"event\":\"signed_in\"}\u{2028}\u{1b}[31m\",\"level\":\"error";
        let line = line("", Level::Info, "request_failed", [("error", forged)]);

        assert!(!line.contains(['\r', '\n', '\u{1b}']), "{line}");
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["level"], "info");
        assert_eq!(read["error"], forged);
    }
}

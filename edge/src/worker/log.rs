//! Logs: one JSON object a line with codes and ids, never what people wrote or what opens a door.

use serde_json::{Map, Value};

/// Something worth knowing happened.
pub fn info(event: &str, fields: &[(&str, &str)]) {
    worker::console_log!("{}", line("info", event, fields));
}

/// Something of ours broke.
pub fn error(event: &str, fields: &[(&str, &str)]) {
    worker::console_error!("{}", line("error", event, fields));
}

fn line(level: &str, event: &str, fields: &[(&str, &str)]) -> String {
    let head = [("level", level), ("event", event)];
    let fields = head.iter().chain(fields);
    let object: Map<_, _> = fields
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
        .collect();
    Value::Object(object).to_string()
}

//! The shell of the logbook: stamps the time and hands lines to the runtime.

use super::clock;
use crate::logbook::{Level, Logged, Seldom, line};
use crate::words::word;
use bellpull_protocol::RefusalCode;
use std::cell::RefCell;
use worker::Error;

thread_local! {
    static REFUSALS: RefCell<Seldom> = RefCell::default();
}

/// Something worth knowing happened.
pub fn info(event: &str, fields: &[(&str, &str)]) {
    write(Level::Info, event, fields.iter().copied());
}

/// People notice it, or soon will.
pub fn warn(event: &str, fields: &[(&str, &str)]) {
    write(Level::Warn, event, fields.iter().copied());
}

/// Something of ours broke.
pub fn error(event: &str, fields: &[(&str, &str)]) {
    write(Level::Error, event, fields.iter().copied());
}

/// What the heart found worth a line.
pub fn fact(logged: &Logged) {
    let fields = logged.fields.iter();
    write(
        logged.level,
        logged.event,
        fields.map(|(name, value)| (*name, value.as_str())),
    );
}

/// A socket was closed for a reason of ours, or not let in.
pub fn socket_refused(code: RefusalCode) {
    if let Some(left_out) = admit(code) {
        info(
            "socket_refused",
            &[("code", &word(&code)), ("left_out", &left_out)],
        );
    }
}

/// A request over HTTP was refused.
pub fn request_refused(code: RefusalCode) {
    if let Some(left_out) = admit(code) {
        info(
            "request_refused",
            &[("code", &word(&code)), ("left_out", &left_out)],
        );
    }
}

/// An error without what may be private in it: the parser repeats what it did not understand, and an error that comes
/// from another object has that in its later lines.
pub fn harmless(error: &Error) -> String {
    if let Error::SerdeJsonError(error) = error {
        let (line, column) = (error.line(), error.column());
        return format!(
            "JSON ({:?}) at line {line} column {column}",
            error.classify()
        );
    }
    let told = error.to_string();
    told.lines().next().unwrap_or_default().to_owned()
}

fn admit(code: RefusalCode) -> Option<String> {
    let left_out = REFUSALS.with_borrow_mut(|seldom| seldom.admit(&word(&code), clock::now()));
    left_out.map(|number| number.to_string())
}

fn write<'a>(level: Level, event: &'a str, fields: impl Iterator<Item = (&'a str, &'a str)>) {
    let at = String::from(js_sys::Date::new_0().to_iso_string());
    let line = line(&at, level, event, fields);
    match level {
        Level::Info => worker::console_log!("{}", line),
        Level::Warn | Level::Error => worker::console_error!("{}", line),
    }
}

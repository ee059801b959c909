//! The one clock. Every cause stamps it once.

use bellpull_hotline::Timestamp;

pub fn now() -> Timestamp {
    Timestamp::from_millis(worker::Date::now().as_millis())
}

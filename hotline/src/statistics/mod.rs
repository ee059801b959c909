//! Figures of a period, computed from the journal's facts and nothing else.
//!
//! ```text
//! facts ──▶ History: a Timeline for each contact, Presences for each operator ──▶ Tally ──▶ Figures
//! ```

mod definition;
mod definitions;
mod question;
mod report;

mod history;
mod presence;
mod timeline;

mod handling;
mod stay;

mod repetition;
mod tally;

mod queue_log;

pub use definition::{About, Definition, Figure, Unit};
pub use definitions::{DEFINITIONS, USUAL_SERVICE_LEVEL};
pub use handling::{Handling, Rung};
pub use history::History;
pub use presence::{Day, Presences, Span};
pub use question::{Attribution, Question};
pub use queue_log::QueueLog;
pub use report::{Report, arrivals, report};
pub use stay::{Leaving, Stay, Visit};
pub use tally::{Repetition, Tally, Thresholds};
pub use timeline::{Beginning, CallbackStory, Timeline};

use std::time::Duration;

/// So long before a period its facts should begin: the longest that a callback or message is owed, and a night.
pub const LOOK_BACK: Duration = Duration::from_secs(4 * 24 * 3600);

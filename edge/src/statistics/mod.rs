//! Figures on their way: from what is asked over HTTP, through the facts of the register's object, to what is answered
//! and exported. What a figure means is in `bellpull_hotline::statistics`.

mod asking;
mod telling;

mod csv;

mod planning;

mod today;

mod what_if;

pub use asking::{Asked, LONGEST_DAYS, MOST_FACTS, around, question};
pub use csv::{file_name, table};
pub use planning::{PlanAsked, Planned, staffing};
pub use telling::told;
pub use today::{Today, since_midnight, today};
pub use what_if::{WhatIfAsked, what_if};

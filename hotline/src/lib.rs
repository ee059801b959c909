//! The heart of Bellpull: who waits, who rings, who talks. Sans-IO.
//!
//! A [`Switchboard`] takes an [`Input`] and the time, and gives [`Effect`]s: records to keep, facts for the
//! journal, and what visitors, operators and the media server are to be told. It has no clock, no chance and no
//! I/O, so a shell can run it in a Durable Object and a test can run a week of it in a second.
//!
//! The shell's duty, for every cause: stamp `now` once → [`Switchboard::handle_input`] or
//! [`Switchboard::handle_timeout`] → drain [`Switchboard::poll_effect`] → make `Keep`, `Forget` and `Journal`
//! durable in one transaction → perform the rest → wake again at [`Switchboard::poll_timeout`].

mod time;

mod effect;
mod input;
mod refusal;
mod settings;

mod channel;
mod contact;
mod lease;
mod leg;
mod line;
mod operator;

mod agenda;
mod fact;
mod ranked;
mod routing;
mod switchboard;
mod view;

pub mod configuration;
pub mod hours;
pub mod promotions;
pub mod register;
pub mod staffing;
pub mod statistics;
pub mod what_if;

pub use channel::{Callback, Channel, ChannelKind, TryOutcome, Way, Window};
pub use contact::{Consult, ConsultState, Contact, ContactState, EndReason, Estimated};
pub use effect::{Configured, Effect, Flow, Record, RecordId};
pub use fact::{ConsultOutcome, Fact, FactKind, OfferWhy, RingOutcome, TransferredTo, WhyMoved};
pub use input::{Entering, Input, LegReport, Survey, TransferTo, Wish};
pub use lease::Lease;
pub use leg::{Leg, LegState};
pub use line::Line;
pub use operator::{
    Activity, AwayReason, BreakReason, Disposition, Operator, Pause, PlannedPause, Presence,
    PresenceChoice, Serving,
};
pub use refusal::Refusal;
pub use settings::Settings;
pub use switchboard::{Reason, Switchboard};
pub use time::Timestamp;
pub use view::{
    Colleague, ColleagueActivity, ContactView, ContactViewState, DepartmentView, DeskChat,
    DeskContact, DeskView, EstimateView, OpeningView, OwedRow, Side, WaitingRow,
};

//! End-to-end tests: the real edge, the real media server and real browsers that hear each other.
//!
//! The scenarios are in `tests/`, a file per subject; this library lets them read like stories. Reading order:
//! [`world`] (what a scenario gets), [`visitor`] and [`desk`] (who acts in it), [`browser`] (how), the rest.

pub mod world;

pub mod desk;
pub mod handover;
pub mod person;
pub mod visitor;

pub mod transcript;

pub mod tours;

pub mod axe;

pub mod browser;
mod driver_process;

pub mod aiortc;

pub mod hearing;
pub mod tone;

pub mod configuring;
pub mod draws;
pub mod journal;
pub mod morning;
pub mod register;

pub mod canaries;
pub mod garbage;
pub mod hostile;
pub mod http;
pub mod mishap;
pub mod site;
mod time_machine;
pub mod wire;

pub mod figure;
pub mod stopwatch;

pub mod patience;

pub mod rig;

pub mod tidy;

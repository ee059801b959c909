//! The live configuration of a running installation, and the file people write it in.

mod file;
mod live;
mod remembered;
mod telling;

pub use file::{read, seed, written};
pub use live::{Live, LiveConfiguration, Refused, Wish};
pub use remembered::Remembered;
pub use telling::{differences, refusal};

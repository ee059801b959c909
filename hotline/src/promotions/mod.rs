//! What a hotline tells its visitors, and the prizes it draws: the second root of the heart. Sans-IO.
//!
//! [`Promotions`] holds the promotions of one hotline, their draws and entries. Its doors and the shell's duty are
//! those of the [`Switchboard`](crate::Switchboard), with names of its own. A restore tells nobody anything: the
//! shell publishes [`Promotions::feed`] once after it, because what was to be published before may have been lost.
//!
//! How a draw can be trusted: the hash of a seed is public from publishing on, the hash of all entries from the end
//! on, and only then the seed; [`recompute`] gives the same winners to anybody.

mod content;
mod entry;
mod language;
mod mistake;
mod promotion;

mod digest;
mod draw;
mod winners;

mod effect;
mod fact;
mod input;
mod refusal;
mod settings;
mod view;

mod deadlines;
mod doors;
mod marketers;
mod settle;
mod visitors;

pub use bellpull_protocol::{EntryId, PromotionId};
pub use content::{Content, Kind, Period, Text};
pub use digest::{Digest, InvalidHex, Seed};
pub use doors::{Promotions, Reason};
pub use draw::{Draw, DrawState};
pub use effect::{Effect, Record, RecordId};
pub use entry::Entry;
pub use fact::{Fact, FactKind};
pub use input::Input;
pub use language::best_language;
pub use mistake::Mistake;
pub use promotion::{Promotion, PromotionState};
pub use refusal::Refusal;
pub use settings::Settings;
pub use view::{
    DrawView, EntryOutcome, EntryView, Feed, FeedItem, FeedKind, PromotionView, Proof, ProofStage,
    Shown, ShownKind,
};
pub use winners::{entries_hash, recompute};

//! Promotions over HTTP: translation between the wire and the heart, without runtime.
//!
//! The entry proves who asks, makes a [`Question`] of the request and passes it to the object of the hotline; there
//! [`ask`] lets the heart answer and says what is to be stored first.

mod route;

mod question;
mod reading;
mod refusing;

mod answering;
mod mistakes;
mod proofs;
mod telling;

mod language;
mod public_feed;

mod in_hand;
mod posting;
mod storage;

#[cfg(test)]
mod tests;

pub use answering::{Fresh, Outcome, ask, turn};
pub use in_hand::{AskInHand, InHand, in_hand};
pub use language::{WantedLanguage, wanted};
pub use posting::FeedPost;
pub use proofs::Proofs;
pub use public_feed::{FeedAnswer, public_feed};
pub use question::{Asked, HotlineLive, Question};
pub use reading::{MAX_PROMOTION_BYTES, preview};
pub use refusing::{Refused, Shape};
pub use route::{MarketerRoute, PromotionsRoute, desk, everywhere, widget};
pub use storage::{MIGRATIONS, draw, entry, promotion};
pub use telling::visible;

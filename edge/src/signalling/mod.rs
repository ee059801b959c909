//! Translation between the protocol and the heart, in both directions.

mod desk_asks;
mod media;
mod operator;
mod visitor;

mod chats;
mod colleagues;
mod menus;
mod owed;
mod promotions;

mod post;

mod names;
mod texts;
mod words;

pub use colleagues::tells as colleagues;
pub use menus::{closed, menus};
pub use names::{AT_THE_DESK, Names, in_language};
pub use post::{Letter, Post, Recipient, post};
pub use promotions::{changed, live};
pub use words::opening;

use crate::party::Party;
use crate::reading::{read, read_within};
use bellpull_hotline::{Input, Timestamp};
use bellpull_protocol::limits::{MAX_NODE_FRAME_BYTES, MAX_SDP_BYTES};
use bellpull_protocol::{ContactId, RefusalCode, Sdp};

/// What a message of somebody who said hello means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Its kind, to be repeated when it is refused; empty when it could not be read.
    pub about: &'static str,
    /// A sign of life, whatever the message is, then what it asks for.
    pub inputs: Vec<Input>,
    pub refusal: Option<RefusalCode>,
}

impl Heard {
    /// What was not read at all.
    #[must_use]
    pub fn nothing(refusal: RefusalCode) -> Self {
        Self {
            about: "",
            inputs: Vec::new(),
            refusal: Some(refusal),
        }
    }
}

/// Translates one message. `fresh` is an id for the contact it may begin.
#[must_use]
pub fn hear(party: &Party, text: &str, now: Timestamp, fresh: ContactId) -> Heard {
    let (alive, understood) = match party {
        Party::Visitor(party) => (
            Some(Input::VisitorSeen {
                visitor: party.visitor.clone(),
                at: now,
            }),
            read(text).map(|message| {
                (
                    visitor::kind(&message),
                    visitor::asks(party, message, fresh),
                )
            }),
        ),
        Party::Operator(party) => (
            Some(Input::OperatorSeen {
                operator: party.operator.clone(),
                at: now,
            }),
            read(text).map(|message| (desk_asks::kind(&message), desk_asks::asks(party, message))),
        ),
        Party::Media { .. } => (
            None,
            read_within(MAX_NODE_FRAME_BYTES, text).map(|message| ("", Ok(media::says(message)))),
        ),
        Party::Greeting { .. } | Party::Gone => (None, Err(RefusalCode::HelloExpected)),
    };
    let (about, asked) = understood.unwrap_or_else(|code| ("", Err(code)));
    let refusal = asked.as_ref().err().copied();
    let inputs = alive.into_iter().chain(asked.ok().flatten()).collect();
    Heard {
        about,
        inputs,
        refusal,
    }
}

/// An SDP the media server may be bothered with.
fn checked(sdp: Sdp) -> Result<Sdp, RefusalCode> {
    if sdp.expose().len() > MAX_SDP_BYTES {
        Err(RefusalCode::BadSdp)
    } else {
        Ok(sdp)
    }
}

#[cfg(test)]
mod tests;

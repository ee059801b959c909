//! Who is at the other end of a socket.
//!
//! A [`Door`] travels from the entry to the object in a header, a [`Party`] lies in the socket's attachment and so
//! survives hibernation.

use crate::hours::HotlineHours;
use crate::tokens::SecretHash;
use bellpull_hotline::Timestamp;
use bellpull_protocol::limits::{MAX_UNREAD_BYTES, MAX_UNREAD_BYTES_OF_STAFF};
use bellpull_protocol::{HotlineId, NodeId, OperatorId, PageUrl, PersonName, VisitorId};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// The most sockets of one switchboard. The runtime allows three times as many; this is what one thread serves well.
pub const MAX_SOCKETS: usize = 10_000;
/// This part of them is kept for media nodes and desks, and half of that for desks.
const RESERVED_PART: usize = 10;

/// What the entry proved before it let a socket through. The hello has to prove the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "door", rename_all = "snake_case")]
pub enum Door {
    Visitor {
        hotline: HotlineId,
        hotline_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<HotlineHours>,
        /// No longer configured: for whoever is on the line already.
        #[serde(default)]
        gone: bool,
    },
    /// The cookie's session is valid until `until`.
    Desk {
        operator: OperatorId,
        name: PersonName,
        organisation_name: String,
        session: SecretHash,
        until: Timestamp,
    },
    Media,
}

impl Door {
    /// As it is kept with a socket, where there is little room.
    #[must_use]
    pub fn without_hours(self) -> Self {
        match self {
            Door::Visitor {
                hotline,
                hotline_name,
                hours: _,
                gone,
            } => Door::Visitor {
                hotline,
                hotline_name,
                hours: None,
                gone,
            },
            Door::Desk { .. } | Door::Media => self,
        }
    }

    /// As a header's value: names have letters that headers must not have.
    #[must_use]
    pub fn to_header(&self) -> String {
        BASE64URL_NOPAD.encode(&serde_json::to_vec(self).unwrap_or_default())
    }

    /// Whether there is room for another socket where `open` are and `most` can be. Whoever proves less has less of it,
    /// so that a flood of strangers keeps out neither the media server nor the operators.
    #[must_use]
    pub fn has_room(&self, open: usize, most: usize) -> bool {
        let reserved = match self {
            Door::Visitor { .. } => most / RESERVED_PART,
            // The secret comes with the hello only.
            Door::Media => most / RESERVED_PART / 2,
            Door::Desk { .. } => 0,
        };
        open < most - reserved
    }

    #[must_use]
    pub fn from_header(value: &str) -> Option<Self> {
        let json = BASE64URL_NOPAD.decode(value.as_bytes()).ok()?;
        serde_json::from_slice(&json).ok()
    }
}

/// A socket's attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Grows with every socket of an object, so that two sockets of one person can be told apart.
    pub epoch: u64,
    pub since: Timestamp,
    pub party: Party,
}

/// Who it is, as far as the socket has said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "party", rename_all = "snake_case")]
pub enum Party {
    /// Has to say hello until `until` and can do nothing else.
    Greeting {
        door: Door,
        until: Timestamp,
    },
    Visitor(VisitorParty),
    Operator(OperatorParty),
    Media {
        node: NodeId,
    },
    /// Refused or superseded: closing, and not heard any more.
    Gone,
}

/// A visitor's page that said hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorParty {
    pub visitor: VisitorId,
    pub hotline: HotlineId,
    pub language: String,
    pub page: Option<PageUrl>,
}

/// A desk that said hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorParty {
    pub operator: OperatorId,
    pub session: SecretHash,
    pub until: Timestamp,
}

impl Party {
    /// How many bytes may wait for this party to read them.
    #[must_use]
    pub fn max_unread_bytes(&self) -> usize {
        match self {
            Party::Operator(_) | Party::Media { .. } => MAX_UNREAD_BYTES_OF_STAFF,
            Party::Greeting { .. } | Party::Visitor(_) | Party::Gone => MAX_UNREAD_BYTES,
        }
    }

    /// When the shell has to close the socket by itself.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        match self {
            Party::Greeting { until, .. } => Some(*until),
            Party::Operator(operator) => Some(operator.until),
            Party::Visitor(_) | Party::Media { .. } | Party::Gone => None,
        }
    }

    /// Whether the socket is let in by this session, also while it has not said hello yet.
    #[must_use]
    pub fn is_of_session(&self, session: &SecretHash) -> bool {
        match self {
            Party::Greeting {
                door: Door::Desk { session: of, .. },
                ..
            } => of == session,
            Party::Operator(operator) => operator.session == *session,
            Party::Greeting {
                door: Door::Visitor { .. } | Door::Media,
                ..
            }
            | Party::Visitor(_)
            | Party::Media { .. }
            | Party::Gone => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk_door() -> Door {
        Door::Desk {
            operator: OperatorId::new("o1").unwrap(),
            name: PersonName::new("Zoë ☎"),
            organisation_name: "Größe\r\nX: y".into(),
            session: SecretHash::of("s"),
            until: Timestamp::from_millis(5),
        }
    }

    fn operator() -> Party {
        Party::Operator(OperatorParty {
            operator: OperatorId::new("o1").unwrap(),
            session: SecretHash::of("s"),
            until: Timestamp::from_millis(5),
        })
    }

    #[test]
    fn a_desk_may_leave_more_unread_than_a_stranger() {
        let visitor = Party::Visitor(VisitorParty {
            visitor: VisitorId::new("v1").unwrap(),
            hotline: HotlineId::new("h1").unwrap(),
            language: "en".into(),
            page: None,
        });

        assert_eq!(operator().max_unread_bytes(), MAX_UNREAD_BYTES_OF_STAFF);
        assert_eq!(visitor.max_unread_bytes(), MAX_UNREAD_BYTES);
    }

    #[test]
    fn a_session_is_known_before_the_hello_and_after() {
        let until = Timestamp::from_millis(5);
        let greeting = |door| Party::Greeting { door, until };
        for party in [greeting(desk_door()), operator()] {
            assert!(party.is_of_session(&SecretHash::of("s")));
            assert!(!party.is_of_session(&SecretHash::of("other")));
        }
        assert!(!greeting(Door::Media).is_of_session(&SecretHash::of("s")));
    }

    #[test]
    fn a_door_passes_through_a_header() {
        let door = desk_door();
        let header = door.to_header();
        assert!(
            header
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        );
        assert_eq!(Door::from_header(&header), Some(door));
        assert_eq!(Door::from_header("{}"), None);
    }

    #[test]
    fn a_flood_of_visitors_leaves_room_for_sound_and_desks() {
        let visitor = Door::Visitor {
            hotline: HotlineId::new("h1").unwrap(),
            hotline_name: "Demo".into(),
            hours: None,
            gone: false,
        };
        let doors = [&visitor, &Door::Media, &desk_door()];
        let room = |open| doors.map(|door| door.has_room(open, MAX_SOCKETS));
        assert_eq!(room(8_999), [true, true, true]);
        assert_eq!(room(9_000), [false, true, true]);
        assert_eq!(room(9_500), [false, false, true]);
        assert_eq!(room(10_000), [false, false, false]);
    }

    #[test]
    fn the_largest_attachment_fits() {
        let party = Party::Visitor(VisitorParty {
            visitor: VisitorId::new("v".repeat(64)).unwrap(),
            hotline: HotlineId::new("h".repeat(64)).unwrap(),
            language: "x".repeat(35),
            page: Some(PageUrl::new("\u{1}".repeat(2048))),
        });
        let attachment = Attachment {
            epoch: 1 << 52,
            since: Timestamp::from_millis(1 << 52),
            party,
        };
        assert!(serde_json::to_string(&attachment).unwrap().len() < 16 * 1024);
    }
}

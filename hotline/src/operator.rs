//! The operator: presence is chosen by the person, activity is set by the switchboard.

use crate::lease::Lease;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, OperatorId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody who answers. Names live elsewhere: nothing here is personal but the id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    pub id: OperatorId,
    pub lease: Lease,
    pub presence: Presence,
    pub activity: Activity,
    /// The chat that rings, beside whatever else is in hand.
    #[serde(default)]
    pub chat_ring: Option<ContactId>,
    /// Chats in hand, at most [`Settings::chats`](crate::Settings::chats) with the one that rings.
    #[serde(default)]
    pub chats: BTreeSet<ContactId>,
    /// Ended chats whose outcome is open; they hold nobody up.
    #[serde(default)]
    pub chat_outcomes: BTreeSet<ContactId>,
    /// The idle clock: the later of the last wrap-up's end and the last change to Available. A ring that was not
    /// answered or declined does not reset it.
    pub idle_since: Timestamp,
    /// Contacts bridged since coming online; breaks ties between equally idle operators.
    pub contacts_this_shift: u32,
    /// How long they talked since coming online, in milliseconds.
    #[serde(default)]
    pub talked_this_shift_ms: u64,
    /// Since when they have had their call in hand, its wrap-up included; estimates are made from it.
    #[serde(default)]
    pub serving: Option<Serving>,
    /// The break under way.
    #[serde(default)]
    pub pause: Option<Pause>,
    /// What a break that ends by itself returns to.
    #[serde(default)]
    pub before_pause: Option<Presence>,
    /// The break that is to come.
    #[serde(default)]
    pub planned: Option<PlannedPause>,
    /// Its time has come; nothing rings any more, and it begins when nothing is in hand.
    #[serde(default)]
    pub pause_is_due: bool,
    /// Unavailable until then; later available again without saying so.
    #[serde(default)]
    pub back_at: Option<Timestamp>,
}

/// A call in hand or written up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serving {
    /// The one it was taken from.
    pub department: DepartmentId,
    pub since: Timestamp,
}

/// A break, and when it ends by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub reason: BreakReason,
    pub until: Option<Timestamp>,
}

/// A break that begins at `from`, or as soon after as nothing is in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPause {
    pub from: Timestamp,
    pub until: Timestamp,
    pub reason: BreakReason,
}

/// Why somebody takes a break.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakReason {
    #[default]
    Break,
    Lunch,
    Training,
    /// One of the configuration's.
    Custom(String),
}

/// Whether this operator takes contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    Available,
    Break,
    Offline,
    /// Taken out by the switchboard.
    Unavailable {
        reason: AwayReason,
    },
}

/// What a person may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresenceChoice {
    Available,
    Break,
    Offline,
}

/// Why the switchboard took an operator out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayReason {
    NoAnswer,
    NoSound,
    ConnectionLost,
    /// A supervisor took them out.
    ForcedOff,
}

/// ```text
/// Idle ──▶ Ringing ──▶ Talking ──▶ WrapUp ──▶ Idle      chat: rings ──▶ in hand ──▶ outcome open ──▶ done
///   ▲ declined, │ no sound, │                                 ▲ declined,  │ operator gone,
///   └───────────┴───────────┘                                 └─ unanswered┴─ becomes a call
/// ```
/// `Talking` begins with the acceptance, so it covers the contact's `Connecting` and `Bridged`, and of a callback
/// `RingingBack` and `Dialling`. Chats are beside it: see [`Operator::chats`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Idle,
    Ringing {
        contact: ContactId,
    },
    Talking {
        contact: ContactId,
    },
    WrapUp {
        contact: ContactId,
        until: Timestamp,
    },
}

/// The operator's outcome of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    Resolved,
    FollowUp,
    NotResolved,
    WrongNumber,
    Spam,
}

impl Operator {
    /// A call may ring now.
    pub(crate) fn may_ring(&self) -> bool {
        self.activity == Activity::Idle && self.chat_ring.is_none() && self.takes_contacts()
    }

    /// A chat may ring now, beside at most `limit - 1` others.
    pub(crate) fn has_room_for_chat(&self, limit: usize) -> bool {
        let beside = match &self.activity {
            Activity::Idle | Activity::Talking { .. } => true,
            Activity::Ringing { .. } | Activity::WrapUp { .. } => false,
        };
        let room = self.chat_ring.is_none() && self.chats.len() < limit;
        beside && room && self.takes_contacts()
    }

    /// Available, and no planned break is due.
    pub(crate) fn takes_contacts(&self) -> bool {
        self.presence == Presence::Available && !self.pause_is_due
    }

    /// Neither a call nor a chat rings, is in hand or is written up.
    pub(crate) fn has_nothing_in_hand(&self) -> bool {
        self.activity == Activity::Idle && self.chats.is_empty() && self.chat_ring.is_none()
    }

    /// The chat rings here, is in hand or waits for its outcome.
    pub(crate) fn has_chat(&self, chat: &ContactId) -> bool {
        let rings = self.chat_ring.as_ref() == Some(chat);
        rings || self.chats.contains(chat) || self.chat_outcomes.contains(chat)
    }

    /// The contact is over for them and still at their desk.
    pub(crate) fn writes_up(&self, contact: &ContactId) -> bool {
        let in_wrap_up = match &self.activity {
            Activity::WrapUp { contact: of, .. } => of == contact,
            Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => false,
        };
        in_wrap_up || self.chat_outcomes.contains(contact)
    }

    /// At the desk, even if busy: a reason for visitors to wait.
    pub(crate) fn is_staffing(&self) -> bool {
        match self.presence {
            Presence::Available => true,
            Presence::Break | Presence::Offline | Presence::Unavailable { .. } => {
                matches!(self.activity, Activity::Talking { .. }) || !self.chats.is_empty()
            }
        }
    }

    /// When this operator next needs a look.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        let wrap_up = match &self.activity {
            Activity::WrapUp { until, .. } => Some(*until),
            Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => None,
        };
        let lease = self.is_watched().then_some(self.lease.until);
        let pause = self.pause.as_ref().and_then(|pause| pause.until);
        let planned = self.planned.as_ref().map(|plan| match self.pause_is_due {
            true => plan.until,
            false => plan.from,
        });
        let all = [wrap_up, lease, pause, planned, self.back_at];
        all.into_iter().flatten().min()
    }

    /// Whether anything follows when the lease is over. Of a call in hand the contact's own deadlines decide, but no
    /// chat may ring or stay at a desk that is gone.
    fn is_watched(&self) -> bool {
        let may_ring = match (&self.activity, self.presence) {
            (
                Activity::Idle | Activity::Talking { .. } | Activity::WrapUp { .. },
                Presence::Available,
            )
            | (Activity::Idle, Presence::Break) => true,
            (Activity::Ringing { .. }, Presence::Available)
            | (
                Activity::Ringing { .. } | Activity::Talking { .. } | Activity::WrapUp { .. },
                Presence::Break,
            )
            | (
                Activity::Idle
                | Activity::Ringing { .. }
                | Activity::Talking { .. }
                | Activity::WrapUp { .. },
                Presence::Offline | Presence::Unavailable { .. },
            ) => false,
        };
        may_ring || !self.chats.is_empty()
    }
}

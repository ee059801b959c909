//! What the switchboard last said about this operator: the truth that the desk draws.

use bellpull_protocol::operator::{
    Activity, AwayReason, Consult, OwedCallback, PlannedBreak, Presence, ToOperator, WaitingContact,
};
use bellpull_protocol::visitor::{Channel, EndReason, LegState};
use bellpull_protocol::{ContactId, HotlineId, PageUrl, PhoneNumber};

/// One [`ToOperator::Desk`], with the impossible combinations gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub presence: Presence,
    /// Why `presence` is `Unavailable`.
    pub away_reason: Option<AwayReason>,
    /// Why `presence` is `Break`, as the edge names it.
    pub break_reason: Option<String>,
    /// When the break, or being unavailable, ends by itself.
    pub presence_until_ms: Option<u64>,
    pub planned: Option<PlannedBreak>,
    pub hand: Hand,
}

/// What the operator has in hand.
///
/// ```text
/// Empty ─▶ Ringing ─▶ Connecting ─▶ Talking ─▶ WrapUp ─▶ Empty
///   ▲ declined │  no sound │                      ▲
///   └──────────┼───────────┘                      │
///              ├─▶ RingingBack ─▶ Connecting      │
///              └─▶ Dialling ──────────────────────┘
/// ```
/// A callback that was not reached goes from `RingingBack` or `Dialling` back to `Empty`. An operator may take one to
/// be dialled without a ring.
///
/// Times are the edge's, in milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Hand {
    #[default]
    Empty,
    Ringing {
        caller: Caller,
        ring: u32,
        until_ms: u64,
    },
    /// The visitor's page rings.
    RingingBack {
        caller: Caller,
        until_ms: u64,
    },
    /// The operator dials by hand.
    Dialling {
        caller: Caller,
        number: PhoneNumber,
    },
    Connecting {
        caller: Caller,
        leg: Leg,
    },
    Talking {
        caller: Caller,
        leg: Leg,
        since_ms: u64,
    },
    WrapUp {
        caller: Caller,
        until_ms: u64,
        reason: Option<EndReason>,
    },
}

/// What is known about the contact in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub contact: ContactId,
    pub hotline: Option<HotlineId>,
    pub hotline_name: String,
    pub department_name: String,
    /// What to say when answering.
    pub greeting: Option<String>,
    /// What it may have been about, and what was said so far.
    pub topics: Vec<String>,
    pub topic: Option<String>,
    /// The colleague who gave it here or asks about it.
    pub from_name: Option<String>,
    pub consult: Option<Consult>,
    pub page: Option<PageUrl>,
    /// BCP 47.
    pub language: Option<String>,
    pub entered_ms: u64,
    pub leg: LegState,
    pub channel: Channel,
    /// The number of its last line.
    pub lines: u32,
    /// The name of the visitor's time zone.
    pub zone: Option<String>,
    /// How often the callback was tried before.
    pub tries: u32,
}

/// This operator's leg as the edge knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    pub state: LegState,
    pub attempt: u32,
}

/// Who waits, longest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// May be more than the rows.
    pub total: u32,
    pub rows: Vec<WaitingContact>,
}

/// Callbacks that are owed, by their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// May be more than the rows.
    pub total: u32,
    pub rows: Vec<OwedCallback>,
}

impl Told {
    /// Nothing for any other message. A message of a later edge that lacks what we need shows an empty hand.
    #[must_use]
    pub fn from_message(message: &ToOperator) -> Option<Self> {
        let ToOperator::Desk {
            presence,
            away_reason,
            activity,
            contact,
            ring,
            hotline,
            hotline_name,
            department_name,
            greeting,
            topics,
            topic,
            from_name,
            consult,
            break_reason,
            presence_until_ms,
            planned,
            page,
            language,
            entered_ms,
            until_ms,
            talking_since_ms,
            leg,
            attempt,
            visitor_leg,
            reason,
            channel,
            lines,
            number,
            zone,
            tries,
        } = message
        else {
            return None;
        };
        let caller = contact.clone().map(|contact| Caller {
            contact,
            hotline: hotline.clone(),
            hotline_name: hotline_name.clone().unwrap_or_default(),
            department_name: department_name.clone().unwrap_or_default(),
            greeting: greeting.clone(),
            topics: topics.clone(),
            topic: topic.clone(),
            from_name: from_name.as_ref().map(|name| name.expose().to_owned()),
            consult: consult.clone(),
            page: page.clone(),
            language: language.clone(),
            entered_ms: entered_ms.unwrap_or_default(),
            leg: *visitor_leg,
            channel: channel.unwrap_or(Channel::Call),
            lines: *lines,
            zone: zone.clone(),
            tries: *tries,
        });
        let leg = Leg {
            state: *leg,
            attempt: *attempt,
        };
        let until_ms = until_ms.unwrap_or_default();
        let hand = match (activity, caller) {
            (Activity::Idle, _) | (_, None) => Hand::Empty,
            (Activity::Ringing, Some(caller)) => Hand::Ringing {
                caller,
                ring: ring.unwrap_or_default(),
                until_ms,
            },
            (Activity::RingingBack, Some(caller)) => Hand::RingingBack { caller, until_ms },
            (Activity::Dialling, Some(caller)) => Hand::Dialling {
                caller,
                number: number.clone().unwrap_or_else(|| PhoneNumber::new("")),
            },
            (Activity::Connecting, Some(caller)) => Hand::Connecting { caller, leg },
            (Activity::Talking, Some(caller)) => {
                let since_ms = talking_since_ms.unwrap_or(caller.entered_ms);
                Hand::Talking {
                    caller,
                    leg,
                    since_ms,
                }
            }
            (Activity::WrapUp, Some(caller)) => Hand::WrapUp {
                caller,
                until_ms,
                reason: *reason,
            },
        };
        Some(Self {
            presence: *presence,
            away_reason: *away_reason,
            break_reason: break_reason.clone(),
            presence_until_ms: *presence_until_ms,
            planned: planned.clone(),
            hand,
        })
    }
}

impl Hand {
    #[must_use]
    pub fn caller(&self) -> Option<&Caller> {
        match self {
            Hand::Empty => None,
            Hand::Ringing { caller, .. }
            | Hand::RingingBack { caller, .. }
            | Hand::Dialling { caller, .. }
            | Hand::Connecting { caller, .. }
            | Hand::Talking { caller, .. }
            | Hand::WrapUp { caller, .. } => Some(caller),
        }
    }

    #[must_use]
    pub fn contact(&self) -> Option<&ContactId> {
        self.caller().map(|caller| &caller.contact)
    }

    /// The contact whose sound belongs to this desk, and this operator's leg of it.
    #[must_use]
    pub fn call(&self) -> Option<(&ContactId, Leg)> {
        match self {
            Hand::Connecting { caller, leg } | Hand::Talking { caller, leg, .. } => {
                Some((&caller.contact, *leg))
            }
            Hand::Empty
            | Hand::Ringing { .. }
            | Hand::RingingBack { .. }
            | Hand::Dialling { .. }
            | Hand::WrapUp { .. } => None,
        }
    }

    /// What the operator can be in the middle of: somebody is, or is about to be, on a line.
    #[must_use]
    pub fn is_on_a_line(&self) -> bool {
        match self {
            Hand::RingingBack { .. }
            | Hand::Dialling { .. }
            | Hand::Connecting { .. }
            | Hand::Talking { .. } => true,
            Hand::Empty | Hand::Ringing { .. } | Hand::WrapUp { .. } => false,
        }
    }

    /// The contact that hanging up ends.
    #[must_use]
    pub fn to_hang_up(&self) -> Option<&ContactId> {
        match self {
            Hand::RingingBack { caller, .. }
            | Hand::Connecting { caller, .. }
            | Hand::Talking { caller, .. } => Some(&caller.contact),
            Hand::Empty | Hand::Ringing { .. } | Hand::Dialling { .. } | Hand::WrapUp { .. } => {
                None
            }
        }
    }

    /// The contact that is dialled by hand.
    #[must_use]
    pub fn dialled(&self) -> Option<&ContactId> {
        match self {
            Hand::Dialling { caller, .. } => Some(&caller.contact),
            Hand::Empty
            | Hand::Ringing { .. }
            | Hand::RingingBack { .. }
            | Hand::Connecting { .. }
            | Hand::Talking { .. }
            | Hand::WrapUp { .. } => None,
        }
    }

    /// The contact that rings here, and which ring it is.
    #[must_use]
    pub fn ring(&self) -> Option<(&ContactId, u32)> {
        match self {
            Hand::Ringing { caller, ring, .. } => Some((&caller.contact, *ring)),
            Hand::Empty
            | Hand::RingingBack { .. }
            | Hand::Dialling { .. }
            | Hand::Connecting { .. }
            | Hand::Talking { .. }
            | Hand::WrapUp { .. } => None,
        }
    }
}

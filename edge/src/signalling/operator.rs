//! What a desk asks for, and what it is told.

use super::names::Names;
use super::words;
use crate::party::OperatorParty;
use bellpull_hotline::{self as heart, ContactState, DeskContact, DeskView, Input, WaitingRow};
use bellpull_protocol::limits::MAX_NOTE_CHARS;
use bellpull_protocol::operator::{Activity, FromOperator, ToOperator, WaitingContact};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, RefusalCode};

pub(super) fn kind(message: &FromOperator) -> &'static str {
    match message {
        FromOperator::Hello { .. } => "hello",
        FromOperator::Presence { .. } => "presence",
        FromOperator::Accept { .. } => "accept",
        FromOperator::Decline { .. } => "decline",
        FromOperator::Offer { .. } => "offer",
        FromOperator::HangUp { .. } => "hang_up",
        FromOperator::WrapUp { .. } => "wrap_up",
        FromOperator::MoreTime { .. } => "more_time",
        FromOperator::Unknown => "unknown",
    }
}

/// Kinds of a later version ask for nothing.
pub(super) fn asks(
    party: &OperatorParty,
    message: FromOperator,
) -> Result<Option<Input>, RefusalCode> {
    let operator = party.operator.clone();
    Ok(Some(match message {
        FromOperator::Hello { .. } => return Err(RefusalCode::HelloExpected),
        FromOperator::Unknown => return Ok(None),
        FromOperator::Presence { presence } => {
            let choice = words::choice(presence);
            Input::ChoosePresence { operator, choice }
        }
        FromOperator::Accept { contact, ring } => Input::Accept {
            operator,
            contact,
            ring,
        },
        FromOperator::Decline { contact, ring } => Input::Decline {
            operator,
            contact,
            ring,
        },
        FromOperator::Offer {
            contact,
            attempt,
            sdp,
        } => {
            let sdp = super::checked(sdp)?;
            Input::OperatorOffer {
                operator,
                contact,
                attempt,
                sdp,
            }
        }
        FromOperator::HangUp { contact } => Input::OperatorHangUp { operator, contact },
        FromOperator::WrapUp {
            contact,
            disposition,
            note,
            finish,
        } => {
            let too_long =
                |note: &bellpull_protocol::Note| note.expose().chars().count() > MAX_NOTE_CHARS;
            if note.as_ref().is_some_and(too_long) {
                return Err(RefusalCode::Malformed);
            }
            let disposition = disposition.and_then(words::disposition);
            Input::WrapUp {
                operator,
                contact,
                disposition,
                note,
                finish,
            }
        }
        FromOperator::MoreTime { contact } => Input::MoreTime { operator, contact },
    }))
}

pub(super) fn tells(view: DeskView, names: &Names) -> ToOperator {
    let hand = Hand::of(&view);
    let (presence, away_reason) = words::presence(view.presence);
    let contact = view.contact.as_ref();
    ToOperator::Desk {
        presence,
        away_reason,
        activity: hand.activity,
        contact: hand.contact,
        ring: contact.map(|contact| contact.ring),
        hotline: contact.map(|contact| contact.hotline.clone()),
        hotline_name: contact.map(|contact| names.hotline(&contact.hotline)),
        page: contact.and_then(|contact| contact.page.clone()),
        language: contact.map(|contact| contact.language.clone()),
        entered_ms: contact.map(|contact| contact.entered.as_millis()),
        until_ms: hand.until_ms,
        talking_since_ms: hand.talking_since_ms,
        leg: hand.leg.as_ref().map_or(LegState::None, words::leg_state),
        attempt: hand.leg.map_or(0, |leg| leg.attempt),
        visitor_leg: contact.map_or(LegState::None, |contact| {
            words::leg_state(&contact.visitor_leg)
        }),
        reason: hand.reason.map(words::end_reason),
    }
}

pub(super) fn tells_waiting(total: u32, rows: Vec<WaitingRow>, names: &Names) -> ToOperator {
    let row = |row: WaitingRow| WaitingContact {
        contact: row.contact,
        hotline_name: names.hotline(&row.hotline),
        language: row.language,
        entered_ms: row.entered.as_millis(),
        ringing: row.ringing,
    };
    ToOperator::Waiting {
        total,
        contacts: rows.into_iter().map(row).collect(),
    }
}

/// What depends on the activity and on the state of the contact in hand.
struct Hand {
    activity: Activity,
    contact: Option<ContactId>,
    until_ms: Option<u64>,
    talking_since_ms: Option<u64>,
    leg: Option<heart::Leg>,
    reason: Option<heart::EndReason>,
}

impl Hand {
    fn of(view: &DeskView) -> Self {
        let mut hand = Self {
            activity: Activity::Idle,
            contact: None,
            until_ms: None,
            talking_since_ms: None,
            leg: None,
            reason: None,
        };
        match &view.activity {
            heart::Activity::Idle => {}
            heart::Activity::Ringing { contact } => {
                hand.activity = Activity::Ringing;
                hand.contact = Some(contact.clone());
            }
            heart::Activity::Talking { contact } => {
                hand.activity = Activity::Connecting;
                hand.contact = Some(contact.clone());
            }
            heart::Activity::WrapUp { contact, until } => {
                hand.activity = Activity::WrapUp;
                hand.contact = Some(contact.clone());
                hand.until_ms = Some(until.as_millis());
            }
        }
        if let Some(contact) = &view.contact {
            hand.look_at(contact);
        }
        hand
    }

    fn look_at(&mut self, contact: &DeskContact) {
        match &contact.state {
            ContactState::Queued => {}
            ContactState::Ringing { until, .. } => self.until_ms = Some(until.as_millis()),
            ContactState::Connecting {
                operator_leg,
                until,
                ..
            } => {
                self.leg = Some(*operator_leg);
                self.until_ms = Some(until.as_millis());
            }
            ContactState::Bridged {
                operator_leg,
                since,
                ..
            } => {
                self.activity = Activity::Talking;
                self.leg = Some(*operator_leg);
                self.talking_since_ms = Some(since.as_millis());
            }
            ContactState::Ended { reason, .. } => self.reason = Some(*reason),
        }
    }
}

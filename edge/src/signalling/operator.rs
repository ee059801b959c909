//! What a desk asks for, and what it is told.

use super::names::Names;
use super::{texts, words};
use crate::party::OperatorParty;
use bellpull_hotline::{
    self as heart, Callback, Channel, ContactState, DeskContact, DeskView, Input, Line, WaitingRow,
    Way,
};
use bellpull_protocol::limits::MAX_NOTE_CHARS;
use bellpull_protocol::operator::{Activity, FromOperator, ToOperator, WaitingContact};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, PhoneNumber, RefusalCode};

pub(super) fn kind(message: &FromOperator) -> &'static str {
    match message {
        FromOperator::Hello { .. } => "hello",
        FromOperator::Presence { .. } => "presence",
        FromOperator::Accept { .. } => "accept",
        FromOperator::Decline { .. } => "decline",
        FromOperator::Offer { .. } => "offer",
        FromOperator::HangUp { .. } => "hang_up",
        FromOperator::Tried { .. } => "tried",
        FromOperator::TakeCallback { .. } => "take_callback",
        FromOperator::Line { .. } => "line",
        FromOperator::Lines { .. } => "lines",
        FromOperator::Typing { .. } => "typing",
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
        FromOperator::Tried { contact, outcome } => Input::Tried {
            operator,
            contact,
            outcome: words::try_outcome(outcome).ok_or(RefusalCode::Malformed)?,
        },
        FromOperator::TakeCallback { contact } => Input::TakeCallback { operator, contact },
        FromOperator::Line { contact, key, text } => Input::OperatorLine {
            operator,
            contact,
            key,
            text: texts::line(&text)?,
        },
        FromOperator::Lines { contact, after } => Input::OperatorLines {
            operator,
            contact,
            after,
        },
        FromOperator::Typing { contact } => Input::OperatorTyping { operator, contact },
        FromOperator::WrapUp {
            contact,
            disposition,
            note,
            finish,
        } => {
            let note = note.as_ref().map(texts::note);
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
    let callback = contact.and_then(callback);
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
        channel: contact.map(|contact| words::channel(contact.channel.kind())),
        lines: contact.map_or(0, |contact| contact.lines),
        number: contact.and_then(number),
        zone: callback.and_then(|callback| match &callback.way {
            Way::Browser => None,
            Way::Phone { zone, .. } => zone.clone(),
        }),
        tries: callback.map_or(0, |callback| callback.tries),
    }
}

pub(super) fn line(line: Line) -> ToOperator {
    ToOperator::Line {
        contact: line.contact,
        seq: line.seq,
        from: line.from,
        key: line.key,
        at_ms: line.at.as_millis(),
        text: line.text,
    }
}

fn callback(contact: &DeskContact) -> Option<&Callback> {
    match &contact.channel {
        Channel::Callback(callback) => Some(callback),
        Channel::Call | Channel::Chat | Channel::Message => None,
    }
}

fn is_live(contact: &DeskContact) -> bool {
    match &contact.state {
        ContactState::Ended { .. } => false,
        ContactState::Queued
        | ContactState::Ringing { .. }
        | ContactState::Connecting { .. }
        | ContactState::Bridged { .. }
        | ContactState::Chatting { .. }
        | ContactState::RingingBack { .. }
        | ContactState::Dialling { .. } => true,
    }
}

/// What to dial. Nobody sees it before having accepted the callback.
fn number(contact: &DeskContact) -> Option<PhoneNumber> {
    let accepted = match &contact.state {
        ContactState::Queued | ContactState::Ringing { .. } => false,
        ContactState::Connecting { .. }
        | ContactState::Bridged { .. }
        | ContactState::Chatting { .. }
        | ContactState::RingingBack { .. }
        | ContactState::Dialling { .. }
        | ContactState::Ended { .. } => true,
    };
    match &callback(contact)?.way {
        Way::Phone { number, .. } if accepted => Some(number.clone()),
        Way::Phone { .. } | Way::Browser => None,
    }
}

pub(super) fn tells_waiting(total: u32, rows: Vec<WaitingRow>, names: &Names) -> ToOperator {
    let row = |row: WaitingRow| WaitingContact {
        contact: row.contact,
        hotline_name: names.hotline(&row.hotline),
        language: row.language,
        channel: words::channel(row.channel),
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
        // What was left to wrap up may be in other hands already.
        if self.activity == Activity::WrapUp && is_live(contact) {
            return;
        }
        match &contact.state {
            ContactState::Queued | ContactState::Chatting { .. } => {}
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
            ContactState::RingingBack { until, .. } => {
                self.activity = Activity::RingingBack;
                self.until_ms = Some(until.as_millis());
            }
            ContactState::Dialling { until, .. } => {
                self.activity = Activity::Dialling;
                self.until_ms = Some(until.as_millis());
            }
            ContactState::Ended { reason, .. } => self.reason = Some(*reason),
        }
    }
}

//! What a visitor's page asks for, and what it is told.

use super::names::Names;
use super::words;
use crate::party::VisitorParty;
use bellpull_hotline::{ContactView, ContactViewState, Input};
use bellpull_protocol::visitor::{ContactState, FromVisitor, ToVisitor};
use bellpull_protocol::{ContactId, RefusalCode};

pub(super) fn kind(message: &FromVisitor) -> &'static str {
    match message {
        FromVisitor::Hello { .. } => "hello",
        FromVisitor::Call { .. } => "call",
        FromVisitor::Offer { .. } => "offer",
        FromVisitor::HangUp { .. } => "hang_up",
        FromVisitor::Unknown => "unknown",
    }
}

/// Kinds of a later version ask for nothing.
pub(super) fn asks(
    party: &VisitorParty,
    message: FromVisitor,
    fresh: ContactId,
) -> Result<Option<Input>, RefusalCode> {
    let visitor = party.visitor.clone();
    Ok(Some(match message {
        FromVisitor::Hello { .. } => return Err(RefusalCode::HelloExpected),
        FromVisitor::Unknown => return Ok(None),
        FromVisitor::Call { request } => Input::Call {
            visitor,
            contact: fresh,
            request,
            hotline: party.hotline.clone(),
            language: party.language.clone(),
            page: party.page.clone(),
        },
        FromVisitor::Offer {
            contact,
            attempt,
            sdp,
        } => {
            let sdp = super::checked(sdp)?;
            Input::VisitorOffer {
                visitor,
                contact,
                attempt,
                sdp,
            }
        }
        FromVisitor::HangUp { contact } => Input::VisitorHangUp { visitor, contact },
    }))
}

pub(super) fn tells(view: ContactView, names: &Names) -> ToVisitor {
    let told = match view.state {
        ContactViewState::Waiting { place } => Told {
            place: Some(place),
            ..Told::of(ContactState::Waiting)
        },
        ContactViewState::Ringing => Told::of(ContactState::Ringing),
        ContactViewState::Connecting {
            operator,
            operator_leg,
        } => Told {
            operator: Some((operator, operator_leg)),
            ..Told::of(ContactState::Connecting)
        },
        ContactViewState::Talking {
            operator,
            operator_leg,
            since,
        } => Told {
            operator: Some((operator, operator_leg)),
            talking_since_ms: Some(since.as_millis()),
            ..Told::of(ContactState::Talking)
        },
        ContactViewState::Ended { reason } => Told {
            reason: Some(reason),
            ..Told::of(ContactState::Ended)
        },
    };
    ToVisitor::Contact {
        contact: view.contact,
        request: view.request,
        state: told.state,
        entered_ms: view.entered.as_millis(),
        place: told.place,
        leg: words::leg_state(&view.leg),
        attempt: view.leg.attempt,
        operator_name: told
            .operator
            .as_ref()
            .and_then(|(operator, _)| names.first_name(operator)),
        talking_since_ms: told.talking_since_ms,
        operator_leg: told.operator.map(|(_, leg)| words::leg_state(&leg)),
        reason: told.reason.map(words::end_reason),
    }
}

/// What depends on the state.
struct Told {
    state: ContactState,
    place: Option<u32>,
    operator: Option<(bellpull_protocol::OperatorId, bellpull_hotline::Leg)>,
    talking_since_ms: Option<u64>,
    reason: Option<bellpull_hotline::EndReason>,
}

impl Told {
    fn of(state: ContactState) -> Self {
        Self {
            state,
            place: None,
            operator: None,
            talking_since_ms: None,
            reason: None,
        }
    }
}

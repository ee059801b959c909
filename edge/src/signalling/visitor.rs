//! What a visitor's page asks for, and what it is told.

use super::names::Names;
use super::{texts, words};
use crate::party::VisitorParty;
use crate::{phone, zones};
use bellpull_hotline::{
    Channel, ContactView, ContactViewState, EndReason, Entering, EstimateView, Input, Leg, Line,
    Survey, Timestamp, Way, Window, Wish,
};
use bellpull_protocol::visitor::{ContactState, FromVisitor, ToVisitor};
use bellpull_protocol::{ContactId, DepartmentId, OperatorId, PhoneNumber, RefusalCode, RequestId};

pub(super) fn kind(message: &FromVisitor) -> &'static str {
    match message {
        FromVisitor::Hello { .. } => "hello",
        FromVisitor::Call { .. } => "call",
        FromVisitor::Chat { .. } => "chat",
        FromVisitor::Message { .. } => "message",
        FromVisitor::Callback { .. } => "callback",
        FromVisitor::ChangeChannel { .. } => "change_channel",
        FromVisitor::ChooseDepartment { .. } => "choose_department",
        FromVisitor::AnswerRingBack { .. } => "answer_ring_back",
        FromVisitor::Line { .. } => "line",
        FromVisitor::Lines { .. } => "lines",
        FromVisitor::Typing { .. } => "typing",
        FromVisitor::Rate { .. } => "rate",
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
    let enter = |request: RequestId, department: Option<DepartmentId>, wish: Wish| Input::Enter {
        entering: Entering {
            visitor: party.visitor.clone(),
            contact: fresh,
            request,
            hotline: party.hotline.clone(),
            department,
            language: party.language.clone(),
            page: party.page.clone(),
        },
        wish,
    };
    Ok(Some(match message {
        FromVisitor::Hello { .. } => return Err(RefusalCode::HelloExpected),
        FromVisitor::Unknown => return Ok(None),
        FromVisitor::Call {
            request,
            department,
        } => enter(request, department, Wish::Call),
        FromVisitor::Chat {
            request,
            department,
        } => enter(request, department, Wish::Chat),
        FromVisitor::Message {
            request,
            key,
            text,
            department,
        } => {
            let text = texts::line(&text)?;
            enter(request, department, Wish::Message { key, text })
        }
        FromVisitor::Callback {
            request,
            number,
            zone,
            department,
            from_ms,
            until_ms,
        } => {
            let way = way(number, zone)?;
            let window = window(from_ms, until_ms)?;
            enter(request, department, Wish::Callback { way, window })
        }
        FromVisitor::ChooseDepartment {
            contact,
            department,
        } => Input::ChooseDepartment {
            visitor,
            contact,
            department,
        },
        FromVisitor::ChangeChannel { contact, channel } => Input::ChangeChannel {
            visitor,
            contact,
            to: words::wanted_channel(channel).ok_or(RefusalCode::Malformed)?,
        },
        FromVisitor::AnswerRingBack { contact } => Input::AnswerRingBack { visitor, contact },
        FromVisitor::Line { contact, key, text } => Input::VisitorLine {
            visitor,
            contact,
            key,
            text: texts::line(&text)?,
        },
        FromVisitor::Lines { contact, after } => Input::VisitorLines {
            visitor,
            contact,
            after,
        },
        FromVisitor::Typing { contact } => Input::VisitorTyping { visitor, contact },
        FromVisitor::Rate {
            contact,
            stars,
            remark,
            recommend,
            settled,
        } => Input::Rate {
            visitor,
            contact,
            stars,
            remark: texts::remark(remark)?,
            survey: Survey { recommend, settled },
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

/// Both ends or neither.
fn window(from_ms: Option<u64>, until_ms: Option<u64>) -> Result<Option<Window>, RefusalCode> {
    match (from_ms, until_ms) {
        (Some(from), Some(until)) => Ok(Some(Window {
            from: Timestamp::from_millis(from),
            until: Timestamp::from_millis(until),
        })),
        (None, None) => Ok(None),
        (Some(_), None) | (None, Some(_)) => Err(RefusalCode::Malformed),
    }
}

/// A zone that nobody knows is dropped: it only helps an operator to choose the hour.
fn way(number: Option<PhoneNumber>, zone: Option<String>) -> Result<Way, RefusalCode> {
    let Some(number) = number else {
        return Ok(Way::Browser);
    };
    Ok(Way::Phone {
        number: phone::checked(&number)?,
        zone: zone.and_then(|zone| zones::known(&zone)),
    })
}

pub(super) fn tells(view: ContactView, names: &Names) -> ToVisitor {
    let told = Told::of(view.state);
    let callback = match &view.channel {
        Channel::Callback(callback) => Some(callback),
        Channel::Call | Channel::Chat | Channel::Message => None,
    };
    let by_phone = callback.is_some_and(|callback| match &callback.way {
        Way::Browser => false,
        Way::Phone { .. } => true,
    });
    ToVisitor::Contact {
        contact: view.contact,
        request: view.request,
        department: Some(view.department),
        channel: words::channel(view.channel.kind()),
        state: told.state,
        entered_ms: view.entered.as_millis(),
        place: told.place,
        estimate_ms: told.estimate.map(|estimate| estimate.within_ms),
        estimate_kept: told.estimate.and_then(|estimate| estimate.kept_percent),
        offered_callback: view.offered_callback,
        on_hold: told.on_hold,
        leg: words::leg_state(&view.leg),
        attempt: view.leg.attempt,
        operator_name: told.operator.and_then(|id| names.first_name(&id)),
        talking_since_ms: told.talking_since_ms,
        operator_leg: told.operator_leg.as_ref().map(words::leg_state),
        lines: view.lines,
        by_phone,
        tries: callback.map_or(0, |callback| callback.tries),
        window_until_ms: callback.and_then(|callback| Some(callback.window?.until.as_millis())),
        due_ms: callback.map(|callback| callback.due.as_millis()),
        until_ms: told.until_ms,
        reason: told.reason.map(words::end_reason),
        answered: view.answered,
        stars: view.stars,
    }
}

pub(super) fn line(line: Line) -> ToVisitor {
    ToVisitor::Line {
        contact: line.contact,
        seq: line.seq,
        from: line.from,
        key: line.key,
        at_ms: line.at.as_millis(),
        text: line.text,
    }
}

/// What depends on the state.
struct Told {
    state: ContactState,
    place: Option<u32>,
    estimate: Option<EstimateView>,
    on_hold: bool,
    operator: Option<OperatorId>,
    operator_leg: Option<Leg>,
    talking_since_ms: Option<u64>,
    until_ms: Option<u64>,
    reason: Option<EndReason>,
}

impl Told {
    fn of(state: ContactViewState) -> Self {
        match state {
            ContactViewState::Waiting { place, estimate } => Self {
                place: Some(place),
                estimate,
                ..Self::only(ContactState::Waiting)
            },
            ContactViewState::Ringing => Self::only(ContactState::Ringing),
            ContactViewState::Connecting {
                operator,
                operator_leg,
            } => Self {
                operator_leg: Some(operator_leg),
                ..Self::with(operator, ContactState::Connecting)
            },
            ContactViewState::Talking {
                operator,
                operator_leg,
                since,
                on_hold,
            } => Self {
                on_hold,
                operator_leg: Some(operator_leg),
                talking_since_ms: Some(since.as_millis()),
                ..Self::with(operator, ContactState::Talking)
            },
            ContactViewState::Chatting { operator, since: _ } => {
                Self::with(operator, ContactState::Chatting)
            }
            ContactViewState::RingingBack { operator, until } => Self {
                until_ms: Some(until.as_millis()),
                ..Self::with(operator, ContactState::RingBack)
            },
            ContactViewState::Dialling { operator } => Self::with(operator, ContactState::Dialling),
            ContactViewState::Ended { reason } => Self {
                reason: Some(reason),
                ..Self::only(ContactState::Ended)
            },
        }
    }

    fn with(operator: OperatorId, state: ContactState) -> Self {
        Self {
            operator: Some(operator),
            ..Self::only(state)
        }
    }

    fn only(state: ContactState) -> Self {
        Self {
            state,
            place: None,
            estimate: None,
            on_hold: false,
            operator: None,
            operator_leg: None,
            talking_since_ms: None,
            until_ms: None,
            reason: None,
        }
    }
}

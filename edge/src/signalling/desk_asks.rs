//! What a desk asks for.

use super::{texts, words};
use crate::party::OperatorParty;
use bellpull_hotline::{Input, PlannedPause, Timestamp, TransferTo};
use bellpull_protocol::limits::MAX_NOTE_CHARS;
use bellpull_protocol::operator::FromOperator;
use bellpull_protocol::{DepartmentId, OperatorId, RefusalCode};

pub(super) fn kind(message: &FromOperator) -> &'static str {
    match message {
        FromOperator::Hello { .. } => "hello",
        FromOperator::Presence { .. } => "presence",
        FromOperator::PlanBreak { .. } => "plan_break",
        FromOperator::Transfer { .. } => "transfer",
        FromOperator::Consult { .. } => "consult",
        FromOperator::ConsultTogether { .. } => "consult_together",
        FromOperator::CompleteTransfer { .. } => "complete_transfer",
        FromOperator::CancelConsult { .. } => "cancel_consult",
        FromOperator::Colleagues => "colleagues",
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
        FromOperator::Presence {
            presence,
            reason,
            until_ms,
        } => Input::ChoosePresence {
            operator,
            choice: words::choice(presence),
            reason: words::break_reason(reason),
            until: until_ms.map(Timestamp::from_millis),
        },
        FromOperator::PlanBreak {
            reason,
            from_ms,
            until_ms,
        } => Input::PlanPause {
            operator,
            pause: planned(reason, from_ms, until_ms)?,
        },
        FromOperator::Transfer {
            contact,
            operator: to,
            department,
            escalate,
        } => Input::Transfer {
            operator,
            contact,
            to: transfer_to(to, department, escalate)?,
        },
        FromOperator::Consult {
            contact,
            operator: colleague,
        } => Input::Consult {
            operator,
            contact,
            colleague,
        },
        FromOperator::ConsultTogether { contact, together } => Input::ConsultTogether {
            operator,
            contact,
            together,
        },
        FromOperator::CompleteTransfer { contact } => Input::CompleteTransfer { operator, contact },
        FromOperator::CancelConsult { contact } => Input::CancelConsult { operator, contact },
        FromOperator::Colleagues => Input::AskColleagues { operator },
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
            topic,
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
                topic,
                note,
                finish,
            }
        }
        FromOperator::MoreTime { contact } => Input::MoreTime { operator, contact },
    }))
}

/// Both times or neither.
fn planned(
    reason: Option<String>,
    from_ms: Option<u64>,
    until_ms: Option<u64>,
) -> Result<Option<PlannedPause>, RefusalCode> {
    match (from_ms, until_ms) {
        (Some(from), Some(until)) => Ok(Some(PlannedPause {
            from: Timestamp::from_millis(from),
            until: Timestamp::from_millis(until),
            reason: words::break_reason(reason),
        })),
        (None, None) => Ok(None),
        (Some(_), None) | (None, Some(_)) => Err(RefusalCode::Malformed),
    }
}

/// At most one of the three.
fn transfer_to(
    operator: Option<OperatorId>,
    department: Option<DepartmentId>,
    escalate: bool,
) -> Result<TransferTo, RefusalCode> {
    match (operator, department, escalate) {
        (Some(operator), None, false) => Ok(TransferTo::Operator(operator)),
        (None, Some(department), false) => Ok(TransferTo::Department(department)),
        (None, None, true) => Ok(TransferTo::Escalation),
        (None, None, false) => Ok(TransferTo::Queue),
        (Some(_), Some(_), _) | (Some(_), None, true) | (None, Some(_), true) => {
            Err(RefusalCode::Malformed)
        }
    }
}

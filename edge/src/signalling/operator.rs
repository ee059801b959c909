//! What a desk asks for, and what it is told.

use super::names::{self, Names};
use super::{texts, words};
use crate::party::OperatorParty;
use bellpull_hotline::{
    self as heart, Callback, Channel, ContactState, DeskContact, DeskView, Input, Line,
    PlannedPause, Timestamp, TransferTo, WaitingRow, Way,
};
use bellpull_protocol::limits::MAX_NOTE_CHARS;
use bellpull_protocol::operator::{
    Activity, Consult, ConsultState, FromOperator, PlannedBreak, ToOperator, WaitingContact,
};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, DepartmentId, OperatorId, PhoneNumber, RefusalCode};

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

pub(super) fn tells(operator: &OperatorId, view: DeskView, names: &Names) -> ToOperator {
    let hand = Hand::of(operator, &view);
    let (presence, away_reason) = words::presence(view.presence);
    let pause_ends = view.pause.as_ref().and_then(|pause| pause.until);
    let presence_until = pause_ends.or(view.back_at);
    let contact = view.contact.as_ref();
    let callback = contact.and_then(callback);
    ToOperator::Desk {
        presence,
        away_reason,
        break_reason: view.pause.map(|pause| words::break_word(pause.reason)),
        presence_until_ms: presence_until.map(Timestamp::as_millis),
        planned: view.planned.map(|planned| PlannedBreak {
            reason: words::break_word(planned.reason),
            from_ms: planned.from.as_millis(),
            until_ms: planned.until.as_millis(),
        }),
        activity: hand.activity,
        contact: hand.contact,
        ring: contact.map(|contact| contact.ring),
        hotline: contact.map(|contact| contact.hotline.clone()),
        hotline_name: contact.map(|contact| names.hotline(&contact.hotline)),
        department_name: contact
            .map(|contact| names.department(&contact.department, names::AT_THE_DESK)),
        greeting: contact.and_then(|contact| names.greeting(&contact.hotline, &contact.language)),
        topics: contact.map_or_else(Vec::new, |contact| names.topics(&contact.hotline)),
        topic: contact.and_then(|contact| contact.topic.clone()),
        from_name: contact.and_then(|contact| names.operator(contact.from_colleague.as_ref()?)),
        consult: contact.and_then(|contact| consult(operator, contact, names)),
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

/// The consult as this operator's desk shows it.
fn consult(operator: &OperatorId, contact: &DeskContact, names: &Names) -> Option<Consult> {
    let consult = contact.consult.as_ref()?;
    let asking = consult.colleague != *operator;
    let with = if asking {
        consult.colleague.clone()
    } else {
        contact.from_colleague.clone()?
    };
    Some(Consult {
        state: match consult.state {
            heart::ConsultState::Ringing { .. } => ConsultState::Ringing,
            heart::ConsultState::Connecting { .. } => ConsultState::Connecting,
            heart::ConsultState::Private { .. } => ConsultState::Private,
            heart::ConsultState::Together { .. } => ConsultState::Together,
        },
        with_name: names.operator(&with)?,
        with,
        asking,
    })
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
        department_name: names.department(&row.department, names::AT_THE_DESK),
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

fn talking_since(contact: &DeskContact) -> Option<u64> {
    match &contact.state {
        ContactState::Bridged { since, .. } => Some(since.as_millis()),
        ContactState::Queued
        | ContactState::Ringing { .. }
        | ContactState::Connecting { .. }
        | ContactState::Chatting { .. }
        | ContactState::RingingBack { .. }
        | ContactState::Dialling { .. }
        | ContactState::Ended { .. } => None,
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
    fn of(operator: &OperatorId, view: &DeskView) -> Self {
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
            let asked = contact.consult.as_ref();
            match asked.filter(|consult| consult.colleague == *operator) {
                Some(consult) => hand.look_at_consult(contact, consult),
                None => hand.look_at(contact),
            }
        }
        hand
    }

    /// Of the colleague who is asked: their own leg, and how long it rings there.
    fn look_at_consult(&mut self, contact: &DeskContact, consult: &heart::Consult) {
        match &consult.state {
            heart::ConsultState::Ringing { until } => self.until_ms = Some(until.as_millis()),
            heart::ConsultState::Connecting { leg, until } => {
                self.leg = Some(*leg);
                self.until_ms = Some(until.as_millis());
            }
            heart::ConsultState::Private { leg } | heart::ConsultState::Together { leg } => {
                self.activity = Activity::Talking;
                self.leg = Some(*leg);
                self.talking_since_ms = talking_since(contact);
            }
        }
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

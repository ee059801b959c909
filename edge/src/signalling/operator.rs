//! What a desk is told.

use super::names::{self, Names};
use super::words;
use bellpull_hotline::{
    self as heart, Callback, Channel, ContactState, DeskContact, DeskView, Line, Timestamp,
    WaitingRow, Way,
};
use bellpull_protocol::operator::{
    Activity, Consult, ConsultState, PlannedBreak, ToOperator, WaitingContact,
};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, OperatorId, PhoneNumber};

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

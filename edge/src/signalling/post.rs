//! Where an effect goes and what is written on it.

use super::names::Names;
use super::{chats, colleagues, operator, owed, visitor, words};
use crate::refusing;
use crate::storage::{self, Statement};
use bellpull_hotline::{Effect, Refusal};
use bellpull_protocol::media::ToMedia;
use bellpull_protocol::operator::ToOperator;
use bellpull_protocol::visitor::ToVisitor;
use bellpull_protocol::{HotlineId, OperatorId, VisitorId};
use serde::Serialize;

/// One effect, ready for the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Post {
    Store(Vec<Statement>),
    /// To be sent once everything is stored.
    Send(Letter),
}

/// A message as JSON and who gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub to: Recipient,
    pub text: String,
}

/// Who gets a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    Visitor(VisitorId),
    AllVisitors,
    VisitorsOf(HotlineId),
    Operator(OperatorId),
    AllOperators,
    Media,
}

/// Translates an effect.
///
/// # Errors
/// When a record or a message cannot be written as JSON, which is a defect of ours.
pub fn post(effect: Effect, names: &Names) -> Result<Post, serde_json::Error> {
    let (to, text) = match effect {
        Effect::Keep(record) => return storage::keep(&record).map(Post::Store),
        Effect::Forget(id) => return Ok(Post::Store(storage::forget(&id))),
        Effect::Journal(fact) => {
            return storage::journal(&fact).map(|row| Post::Store(vec![row]));
        }

        Effect::TellVisitor { visitor, view } => (
            Recipient::Visitor(visitor),
            json(&visitor::tells(view, names))?,
        ),
        Effect::AnswerVisitor {
            visitor,
            contact,
            attempt,
            sdp,
        } => (
            Recipient::Visitor(visitor),
            json(&ToVisitor::Answer {
                contact,
                attempt,
                sdp,
            })?,
        ),
        Effect::RefuseVisitor { visitor, refusal } => {
            (Recipient::Visitor(visitor), refused(refusal))
        }
        Effect::TellVisitorLine { visitor, line } => {
            (Recipient::Visitor(visitor), json(&visitor::line(line))?)
        }
        Effect::TellVisitorTyping { visitor, contact } => (
            Recipient::Visitor(visitor),
            json(&ToVisitor::Typing { contact })?,
        ),
        Effect::TellOpening { hotline, opening } => {
            let opening = words::opening(opening);
            (
                Recipient::VisitorsOf(hotline),
                json(&ToVisitor::Opening { opening })?,
            )
        }
        Effect::TellStaffed { staffed } => (
            Recipient::AllVisitors,
            json(&ToVisitor::Staffed { staffed })?,
        ),

        Effect::TellOperator { operator, view } => {
            let text = json(&operator::tells(&operator, view, names))?;
            (Recipient::Operator(operator), text)
        }
        Effect::TellColleagues {
            operator,
            colleagues,
            departments,
        } => (
            Recipient::Operator(operator),
            json(&colleagues::tells(colleagues, departments, names))?,
        ),
        Effect::TellConfigured => {
            let breaks = names.breaks();
            (
                Recipient::AllOperators,
                json(&ToOperator::Configured { breaks })?,
            )
        }
        Effect::AnswerOperator {
            operator,
            contact,
            attempt,
            sdp,
        } => (
            Recipient::Operator(operator),
            json(&ToOperator::Answer {
                contact,
                attempt,
                sdp,
            })?,
        ),
        Effect::RefuseOperator { operator, refusal } => {
            (Recipient::Operator(operator), refused(refusal))
        }
        Effect::TellSaved { operator, contact } => (
            Recipient::Operator(operator),
            json(&ToOperator::Saved { contact })?,
        ),
        Effect::TellChats { operator, chats } => (
            Recipient::Operator(operator),
            json(&chats::tells(chats, names))?,
        ),
        Effect::TellOperatorLine { operator, line } => {
            (Recipient::Operator(operator), json(&operator::line(line))?)
        }
        Effect::TellOperatorTyping { operator, contact } => (
            Recipient::Operator(operator),
            json(&ToOperator::Typing { contact })?,
        ),
        Effect::TellOwed { total, rows } => (
            Recipient::AllOperators,
            json(&owed::tells(total, rows, names))?,
        ),
        Effect::TellWaiting { total, rows } => (
            Recipient::AllOperators,
            json(&operator::tells_waiting(total, rows, names))?,
        ),

        Effect::OpenLeg {
            leg,
            attempt,
            side,
            beside,
            sdp,
        } => {
            let side = words::side(side);
            (
                Recipient::Media,
                json(&ToMedia::OpenLeg {
                    leg,
                    attempt,
                    side,
                    beside,
                    sdp,
                })?,
            )
        }
        Effect::Bridge { a, b, third } => {
            (Recipient::Media, json(&ToMedia::Bridge { a, b, third })?)
        }
        Effect::Hold { leg } => (Recipient::Media, json(&ToMedia::Hold { leg })?),
        Effect::CloseLeg { leg } => (Recipient::Media, json(&ToMedia::CloseLeg { leg })?),
    };
    Ok(Post::Send(Letter { to, text }))
}

/// Only the media server refuses after the fact, and what it refuses is an offer.
fn refused(refusal: Refusal) -> String {
    refusing::message(refusing::code_of(refusal), Some("offer"))
}

pub(super) fn json(message: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(message)
}

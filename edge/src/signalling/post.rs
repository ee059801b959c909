//! Where an effect goes and what is written on it.

use super::names::Names;
use super::{operator, visitor, words};
use crate::refusing;
use bellpull_hotline::{Effect, Fact, Record, RecordId};
use bellpull_protocol::media::ToMedia;
use bellpull_protocol::operator::ToOperator;
use bellpull_protocol::visitor::ToVisitor;
use bellpull_protocol::{OperatorId, VisitorId};
use serde::Serialize;

/// One effect, ready for the shell: to be stored, or to be sent as JSON once everything is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Post {
    Store(Change),
    ToVisitor(VisitorId, String),
    ToAllVisitors(String),
    ToOperator(OperatorId, String),
    ToAllOperators(String),
    ToMedia(String),
}

/// What becomes durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Keep(Record),
    Forget(RecordId),
    Journal(Fact),
}

/// Translates an effect.
///
/// # Errors
/// When a message cannot be written as JSON, which is a defect of ours.
pub fn post(effect: Effect, names: &Names) -> Result<Post, serde_json::Error> {
    Ok(match effect {
        Effect::Keep(record) => Post::Store(Change::Keep(record)),
        Effect::Forget(id) => Post::Store(Change::Forget(id)),
        Effect::Journal(fact) => Post::Store(Change::Journal(fact)),

        Effect::TellVisitor { visitor, view } => {
            Post::ToVisitor(visitor, json(&visitor::tells(view, names))?)
        }
        Effect::AnswerVisitor {
            visitor,
            contact,
            attempt,
            sdp,
        } => Post::ToVisitor(
            visitor,
            json(&ToVisitor::Answer {
                contact,
                attempt,
                sdp,
            })?,
        ),
        Effect::RefuseVisitor { visitor, refusal } => Post::ToVisitor(visitor, refused(refusal)),
        Effect::TellStaffed { staffed } => {
            Post::ToAllVisitors(json(&ToVisitor::Staffed { staffed })?)
        }

        Effect::TellOperator { operator, view } => {
            Post::ToOperator(operator, json(&operator::tells(view, names))?)
        }
        Effect::AnswerOperator {
            operator,
            contact,
            attempt,
            sdp,
        } => Post::ToOperator(
            operator,
            json(&ToOperator::Answer {
                contact,
                attempt,
                sdp,
            })?,
        ),
        Effect::RefuseOperator { operator, refusal } => {
            Post::ToOperator(operator, refused(refusal))
        }
        Effect::TellSaved { operator, contact } => {
            Post::ToOperator(operator, json(&ToOperator::Saved { contact })?)
        }
        Effect::TellWaiting { total, rows } => {
            Post::ToAllOperators(json(&operator::tells_waiting(total, rows, names))?)
        }

        Effect::OpenLeg {
            leg,
            attempt,
            side,
            beside,
            sdp,
        } => {
            let side = words::side(side);
            Post::ToMedia(json(&ToMedia::OpenLeg {
                leg,
                attempt,
                side,
                beside,
                sdp,
            })?)
        }
        Effect::Bridge { a, b } => Post::ToMedia(json(&ToMedia::Bridge { a, b })?),
        Effect::Hold { leg } => Post::ToMedia(json(&ToMedia::Hold { leg })?),
        Effect::CloseLeg { leg } => Post::ToMedia(json(&ToMedia::CloseLeg { leg })?),
    })
}

/// Only the media server refuses after the fact, and what it refuses is an offer.
fn refused(refusal: bellpull_hotline::Refusal) -> String {
    refusing::message(refusing::code_of(refusal), Some("offer"))
}

fn json(message: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(message)
}

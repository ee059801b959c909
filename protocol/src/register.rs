//! The register over HTTP, on the desk's host and with the role `supervisor`.
//!
//! `GET /api/register?{`[`Filter`]`}` → [`RegisterPage`]; `GET /api/register/{contact}` → [`RegisterDetail`];
//! `GET /api/register.csv?{`[`Filter`]`}` → all rows that fit, as CSV (RFC 4180, UTF-8 with a mark).

use crate::chat::LineFrom;
use crate::operator::{Disposition, TryOutcome};
use crate::visitor::{Channel, EndReason};
use crate::{
    ContactId, HotlineId, LineText, Note, OperatorId, PageUrl, PersonName, PhoneNumber, Remark,
};
use serde::{Deserialize, Serialize};

/// What to list. Everything left out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Entered at this time or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_ms: Option<u64>,
    /// Entered before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotline: Option<HotlineId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<OperatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<EndReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Disposition>,
    /// Part of a note, a remark, a line or a phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
}

/// One page of the register, the newest contact first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPage {
    pub now_ms: u64,
    /// How many fit the filter in all.
    pub total: u32,
    pub contacts: Vec<RegisterRow>,
    /// Where the next page begins, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
    /// Everybody and every hotline there is to filter by.
    pub operators: Vec<RegisterOperator>,
    pub hotlines: Vec<crate::marketer::Hotline>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterOperator {
    pub operator: OperatorId,
    pub name: PersonName,
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    pub contact: ContactId,
    pub hotline: HotlineId,
    pub hotline_name: String,
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageUrl>,
    /// All channels it went through, in order; the last is the one it ended with.
    pub channels: Vec<Channel>,
    pub entered_ms: u64,
    /// First answered by somebody: sound on both sides, chat accepted, or reached by phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_ms: Option<u64>,
    /// Who answered or dialled last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<OperatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_name: Option<PersonName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<EndReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Disposition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Remark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PhoneNumber>,
    pub tries: u32,
    pub lines: u32,
}

/// One contact with what was written and how often it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterDetail {
    pub row: RegisterRow,
    pub lines: Vec<RegisterLine>,
    pub tries: Vec<RegisterTry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterLine {
    pub seq: u32,
    pub from: LineFrom,
    pub at_ms: u64,
    pub text: LineText,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterTry {
    pub at_ms: u64,
    pub outcome: TryOutcome,
}

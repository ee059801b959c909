//! What a switchboard wants done.

use crate::contact::Contact;
use crate::fact::Fact;
use crate::line::Line;
use crate::operator::Operator;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::{
    Colleague, ContactView, DepartmentView, DeskChat, DeskView, OpeningView, OwedRow, Side,
    WaitingRow,
};
use bellpull_protocol::{
    ContactId, DepartmentId, HotlineId, LegId, Note, OperatorId, PhoneNumber, Remark, Sdp,
    VisitorId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing to do. Every effect carries ids and may be carried out twice.
///
/// `Keep`, `Forget` and `Journal` must be durable before any other effect of the same call is performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    Keep(Record),
    Forget(RecordId),
    Journal(Fact),

    /// The whole state of the visitor's contact.
    TellVisitor {
        visitor: VisitorId,
        view: ContactView,
    },
    AnswerVisitor {
        visitor: VisitorId,
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    RefuseVisitor {
        visitor: VisitorId,
        refusal: Refusal,
    },
    /// To one side: a line of the contact; also the acknowledgement for who wrote it.
    TellVisitorLine {
        visitor: VisitorId,
        line: Line,
    },
    /// The operator is typing.
    TellVisitorTyping {
        visitor: VisitorId,
        contact: ContactId,
    },
    /// To all visitors of this hotline: it opened, closed, or has other hours.
    TellOpening {
        hotline: HotlineId,
        opening: OpeningView,
    },
    /// To all visitors: somebody came to the desks, or the last one left.
    TellStaffed {
        staffed: bool,
    },

    /// The whole state of the operator.
    TellOperator {
        operator: OperatorId,
        view: DeskView,
    },
    AnswerOperator {
        operator: OperatorId,
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    RefuseOperator {
        operator: OperatorId,
        refusal: Refusal,
    },
    /// The outcome of the contact is durable once this effect is performed.
    TellSaved {
        operator: OperatorId,
        contact: ContactId,
    },
    /// All chats of the operator.
    TellChats {
        operator: OperatorId,
        chats: Vec<DeskChat>,
    },
    TellOperatorLine {
        operator: OperatorId,
        line: Line,
    },
    /// The visitor is typing.
    TellOperatorTyping {
        operator: OperatorId,
        contact: ContactId,
    },
    /// To all operators: the first of `total` callbacks that are owed, by their place.
    TellOwed {
        total: u32,
        rows: Vec<OwedRow>,
    },
    /// To all operators: the longest waiting of `total`.
    TellWaiting {
        total: u32,
        rows: Vec<WaitingRow>,
    },

    /// Answers [`crate::Input::AskColleagues`].
    TellColleagues {
        operator: OperatorId,
        colleagues: Vec<Colleague>,
        departments: Vec<DepartmentView>,
    },
    /// To all pages: texts, menus or hours are others than before.
    TellConfigured,

    OpenLeg {
        leg: LegId,
        attempt: u32,
        side: Side,
        beside: Option<LegId>,
        sdp: Sdp,
    },
    /// They hear each other, and with a `third` each both others.
    Bridge {
        a: LegId,
        b: LegId,
        third: Option<LegId>,
    },
    Hold {
        leg: LegId,
    },
    CloseLeg {
        leg: LegId,
    },
}

/// What a restore takes in again, besides notes.
#[allow(
    clippy::large_enum_variant,
    reason = "a record lives for one turn, and most are contacts"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    Contact(Contact),
    Operator(Operator),
    /// In a row of its own, found by contact and `seq`; forgotten with its contact.
    Line(Line),
    /// Personal text in a row of its own, so that it can be deleted; never given to a restore.
    Note {
        contact: ContactId,
        note: Note,
    },
    /// As for notes.
    Remark {
        contact: ContactId,
        remark: Remark,
    },
    /// Whether a hotline was open when that was told last, so that a restore tells a change once.
    Opening {
        hotline: HotlineId,
        open: bool,
    },
    /// What of the plan was told last; one for the whole switchboard.
    Configured(Configured),
    /// What the estimates of a department are made from.
    Flow(Flow),
    /// The number a callback was asked for, beside the contact so that it can be deleted from the register.
    Phone {
        contact: ContactId,
        number: PhoneNumber,
    },
}

/// What of the plan was told last, so that a restore tells a change once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configured {
    pub revision: u64,
    /// Whether the departments with hours of their own were open.
    pub departments_open: BTreeMap<DepartmentId, bool>,
}

/// How a department flowed of late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    pub department: DepartmentId,
    /// How long operators had each of the last contacts, wrap-up included, in milliseconds; the oldest first.
    pub handled_ms: Vec<u64>,
    /// Of the last contacts that were told an estimate and answered: what was predicted without correction, and the
    /// wait it became, in milliseconds.
    pub predicted: Vec<(u64, u64)>,
    /// Whether each of those was answered within what its visitor was told.
    pub kept: Vec<bool>,
    /// Who was rung last where they are rung in turn.
    #[serde(default)]
    pub last_rung: Option<OperatorId>,
    /// When it changed last.
    pub at: Timestamp,
}

/// Names a record to delete.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordId {
    /// The contact with its lines.
    Contact(ContactId),
}

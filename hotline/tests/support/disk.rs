//! What the edge's storage would hold: every record as JSON, so that a restore reads what was really written.

use bellpull_hotline::{Effect, Flow, Line, Record, RecordId};
use bellpull_protocol::{
    ContactId, DepartmentId, HotlineId, Note, OperatorId, PhoneNumber, Remark,
};
use std::collections::BTreeMap;

/// Rows by table.
#[derive(Debug, Default, Clone)]
pub struct Disk {
    pub contacts: BTreeMap<ContactId, String>,
    pub operators: BTreeMap<OperatorId, String>,
    pub lines: BTreeMap<(ContactId, u32), Line>,
    pub openings: BTreeMap<HotlineId, bool>,
    pub notes: BTreeMap<ContactId, Note>,
    pub remarks: BTreeMap<ContactId, Remark>,
    pub numbers: BTreeMap<ContactId, PhoneNumber>,
    pub flows: BTreeMap<DepartmentId, Flow>,
    pub configured: Option<String>,
}

impl Disk {
    /// Writes what an effect asks to be written; other effects are not for the disk.
    pub fn perform(&mut self, effect: &Effect) {
        match effect {
            Effect::Keep(Record::Contact(contact)) => {
                let json = serde_json::to_string(contact).unwrap();
                self.contacts.insert(contact.id.clone(), json);
            }
            Effect::Keep(Record::Operator(operator)) => {
                let json = serde_json::to_string(operator).unwrap();
                self.operators.insert(operator.id.clone(), json);
            }
            Effect::Keep(Record::Note { contact, note }) => {
                self.notes.insert(contact.clone(), note.clone());
            }
            Effect::Keep(Record::Line(line)) => {
                let row = (line.contact.clone(), line.seq);
                let before = self.lines.insert(row, line.clone());
                assert!(before.is_none(), "a line is written once: {line:?}");
            }
            Effect::Keep(Record::Opening { hotline, open }) => {
                self.openings.insert(hotline.clone(), *open);
            }
            Effect::Keep(Record::Configured(configured)) => {
                let json = serde_json::to_string(configured).unwrap();
                self.configured = Some(json);
            }
            Effect::Keep(Record::Flow(flow)) => {
                self.flows.insert(flow.department.clone(), flow.clone());
            }
            Effect::Keep(Record::Remark { contact, remark }) => {
                self.remarks.insert(contact.clone(), remark.clone());
            }
            Effect::Keep(Record::Phone { contact, number }) => {
                self.numbers.insert(contact.clone(), number.clone());
            }
            Effect::Forget(RecordId::Contact(id)) => {
                self.contacts.remove(id);
                self.lines.retain(|(contact, _), _| contact != id);
            }
            Effect::Journal(_)
            | Effect::TellVisitor { .. }
            | Effect::AnswerVisitor { .. }
            | Effect::RefuseVisitor { .. }
            | Effect::TellVisitorLine { .. }
            | Effect::TellVisitorTyping { .. }
            | Effect::TellOpening { .. }
            | Effect::TellStaffed { .. }
            | Effect::TellConfigured
            | Effect::TellColleagues { .. }
            | Effect::TellOperator { .. }
            | Effect::TellChats { .. }
            | Effect::TellOperatorLine { .. }
            | Effect::TellOperatorTyping { .. }
            | Effect::TellOwed { .. }
            | Effect::AnswerOperator { .. }
            | Effect::RefuseOperator { .. }
            | Effect::TellSaved { .. }
            | Effect::TellWaiting { .. }
            | Effect::OpenLeg { .. }
            | Effect::Bridge { .. }
            | Effect::Hold { .. }
            | Effect::CloseLeg { .. } => {}
        }
    }

    /// Everything a restore takes in; lines last first, because their order must not matter.
    pub fn records(&self) -> Vec<Record> {
        let contacts = self.contacts.values();
        let operators = self.operators.values();
        let lines = self.lines.values().rev().cloned().map(Record::Line);
        let openings = self.openings.iter().map(|(hotline, open)| {
            let (hotline, open) = (hotline.clone(), *open);
            Record::Opening { hotline, open }
        });
        let configured = self.configured.iter();
        let flows = self.flows.values().cloned().map(Record::Flow);
        contacts
            .map(|json| Record::Contact(serde_json::from_str(json).unwrap()))
            .chain(operators.map(|json| Record::Operator(serde_json::from_str(json).unwrap())))
            .chain(lines)
            .chain(openings)
            .chain(configured.map(|json| Record::Configured(serde_json::from_str(json).unwrap())))
            .chain(flows)
            .collect()
    }
}

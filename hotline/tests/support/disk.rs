//! What the edge's storage would hold: every record as JSON, so that a restore reads what was really written.

use bellpull_hotline::{Effect, Record, RecordId};
use bellpull_protocol::{ContactId, Note, OperatorId};
use std::collections::BTreeMap;

/// Rows by table.
#[derive(Debug, Default, Clone)]
pub struct Disk {
    pub contacts: BTreeMap<ContactId, String>,
    pub operators: BTreeMap<OperatorId, String>,
    pub notes: BTreeMap<ContactId, Note>,
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
            Effect::Forget(RecordId::Contact(id)) => {
                self.contacts.remove(id);
            }
            Effect::Journal(_)
            | Effect::TellVisitor { .. }
            | Effect::AnswerVisitor { .. }
            | Effect::RefuseVisitor { .. }
            | Effect::TellStaffed { .. }
            | Effect::TellOperator { .. }
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

    /// Everything a restore takes in.
    pub fn records(&self) -> Vec<Record> {
        let contacts = self.contacts.values();
        let operators = self.operators.values();
        contacts
            .map(|json| Record::Contact(serde_json::from_str(json).unwrap()))
            .chain(operators.map(|json| Record::Operator(serde_json::from_str(json).unwrap())))
            .collect()
    }
}

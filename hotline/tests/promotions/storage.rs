//! What the edge's storage would hold: every record as JSON, so that a restore reads what was really written.

use bellpull_hotline::promotions::{Effect, Entry, Record, RecordId};
use std::collections::BTreeMap;

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Storage(BTreeMap<RecordId, String>);

impl Storage {
    /// Writes what an effect asks to be written; other effects are not for the disk.
    pub fn perform(&mut self, effect: &Effect) {
        match effect {
            Effect::Keep(record) => {
                let (id, json) = written(record);
                self.0.insert(id, json);
            }
            Effect::Forget(id) => {
                self.0.remove(id);
            }
            Effect::Journal(_)
            | Effect::Publish { .. }
            | Effect::TellEntry { .. }
            | Effect::TellEntrants { .. }
            | Effect::TellMarketers { .. }
            | Effect::TellGone { .. } => {}
        }
    }

    /// Everything a restore takes in.
    pub fn records(&self) -> Vec<Record> {
        let rows = self.0.iter();
        rows.map(|(id, json)| match id {
            RecordId::Promotion(_) => Record::Promotion(serde_json::from_str(json).unwrap()),
            RecordId::Draw(_) => Record::Draw(serde_json::from_str(json).unwrap()),
            RecordId::Entry(_) => Record::Entry(serde_json::from_str(json).unwrap()),
        })
        .collect()
    }

    pub fn entries(&self) -> Vec<Entry> {
        let records = self.records().into_iter();
        records
            .filter_map(|record| match record {
                Record::Entry(entry) => Some(entry),
                Record::Promotion(_) | Record::Draw(_) => None,
            })
            .collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn written(record: &Record) -> (RecordId, String) {
    match record {
        Record::Promotion(promotion) => (
            RecordId::Promotion(promotion.id.clone()),
            serde_json::to_string(promotion).unwrap(),
        ),
        Record::Draw(draw) => (
            RecordId::Draw(draw.promotion.clone()),
            serde_json::to_string(draw).unwrap(),
        ),
        Record::Entry(entry) => (
            RecordId::Entry(entry.id.clone()),
            serde_json::to_string(entry).unwrap(),
        ),
    }
}

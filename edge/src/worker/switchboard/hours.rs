//! Opening hours as they come with visitors' sockets: remembered, told to the heart. A plan's win.

use super::running::{Here, Running};
use super::turn::Turn;
use crate::hours::{HotlineHours, has_lost_zone, input};
use crate::storage::Statement;
use crate::worker::log;
use crate::worker::object::Object;
use bellpull_hotline::Input;
use bellpull_hotline::hours::OpeningHours;
use bellpull_protocol::HotlineId;
use serde::Deserialize;
use worker::Result;

impl Running {
    pub(super) fn learn_hours(
        &mut self,
        here: Here<'_>,
        hotline: &HotlineId,
        hours: &HotlineHours,
    ) -> Result<()> {
        let known = self.hours.get(hotline);
        if known.is_some_and(|known| *known >= hours.version) {
            return Ok(());
        }
        self.hours.insert(hotline.clone(), hours.version);
        log::info("hours_learned", &[("hotline_id", hotline.as_str())]);
        let keep = Statement {
            sql: "UPDATE lines SET hours = ?, hours_version = ? WHERE id = ?",
            values: vec![
                serde_json::to_string(&hours.hours)?.as_str().into(),
                hours.version.into(),
                hotline.as_str().into(),
            ],
        };
        let turn = Turn {
            inputs: vec![told(hotline.clone(), hours.hours.clone())],
            statements: vec![keep],
            ..Turn::default()
        };
        self.turn(here, turn)
    }

    /// What was learned before this incarnation.
    pub(super) fn recall_hours(&mut self, object: &Object) -> Result<Vec<Input>> {
        #[derive(Deserialize)]
        struct Row {
            id: HotlineId,
            hours: String,
            hours_version: u64,
        }
        // Version 0 stands for hours that were never told.
        let query =
            "SELECT id, hours, hours_version FROM lines WHERE hours_version > 0 ORDER BY id";
        let rows = object.sql().rows::<Row>(query, &[])?;
        let mut inputs = Vec::new();
        for row in rows {
            let hours: Option<OpeningHours> = serde_json::from_str(&row.hours)?;
            self.hours.insert(row.id.clone(), row.hours_version);
            inputs.push(told(row.id, hours));
        }
        Ok(inputs)
    }
}

fn told(hotline: HotlineId, hours: Option<OpeningHours>) -> Input {
    if has_lost_zone(hours.as_ref()) {
        log::error("hours_zone_unknown", &[("hotline_id", hotline.as_str())]);
    }
    input(hotline, hours)
}

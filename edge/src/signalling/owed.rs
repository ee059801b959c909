//! Callbacks that are owed, as all desks are told them. The number to dial is not among it.

use super::names::Names;
use bellpull_hotline::{OwedRow, Way};
use bellpull_protocol::operator::{OwedCallback, ToOperator};

pub(super) fn tells(total: u32, rows: Vec<OwedRow>, names: &Names) -> ToOperator {
    let callbacks = rows.into_iter().map(|row| callback(row, names)).collect();
    ToOperator::Callbacks { total, callbacks }
}

fn callback(row: OwedRow, names: &Names) -> OwedCallback {
    let (by_phone, zone) = match row.callback.way {
        Way::Browser => (false, None),
        Way::Phone { number: _, zone } => (true, zone),
    };
    OwedCallback {
        contact: row.contact,
        hotline_name: names.hotline(&row.hotline),
        language: row.language,
        entered_ms: row.entered.as_millis(),
        by_phone,
        zone,
        window_until_ms: row.callback.window.map(|window| window.until.as_millis()),
        due_ms: Some(row.callback.due.as_millis()),
        tries: row.callback.tries,
        reachable: row.reachable,
        taken: row.taken,
    }
}

//! Who was there when.

use crate::operator::Presence;
use crate::statistics::History;
use crate::time::Timestamp;
use bellpull_protocol::{DepartmentId, OperatorId};

/// Somebody is available from the first moment to the one before the second.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    pub from: Timestamp,
    pub until: Timestamp,
    pub operator: OperatorId,
    /// `None`: as configured. Of several shifts of one operator the first that names some counts.
    pub departments: Option<Vec<DepartmentId>>,
    /// Goes away afterwards; otherwise it is a break.
    pub goes: bool,
}

/// The shifts there were, within a period, in the order in which they began. What the switchboard itself made of it,
/// because a ring was missed or a connection lost, is as it was: those operators were not available.
#[must_use]
pub fn roster(history: &History, (from, until): (Timestamp, Timestamp)) -> Vec<Shift> {
    let mut shifts = vec![];
    for (operator, presences) in history.operators() {
        let mut began = None;
        for (at, presence) in presences.changes() {
            let is_there = *presence == Presence::Available;
            match began {
                None if is_there => began = Some(*at),
                Some(since) if !is_there => {
                    let goes = *presence == Presence::Offline;
                    shifts.push((since, *at, operator, goes));
                    began = None;
                }
                None | Some(_) => {}
            }
        }
        if let Some(since) = began {
            shifts.push((since, until, operator, true));
        }
    }
    let shifts = shifts.into_iter();
    let shifts = shifts.map(|(begins, ends, operator, goes)| Shift {
        from: begins.max(from),
        until: ends.min(until),
        operator: operator.clone(),
        departments: None,
        goes,
    });
    let mut shifts: Vec<_> = shifts.filter(|shift| shift.from < shift.until).collect();
    shifts.sort();
    shifts
}

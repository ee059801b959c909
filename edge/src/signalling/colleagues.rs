//! The directory of colleagues and departments, as a desk is told it.

use super::names::{AT_THE_DESK, Names};
use super::words;
use bellpull_hotline as heart;
use bellpull_protocol::PersonName;
use bellpull_protocol::operator::{Colleague, ColleagueActivity, DepartmentRow, ToOperator};

pub fn tells(
    colleagues: Vec<heart::Colleague>,
    departments: Vec<heart::DepartmentView>,
    names: &Names,
) -> ToOperator {
    let colleagues = colleagues.into_iter();
    let departments = departments.into_iter();
    ToOperator::Colleagues {
        colleagues: colleagues.map(|row| colleague(row, names)).collect(),
        departments: departments.map(|row| department(row, names)).collect(),
    }
}

fn colleague(row: heart::Colleague, names: &Names) -> Colleague {
    let (presence, _) = words::presence(row.presence);
    let until = row.pause.as_ref().and_then(|pause| pause.until);
    let departments = row.departments.iter();
    Colleague {
        // Whoever signed in has a name; the id is for a directory that has not answered yet.
        name: names
            .operator(&row.operator)
            .unwrap_or_else(|| PersonName::new(row.operator.as_str())),
        operator: row.operator,
        presence,
        break_reason: row.pause.map(|pause| words::break_word(pause.reason)),
        presence_until_ms: until.map(heart::Timestamp::as_millis),
        activity: match row.activity {
            heart::ColleagueActivity::Idle => ColleagueActivity::Idle,
            heart::ColleagueActivity::Ringing => ColleagueActivity::Ringing,
            heart::ColleagueActivity::Talking => ColleagueActivity::Talking,
            heart::ColleagueActivity::WrapUp => ColleagueActivity::WrapUp,
        },
        chats: row.chats,
        departments: departments
            .map(|id| names.department(id, AT_THE_DESK))
            .collect(),
        responsible_for: row.responsible_for,
        free: row.free,
    }
}

fn department(row: heart::DepartmentView, names: &Names) -> DepartmentRow {
    DepartmentRow {
        name: names.department(&row.department, AT_THE_DESK),
        department: row.department,
        responsible_for: row.responsible_for,
        open: row.open,
        waiting: row.waiting,
        staffed: row.staffed,
        free: row.free,
    }
}

//! Which department a contact waits in.

use super::Switchboard;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, VisitorId};

impl Switchboard {
    pub(super) fn choose_department(
        &mut self,
        _now: Timestamp,
        _visitor: &VisitorId,
        _contact: &ContactId,
        _department: &DepartmentId,
    ) -> Result<(), Refusal> {
        Err(Refusal::WrongState)
    }
}

//! Who is responsible for what, and who is free.

use super::Switchboard;
use crate::time::Timestamp;
use bellpull_protocol::OperatorId;

impl Switchboard {
    pub(super) fn tell_colleagues(&mut self, _now: Timestamp, _operator: &OperatorId) {}
}

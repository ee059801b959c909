//! Transfers without a word to whoever takes the contact.

use super::Switchboard;
use crate::input::TransferTo;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    pub(super) fn transfer(
        &mut self,
        _now: Timestamp,
        _operator: &OperatorId,
        _contact: &ContactId,
        _to: &TransferTo,
    ) -> Result<(), Refusal> {
        Err(Refusal::WrongState)
    }
}

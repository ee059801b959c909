//! Transfers after a word with the colleague who takes the contact.

use super::Switchboard;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    pub(super) fn consult(
        &mut self,
        _now: Timestamp,
        _operator: &OperatorId,
        _contact: &ContactId,
        _colleague: &OperatorId,
    ) -> Result<(), Refusal> {
        Err(Refusal::WrongState)
    }

    pub(super) fn consult_together(
        &mut self,
        _now: Timestamp,
        _operator: &OperatorId,
        _contact: &ContactId,
        _together: bool,
    ) -> Result<(), Refusal> {
        Err(Refusal::WrongState)
    }

    pub(super) fn complete_transfer(
        &mut self,
        _now: Timestamp,
        _operator: &OperatorId,
        _contact: &ContactId,
    ) -> Result<(), Refusal> {
        Err(Refusal::WrongState)
    }

    pub(super) fn cancel_consult(
        &mut self,
        _now: Timestamp,
        _operator: &OperatorId,
        _contact: &ContactId,
    ) -> Result<(), Refusal> {
        Err(Refusal::WrongState)
    }
}

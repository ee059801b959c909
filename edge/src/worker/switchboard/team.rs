//! What a supervisor sees and does.

use super::running::{Here, Running};
use super::turn::Turn;
use crate::signalling::colleagues;
use bellpull_hotline::Input;
use bellpull_protocol::operator::ToOperator;
use bellpull_protocol::{OperatorId, RefusalCode};
use worker::Result;

impl Running {
    /// Everybody who ever came to a desk.
    pub fn team(&self) -> ToOperator {
        let (operators, departments) = self.heart.team();
        colleagues(operators, departments, &self.names)
    }

    pub fn force_off(
        &mut self,
        here: Here<'_>,
        operator: OperatorId,
    ) -> Result<std::result::Result<(), RefusalCode>> {
        let mut known = self.heart.operators();
        if !known.any(|known| known.id == operator) {
            return Ok(Err(RefusalCode::UnknownOperator));
        }
        drop(known);
        self.turn(here, Turn::of([Input::ForceOff { operator }]))?;
        Ok(Ok(()))
    }
}

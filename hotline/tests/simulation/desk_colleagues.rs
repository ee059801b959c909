//! What an operator does with colleagues: gives contacts away, asks about them, is asked; and plans breaks.

use crate::plans;
use crate::world::World;
use bellpull_hotline::{
    Activity, BreakReason, ConsultState, ContactState, DeskContact, Input, PlannedPause, Presence,
    TransferTo,
};
use bellpull_protocol::OperatorId;

impl World {
    /// In mid-call, on either side of a consult; true when that was all for now.
    pub fn operator_consults(&mut self, index: usize, contact: &DeskContact) -> bool {
        let calm = self.is_calm();
        if self.edge.plan.is_none() {
            // The plain lists of the reference know no colleagues.
            return false;
        }
        let operator = self.operators[index].id.clone();
        let id = contact.contact.clone();
        let Some(consult) = &contact.consult else {
            let talks = matches!(contact.state, ContactState::Bridged { .. });
            if talks && !calm && self.chance.percent(10) {
                let colleague = self.any_colleague();
                let input = Input::Consult {
                    operator,
                    contact: id,
                    colleague,
                };
                self.operator_sends(index, input);
                return true;
            }
            return talks && self.operator_transfers(index, contact);
        };
        if !self.chance.percent(if calm { 30 } else { 12 }) {
            return false;
        }
        let contact = id;
        let is_colleague = consult.colleague == operator;
        let together = matches!(consult.state, ConsultState::Together { .. });
        let input = match self.chance.below(10) {
            _ if is_colleague && self.chance.percent(70) => return false,
            0..2 => Input::CancelConsult { operator, contact },
            2 => Input::OperatorHangUp { operator, contact },
            3..7 => Input::ConsultTogether {
                operator,
                contact,
                together: !together,
            },
            _ => Input::CompleteTransfer { operator, contact },
        };
        if self.chance.percent(10) {
            self.operator_sends(index, input.clone());
        }
        self.operator_sends(index, input);
        true
    }

    /// Blind, a call or a chat.
    pub fn operator_transfers(&mut self, index: usize, contact: &DeskContact) -> bool {
        if self.is_calm() || self.edge.plan.is_none() || !self.chance.percent(3) {
            return false;
        }
        let departments = plans::departments();
        let to = match self.chance.below(6) {
            0 => TransferTo::Queue,
            1 => TransferTo::Escalation,
            2 => TransferTo::Department(departments[self.chance.index(departments.len())].clone()),
            _ => TransferTo::Operator(self.any_colleague()),
        };
        let input = Input::Transfer {
            operator: self.operators[index].id.clone(),
            contact: contact.contact.clone(),
            to,
        };
        if self.chance.percent(10) {
            self.operator_sends(index, input.clone());
        }
        self.operator_sends(index, input);
        true
    }

    pub fn operator_plans_a_pause(&mut self, index: usize) {
        if self.is_calm() || self.edge.plan.is_none() || !self.chance.percent(1) {
            return;
        }
        let from = self.now.after(self.chance.millis(0, 40_000));
        let until = from.after(self.chance.millis(5_000, 60_000));
        let reason = self.any_reason();
        let pause = self.chance.percent(80).then_some(PlannedPause {
            from,
            until,
            reason,
        });
        let operator = self.operators[index].id.clone();
        self.operator_sends(index, Input::PlanPause { operator, pause });
        if self.chance.percent(20) {
            let operator = self.operators[index].id.clone();
            self.operator_sends(index, Input::AskColleagues { operator });
        }
    }

    /// Of which one is only a plan's.
    pub fn any_reason(&mut self) -> BreakReason {
        match self.chance.below(4) {
            0 => BreakReason::Break,
            1 => BreakReason::Lunch,
            2 => BreakReason::Training,
            _ => BreakReason::Custom(plans::OWN_REASON.into()),
        }
    }

    /// Mostly somebody who could take it, else anybody, perhaps the asker.
    fn any_colleague(&mut self) -> OperatorId {
        let operators = self.edge.memory.iter().flat_map(|heart| heart.operators());
        let idle = operators.filter(|operator| {
            operator.presence == Presence::Available && operator.activity == Activity::Idle
        });
        let idle: Vec<_> = idle.map(|operator| operator.id.clone()).collect();
        if !idle.is_empty() && self.chance.percent(70) {
            return idle[self.chance.index(idle.len())].clone();
        }
        let index = self.chance.index(self.operators.len());
        self.operators[index].id.clone()
    }
}

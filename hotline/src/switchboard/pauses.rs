//! Breaks that are planned, and whatever of an operator's presence ends by itself.

use super::Switchboard;
use super::presence::LONGEST_PAUSE;
use crate::operator::{AwayReason, Operator, Pause, PlannedPause, Presence};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::OperatorId;
use std::time::Duration;

/// How far ahead a break may be planned: to the end of tomorrow's shift.
const PLANNED_AHEAD: Duration = Duration::from_secs(36 * 3600);

impl Switchboard {
    /// One at a time; another one replaces it, and `None` takes it back.
    pub(super) fn plan_pause(
        &mut self,
        now: Timestamp,
        id: &OperatorId,
        pause: Option<PlannedPause>,
    ) -> Result<(), Refusal> {
        let known = self.operators.get(id).ok_or(Refusal::UnknownOperator)?;
        if let Some(plan) = &pause {
            self.check_reason(&plan.reason)?;
            let ahead = now < plan.until && plan.from <= now.after(PLANNED_AHEAD);
            let fits = plan.from < plan.until && plan.until <= plan.from.after(LONGEST_PAUSE);
            let under_way = known.pause.as_ref().and_then(|pause| pause.until);
            let overlaps = under_way.is_some_and(|until| plan.from < until);
            if !ahead || !fits || overlaps {
                return Err(Refusal::UnknownReason);
            }
        }
        self.renew_operator_lease(id, now);
        self.with_operator(id, |operator| {
            operator.pause_is_due = pause.as_ref().is_some_and(|plan| plan.from <= now);
            operator.planned = pause;
        });
        Ok(())
    }

    pub(super) fn drop_plan(&mut self, id: &OperatorId) {
        if self
            .operators
            .get(id)
            .is_some_and(|known| known.planned.is_some())
        {
            self.with_operator(id, |operator| {
                operator.planned = None;
                operator.pause_is_due = false;
            });
        }
    }

    fn pause_comes(&mut self, id: &OperatorId) {
        if self
            .operators
            .get(id)
            .is_some_and(|known| !known.pause_is_due)
        {
            self.with_operator(id, |operator| operator.pause_is_due = true);
        }
    }

    /// Whoever has nothing in hand any more goes to the break whose time has come. One who is offline, on another break
    /// or taken out does not: the plan lapses with its end.
    pub(super) fn begin_due_pauses(&mut self, now: Timestamp) {
        let changed = self.changed_operators.iter();
        let changed = changed.filter_map(|id| self.operators.get(id));
        let ready = changed.filter(|operator| operator.is_ready_to_pause());
        let begun =
            ready.filter_map(|operator| Some((operator.id.clone(), operator.planned.clone()?)));
        let begun = begun.filter(|(_, plan)| now < plan.until);
        let begun: Vec<(OperatorId, PlannedPause)> = begun.collect();
        for (id, plan) in begun {
            self.drop_plan(&id);
            let until = Some(plan.until);
            let reason = plan.reason;
            self.change_presence(now, &id, Presence::Break, Some(Pause { reason, until }));
        }
    }

    /// What has ended by now: a break, the time of a plan, or the time after a ring that was missed. `gone`: the desk
    /// gave no sign of life, so nobody is there to be available.
    pub(super) fn presence_due(&mut self, now: Timestamp, id: &OperatorId, gone: bool) {
        let over = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        let Some(operator) = self.operators.get(id) else {
            return;
        };
        let pause_is_over = over(operator.pause.as_ref().and_then(|pause| pause.until));
        let returns_to = operator.before_pause.unwrap_or(Presence::Available);
        let is_back = over(operator.back_at);
        if operator.presence == Presence::Break && pause_is_over {
            self.set_presence(now, id, returns_to);
        } else if is_back && gone {
            let reason = AwayReason::ConnectionLost;
            self.set_presence(now, id, Presence::Unavailable { reason });
        } else if is_back {
            self.set_presence(now, id, Presence::Available);
        }
        let planned = self
            .operators
            .get(id)
            .and_then(|known| known.planned.clone());
        match planned {
            Some(plan) if plan.until <= now => self.drop_plan(id),
            Some(plan) if plan.from <= now => self.pause_comes(id),
            Some(_) | None => {}
        }
    }
}

impl Operator {
    /// A planned break begins now.
    fn is_ready_to_pause(&self) -> bool {
        self.pause_is_due && self.presence == Presence::Available && self.has_nothing_in_hand()
    }
}

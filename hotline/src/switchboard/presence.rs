//! Whether operators take contacts: what they choose, what a supervisor decides, and the one place where it changes.

use super::Switchboard;
use crate::fact::FactKind;
use crate::operator::{Activity, AwayReason, BreakReason, Pause, Presence, PresenceChoice};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::OperatorId;
use std::time::Duration;

/// Whoever is away for longer is offline. It also keeps a wrong date from lasting for years.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(12 * 3600);

impl Switchboard {
    /// A break with an end returns by itself to what was before. A choice at the time of a planned break is instead of
    /// it: the person is there and has decided.
    pub(super) fn choose_presence(
        &mut self,
        now: Timestamp,
        id: &OperatorId,
        choice: PresenceChoice,
        (reason, until): (BreakReason, Option<Timestamp>),
    ) -> Result<(), Refusal> {
        let known = self.operators.get(id).ok_or(Refusal::UnknownOperator)?;
        let plan_is_due = known.planned.as_ref().is_some_and(|plan| plan.from <= now);
        let (presence, pause) = match choice {
            PresenceChoice::Available => (Presence::Available, None),
            PresenceChoice::Offline => (Presence::Offline, None),
            PresenceChoice::Break => {
                self.check_reason(&reason)?;
                let ends = until.is_none_or(|at| now < at && at <= now.after(LONGEST_PAUSE));
                if !ends {
                    return Err(Refusal::UnknownReason);
                }
                (Presence::Break, Some(Pause { reason, until }))
            }
        };
        self.renew_operator_lease(id, now);
        if plan_is_due {
            self.drop_plan(id);
        }
        self.change_presence(now, id, presence, pause);
        self.changed_operators.insert(id.clone());
        Ok(())
    }

    /// Takes the operator out until they choose otherwise. A call in hand is finished first, chats go back to the queue.
    pub(super) fn force_off(&mut self, now: Timestamp, id: &OperatorId) -> Result<(), Refusal> {
        let known = self.operators.get(id).ok_or(Refusal::UnknownOperator)?;
        if known.presence == Presence::Offline {
            self.changed_operators.insert(id.clone());
            return Ok(());
        }
        self.drop_plan(id);
        self.requeue_chats(now, id);
        let reason = AwayReason::ForcedOff;
        self.set_presence(now, id, Presence::Unavailable { reason });
        Ok(())
    }

    /// Everything but a break; one that is under way goes on as it is.
    pub(super) fn set_presence(&mut self, now: Timestamp, id: &OperatorId, presence: Presence) {
        if presence != Presence::Break {
            self.change_presence(now, id, presence, None);
        }
    }

    /// `pause` belongs to a break, and remembers what to return to. Whoever is no longer available is not rung.
    pub(super) fn change_presence(
        &mut self,
        now: Timestamp,
        id: &OperatorId,
        presence: Presence,
        pause: Option<Pause>,
    ) {
        let Some(known) = self.operators.get(id) else {
            return;
        };
        let before = known.presence;
        if before == presence && known.pause == pause {
            return;
        }
        if presence != Presence::Available {
            let rung = match &known.activity {
                Activity::Ringing { contact } => Some(contact.clone()),
                Activity::Idle | Activity::Talking { .. } | Activity::WrapUp { .. } => None,
            };
            for contact in rung.into_iter().chain(known.chat_ring.clone()) {
                self.ring_left(now, &contact, id);
            }
        }
        let reason = pause.as_ref().map(|pause| pause.reason.clone());
        self.with_operator(id, |operator| {
            operator.before_pause = match presence {
                Presence::Break if before == Presence::Break => operator.before_pause,
                Presence::Break => Some(returns_to(before)),
                Presence::Available | Presence::Offline | Presence::Unavailable { .. } => None,
            };
            operator.presence = presence;
            operator.pause = pause;
            operator.back_at = None;
            if presence == Presence::Available {
                operator.idle_since = now;
                if before == Presence::Offline {
                    operator.contacts_this_shift = 0;
                    operator.talked_this_shift_ms = 0;
                }
            }
        });
        self.journal(
            now,
            FactKind::PresenceChanged {
                operator: id.clone(),
                presence,
                reason,
            },
        );
    }

    /// A reason of its own is one of the configuration's.
    pub(super) fn check_reason(&self, reason: &BreakReason) -> Result<(), Refusal> {
        match reason {
            BreakReason::Break | BreakReason::Lunch | BreakReason::Training => Ok(()),
            BreakReason::Custom(name) if self.plan.configuration.breaks.contains(name) => Ok(()),
            BreakReason::Custom(_) => Err(Refusal::UnknownReason),
        }
    }
}

/// After a break: as it was before. Whoever takes one is not cut off any more.
fn returns_to(before: Presence) -> Presence {
    match before {
        Presence::Unavailable {
            reason: AwayReason::ConnectionLost,
        } => Presence::Available,
        Presence::Available
        | Presence::Break
        | Presence::Offline
        | Presence::Unavailable {
            reason: AwayReason::NoAnswer | AwayReason::NoSound | AwayReason::ForcedOff,
        } => before,
    }
}

//! How a consult ends: the colleague has the contact, or the operator goes on with the visitor. Whatever happens to one of
//! the three, the other two are not left in silence.

use super::Switchboard;
use crate::contact::{Consult, ConsultState, Contact, ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::{ConsultOutcome, FactKind, RingOutcome, TransferredTo};
use crate::leg::Leg;
use crate::operator::{Activity, AwayReason, Presence, Serving};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::time::Duration;

impl Switchboard {
    /// The colleague's call now; `Private | Together → Bridged`, with the operator in wrap-up.
    pub(super) fn complete(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let Some((operator, consult)) = contact.operator().zip(contact.consult()) else {
            return;
        };
        let (operator, consult) = (operator.clone(), consult.clone());
        let Some(leg) = consult.leg().copied() else {
            return;
        };
        let was_held = contact.is_held();
        let close = contact.operator_leg_id();
        let serving = Serving {
            department: contact.department.clone(),
            since: now,
        };

        let colleague = consult.colleague;
        self.let_go(now, &operator, id);
        self.with_contact(id, |contact| {
            contact.given_away_by(&operator);
            contact.affinity = None;
            contact.state = ContactState::Bridged {
                operator: colleague.clone(),
                operator_leg: leg,
                since: now,
                ring: consult.ring,
                consult: None,
            };
        });
        self.with_operator(&colleague, |colleague| {
            colleague.contacts_this_shift += 1;
            colleague.serving = Some(serving);
        });
        let contact = id.clone();
        if was_held {
            self.journal(now, FactKind::HeldEnded { contact });
        }
        self.journal_transfer(
            now,
            id,
            &operator,
            TransferredTo::Operator(colleague.clone()),
        );
        self.journal_consult_end(
            now,
            id,
            (&operator, &colleague),
            ConsultOutcome::Transferred,
        );
        let contact = id.clone();
        let operator_now = colleague;
        self.journal(
            now,
            FactKind::Bridged {
                contact,
                operator: operator_now,
            },
        );
        self.sound_left(id);
        self.effects
            .extend(close.map(|leg| Effect::CloseLeg { leg }));
        self.begin_wrap_up(now, &operator, id);
    }

    /// The colleague is free again, and the operator and the visitor hear each other.
    pub(super) fn consult_over(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        outcome: ConsultOutcome,
        ring: RingOutcome,
    ) {
        let Some(consult) = self.drop_consult(now, id, outcome, ring) else {
            return;
        };
        if consult.may_complete() {
            self.sound_left(id);
        }
    }

    /// The colleague declines, hangs up or leaves.
    pub(super) fn colleague_leaves(&mut self, now: Timestamp, id: &ContactId, ring: RingOutcome) {
        let contact = self.contacts.get(id);
        let consult = contact.and_then(Contact::consult);
        let was_heard = consult.is_some_and(Consult::may_complete);
        let outcome = if was_heard {
            ConsultOutcome::Cancelled
        } else {
            ConsultOutcome::NotAnswered
        };
        self.consult_over(now, id, outcome, ring);
    }

    /// The operator is gone from the call: a colleague who has been heard has it from here on, else it goes back to the
    /// queue.
    pub(super) fn operator_leaves(&mut self, now: Timestamp, id: &ContactId) {
        let contact = self.contacts.get(id);
        let consult = contact.and_then(Contact::consult);
        if consult.is_some_and(Consult::may_complete) {
            self.complete(now, id);
        } else {
            self.requeue(now, id);
        }
    }

    /// An operator without a desk leaves the call they have in hand, or are asked about.
    pub(super) fn leaves_call(&mut self, now: Timestamp, operator: &OperatorId, id: &ContactId) {
        let contact = self.contacts.get(id);
        if contact.is_some_and(|contact| contact.consults(operator)) {
            self.colleague_leaves(now, id, RingOutcome::OperatorLeft);
        } else {
            self.operator_leaves(now, id);
            self.finish_wrap_up(now, operator, id);
        }
    }

    /// What time does to a call.
    pub(super) fn call_due(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let given_up = contact.visitor_given_up_at(&self.settings);
        if given_up.is_some_and(|at| at <= now) {
            self.end(now, id, EndReason::VisitorLost);
            return;
        }
        self.consult_due(now, id);
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let is_gone = |leg: &Leg| is_silent_for(leg, now, self.settings.lost_leg);
        if contact.operator_leg().is_some_and(is_gone)
            && let Some(operator) = contact.operator().cloned()
        {
            self.operator_leaves(now, id);
            self.take_out(now, &operator, AwayReason::ConnectionLost);
        }
    }

    fn consult_due(&mut self, now: Timestamp, id: &ContactId) {
        let contact = self.contacts.get(id);
        let Some(consult) = contact.and_then(Contact::consult).cloned() else {
            return;
        };
        let colleague = &consult.colleague;
        match &consult.state {
            ConsultState::Ringing { until } if *until <= now => {
                self.colleague_leaves(now, id, RingOutcome::NoAnswer);
                self.missed(now, colleague);
            }
            // Whose leg is up waited for the operator's; without a media server it is nobody's fault.
            ConsultState::Connecting { leg, until } if *until <= now => {
                self.colleague_leaves(now, id, RingOutcome::NoAnswer);
                if !leg.is_up() && self.media {
                    self.take_out(now, colleague, AwayReason::NoSound);
                }
            }
            ConsultState::Private { leg } | ConsultState::Together { leg }
                if is_silent_for(leg, now, self.settings.lost_leg) =>
            {
                self.colleague_leaves(now, id, RingOutcome::NoAnswer);
                self.take_out(now, colleague, AwayReason::ConnectionLost);
            }
            ConsultState::Ringing { .. }
            | ConsultState::Connecting { .. }
            | ConsultState::Private { .. }
            | ConsultState::Together { .. } => {}
        }
    }

    /// Takes the consult out of the contact and frees the colleague; who hears whom is left to the caller. `ring` says how
    /// the ring ended, if it still rang. Whoever talked to the visitor writes it up.
    pub(super) fn drop_consult(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        outcome: ConsultOutcome,
        ring: RingOutcome,
    ) -> Option<Consult> {
        let contact = self.contacts.get(id)?;
        let operator = contact.operator()?.clone();
        let consult = contact.consult()?.clone();
        let was_held = contact.is_held();
        let leg = contact.leg_id_of(&consult.colleague);
        self.effects.extend(leg.map(|leg| Effect::CloseLeg { leg }));
        self.with_contact(id, |contact| {
            contact.consult_mut().and_then(Option::take);
        });
        let colleague = &consult.colleague;
        self.with_operator(colleague, |colleague| colleague.activity = Activity::Idle);
        let contact = id.clone();
        match &consult.state {
            ConsultState::Ringing { .. } => {
                let (operator, outcome) = (colleague.clone(), ring);
                self.journal(
                    now,
                    FactKind::RingEnded {
                        contact,
                        operator,
                        ring: consult.ring,
                        outcome,
                    },
                );
            }
            ConsultState::Private { .. } if was_held => {
                self.journal(now, FactKind::HeldEnded { contact });
            }
            ConsultState::Connecting { .. }
            | ConsultState::Private { .. }
            | ConsultState::Together { .. } => {}
        }
        self.journal_consult_end(now, id, (&operator, colleague), outcome);
        let talked = matches!(consult.state, ConsultState::Together { .. });
        if talked && outcome == ConsultOutcome::VisitorLeft {
            self.with_contact(id, |contact| contact.former.insert(colleague.clone(), None));
            self.begin_wrap_up(now, colleague, id);
        }
        Some(consult)
    }

    fn journal_consult_end(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        (operator, colleague): (&OperatorId, &OperatorId),
        outcome: ConsultOutcome,
    ) {
        self.journal(
            now,
            FactKind::ConsultEnded {
                contact: contact.clone(),
                operator: operator.clone(),
                colleague: colleague.clone(),
                outcome,
            },
        );
    }

    fn take_out(&mut self, now: Timestamp, operator: &OperatorId, reason: AwayReason) {
        self.set_presence(now, operator, Presence::Unavailable { reason });
    }
}

fn is_silent_for(leg: &Leg, now: Timestamp, span: Duration) -> bool {
    let since = leg.silent_since();
    since.is_some_and(|since| since.after(span) <= now)
}

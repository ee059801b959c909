//! Notices which situations were reached, and writes the trace.

use crate::coverage::Situation;
use crate::edge::Work;
use crate::world::World;
use bellpull_hotline::{
    AwayReason, Effect, EndReason, Fact, FactKind, Input, LegState, Presence, Refusal, RingOutcome,
};

impl World {
    pub fn note_outcome(&mut self, input: &Input, outcome: Result<(), Refusal>) {
        let met = match (input, outcome) {
            (Input::Accept { .. }, Err(Refusal::RingOver)) => Situation::AcceptedTooLate,
            (Input::MoreTime { .. }, Ok(())) => Situation::MoreTime,
            (_, Err(Refusal::NoMedia)) => Situation::OfferRefusedWithoutMedia,
            (Input::LegRefused { .. }, Ok(())) => Situation::OfferRefusedAsBad,
            (_, Ok(()) | Err(_)) => return,
        };
        self.coverage.reach(met);
    }

    pub fn note_fact(&mut self, fact: &Fact) {
        let met = match &fact.kind {
            FactKind::RingEnded { outcome, .. } => match outcome {
                RingOutcome::Declined => Some(Situation::RingDeclined),
                RingOutcome::NoAnswer => Some(Situation::RingUnanswered),
                RingOutcome::VisitorLeft => Some(Situation::RingLeftByVisitor),
                RingOutcome::OperatorLeft => Some(Situation::RingLeftByOperator),
                RingOutcome::Accepted => None,
            },
            FactKind::Requeued { contact, .. } => {
                let talked = matches!(
                    self.ledger.contacts[contact].stands,
                    crate::ledger::Stands::Talking(_)
                );
                let has_media = self.connection_to(crate::network::Peer::Media).is_some();
                Some(match (talked, has_media) {
                    (true, _) => Situation::RequeuedFromCall,
                    (false, true) => Situation::OperatorWithoutSound,
                    (false, false) => Situation::RequeuedWithoutMedia,
                })
            }
            FactKind::Ended {
                reason, operator, ..
            } => Some(match (reason, operator) {
                (EndReason::VisitorHungUp, _) => Situation::HungUpByVisitor,
                (EndReason::OperatorHungUp, _) => Situation::HungUpByOperator,
                (EndReason::VisitorAbandoned, None) => Situation::AbandonedWhileWaiting,
                (EndReason::VisitorAbandoned, Some(_)) => Situation::AbandonedWhileConnecting,
                (EndReason::VisitorLost, None) => Situation::LostWhileWaiting,
                (EndReason::VisitorLost, Some(_)) => Situation::LostInCall,
            }),
            FactKind::WrapUpEnded { .. } => Some(Situation::WrapUpFinished),
            FactKind::Disposed {
                contact, operator, ..
            } => {
                let late = !self.ledger.is_in_wrap_up(operator, contact);
                let ended = matches!(
                    self.ledger.contacts[contact].stands,
                    crate::ledger::Stands::Ended(..)
                );
                (late && ended).then_some(Situation::OutcomeAfterTheTimer)
            }
            FactKind::PresenceChanged { presence, .. } => match presence {
                Presence::Unavailable {
                    reason: AwayReason::ConnectionLost,
                } => Some(Situation::OperatorLostConnection),
                Presence::Available
                | Presence::Break
                | Presence::Offline
                | Presence::Unavailable { .. } => None,
            },
            FactKind::Entered { .. } | FactKind::Rang { .. } | FactKind::Bridged { .. } => None,
        };
        if let Some(met) = met {
            self.coverage.reach(met);
        }
    }

    /// What the command met, seen from the heart as it is before the effects are performed.
    pub fn note_work(&mut self, work: &Work, effects: &[Effect]) {
        let journals = |is_it: fn(&FactKind) -> bool| {
            effects.iter().any(|effect| {
                let Effect::Journal(fact) = effect else {
                    return false;
                };
                is_it(&fact.kind)
            })
        };
        let does = |is_it: fn(&Effect) -> bool| effects.iter().any(is_it);
        let bridged_now = journals(|fact| matches!(fact, FactKind::Bridged { .. }));
        for input in &work.inputs {
            let met = match input {
                Input::MediaConnected { .. } => {
                    let mends = does(|effect| matches!(effect, Effect::Bridge { .. }));
                    let closes = does(|effect| matches!(effect, Effect::CloseLeg { .. }));
                    if mends && !bridged_now {
                        self.coverage.reach(Situation::BridgeMended);
                    }
                    closes.then_some(Situation::NeedlessLegClosed)
                }
                Input::LegUp { .. } => {
                    let bridges = does(|effect| matches!(effect, Effect::Bridge { .. }));
                    (bridges && !bridged_now).then_some(Situation::LegCameBackInCall)
                }
                Input::VisitorOffer { attempt, .. } | Input::OperatorOffer { attempt, .. } => {
                    let forwarded = does(|effect| matches!(effect, Effect::OpenLeg { .. }));
                    let answered = !forwarded && *attempt > 0 && !effects.is_empty();
                    answered.then_some(Situation::StaleOffer)
                }
                Input::VisitorHangUp { .. } | Input::OperatorHangUp { .. } => {
                    let ended = journals(|fact| matches!(fact, FactKind::Ended { .. }));
                    (!ended && !effects.is_empty()).then_some(Situation::HungUpTwice)
                }
                Input::WrapUp { .. } => {
                    let saved = does(|effect| matches!(effect, Effect::TellSaved { .. }));
                    let disposed = journals(|fact| matches!(fact, FactKind::Disposed { .. }));
                    (saved && !disposed).then_some(Situation::OutcomeSavedAgain)
                }
                Input::Woke => (!effects.is_empty()).then_some(Situation::ForgivenOutage),
                _ => None,
            };
            if let Some(met) = met {
                self.coverage.reach(met);
            }
        }
        if does(|effect| matches!(effect, Effect::Forget(_))) {
            self.coverage.reach(Situation::ContactForgotten);
        }
    }

    pub fn trace_run(&mut self, work: &Work, outcomes: &[Result<(), Refusal>], effects: &[Effect]) {
        if !self.trace.is_on {
            return;
        }
        let now = self.now;
        let inputs = work.inputs.iter().zip(outcomes);
        for (input, outcome) in inputs {
            let is_sign_of_life = matches!(
                input,
                Input::VisitorSeen { .. } | Input::OperatorSeen { .. }
            );
            if !is_sign_of_life {
                self.trace.line(now, || match outcome {
                    Ok(()) => format!("-> {input:?}"),
                    Err(refusal) => format!("-> {input:?} refused: {refusal:?}"),
                });
            }
        }
        if work.is_alarm {
            self.trace.line(now, || "-> alarm".into());
        }
        for effect in effects {
            let line = match effect {
                Effect::Keep(_) | Effect::TellWaiting { .. } => continue,
                Effect::Journal(fact) => format!("   * {:?}", fact.kind),
                Effect::TellVisitor { visitor, view } => {
                    let leg = leg_letter(view.leg.state);
                    let attempt = view.leg.attempt;
                    format!(
                        "   tell {visitor}: {} {:?} {leg}{attempt}",
                        view.contact, view.state
                    )
                }
                Effect::TellOperator { operator, view } => {
                    format!(
                        "   tell {operator}: {:?} {:?}",
                        view.presence, view.activity
                    )
                }
                Effect::Forget(_)
                | Effect::AnswerVisitor { .. }
                | Effect::RefuseVisitor { .. }
                | Effect::TellStaffed { .. }
                | Effect::AnswerOperator { .. }
                | Effect::RefuseOperator { .. }
                | Effect::TellSaved { .. }
                | Effect::OpenLeg { .. }
                | Effect::Bridge { .. }
                | Effect::Hold { .. }
                | Effect::CloseLeg { .. } => format!("   {effect:?}"),
            };
            self.trace.line(now, || line);
        }
    }
}

fn leg_letter(state: LegState) -> char {
    match state {
        LegState::None { .. } => '-',
        LegState::Opening { .. } => 'o',
        LegState::Up => 'u',
        LegState::Lost { .. } => 'l',
    }
}

//! Situations that show only beside what was before: what came by itself, and what a rule or a new plan met.

use crate::coverage::Situation;
use crate::edge::Work;
use crate::world::World;
use bellpull_hotline::configuration::LanguageRule;
use bellpull_hotline::{
    AwayReason, ConsultOutcome, ContactState, Effect, FactKind, Input, Operator, Presence,
};
use bellpull_protocol::{ContactId, OperatorId};

impl World {
    /// What came by itself, when its time had come; and whom the rules of a department let ring.
    pub fn note_alarm(&mut self, work: &Work, effects: &[Effect]) {
        let facts = effects.iter().filter_map(|effect| match effect {
            Effect::Journal(fact) => Some(&fact.kind),
            _ => None,
        });
        for fact in facts {
            let met = match fact {
                FactKind::PresenceChanged {
                    operator, presence, ..
                } if work.is_alarm => {
                    let before = self.stored_operator(operator);
                    before.and_then(|before| came_by_itself(&before, *presence))
                }
                FactKind::ConsultEnded {
                    outcome: ConsultOutcome::NotAnswered,
                    ..
                } if work.is_alarm => Some(Situation::ColleagueWithoutSound),
                FactKind::ConsultEnded {
                    outcome: ConsultOutcome::Transferred,
                    ..
                } if !asks_to_complete(work) => Some(Situation::OperatorLeftAConsult),
                FactKind::HeldEnded { .. } if asks_for_three(work, true) => {
                    Some(Situation::ThreeInACall)
                }
                FactKind::HeldBegan { .. } if asks_for_three(work, false) => {
                    Some(Situation::PrivateAgain)
                }
                FactKind::Rang {
                    contact, operator, ..
                } => self.rang_by_the_rules(contact, operator),
                _ => None,
            };
            if let Some(met) = met {
                self.coverage.reach(met);
            }
        }
    }

    fn rang_by_the_rules(&self, contact: &ContactId, operator: &OperatorId) -> Option<Situation> {
        let plan = self.edge.plan.as_ref()?;
        let entry = self.ledger.contacts.get(contact)?;
        let rules = plan.department(&entry.department)?;
        let name = plan.people.get(operator)?;
        let first = rules.tiers.first();
        if first.is_some_and(|tier| !tier.operators.contains(name)) {
            return Some(Situation::RangInSecondTier);
        }
        let languages = plan.profile(operator)?.languages.as_ref()?;
        let required = rules.language == LanguageRule::Required;
        (required && !languages.is_empty()).then_some(Situation::RangForItsLanguage)
    }

    fn stored_operator(&self, operator: &OperatorId) -> Option<Operator> {
        let stored = self.edge.disk.operators.get(operator)?;
        Some(serde_json::from_str(stored).unwrap())
    }

    /// A new plan is about to be told.
    pub fn note_plan(&mut self) {
        let contacts = self.edge.memory.iter().flat_map(|heart| heart.contacts());
        let met: Vec<_> = contacts
            .filter_map(|contact| match contact.state {
                ContactState::Ringing { .. } => Some(Situation::PlanChangedWhileRinging),
                ContactState::Bridged { .. } => Some(Situation::PlanChangedInCall),
                ContactState::Queued
                | ContactState::Connecting { .. }
                | ContactState::Chatting { .. }
                | ContactState::RingingBack { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ended { .. } => None,
            })
            .collect();
        for met in met {
            self.coverage.reach(met);
        }
    }
}

/// From the operator as they were stored before.
fn came_by_itself(before: &Operator, presence: Presence) -> Option<Situation> {
    Some(match (before.presence, presence) {
        (Presence::Available, Presence::Break) => Situation::PlannedBreakBegan,
        (Presence::Break, Presence::Available) => Situation::ReturnedFromABreak,
        (
            Presence::Unavailable {
                reason: AwayReason::NoAnswer,
            },
            Presence::Available,
        ) => Situation::CameBackAfterAMiss,
        _ => return None,
    })
}

fn asks_to_complete(work: &Work) -> bool {
    let asks = |input: &Input| matches!(input, Input::CompleteTransfer { .. });
    work.inputs.iter().any(asks)
}

fn asks_for_three(work: &Work, wanted: bool) -> bool {
    let asks = |input: &Input| match input {
        Input::ConsultTogether { together, .. } => *together == wanted,
        _ => false,
    };
    work.inputs.iter().any(asks)
}

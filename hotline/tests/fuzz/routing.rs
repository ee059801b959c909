//! Any plan with any people in it: after every step nobody waits for whom the definition names somebody who is free, and
//! only those ring who may.

use crate::chance::Chance;
use crate::damage::{Count, executions};
use crate::definition::Definition;
use crate::{house, plans};
use bellpull_hotline::configuration::Plan;
use bellpull_hotline::{
    BreakReason, ContactState, Effect, Entering, FactKind, Input, PresenceChoice, Switchboard,
    Timestamp, Way, Wish,
};
use bellpull_protocol::{ContactId, OperatorId, PhoneNumber, RequestId, VisitorId};
use std::time::Duration;

const OPERATORS: usize = 5;

#[test]
fn whoever_can_be_served_rings_at_somebody_who_may() {
    let count = Count::of("routing");
    bolero::check!()
        .with_iterations(executions() * 2 / 10)
        .for_each(|choices: &[u8]| {
            count.add(1);
            let mut stage = Stage::of(choices);
            for choice in choices.chunks_exact(3).take(40) {
                stage.step(choice);
                stage.agrees_with_the_definition();
            }
        });
}

struct Stage {
    now: Timestamp,
    chance: Chance,
    plan: Plan,
    heart: Switchboard,
    rung: Vec<(ContactId, OperatorId)>,
}

impl Stage {
    fn of(choices: &[u8]) -> Self {
        let seed = choices
            .first_chunk()
            .map_or(7, |bytes| u32::from_le_bytes(*bytes));
        let mut chance = Chance::of(u64::from(seed));
        let plan = plans::plan(&mut chance, 1, OPERATORS);
        let mut stage = Self {
            now: Timestamp::from_millis(3_600_000),
            chance,
            plan: plan.clone(),
            heart: Switchboard::new(house::settings()),
            rung: vec![],
        };
        stage.says(Input::Configure(Box::new(plan)));
        stage.says(Input::MediaConnected { legs: vec![] });
        stage
    }

    fn step(&mut self, choice: &[u8]) {
        let (kind, who, what) = (choice[0], usize::from(choice[1]), choice[2]);
        self.now = self.now.after(Duration::from_millis(u64::from(what) * 40));
        while let Some((due, _)) = self.heart.poll_timeout()
            && due <= self.now
        {
            self.heart.handle_timeout(self.now);
            self.notes();
        }
        let operator = OperatorId::new(format!("o{}", who % OPERATORS)).unwrap();
        match kind % 8 {
            0..3 => self.enters(who),
            3 => {
                self.says(Input::OperatorConnected {
                    operator: operator.clone(),
                    ready: true,
                });
                self.says(Input::ChoosePresence {
                    operator,
                    choice: PresenceChoice::Available,
                    reason: BreakReason::Break,
                    until: None,
                });
            }
            4 => self.says(Input::OperatorSignedOut { operator }),
            5 => {
                let revision = self.plan.revision + 1;
                self.plan = plans::plan(&mut self.chance, revision, OPERATORS);
                let plan = self.plan.clone();
                self.says(Input::Configure(Box::new(plan)));
            }
            _ => self.answers(&operator, what),
        }
    }

    fn enters(&mut self, who: usize) {
        let number = self.chance.below(1 << 40);
        let hotline = house::hotlines()[who % 2].clone();
        let department = plans::chosen(&mut self.chance, Some(&self.plan), &hotline);
        let entering = Entering {
            visitor: VisitorId::new(format!("v{number}")).unwrap(),
            contact: ContactId::new(format!("c{number}")).unwrap(),
            request: RequestId::new("once").unwrap(),
            hotline,
            department,
            language: self.chance.pick(&plans::LANGUAGES).to_owned(),
            page: None,
        };
        let wish = match self.chance.below(4) {
            0 | 1 => Wish::Call,
            2 => Wish::Chat,
            _ => Wish::callback(Way::Phone {
                number: PhoneNumber::new("+4315121234".to_owned()),
                zone: None,
            }),
        };
        self.says(Input::Enter { entering, wish });
    }

    /// Accepts, declines or finishes.
    fn answers(&mut self, operator: &OperatorId, what: u8) {
        let rings = |contact: &&bellpull_hotline::Contact| contact.rings_at(operator);
        let ringing = self.heart.contacts().find(rings);
        if let Some((contact, ring)) = ringing.map(|known| (known.id.clone(), known.rings)) {
            let operator = operator.clone();
            self.says(match what % 4 {
                0 => Input::Decline {
                    operator,
                    contact,
                    ring,
                },
                _ => Input::Accept {
                    operator,
                    contact,
                    ring,
                },
            });
            return;
        }
        let has_it = |contact: &&bellpull_hotline::Contact| contact.operator() == Some(operator);
        let in_hand = self.heart.contacts().find(has_it);
        let in_hand = in_hand.map(|known| known.id.clone());
        if let Some(contact) = in_hand {
            let operator = operator.clone();
            self.says(Input::OperatorHangUp { operator, contact });
        }
    }

    /// A refusal is an answer.
    fn says(&mut self, input: Input) {
        let _ = self.heart.handle_input(self.now, input);
        self.notes();
    }

    fn notes(&mut self) {
        while let Some(effect) = self.heart.poll_effect() {
            if let Effect::Journal(fact) = effect
                && let FactKind::Rang {
                    contact, operator, ..
                } = fact.kind
            {
                self.rung.push((contact, operator));
            }
        }
        self.only_the_eligible_ring();
    }

    fn agrees_with_the_definition(&self) {
        let definition = Definition {
            now: self.now,
            plan: &self.plan,
            heart: &self.heart,
        };
        let contacts = self.heart.contacts();
        for contact in contacts.filter(|contact| contact.state == ContactState::Queued) {
            let mut operators = self.heart.operators();
            let free = operators.find(|operator| definition.could_take(operator, contact));
            assert!(free.is_none(), "{contact:?} waits for {free:?}");
        }
    }

    /// As things are when it begins to ring.
    fn only_the_eligible_ring(&mut self) {
        let rung = std::mem::take(&mut self.rung);
        let definition = Definition {
            now: self.now,
            plan: &self.plan,
            heart: &self.heart,
        };
        for (contact, operator) in rung {
            let rings = self.heart.contact(&contact);
            let rings = rings.filter(|known| known.rings_at(&operator));
            let operator = self.heart.operators().find(|known| known.id == operator);
            if let Some((contact, operator)) = rings.zip(operator) {
                let eligible = definition.is_eligible(operator, contact);
                assert!(eligible, "{contact:?} rings at {operator:?}");
            }
        }
    }
}

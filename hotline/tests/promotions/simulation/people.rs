//! Marketers and visitors, who do anything at any time.

use super::situations::Situation;
use super::world::World;
use crate::stage::{announcement, entry, marketer, prize_draw, promotion, text, visitor};
use bellpull_hotline::promotions::{
    Content, FactKind, Input, PromotionId, PromotionState, Refusal, Seed,
};
use bellpull_protocol::RequestId;
use std::time::Duration;

const PROMOTIONS: u64 = 12;
const VISITORS: u64 = 9;

impl World {
    pub fn next_input(&mut self) -> Input {
        if self.chance.percent(15) && !self.sent.is_empty() {
            // A message that arrives once more, however old it is.
            let index = self.chance.index(self.sent.len());
            return self.sent[index].clone();
        }
        let id = self.any_promotion();
        let by = marketer();
        let known = self.heart.view(&id).map(|view| view.promotion);
        let stale = self.chance.percent(10);
        let revision = known.as_ref().map_or(0, |known| known.revision);
        let revision = revision.saturating_sub(u32::from(stale));
        match self.chance.below(20) {
            0..=4 => {
                let content = match known {
                    Some(known) if self.chance.percent(60) => self.reworded(known.content),
                    Some(_) | None => self.content(),
                };
                Input::Save {
                    by,
                    promotion: id,
                    revision,
                    content,
                }
            }
            5..=8 => Input::Publish {
                by,
                promotion: id,
                revision,
                seed: self.seed(),
            },
            9 if self.chance.percent(70) => Input::Withdraw { by, promotion: id },
            10 if self.chance.percent(30) => Input::Discard { by, promotion: id },
            11 | 12 => Input::Draw { by, promotion: id },
            _ => self.entering(id),
        }
    }

    pub fn all_draws(&self) -> Vec<Input> {
        let views = self.heart.views().filter(|view| view.draw.is_some());
        let ids = views.map(|view| view.promotion.id);
        ids.map(|promotion| Input::Draw {
            by: marketer(),
            promotion,
        })
        .collect()
    }

    /// Whether entering must succeed, by a simpler reckoning than the heart's.
    pub fn expected_entry(&self, input: &Input) -> Option<bool> {
        let Input::Enter {
            visitor,
            promotion,
            request,
            ..
        } = input
        else {
            return None;
        };
        if let Some(entered) = self.heart.entry_of(promotion, visitor) {
            return Some(entered.request == *request);
        }
        let known = self.heart.view(promotion).map(|view| view.promotion);
        Some(known.is_some_and(|known| {
            let is_public = match known.state {
                PromotionState::Draft | PromotionState::Withdrawn { .. } => false,
                PromotionState::Scheduled | PromotionState::Live | PromotionState::Ended { .. } => {
                    true
                }
            };
            is_public && known.is_draw() && known.period().contains(self.now)
        }))
    }

    fn any_promotion(&mut self) -> PromotionId {
        promotion(&format!("p{}", self.chance.below(PROMOTIONS)))
    }

    fn entering(&mut self, promotion: PromotionId) -> Input {
        self.fresh += 1;
        Input::Enter {
            visitor: visitor(&format!("v{}", self.chance.below(VISITORS))),
            promotion,
            entry: entry(&format!("e{}", self.fresh)),
            request: RequestId::new(format!("r{}", self.chance.below(2))).unwrap(),
        }
    }

    fn seed(&mut self) -> Seed {
        Seed::from_bytes([0; 32].map(|_: u8| self.chance.below(256).try_into().unwrap()))
    }

    /// Sometimes impossible, sometimes started or over already.
    fn content(&mut self) -> Content {
        let mut content = if self.chance.percent(75) {
            prize_draw(self.chance.pick(&[1, 1, 2, 3, 8, 8, 0]))
        } else {
            announcement()
        };
        let starts = self.now.after(self.chance.millis(0, 400_000));
        let length = self.chance.pick(&[0, 2, 60, 400, 400, 1_200]);
        content.period.starts = starts;
        content.period.ends = starts.after(Duration::from_secs(length));
        content
    }

    fn reworded(&mut self, mut content: Content) -> Content {
        let title = format!("Title {}", self.chance.below(5));
        content.texts.insert("en".into(), text(&title, "Words."));
        if self.chance.percent(20) {
            content.period.ends = content.period.ends.after(Duration::from_secs(30));
        }
        content
    }
}

/// What is worth having met.
pub fn situations(world: &World, input: &Input, outcome: &Result<(), Refusal>) -> Vec<Situation> {
    let mut met = Vec::new();
    match outcome {
        Ok(()) => met.extend(succeeded(world, input)),
        Err(Refusal::Mistaken(_)) => met.push(Situation::RefusedWithMistakes),
        Err(Refusal::Stale) => met.push(Situation::RefusedAsStale),
        Err(Refusal::Frozen) => met.push(Situation::RefusedAsFrozen),
        Err(Refusal::AlreadyEntered) => {
            met.push(Situation::AlreadyEntered);
            if let Input::Enter {
                visitor, promotion, ..
            } = input
                && !world
                    .acknowledged
                    .contains_key(&(visitor.clone(), promotion.clone()))
            {
                met.push(Situation::EnteredWithoutKnowing);
            }
        }
        Err(Refusal::NotStarted) => met.push(Situation::TooEarly),
        Err(Refusal::NotOver) => met.push(Situation::DrawnTooEarly),
        Err(Refusal::Over) => met.push(Situation::TooLate),
        Err(
            Refusal::UnknownPromotion
            | Refusal::NotADraft
            | Refusal::NotPublished
            | Refusal::TooMany
            | Refusal::NotADraw
            | Refusal::Full
            | Refusal::IdTaken,
        ) => {}
    }
    let missed = world.journal.windows(2).any(|pair| {
        let ended = pair[1].kind == FactKind::Ended && pair[0].kind == FactKind::Started;
        ended && pair[0].promotion == pair[1].promotion && pair[0].at == pair[1].at
    });
    met.extend(missed.then_some(Situation::PeriodMissedAsAWhole));
    met
}

fn succeeded(world: &World, input: &Input) -> Option<Situation> {
    match input {
        Input::Publish { .. } => Some(Situation::Published),
        Input::Discard { .. } => Some(Situation::Discarded),
        Input::Save { promotion, .. } => {
            let view = world.heart.view(promotion)?;
            let live = view.promotion.is_live(world.now);
            live.then_some(Situation::EditedWhileLive)
        }
        Input::Withdraw { promotion, .. } => {
            let view = world.heart.view(promotion)?;
            if world.now < view.promotion.period().starts {
                return Some(Situation::WithdrawnBeforeTheStart);
            }
            let entered = view.draw.is_some_and(|draw| draw.entries > 0);
            entered.then_some(Situation::WithdrawnWithEntries)
        }
        Input::Draw { promotion, .. } => {
            let draw = world.heart.view(promotion)?.draw?;
            Some(if world.winners.contains_key(promotion) {
                Situation::DrawnTwice
            } else if draw.entries < draw.prizes {
                Situation::DrawnWithFewerEntriesThanPrizes
            } else {
                Situation::Drawn
            })
        }
        Input::Enter {
            visitor, promotion, ..
        } => {
            let key = (visitor.clone(), promotion.clone());
            Some(if world.acknowledged.contains_key(&key) {
                Situation::EnteredAgainWithTheSameRequest
            } else {
                Situation::Entered
            })
        }
    }
}

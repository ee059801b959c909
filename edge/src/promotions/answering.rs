//! One question to the promotions of a hotline: the heart answers, and says what is to be stored before the answer
//! leaves.

use super::proofs::{Computed, Proofs};
use super::question::{HotlineLive, Question};
use super::refusing::Refused;
use super::{reading, storage, telling};
use crate::storage::Statement;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{
    Effect, EntryId, Input, PromotionId, Promotions, Refusal, Seed,
};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::promotion::{Entries, Entry};
use serde::Serialize;

/// Chance for whatever a question makes.
#[derive(Debug)]
pub struct Fresh {
    pub entry: EntryId,
    pub seed: Seed,
}

/// What became of it.
#[derive(Debug)]
pub struct Outcome {
    /// To be durable before anything else.
    pub statements: Vec<Statement>,
    /// Whether the switchboard has to be told: the feed or somebody's entry is another than before.
    pub is_news: bool,
    /// JSON for whoever asked.
    pub answer: Result<String, Refused>,
}

/// Answers a question at `now`.
///
/// # Errors
/// When something cannot be written as JSON, which is a defect of ours.
pub fn ask(
    (promotions, proofs): (&mut Promotions, &mut Proofs),
    now: Timestamp,
    question: Question,
    fresh: Fresh,
) -> Result<Outcome, serde_json::Error> {
    // However late the alarm is, nobody is told of a state that is over.
    promotions.handle_timeout(now);
    let answer = match answer((promotions, proofs), now, question, fresh) {
        Ok(answer) => Ok(answer.written()?),
        Err(refused) => Err(refused),
    };
    let (statements, is_news) = settle(promotions)?;
    Ok(Outcome {
        statements,
        is_news,
        answer,
    })
}

/// What the heart wants done: what is to be stored, and whether the switchboard has to be told.
///
/// # Errors
/// As for [`ask`].
pub fn turn(
    promotions: &mut Promotions,
    now: Timestamp,
) -> Result<(Vec<Statement>, bool), serde_json::Error> {
    promotions.handle_timeout(now);
    settle(promotions)
}

fn settle(promotions: &mut Promotions) -> Result<(Vec<Statement>, bool), serde_json::Error> {
    let (mut statements, mut is_news) = (Vec::new(), false);
    while let Some(effect) = promotions.poll_effect() {
        match effect {
            Effect::Keep(record) => statements.push(storage::keep(&record)?),
            Effect::Forget(id) => statements.push(storage::forget(&id)),
            Effect::Journal(fact) => statements.push(storage::journal(&fact)?),
            Effect::Publish { .. } | Effect::TellEntrants { .. } => is_news = true,
            // Their askers are answered, and marketers' pages ask every other second.
            Effect::TellEntry { .. } | Effect::TellMarketers { .. } | Effect::TellGone { .. } => {}
        }
    }
    Ok((statements, is_news))
}

fn answer(
    (promotions, proofs): (&mut Promotions, &mut Proofs),
    now: Timestamp,
    question: Question,
    fresh: Fresh,
) -> Result<Answer, Refused> {
    match question {
        Question::Feed { language } => {
            let feed = telling::feed(promotions, now, &language);
            Ok(Answer::Feed(feed))
        }
        Question::Proof { promotion } => {
            let proof = proofs.of(promotions, &promotion);
            Ok(Answer::Proof(proof.ok_or(RefusalCode::UnknownPromotion)?))
        }
        Question::Enter {
            visitor,
            promotion,
            request,
        } => {
            let enter = Input::Enter {
                visitor: visitor.clone(),
                promotion: promotion.clone(),
                entry: fresh.entry,
                request,
            };
            promotions.handle_input(now, enter)?;
            let entry = promotions.entry_of(&promotion, &visitor);
            let entry = entry.ok_or(RefusalCode::UnknownPromotion)?;
            Ok(Answer::Entry(telling::entry(entry)))
        }
        Question::Entries { visitor } => {
            let entries = promotions.entries_of(&visitor).map(telling::entry);
            let entries = entries.collect();
            Ok(Answer::Entries(Entries { entries }))
        }
        Question::Live { language, visitor } => {
            let live = telling::visible(&promotions.feed(), now, &language);
            let entries = visitor
                .iter()
                .flat_map(|visitor| promotions.entries_of(visitor));
            let entries = entries.map(telling::entry).collect();
            Ok(Answer::Live(HotlineLive { live, entries }))
        }
        Question::List => Ok(Answer::List(telling::list(promotions, now))),
        Question::Save {
            by,
            promotion,
            revision,
            content,
        } => {
            let content = reading::content(content).map_err(Refused::mistaken)?;
            let save = Input::Save {
                by,
                promotion: promotion.clone(),
                revision,
                content,
            };
            change(promotions, now, save, &promotion)
        }
        Question::Publish {
            by,
            promotion,
            revision,
        } => {
            let publish = Input::Publish {
                by,
                promotion: promotion.clone(),
                revision,
                seed: fresh.seed,
            };
            change(promotions, now, publish, &promotion)
        }
        Question::Withdraw { by, promotion } => {
            let withdraw = Input::Withdraw {
                by,
                promotion: promotion.clone(),
            };
            change(promotions, now, withdraw, &promotion)
        }
        Question::Discard { by, promotion } => {
            promotions.handle_input(now, Input::Discard { by, promotion })?;
            Ok(Answer::Gone {})
        }
        Question::Draw { by, promotion } => {
            let draw = Input::Draw {
                by,
                promotion: promotion.clone(),
            };
            change(promotions, now, draw, &promotion)
        }
    }
}

/// Lets a marketer change a promotion and shows what it is then.
fn change(
    promotions: &mut Promotions,
    now: Timestamp,
    input: Input,
    promotion: &PromotionId,
) -> Result<Answer, Refused> {
    promotions.handle_input(now, input)?;
    let view = promotions.view(promotion);
    let view = view.ok_or(Refused::from(Refusal::UnknownPromotion))?;
    Ok(Answer::Promotion(Box::new(telling::promotion(view, now))))
}

/// Written as what it holds.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Feed(bellpull_protocol::promotion::PublicFeed),
    Proof(Computed),
    Entry(Entry),
    Entries(Entries),
    Live(HotlineLive),
    List(bellpull_protocol::marketer::Promotions),
    Promotion(Box<bellpull_protocol::marketer::Promotion>),
    Gone {},
}

impl Answer {
    fn written(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

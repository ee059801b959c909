//! What the hotline promotes, and the draws this visitor has entered.

use super::{Command, Session};
use bellpull_protocol::promotion::{EnterDraw, Entry, EntryOutcome, MyEntries, ShownPromotion};
use bellpull_protocol::{PromotionId, RefusalCode, RequestId};

/// How often it is asked what came of an entry whose draw is over, in milliseconds: at first often, because some draw
/// at once, then seldom, because others take days.
const SOON_MS: u64 = 3_000;
const LATER_MS: u64 = 60_000;

/// How many times it is asked often.
const SOON_TIMES: u32 = 20;

/// Draws without a prize are shown for this long after the entry, in milliseconds: two weeks.
const SHOWN_MS: u64 = 14 * 24 * 60 * 60 * 1_000;

/// All a page knows of promotions.
#[derive(Debug, Default)]
pub(super) struct Promotions {
    live: Vec<ShownPromotion>,
    entries: Vec<Entry>,
    entering: Vec<Entering>,
    /// Titles of what was live since the page was opened.
    titles: Vec<(PromotionId, String)>,
    asked_ms: u64,
    asked_times: u32,
}

/// The same `request` until there is an answer, so that an entry whose answer was lost is not refused.
#[derive(Debug)]
struct Entering {
    promotion: PromotionId,
    request: RequestId,
    trouble: Option<RefusalCode>,
}

/// A promotion that is live, for this visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionView {
    pub shown: ShownPromotion,
    /// `None` for an announcement.
    pub note: Option<EntryNote>,
}

/// An entry whose promotion is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultView {
    pub promotion: PromotionId,
    /// Known if it was live since the page was opened.
    pub title: Option<String>,
    pub note: EntryNote,
}

/// How this visitor stands to a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryNote {
    MayEnter,
    Entering,
    /// Not entered, and why.
    Refused(RefusalCode),
    /// Entered before, by another page of theirs or in another way.
    EnteredBefore,
    In,
    Won {
        prize: Option<u32>,
    },
    NotWon,
    Void,
}

impl Session {
    pub(super) fn promotions_told(&mut self, now_ms: u64, live: Vec<ShownPromotion>) {
        for shown in &live {
            let titles = &mut self.promotions.titles;
            titles.retain(|(promotion, _)| *promotion != shown.promotion);
            titles.push((shown.promotion.clone(), shown.title.clone()));
        }
        self.promotions.live = live;
        self.promotions.asked_times = 0;
        self.look_for_results(now_ms);
    }

    pub(super) fn enter_draw(&mut self, promotion: PromotionId, request: RequestId) {
        let Some(token) = self.memory.token.clone() else {
            return;
        };
        let entering = &mut self.promotions.entering;
        let at = entering.iter().position(|one| one.promotion == promotion);
        let request = match at.map(|at| entering.remove(at)) {
            // A second click changes nothing.
            Some(open) if open.trouble.is_none() => {
                entering.push(open);
                return;
            }
            Some(open) => open.request,
            None => request,
        };
        entering.push(Entering {
            promotion: promotion.clone(),
            request: request.clone(),
            trouble: None,
        });
        self.commands.push_back(Command::EnterDraw(EnterDraw {
            token,
            promotion,
            request,
        }));
    }

    pub(super) fn entered(
        &mut self,
        now_ms: u64,
        promotion: &PromotionId,
        outcome: Result<Entry, RefusalCode>,
    ) {
        match outcome {
            Ok(entry) => self.promotions.keep(entry),
            Err(code) => {
                let of = |one: &&mut Entering| one.promotion == *promotion;
                if let Some(one) = self.promotions.entering.iter_mut().find(of) {
                    one.trouble = Some(code);
                }
                if code == RefusalCode::AlreadyEntered {
                    self.ask_for_entries(now_ms);
                }
            }
        }
    }

    pub(super) fn ask_for_entries(&mut self, now_ms: u64) {
        if let Some(token) = self.memory.token.clone() {
            self.promotions.asked_ms = now_ms;
            self.commands
                .push_back(Command::AskForEntries(MyEntries { token }));
        }
    }

    /// Nobody tells a page that a draw was drawn.
    pub(super) fn look_for_results(&mut self, now_ms: u64) {
        let promotions = &mut self.promotions;
        if !promotions.awaits_results() {
            return;
        }
        let pause = if promotions.asked_times < SOON_TIMES {
            SOON_MS
        } else {
            LATER_MS
        };
        if now_ms >= promotions.asked_ms + pause {
            promotions.asked_times = promotions.asked_times.saturating_add(1);
            self.ask_for_entries(now_ms);
        }
    }

    pub(super) fn promotion_views(&self) -> Vec<PromotionView> {
        let promotions = &self.promotions;
        let view = |shown: &ShownPromotion| PromotionView {
            shown: shown.clone(),
            note: shown
                .draw
                .as_ref()
                .map(|_| promotions.note(&shown.promotion)),
        };
        promotions.live.iter().map(view).collect()
    }

    /// `edge_now_ms`: the edge's time.
    pub(super) fn result_views(&self, edge_now_ms: u64) -> Vec<ResultView> {
        let promotions = &self.promotions;
        promotions
            .entries
            .iter()
            .filter(|entry| !promotions.is_live(&entry.promotion))
            .filter(|entry| match entry.outcome {
                EntryOutcome::Pending | EntryOutcome::Won => true,
                EntryOutcome::NotWon | EntryOutcome::Void => edge_now_ms < entry.at_ms + SHOWN_MS,
            })
            .map(|entry| ResultView {
                promotion: entry.promotion.clone(),
                title: promotions.title(&entry.promotion),
                note: note_of(entry),
            })
            .collect()
    }
}

impl Promotions {
    pub(super) fn told_entries(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
    }

    fn keep(&mut self, entry: Entry) {
        self.entering.retain(|one| one.promotion != entry.promotion);
        self.entries
            .retain(|known| known.promotion != entry.promotion);
        self.entries.push(entry);
    }

    fn is_live(&self, promotion: &PromotionId) -> bool {
        self.live.iter().any(|shown| shown.promotion == *promotion)
    }

    fn awaits_results(&self) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.outcome == EntryOutcome::Pending && !self.is_live(&entry.promotion))
    }

    fn note(&self, promotion: &PromotionId) -> EntryNote {
        let trouble = self
            .entering
            .iter()
            .find(|one| one.promotion == *promotion)
            .map(|one| one.trouble);
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.promotion == *promotion);
        match (trouble, entry) {
            (Some(Some(RefusalCode::AlreadyEntered)), _) => EntryNote::EnteredBefore,
            (_, Some(entry)) => note_of(entry),
            (Some(Some(code)), None) => EntryNote::Refused(code),
            (Some(None), None) => EntryNote::Entering,
            (None, None) => EntryNote::MayEnter,
        }
    }

    fn title(&self, promotion: &PromotionId) -> Option<String> {
        self.titles
            .iter()
            .find(|(known, _)| known == promotion)
            .map(|(_, title)| title.clone())
    }
}

fn note_of(entry: &Entry) -> EntryNote {
    match entry.outcome {
        EntryOutcome::Pending => EntryNote::In,
        EntryOutcome::Won => EntryNote::Won { prize: entry.prize },
        EntryOutcome::NotWon => EntryNote::NotWon,
        EntryOutcome::Void => EntryNote::Void,
    }
}

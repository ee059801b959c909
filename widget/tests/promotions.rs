//! Promotions in the panel: entering a draw once, and what came of it.

mod visitor;

use bellpull_protocol::promotion::{Entry, EntryOutcome, ShownDraw, ShownPromotion};
use bellpull_protocol::visitor::ToVisitor;
use bellpull_protocol::{EntryId, PromotionId, RefusalCode};
use bellpull_widget::softphone::session::{Command, EntryNote, Input};
use visitor::{Visitor, request_id};

#[test]
fn a_draw_is_entered_once() {
    let mut visitor = Visitor::with_live("p1");
    assert_eq!(note(&visitor), Some(EntryNote::MayEnter));
    visitor.enters("e1");
    visitor.enters("e2");
    assert_eq!(visitor.entered_with(), ["e1"]);
    assert_eq!(note(&visitor), Some(EntryNote::Entering));

    visitor.has_entered(Ok(entry(EntryOutcome::Pending)));
    assert_eq!(note(&visitor), Some(EntryNote::In));
}

#[test]
fn an_entry_whose_answer_was_lost_is_tried_with_the_same_request() {
    let mut visitor = Visitor::with_live("p1");
    visitor.enters("e1");
    visitor.has_entered(Err(RefusalCode::Internal));
    let refused = EntryNote::Refused(RefusalCode::Internal);
    assert_eq!(note(&visitor), Some(refused));
    visitor.enters("e2");
    assert_eq!(visitor.entered_with(), ["e1", "e1"]);
}

#[test]
fn who_had_entered_before_is_told_so() {
    let mut visitor = Visitor::with_live("p1");
    visitor.enters("e1");
    visitor.has_entered(Err(RefusalCode::AlreadyEntered));
    assert_eq!(note(&visitor), Some(EntryNote::EnteredBefore));
}

#[test]
fn a_returning_visitor_asks_what_was_entered() {
    let mut visitor = Visitor::with_live("p1");
    visitor.reloads();
    let asks = |command: &Command| matches!(command, Command::AskForEntries(_));
    assert!(visitor.commands().iter().any(asks));
    visitor.is_told(live(&["p1"]));
    visitor.does(Input::Entries(vec![entry(EntryOutcome::Pending)]));
    assert_eq!(note(&visitor), Some(EntryNote::In));
}

#[test]
fn the_result_is_asked_for_after_the_end_until_it_is_there() {
    let mut visitor = Visitor::with_live("p1");
    visitor.has_entered(Ok(entry(EntryOutcome::Pending)));
    visitor.passes_ms(60_000);
    visitor.commands();
    visitor.is_told(live(&[]));
    assert_eq!(visitor.asked(), 1);
    visitor.passes_ms(1_000);
    assert_eq!(visitor.asked(), 0);
    visitor.passes_ms(2_000);
    assert_eq!(visitor.asked(), 1);

    visitor.does(Input::Entries(vec![entry(EntryOutcome::Won)]));
    visitor.passes_ms(60_000);
    assert_eq!(visitor.asked(), 0);
    let results = visitor.view().results;
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].title.as_deref(), Some("Win a rope"));
    assert_eq!(results[0].note, EntryNote::Won { prize: None });
}

#[test]
fn a_draw_without_a_prize_is_not_shown_for_ever() {
    let mut visitor = Visitor::with_live("p1");
    visitor.is_told(live(&[]));
    visitor.does(Input::Entries(vec![entry(EntryOutcome::NotWon)]));
    assert_eq!(visitor.view().results.len(), 1);
    visitor.passes_ms(15 * 24 * 60 * 60 * 1_000);
    assert!(visitor.view().results.is_empty());
}

impl Visitor {
    fn with_live(promotion: &str) -> Self {
        let mut visitor = Self::online();
        visitor.is_told(live(&[promotion]));
        visitor.commands();
        visitor
    }

    fn enters(&mut self, request: &str) {
        self.does(Input::EnterDraw {
            promotion: promotion("p1"),
            request: request_id(request),
        });
    }

    fn has_entered(&mut self, outcome: Result<Entry, RefusalCode>) {
        self.does(Input::Entered {
            promotion: promotion("p1"),
            outcome,
        });
    }

    /// The requests that were posted since the last look.
    fn entered_with(&mut self) -> Vec<String> {
        let commands = self.commands();
        let mut requests = Vec::new();
        for command in commands {
            if let Command::EnterDraw(entry) = command {
                requests.push(entry.request.to_string());
            }
        }
        requests
    }

    /// How often the entries were asked for since the last look.
    fn asked(&mut self) -> usize {
        let asks = |command: &&Command| matches!(command, Command::AskForEntries(_));
        self.commands().iter().filter(asks).count()
    }
}

fn note(visitor: &Visitor) -> Option<EntryNote> {
    visitor.view().promotions[0].note
}

fn live(promotions: &[&str]) -> ToVisitor {
    let shown = |id: &&str| ShownPromotion {
        promotion: promotion(id),
        language: "en".to_owned(),
        title: "Win a rope".to_owned(),
        body: "Sixty metres.".to_owned(),
        starts_ms: 1,
        ends_ms: 2,
        draw: Some(ShownDraw {
            prizes: 1,
            rules: "One entry each.".to_owned(),
            seed_hash: None,
        }),
    };
    ToVisitor::Promotions {
        promotions: promotions.iter().map(shown).collect(),
    }
}

fn entry(outcome: EntryOutcome) -> Entry {
    Entry {
        entry: EntryId::new("n1").expect("an id"),
        promotion: promotion("p1"),
        at_ms: 1_000_000,
        outcome,
        prize: None,
    }
}

fn promotion(id: &str) -> PromotionId {
    PromotionId::new(id).expect("an id")
}

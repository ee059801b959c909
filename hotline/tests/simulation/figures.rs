//! At the end the figures are computed from the journal alone, and must add up whatever happened.

use crate::world::{Violation, World};
use bellpull_hotline::Timestamp;
use bellpull_hotline::statistics::{Figure, History, Question, QueueLog, Report, Unit, report};

impl World {
    /// Every contact counts once, nobody is still waiting or busy, and every share is one.
    pub fn figures_add_up(&self) -> Result<(), Violation> {
        let history = History::of(&self.edge.journal);
        let until = Timestamp::from_millis(self.now.as_millis() + 1);
        let question = Question::of(Timestamp::from_millis(0), until);
        let report = report(&history, &question, self.now);

        if history.contacts().len() != self.ledger.contacts.len() {
            let counted = history.contacts().len();
            let sentence = "every contact is in the figures";
            return Err(Violation::new(sentence, &counted));
        }
        for (id, contact) in history.contacts() {
            let open = contact.handlings.iter().find(|one| one.ended.is_none());
            let waits = contact.visit.is_some_and(|visit| visit.left.is_none());
            if open.is_some() || waits || contact.ended.is_none() {
                let sentence = "in the figures nothing is left over";
                return Err(Violation::new(sentence, &(id, contact)));
            }
        }
        for figures in rows(&report) {
            offered_is_what_became_of_them(figures)?;
            for figure in figures {
                let share = figure.unit == Unit::Share;
                let value = figure.value.unwrap_or_default();
                if share && !(0.0..=1.0).contains(&value) {
                    return Err(Violation::new("a share is one", figure));
                }
            }
        }
        self.queue_log_balances()
    }

    /// Whoever enters a queue leaves it in one way.
    fn queue_log_balances(&self) -> Result<(), Violation> {
        let mut log = QueueLog::of(None);
        let facts = self.edge.journal.iter();
        let lines: Vec<_> = facts.flat_map(|fact| log.take(fact)).collect();
        let count = |events: &[&str]| {
            let of = |line: &&String| {
                line.split('|')
                    .nth(4)
                    .is_some_and(|it| events.contains(&it))
            };
            lines.iter().filter(of).count()
        };
        let left = [
            "CONNECT",
            "ABANDON",
            "EXITWITHKEY",
            "EXITWITHTIMEOUT",
            "EXITEMPTY",
        ];
        let (entered, left) = (count(&["ENTERQUEUE"]), count(&left));
        if entered != left {
            let sentence = "in the queue log whoever enters leaves";
            return Err(Violation::new(sentence, &(entered, left, lines)));
        }
        Ok(())
    }
}

fn rows(report: &Report) -> impl Iterator<Item = &Vec<Figure>> {
    let operators = report.operators.values();
    let parts = report.hotlines.values().chain(report.departments.values());
    let intervals = report.intervals.iter().map(|(_, figures)| figures);
    let parts = parts.chain(intervals).chain(operators);
    parts.chain([&report.total])
}

fn offered_is_what_became_of_them(figures: &[Figure]) -> Result<(), Violation> {
    let count = |key: &str| {
        let mut known = figures.iter().filter(|figure| figure.key == key);
        known.next().and_then(|figure| figure.value)
    };
    let parts = [
        "answered",
        "abandoned",
        "flow_out",
        "callback_converted",
        "still_waiting",
    ];
    let sum: f64 = parts.iter().filter_map(|key| count(key)).sum();
    if count("offered").is_some_and(|offered| offered != sum) {
        return Err(Violation::new("offered is what became of them", &figures));
    }
    Ok(())
}

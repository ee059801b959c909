//! The lines of one contact as one page has them, and what its person wrote that is not acknowledged.

use crate::world::Violation;
use bellpull_hotline::Line;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{LineText, RequestId};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Transcript {
    lines: BTreeMap<u32, Line>,
    /// The highest number that was told.
    known: u32,
    pub unsaid: Vec<(RequestId, LineText)>,
}

impl Transcript {
    pub fn told(&mut self, lines: u32) {
        self.known = self.known.max(lines);
    }

    /// Takes in a line; what the page's own person wrote is acknowledged by it.
    pub fn take(&mut self, line: Line, own: LineFrom) -> Result<(), Violation> {
        self.told(line.seq);
        if line.from == own {
            self.unsaid.retain(|(key, _)| *key != line.key);
        }
        let mut known = self.lines.values();
        let twice = known.any(|known| known.text == line.text && known.seq != line.seq);
        let before = self.lines.insert(line.seq, line.clone());
        if twice || before.is_some_and(|before| before != line) {
            return Err(Violation::new("no line stands twice", &line));
        }
        Ok(())
    }

    /// After which line something is missing, if anything is.
    pub fn missing_after(&self) -> Option<u32> {
        let without_gap = (1..).zip(self.lines.keys());
        let last = without_gap.take_while(|(seq, known)| seq == *known).last();
        let last = last.map_or(0, |(seq, _)| seq);
        (last < self.known).then_some(last)
    }

    /// What is shown is what was written; a page that asks for nothing shows all of it.
    pub fn must_show(&self, written: &[Line]) -> Result<(), Violation> {
        let mut shown = self.lines.iter();
        let differs = shown.find(|(seq, line)| {
            let index = usize::try_from(**seq).unwrap() - 1;
            written.get(index) != Some(*line)
        });
        if differs.is_some() {
            return Err(Violation::new("both transcripts are equal", &differs));
        }
        if self.missing_after().is_none() && self.lines.len() != written.len() {
            let what = (&self.lines, written);
            return Err(Violation::new("no line is missing", &what));
        }
        Ok(())
    }
}

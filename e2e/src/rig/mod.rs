//! Heart, edge translation and softphone together in one process on one virtual clock: two pages chat over a network
//! that cuts, delays and forgets, and an edge that dies.
//!
//! Nothing here decides anything: the order of reading, storing and sending is the worker's
//! (`edge/src/worker/switchboard/turn.rs`), everything else is the real code.

mod edge;
mod network;

mod desk_page;
mod visitor_page;

mod chance;

pub use chance::Chance;

use desk_page::DeskPage;
use edge::Edge;
use network::Network;
use visitor_page::VisitorPage;

use anyhow::{Result, ensure};
use bellpull_hotline::Timestamp;
use bellpull_protocol::LineText;
use bellpull_protocol::chat::LineFrom;

/// How far the clock goes at a time, in milliseconds: finer than any delay of the network.
const STEP_MS: u64 = 10;
/// Begins at a time like any other; nothing may depend on it.
const BEGIN_MS: u64 = 1_800_000_000_000;

/// A line as somebody has it: its number, who wrote it, and the words.
pub type Told = (u32, LineFrom, String);

/// Two pages, the network and the edge.
pub struct Rig {
    now_ms: u64,
    chance: Chance,
    network: Network,
    edge: Edge,
    visitor: VisitorPage,
    desk: DeskPage,
    /// All lines that a page took, in the order of writing.
    written: Vec<String>,
}

/// Something that happens to a page or to the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    VisitorCut,
    VisitorReloads,
    DeskCut,
    DeskReloads,
    EdgeDies,
}

impl Rig {
    /// A visitor asks for a chat and an operator has taken it.
    ///
    /// # Errors
    /// When the chat does not come about.
    pub fn chatting(seed: u64) -> Result<Self> {
        let mut rig = Self {
            now_ms: BEGIN_MS,
            chance: Chance::new(seed),
            network: Network::default(),
            edge: Edge::new()?,
            visitor: VisitorPage::new()?,
            desk: DeskPage::default(),
            written: Vec::new(),
        };
        rig.visitor.wants_a_chat(rig.now_ms)?;
        rig.settle("a chat in hand", |rig| rig.desk.has_a_chat())?;
        Ok(rig)
    }

    /// One of the two writes a line that nobody has written before, if there is a chat on their screen.
    ///
    /// # Errors
    /// When the page has a chat and does not take it.
    pub fn write(&mut self, from: LineFrom) -> Result<()> {
        let words = format!("line {}", self.written.len() + 1);
        let taken = match from {
            LineFrom::Visitor => self.visitor.says(self.now_ms, &words)?,
            LineFrom::Operator => self.desk.says(self.now_ms, &words)?,
        };
        if taken {
            self.written.push(words);
        }
        Ok(())
    }

    /// # Errors
    /// When the edge cannot be restored from what it stored.
    pub fn befall(&mut self, trouble: Trouble) -> Result<()> {
        match trouble {
            Trouble::VisitorCut => self.visitor.is_cut(self.now_ms, &mut self.network),
            Trouble::DeskCut => self.desk.is_cut(&mut self.network),
            Trouble::VisitorReloads => self.visitor.reloads(self.now_ms, &mut self.network)?,
            Trouble::DeskReloads => self.desk.reloads(&mut self.network),
            Trouble::EdgeDies => {
                self.network.cut_all();
                self.edge.dies()?;
            }
        }
        Ok(())
    }

    /// Lets this much time pass, in milliseconds.
    ///
    /// # Errors
    /// When a message of ours cannot be read or stored.
    pub fn pass(&mut self, span_ms: u64) -> Result<()> {
        let end = self.now_ms + span_ms;
        while self.now_ms < end {
            self.now_ms += STEP_MS;
            let now = Timestamp::from_millis(self.now_ms);
            self.edge.wake(now, &mut self.network, &mut self.chance)?;
            self.visitor
                .step(self.now_ms, &mut self.network, &mut self.chance)?;
            self.desk
                .step(self.now_ms, &mut self.network, &mut self.chance)?;
        }
        Ok(())
    }

    /// Lets time pass without any trouble until both sides have everything.
    ///
    /// # Errors
    /// When that takes longer than a minute.
    pub fn come_to_rest(&mut self) -> Result<()> {
        self.settle("both sides to have everything", |rig| {
            let last = rig.edge.last_line();
            rig.visitor.is_whole(rig.now_ms, last) && rig.desk.is_whole(last)
        })
    }

    #[must_use]
    pub fn visitor_has(&self) -> Vec<Told> {
        self.visitor.transcript(self.now_ms)
    }

    #[must_use]
    pub fn desk_has(&self) -> Vec<Told> {
        self.desk.transcript()
    }

    /// What is durable.
    #[must_use]
    pub fn edge_has(&self) -> Vec<Told> {
        self.edge.transcript()
    }

    /// What was written and not taken away with a page that was reloaded before anybody had acknowledged it.
    #[must_use]
    pub fn expected(&self) -> Vec<String> {
        let kept = self
            .written
            .iter()
            .filter(|words| !self.desk.has_forgotten(words));
        kept.cloned().collect()
    }

    fn settle(&mut self, what: &str, mut done: impl FnMut(&Self) -> bool) -> Result<()> {
        let give_up = self.now_ms + 60_000;
        while !done(self) {
            ensure!(
                self.now_ms < give_up,
                "a minute went by without {what}:\nvisitor {:?}\ndesk {:?}\nedge {:?}",
                self.visitor_has(),
                self.desk_has(),
                self.edge_has()
            );
            self.pass(100)?;
        }
        Ok(())
    }
}

fn words(text: &LineText) -> String {
    text.expose().to_owned()
}

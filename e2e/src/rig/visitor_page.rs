//! The visitor's page: the widget's session with a socket and a memory, without a picture.

use super::network::{Ends, Network, WireId};
use super::{Chance, Told};
use anyhow::{Context as _, Result};
use bellpull_protocol::{PageId, RequestId};
use bellpull_widget::softphone::session::{Command, Input, Memory, Session, Visit, Wish};

/// How long the page takes to come back after a cut, at most.
const BACK_WITHIN_MS: u64 = 3_000;
const TICK_MS: u64 = 1_000;

pub struct VisitorPage {
    session: Session,
    wire: Option<WireId>,
    connects_at: u64,
    ticks_at: u64,
    /// The browser's storage; outlives the page.
    storage: String,
    made: u32,
    outgoing: Vec<String>,
}

impl VisitorPage {
    pub fn new() -> Result<Self> {
        Ok(Self {
            session: session(0, "")?,
            wire: None,
            connects_at: 0,
            ticks_at: 0,
            storage: String::new(),
            made: 0,
            outgoing: Vec::new(),
        })
    }

    pub fn wants_a_chat(&mut self, now_ms: u64) -> Result<()> {
        let request = RequestId::new("chat")?;
        let wish = Wish::Chat;
        self.handle(now_ms, Input::Ask { request, wish })
    }

    /// Says whether it was taken: right after a reload there is no chat on the screen to write in.
    pub fn says(&mut self, now_ms: u64, words: &str) -> Result<bool> {
        self.made += 1;
        let key = RequestId::new(format!("v{}", self.made))?;
        let text = words.to_owned();
        let before = self.session.view(now_ms).lines.len();
        self.handle(now_ms, Input::Say { key, text })?;
        Ok(self.session.view(now_ms).lines.len() > before)
    }

    pub fn is_cut(&mut self, now_ms: u64, network: &mut Network) {
        if let Some(wire) = self.wire {
            network.cut(wire);
        }
        self.ticks_at = now_ms;
    }

    /// Everything but the storage is gone.
    pub fn reloads(&mut self, now_ms: u64, network: &mut Network) -> Result<()> {
        if let Some(wire) = self.wire.take() {
            network.cut(wire);
        }
        self.outgoing.clear();
        self.made += 1_000;
        self.session = session(self.made, &self.storage)?;
        self.connects_at = now_ms;
        Ok(())
    }

    pub fn step(&mut self, now_ms: u64, network: &mut Network, chance: &mut Chance) -> Result<()> {
        match self.wire {
            Some(wire) if network.is_open(wire) => {
                for text in network.at_page(now_ms, wire) {
                    let message = serde_json::from_str(&text)
                        .with_context(|| format!("the widget cannot read {text}"))?;
                    self.handle(now_ms, Input::Message(message))?;
                }
            }
            Some(_) => {
                self.wire = None;
                self.connects_at = now_ms + chance.below(BACK_WITHIN_MS);
                self.handle(now_ms, Input::LinkDown)?;
            }
            None if self.connects_at <= now_ms => {
                self.wire = Some(network.open(Ends::Visitor));
                self.handle(now_ms, Input::LinkUp)?;
            }
            None => {}
        }
        if self.ticks_at <= now_ms {
            self.ticks_at = now_ms + TICK_MS;
            self.handle(now_ms, Input::Tick)?;
        }
        for text in std::mem::take(&mut self.outgoing) {
            // Without a wire it is dropped, as by a closed socket.
            if let Some(wire) = self.wire {
                network.send_to_edge(now_ms, wire, text, chance);
            }
        }
        Ok(())
    }

    pub fn is_whole(&self, now_ms: u64, last: u32) -> bool {
        let lines = self.session.view(now_ms).lines;
        let all_told = lines.iter().all(|line| line.told.is_some());
        all_told && u32::try_from(lines.len()) == Ok(last)
    }

    pub fn transcript(&self, now_ms: u64) -> Vec<Told> {
        let lines = self.session.view(now_ms).lines.into_iter();
        let told = lines.filter_map(|line| Some((line.told?.0, line.from, line.text)));
        told.collect()
    }

    fn handle(&mut self, now_ms: u64, input: Input) -> Result<()> {
        self.session.handle(now_ms, input);
        while let Some(command) = self.session.poll_command() {
            match command {
                Command::Send(message) => self.outgoing.push(serde_json::to_string(&message)?),
                Command::Remember(memory) => self.storage = memory.to_text(),
                Command::AskForMicrophone
                | Command::ReleaseMicrophone
                | Command::OpenPeer { .. }
                | Command::AcceptAnswer { .. }
                | Command::ClosePeer
                | Command::Ring
                | Command::StopRinging
                | Command::EnterDraw(_)
                | Command::AskForEntries(_)
                | Command::Reconnect => {}
            }
        }
        Ok(())
    }
}

fn session(number: u32, storage: &str) -> Result<Session> {
    let visit = Visit {
        page_id: PageId::new(format!("page-{number}"))?,
        language: "en".into(),
        page: None,
    };
    Ok(Session::new(visit, Memory::from_text(storage)))
}

//! The edge in memory: the worker's order of things over the real translation and the real heart.

use super::network::{Ends, Network, WireId};
use super::{Chance, Told, words};
use anyhow::{Context as _, Result, anyhow};
use bellpull_edge::greeting::{Keys, Reception, greet};
use bellpull_edge::party::{Door, Party};
use bellpull_edge::refusing;
use bellpull_edge::signalling::{Letter, Names, Post, Recipient, hear, post};
use bellpull_edge::tokens::{SecretHash, Signer};
use bellpull_hotline::{Effect, Input, Record, RecordId, Settings, Switchboard, Timestamp};
use bellpull_protocol::visitor::Opening;
use bellpull_protocol::{ContactId, HotlineId, OperatorId, PersonName, RefusalCode};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The session of the one operator; its ticket is what the desk shows.
const SESSION: &str = "session";

pub struct Edge {
    heart: Switchboard,
    names: Names,
    keys: Keys,
    sockets: BTreeMap<WireId, Party>,
    stored: Stored,
}

/// What outlives a death.
#[derive(Default)]
struct Stored {
    contacts: BTreeMap<ContactId, Record>,
    operators: BTreeMap<OperatorId, Record>,
    lines: BTreeMap<(ContactId, u32), Record>,
}

/// The ticket that the desk of the one operator shows.
pub fn ticket() -> Result<String> {
    let ticket = signer().ticket(&SecretHash::of(SESSION));
    Ok(ticket.context("no ticket")?.expose().to_owned())
}

fn signer() -> Signer {
    Signer::new("the rig's key, long enough for a key")
}

impl Edge {
    pub fn new() -> Result<Self> {
        let mut names = Names::default();
        names
            .hotlines
            .insert(HotlineId::new("demo")?, "Demo".into());
        names
            .operators
            .insert(OperatorId::new("anna")?, PersonName::new("Anna"));
        Ok(Self {
            heart: Switchboard::new(Settings::default()),
            names,
            keys: Keys {
                signer: signer(),
                node_secret: "unused".into(),
            },
            sockets: BTreeMap::new(),
            stored: Stored::default(),
        })
    }

    /// Takes in what arrived and does what is due.
    pub fn wake(
        &mut self,
        now: Timestamp,
        network: &mut Network,
        chance: &mut Chance,
    ) -> Result<()> {
        for wire in network.broken() {
            self.closed(now, wire, network, chance)?;
        }
        for (wire, ends, text) in network.at_edge(now.as_millis()) {
            self.message(now, (wire, ends, &text), network, chance)?;
        }
        let due = self.heart.poll_timeout().is_some_and(|(at, _)| at <= now);
        if due {
            let alive = self.signs_of_life(now);
            self.turn(now, alive, None, network, chance)?;
            self.heart.handle_timeout(now);
            self.carry_out(now, network, chance)?;
        }
        Ok(())
    }

    /// Memory and sockets go; what was stored stays.
    pub fn dies(&mut self) -> Result<()> {
        self.sockets.clear();
        let stored = &self.stored;
        let records = stored.contacts.values().chain(stored.operators.values());
        let records = records.chain(stored.lines.values()).cloned();
        self.heart = Switchboard::restore(Settings::default(), records);
        Ok(())
    }

    pub fn transcript(&self) -> Vec<Told> {
        let lines = self.stored.lines.values();
        let lines = lines.filter_map(|record| match record {
            Record::Line(line) => Some((line.seq, line.from, words(&line.text))),
            Record::Contact(_)
            | Record::Operator(_)
            | Record::Note { .. }
            | Record::Remark { .. }
            | Record::Opening { .. }
            | Record::Configured(_)
            | Record::Flow(_)
            | Record::Phone { .. } => None,
        });
        lines.collect()
    }

    /// The number of the last line.
    pub fn last_line(&self) -> u32 {
        self.stored
            .lines
            .keys()
            .map(|(_, seq)| *seq)
            .max()
            .unwrap_or_default()
    }

    fn message(
        &mut self,
        now: Timestamp,
        (wire, ends, text): (WireId, Ends, &str),
        network: &mut Network,
        chance: &mut Chance,
    ) -> Result<()> {
        if text == bellpull_protocol::limits::PING {
            return Ok(());
        }
        let Some(party) = self.sockets.get(&wire).cloned() else {
            return self.greet(now, (wire, ends, text), network, chance);
        };
        let fresh = ContactId::new(format!("c{}", chance.below(u64::MAX)))?;
        let heard = hear(&party, text, now, fresh);
        let about = Some((wire, heard.about));
        self.turn(now, heard.inputs, about, network, chance)?;
        match heard.refusal {
            Some(code) => Err(anyhow!("a page of ours said {text}, which is {code:?}")),
            None => Ok(()),
        }
    }

    fn greet(
        &mut self,
        now: Timestamp,
        (wire, ends, text): (WireId, Ends, &str),
        network: &mut Network,
        chance: &mut Chance,
    ) -> Result<()> {
        let door = match ends {
            Ends::Visitor => Door::Visitor {
                hotline: HotlineId::new("demo")?,
                hotline_name: "Demo".into(),
                hours: None,
                gone: false,
            },
            Ends::Desk => Door::Desk {
                operator: OperatorId::new("anna")?,
                name: PersonName::new("Anna"),
                organisation_name: "Demo".into(),
                session: SecretHash::of(SESSION),
                until: now.after(Duration::from_secs(3600)),
            },
        };
        let reception = Reception {
            now,
            chance: chance.bytes(),
            staffed: self.heart.is_staffed(),
            opening: Opening {
                open: true,
                ..Opening::default()
            },
            names: &self.names,
            closed: BTreeSet::new(),
        };
        let admission = greet(&door, text, &self.keys, reception)
            .map_err(|code| anyhow!("{text} is refused: {code:?}"))?;
        // A newer socket of the same party fences the older.
        let older: Vec<_> = self
            .sockets
            .iter()
            .filter(|(_, party)| is_same(party, &admission.party))
            .map(|(id, _)| *id)
            .collect();
        for older in older {
            self.sockets.remove(&older);
            network.cut(older);
            // Its party is here on the newer one.
            network.broken();
        }
        self.sockets.insert(wire, admission.party);
        network.send_to_page(now.as_millis(), wire, admission.welcome, chance);
        self.turn(
            now,
            admission.inputs,
            Some((wire, "hello")),
            network,
            chance,
        )
    }

    fn closed(
        &mut self,
        now: Timestamp,
        wire: WireId,
        network: &mut Network,
        chance: &mut Chance,
    ) -> Result<()> {
        let input = match self.sockets.remove(&wire) {
            Some(Party::Visitor(party)) => Input::VisitorDisconnected {
                visitor: party.visitor,
                at: now,
            },
            Some(Party::Operator(party)) => Input::OperatorDisconnected {
                operator: party.operator,
                at: now,
            },
            Some(Party::Media { .. } | Party::Greeting { .. } | Party::Gone) | None => {
                return Ok(());
            }
        };
        self.turn(now, vec![input], None, network, chance)
    }

    /// The pings that the runtime answers by itself.
    fn signs_of_life(&self, at: Timestamp) -> Vec<Input> {
        let alive = self.sockets.values().filter_map(|party| match party {
            Party::Visitor(party) => Some(Input::VisitorSeen {
                visitor: party.visitor.clone(),
                at,
            }),
            Party::Operator(party) => Some(Input::OperatorSeen {
                operator: party.operator.clone(),
                at,
            }),
            Party::Media { .. } | Party::Greeting { .. } | Party::Gone => None,
        });
        alive.collect()
    }

    fn turn(
        &mut self,
        now: Timestamp,
        inputs: Vec<Input>,
        asker: Option<(WireId, &str)>,
        network: &mut Network,
        chance: &mut Chance,
    ) -> Result<()> {
        for input in inputs {
            let refusal = self.heart.handle_input(now, input).err();
            if let (Some(refusal), Some((wire, about))) = (refusal, asker) {
                let code: RefusalCode = refusing::code_of(refusal);
                let refused = json!({"kind": "refused", "code": code, "sentence": code.sentence(), "about": about});
                network.send_to_page(now.as_millis(), wire, refused.to_string(), chance);
            }
        }
        self.carry_out(now, network, chance)
    }

    /// Everything is stored before anything is sent.
    fn carry_out(
        &mut self,
        now: Timestamp,
        network: &mut Network,
        chance: &mut Chance,
    ) -> Result<()> {
        let mut letters = Vec::new();
        while let Some(effect) = self.heart.poll_effect() {
            self.stored.take(&effect);
            match post(effect, &self.names)? {
                Post::Store(_) => {}
                Post::Send(letter) => letters.push(letter),
            }
        }
        for letter in letters {
            for wire in self.readers(&letter) {
                network.send_to_page(now.as_millis(), wire, letter.text.clone(), chance);
            }
        }
        Ok(())
    }

    fn readers(&self, letter: &Letter) -> Vec<WireId> {
        let reads = |party: &Party| match (&letter.to, party) {
            (Recipient::Visitor(to), Party::Visitor(party)) => *to == party.visitor,
            (Recipient::Operator(to), Party::Operator(party)) => *to == party.operator,
            (Recipient::AllVisitors | Recipient::VisitorsOf(_), Party::Visitor(_))
            | (Recipient::AllOperators, Party::Operator(_)) => true,
            (
                Recipient::Visitor(_)
                | Recipient::Operator(_)
                | Recipient::AllVisitors
                | Recipient::VisitorsOf(_)
                | Recipient::AllOperators
                | Recipient::Media,
                _,
            ) => false,
        };
        let sockets = self.sockets.iter();
        sockets
            .filter(|(_, party)| reads(party))
            .map(|(wire, _)| *wire)
            .collect()
    }
}

impl Stored {
    fn take(&mut self, effect: &Effect) {
        if let Effect::Keep(record) = effect {
            match record {
                Record::Contact(contact) => {
                    self.contacts.insert(contact.id.clone(), record.clone());
                }
                Record::Operator(operator) => {
                    self.operators.insert(operator.id.clone(), record.clone());
                }
                Record::Line(line) => {
                    self.lines
                        .insert((line.contact.clone(), line.seq), record.clone());
                }
                Record::Note { .. }
                | Record::Remark { .. }
                | Record::Opening { .. }
                | Record::Configured(_)
                | Record::Flow(_)
                | Record::Phone { .. } => {}
            }
        }
        if let Effect::Forget(RecordId::Contact(id)) = effect {
            self.contacts.remove(id);
        }
    }
}

fn is_same(one: &Party, other: &Party) -> bool {
    match (one, other) {
        (Party::Visitor(one), Party::Visitor(other)) => one.visitor == other.visitor,
        (Party::Operator(one), Party::Operator(other)) => one.operator == other.operator,
        (
            Party::Visitor(_)
            | Party::Operator(_)
            | Party::Media { .. }
            | Party::Greeting { .. }
            | Party::Gone,
            _,
        ) => false,
    }
}

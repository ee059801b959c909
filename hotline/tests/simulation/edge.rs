//! The edge as thin as it gets: memory that can vanish, a disk, one alarm, and effects that leave when they are
//! durable.

use crate::coverage::Situation;
use crate::disk::Disk;
use crate::house;
use crate::network::{ConnectionId, Peer, Told};
use crate::reference::Reference;
use crate::shadow::Shadow;
use crate::telling::Pushes;
use crate::transition::Transition;
use crate::world::{Violation, World};
use bellpull_hotline::configuration::Plan;
use bellpull_hotline::hours::OpeningHours;
use bellpull_hotline::{Effect, Fact, Input, Record, Refusal, Switchboard, Timestamp};
use bellpull_protocol::ContactId;

#[derive(Default)]
pub struct Edge {
    /// The process runs.
    pub is_up: bool,
    /// The object is in memory.
    pub memory: Option<Switchboard>,
    /// Its process was killed, so that no socket survived.
    pub was_killed: bool,
    /// When it woke without sockets, each time.
    pub woke: Vec<Timestamp>,
    pub disk: Disk,
    /// The hotline's hours, in a table of the edge's own; with a plan they are in it.
    pub hours: Option<OpeningHours>,
    pub plan: Option<Plan>,
    pub journal: Vec<Fact>,
    pub alarm: Option<Timestamp>,
    alarm_setting: u64,
    pub next_alarm_is_late: bool,
    pub crash: Option<Crash>,
    pub shadow: Option<Shadow>,
    reference: Reference,
    /// This memory told every visitor where they stand, as it does when a media node lists its legs.
    everybody_was_told: bool,
    calls: u32,
}

impl Edge {
    /// How the organisation works, as every heart is told at first.
    pub fn told(&self) -> Input {
        match &self.plan {
            Some(plan) => Input::Configure(Box::new(plan.clone())),
            None => house::told(self.hours.as_ref()),
        }
    }

    /// A second opinion of plain lists, as long as nobody wrote a plan.
    fn has_reference(&self) -> bool {
        self.plan.is_none()
    }

    pub fn running(hours: Option<OpeningHours>, plan: Option<Plan>) -> Self {
        Self {
            is_up: true,
            hours,
            plan,
            ..Self::default()
        }
    }
}

/// Where the next command is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    BeforeCommit,
    AfterCommit,
}

/// What is done to the heart in one go.
#[derive(Debug, Clone)]
pub struct Work {
    pub inputs: Vec<Input>,
    pub is_alarm: bool,
}

impl Work {
    pub fn apply(
        &self,
        now: Timestamp,
        heart: &mut Switchboard,
    ) -> (Vec<Result<(), Refusal>>, Vec<Effect>) {
        let inputs = self.inputs.iter().cloned();
        let outcomes = inputs.map(|input| heart.handle_input(now, input)).collect();
        if self.is_alarm {
            heart.handle_timeout(now);
        }
        (
            outcomes,
            std::iter::from_fn(|| heart.poll_effect()).collect(),
        )
    }
}

impl World {
    /// A message of a peer arrives.
    pub fn edge_receives(
        &mut self,
        connection: ConnectionId,
        input: Input,
    ) -> Result<(), Violation> {
        self.edge_wakes()?;
        let peer = self.network.connections[connection].peer;
        if is_hello(&input) {
            self.fence_older(peer, connection);
        }
        let input = self.edge_numbers(input);
        let work = Work {
            inputs: vec![input.clone()],
            is_alarm: false,
        };
        let Some(outcomes) = self.edge_runs(&work)? else {
            // Whatever it said died with the process.
            self.network.connections[connection].greeted &= !is_hello(&input);
            return Ok(());
        };
        self.note_outcome(&input, outcomes[0]);
        if let Err(refusal) = outcomes[0] {
            self.edge_refuses(peer, refusal);
        }
        Ok(())
    }

    /// A connection of the edge's closed; the peer may have another by now.
    pub fn edge_learns_close(&mut self, connection: ConnectionId) -> Result<(), Violation> {
        let known = &mut self.network.connections[connection];
        if !known.open_at_edge || !self.edge.is_up {
            return Ok(());
        }
        let (peer, at) = (known.peer, known.last_seen);
        let was_current = self.connection_to(peer) == Some(connection);
        self.network.connections[connection].open_at_edge = false;
        if !was_current {
            return Ok(());
        }
        let input = match peer {
            Peer::Visitor(index) => Input::VisitorDisconnected {
                visitor: self.visitors[index].id.clone(),
                at,
            },
            Peer::Operator(index) => Input::OperatorDisconnected {
                operator: self.operators[index].id.clone(),
                at,
            },
            Peer::Media => Input::MediaGone,
        };
        self.edge_wakes()?;
        let inputs = vec![input];
        self.edge_runs(&Work {
            inputs,
            is_alarm: false,
        })?;
        Ok(())
    }

    /// A request over HTTP; true when it was answered.
    pub fn edge_is_asked(&mut self, input: Input) -> Result<bool, Violation> {
        if !self.edge.is_up {
            return Ok(false);
        }
        self.edge_wakes()?;
        let inputs = vec![input];
        let answered = self.edge_runs(&Work {
            inputs,
            is_alarm: false,
        })?;
        Ok(answered.is_some())
    }

    /// The alarm rings: signs of life are read from the sockets, then what is due is done.
    pub fn edge_alarm(&mut self, setting: u64) -> Result<(), Violation> {
        if !self.edge.is_up || setting != self.edge.alarm_setting {
            return Ok(());
        }
        if self
            .edge
            .alarm
            .is_some_and(|due| self.now.since(due).as_secs() >= 10)
        {
            self.coverage.reach(Situation::AlarmTenSecondsLate);
        }
        self.edge.alarm = None;
        self.edge_wakes()?;
        let inputs = self.signs_of_life();
        self.edge_runs(&Work {
            inputs,
            is_alarm: true,
        })?;
        Ok(())
    }

    pub fn edge_is_killed(&mut self, away: std::time::Duration) {
        self.note_killed(away);
        self.trace
            .line(self.now, || format!("!! edge killed for {away:?}"));
        self.edge.is_up = false;
        self.edge.was_killed = true;
        self.edge.memory = None;
        self.edge.shadow = None;
        self.edge.crash = None;
        for id in 0..self.network.connections.len() {
            let known = &mut self.network.connections[id];
            if known.open_at_edge {
                known.open_at_edge = false;
                self.cut(id, Told::PeerOnly);
            }
        }
        self.schedule(away, Transition::EdgeStarts);
    }

    pub fn edge_starts(&mut self) {
        self.trace.line(self.now, || "edge up".into());
        self.edge.is_up = true;
        // Alarms are durable: one that is past due rings at once.
        if let Some(due) = self.edge.alarm {
            self.arm(due);
        }
    }

    /// The object comes to memory. What it was told by sockets that it has no more is forgiven; sockets that
    /// outlived it say when their pages were seen last.
    fn edge_wakes(&mut self) -> Result<(), Violation> {
        if self.edge.memory.is_some() {
            return Ok(());
        }
        let records = self.edge.disk.records();
        let heart = Switchboard::restore(house::settings(), records);
        if self.edge.has_reference() {
            self.edge.reference.restored(&heart);
        }
        self.pushes = Pushes::default();
        self.edge.memory = Some(heart);
        self.edge.everybody_was_told = false;
        let has_sockets = self
            .network
            .connections
            .iter()
            .any(|known| known.open_at_edge && known.greeted);
        self.trace.line(self.now, || "edge restored".into());
        let stayed = self.connection_to(Peer::Media).map(|_| Input::MediaStayed);
        let mut inputs = vec![self.edge.told()];
        inputs.extend(stayed);
        inputs.extend(self.signs_of_life());
        if self.edge.was_killed || !has_sockets {
            self.edge.woke.push(self.now);
            inputs.push(Input::Woke);
        }
        self.edge.was_killed = false;
        self.edge_runs(&Work {
            inputs,
            is_alarm: false,
        })?;
        Ok(())
    }

    fn signs_of_life(&self) -> Vec<Input> {
        let mut inputs = vec![];
        for known in &self.network.connections {
            if !known.open_at_edge || !known.greeted {
                continue;
            }
            let at = known.last_seen;
            match known.peer {
                Peer::Visitor(index) => inputs.push(Input::VisitorSeen {
                    visitor: self.visitors[index].id.clone(),
                    at,
                }),
                Peer::Operator(index) => inputs.push(Input::OperatorSeen {
                    operator: self.operators[index].id.clone(),
                    at,
                }),
                Peer::Media => {}
            }
        }
        inputs
    }

    /// One command: heart, commit, effects, alarm. `None` when the process died in between.
    fn edge_runs(&mut self, work: &Work) -> Result<Option<Vec<Result<(), Refusal>>>, Violation> {
        let now = self.now;
        let Some(mut heart) = self.edge.memory.take() else {
            return Ok(None);
        };
        let (outcomes, effects) = work.apply(now, &mut heart);
        self.trace_run(work, &outcomes, &effects);
        self.note_work(work, &effects);
        self.pushes_are_rare(work, &effects)?;
        if let Some(shadow) = self.edge.shadow.take() {
            shadow.must_agree(now, work, (&outcomes, &effects), &heart)?;
            self.coverage.reach(Situation::ShadowCompared);
        }

        let crash = self.edge.crash.take();
        if crash == Some(Crash::BeforeCommit) {
            self.coverage.reach(Situation::KilledBeforeCommit);
            let away = self.chance.millis(100, 3_000);
            self.edge_is_killed(away);
            return Ok(None);
        }
        if self.edge.has_reference() {
            self.edge.reference.apply(now, work);
        }
        for effect in &effects {
            self.edge.disk.perform(effect);
            if let Effect::Keep(Record::Line(line)) = effect {
                self.ledger.keep_line(line)?;
            }
            if let Effect::Journal(fact) = effect {
                self.note_fact(fact);
                self.ledger.write(fact)?;
                self.whoever_is_there_keeps_the_place(fact)?;
                self.edge.journal.push(fact.clone());
            }
        }
        self.check_step(&heart, work, &effects)?;
        if self.edge.has_reference() {
            self.edge.reference.must_agree(&heart)?;
        }
        let lists_legs = |input: &Input| matches!(input, Input::MediaConnected { .. });
        self.edge.everybody_was_told |= work.inputs.iter().any(lists_legs);
        if self.edge.everybody_was_told && self.chance.percent(5) {
            self.edge.shadow = Shadow::of(now, &heart, &self.edge)?;
        }
        let next = heart.poll_timeout().map(|(at, _)| at);
        self.edge.memory = Some(heart);
        if next != self.edge.alarm {
            self.edge.alarm = next;
            self.edge.alarm_setting += 1;
            if let Some(due) = next {
                self.arm(due);
            }
        }
        if crash == Some(Crash::AfterCommit) {
            self.coverage.reach(Situation::KilledAfterCommit);
            let away = self.chance.millis(100, 3_000);
            self.edge_is_killed(away);
            return Ok(None);
        }
        for effect in effects {
            self.edge_sends(effect);
        }
        Ok(Some(outcomes))
    }

    fn arm(&mut self, due: Timestamp) {
        let late = if self.is_calm() {
            self.chance.millis(0, 5)
        } else if std::mem::take(&mut self.edge.next_alarm_is_late) {
            self.chance.millis(1_000, 60_000)
        } else {
            self.chance.millis(0, 50)
        };
        let setting = self.edge.alarm_setting;
        let at = due.max(self.now).after(late);
        self.schedule_at(at, Transition::Alarm { setting });
    }

    /// Gives a call its fresh id.
    fn edge_numbers(&mut self, mut input: Input) -> Input {
        if let Input::Enter { entering, .. } = &mut input {
            self.edge.calls += 1;
            entering.contact = ContactId::new(format!("c{:04}", self.edge.calls)).unwrap();
        }
        input
    }
}

fn is_hello(input: &Input) -> bool {
    matches!(
        input,
        Input::VisitorConnected { .. }
            | Input::OperatorConnected { .. }
            | Input::MediaConnected { .. }
    )
}

//! All legs and bridges of one media thread, without sockets, clock or threads.
//!
//! ```text
//! handle_input(now, command or datagram) ─┐
//! handle_timeout(now) ────────────────────┴→ poll_effect() until None, then poll_timeout()
//! ```

mod agenda;
mod commands;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use bellpull_protocol::media::{CloseCause, FromMedia, LegReport};
use bellpull_protocol::{LegId, OrganisationId};
use str0m::net::Transmit;
use tracing::{error, info, warn};

use crate::bridge::{Change, Hears, Table};
use crate::command::Command;
use crate::connection::Packet;
use crate::demux::{Demux, Route};
use crate::gate::{Bounds, Gate};
use crate::leg::{Leg, LegHappening, LegKey, LegNo};
use crate::path::{Datagram, Door, Path};
use crate::prompt::Prompt;
use crate::tally::{Dropped, Tally};
use agenda::Agenda;

pub enum Input<'a> {
    /// Only reaches legs of the organisation on whose link it came.
    Command {
        organisation: OrganisationId,
        command: Command,
    },
    Datagram(Datagram<'a>),
}

#[derive(Debug)]
pub enum Effect {
    Transmit(Transmit),
    Report {
        organisation: OrganisationId,
        message: FromMedia,
    },
    /// This engine no longer holds a leg of that name.
    Forget(LegKey),
}

pub struct Engine {
    /// The candidates of every answer.
    doors: Vec<Door>,
    tone: Arc<Prompt>,
    bounds: Bounds,
    legs: BTreeMap<LegNo, Leg>,
    agenda: Agenda,
    numbers: BTreeMap<LegKey, LegNo>,
    next_number: u64,
    table: Table,
    demux: Demux,
    gate: Gate,
    tally: Tally,
    effects: VecDeque<Effect>,
}

impl Engine {
    #[must_use]
    pub fn new(doors: Vec<Door>, tone: Arc<Prompt>, bounds: Bounds) -> Self {
        Self {
            doors,
            tone,
            bounds,
            legs: BTreeMap::new(),
            agenda: Agenda::default(),
            numbers: BTreeMap::new(),
            next_number: 0,
            table: Table::default(),
            demux: Demux::default(),
            gate: Gate::default(),
            tally: Tally::default(),
            effects: VecDeque::new(),
        }
    }

    pub fn handle_input(&mut self, now: Instant, input: Input<'_>) {
        match input {
            Input::Datagram(datagram) => self.handle_datagram(now, datagram),
            Input::Command {
                organisation,
                command,
            } => self.handle_command(now, organisation, command),
        }
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        // All at once, so that a leg that is due again at once cannot keep the thread here.
        let due: Vec<LegNo> = std::iter::from_fn(|| self.agenda.take_due(now)).collect();
        for number in due {
            if let Some(leg) = self.legs.get_mut(&number) {
                leg.handle_timeout(now);
            }
            self.settle(now, number);
        }
    }

    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When to call [`Self::handle_timeout`]; `None` without legs.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.agenda.next()
    }

    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// How many legs and how many bridges there are now.
    #[must_use]
    pub fn census(&self) -> (usize, usize) {
        (self.legs.len(), self.table.bridges())
    }

    /// The legs of one organisation, as the edge wants them listed.
    #[must_use]
    pub fn legs(&self, organisation: &OrganisationId) -> Vec<LegReport> {
        let of_organisation = |(key, _): &(&LegKey, &LegNo)| key.organisation == *organisation;
        let report = |(key, number): (&LegKey, &LegNo)| {
            let leg = self.legs.get(number)?;
            let others = self.table.hears(*number).legs();
            let [bridged_with, third] = others.map(|other| self.leg_id(other?));
            Some(LegReport {
                leg: key.leg.clone(),
                attempt: leg.attempt(),
                up: leg.is_up(),
                bridged_with,
                third,
            })
        };
        self.numbers
            .iter()
            .filter(of_organisation)
            .filter_map(report)
            .collect()
    }

    /// Says goodbye to all browsers; nothing is reported, because the links end as well.
    pub fn shut_down(&mut self) {
        for mut leg in std::mem::take(&mut self.legs).into_values() {
            self.send_all(leg.close());
        }
        self.numbers.clear();
        self.agenda = Agenda::default();
    }

    fn handle_datagram(&mut self, now: Instant, datagram: Datagram<'_>) {
        self.tally.received.add(datagram.contents.len());
        if let Err(why) = self.try_datagram(now, datagram) {
            self.tally.note_dropped(why);
        }
    }

    fn try_datagram(&mut self, now: Instant, datagram: Datagram<'_>) -> Result<(), Dropped> {
        let path = datagram.path;
        let route = self.demux.route(path, datagram.contents)?;
        let (Route::Proved(number) | Route::Claims(number)) = route;
        self.admit(now, path, number)?;
        let leg = self.legs.get_mut(&number).ok_or(Dropped::UnknownAddress)?;
        let taken = leg.handle_datagram(now, datagram);
        if taken.is_ok() && route == Route::Claims(number) {
            self.demux.note_proof(path, number);
            self.note_heard(now, number);
        }
        self.settle(now, number);
        taken
    }

    /// A path that another leg is using is not given away: whoever has a leg of their own could otherwise
    /// silence somebody else's by sending STUN with a forged source.
    fn admit(&mut self, now: Instant, path: Path, number: LegNo) -> Result<(), Dropped> {
        let is_admitted = match self.demux.owner(path) {
            Some(owner) if owner == number => {
                let leg = self.legs.get_mut(&number);
                leg.is_some_and(|leg| leg.admits(now))
            }
            Some(owner) if self.legs.get(&owner).is_some_and(Leg::is_up) => {
                return Err(Dropped::Unauthenticated);
            }
            Some(_) | None => self.gate.admits(now, path.source.ip()),
        };
        is_admitted.then_some(()).ok_or(Dropped::Flooding)
    }

    /// Carries out what a leg did since it was last looked at.
    fn settle(&mut self, now: Instant, number: LegNo) {
        while let Some(happening) = self
            .legs
            .get_mut(&number)
            .and_then(|leg| leg.poll_happening(now))
        {
            match happening {
                LegHappening::Send(transmit) => self.send(transmit),
                LegHappening::Heard(packet) => {
                    self.note_heard(now, number);
                    self.forward(now, number, &packet);
                }
                LegHappening::Up => {
                    self.tally.came_up += 1;
                    self.report_up(number);
                }
                LegHappening::Lost => {
                    self.report_state(number, |leg, attempt| FromMedia::LegLost { leg, attempt });
                }
                LegHappening::Closed(cause) => self.remove(now, number, cause),
            }
        }
        if let Some(leg) = self.legs.get(&number) {
            self.agenda.note(number, leg.poll_timeout());
        }
    }

    fn send(&mut self, transmit: Transmit) {
        self.tally.sent.add(transmit.contents.len());
        self.effects.push_back(Effect::Transmit(transmit));
    }

    fn send_all(&mut self, transmits: Vec<Transmit>) {
        for transmit in transmits {
            self.send(transmit);
        }
    }

    fn forward(&mut self, now: Instant, from: LegNo, packet: &Packet) {
        for (listener, slot) in self.table.listeners_of(from) {
            if let Some(leg) = self.legs.get_mut(&listener) {
                leg.send(now, slot, packet);
                self.settle(now, listener);
            }
        }
    }

    fn note_heard(&mut self, now: Instant, number: LegNo) {
        if self
            .legs
            .get_mut(&number)
            .is_some_and(|leg| leg.note_heard(now))
        {
            self.report_up(number);
        }
    }

    fn report_up(&mut self, number: LegNo) {
        self.report_state(number, |leg, attempt| FromMedia::LegUp { leg, attempt });
    }

    fn report_state(&mut self, number: LegNo, message: impl FnOnce(LegId, u32) -> FromMedia) {
        let Some(leg) = self.legs.get(&number) else {
            return;
        };
        let (key, attempt) = (leg.key.clone(), leg.attempt());
        let message = message(key.leg.clone(), attempt);
        if matches!(message, FromMedia::LegLost { .. }) {
            warn!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "leg lost");
        } else {
            info!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "leg up");
        }
        self.report(&key.organisation, message);
    }

    fn remove(&mut self, now: Instant, number: LegNo, cause: CloseCause) {
        let Some(mut leg) = self.legs.remove(&number) else {
            return;
        };
        let (key, attempt) = (leg.key.clone(), leg.attempt());
        self.send_all(leg.close());
        self.tally.note_closed(cause);
        self.numbers.remove(&key);
        self.agenda.forget(number);
        self.demux.forget(number);
        let changes = self.table.remove(number);
        self.apply_hearing(now, &changes);
        match cause {
            CloseCause::Fault => {
                error!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "leg closed by a fault");
            }
            CloseCause::Security => {
                warn!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "leg closed: its handshake was somebody else's");
            }
            CloseCause::Asked
            | CloseCause::GivenUp
            | CloseCause::PeerClosed
            | CloseCause::Unknown => {
                info!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, ?cause, "leg closed");
            }
        }
        self.report(
            &key.organisation,
            FromMedia::LegClosed {
                leg: key.leg.clone(),
                attempt,
                cause,
            },
        );
        self.effects.push_back(Effect::Forget(key));
    }

    /// Makes the legs hear what the table says.
    fn apply_hearing(&mut self, now: Instant, changes: &[Change]) {
        for change in changes {
            // Asked anew: a leg that broke while this was applied has changed the table again.
            let tone = match self.table.hears(change.leg) {
                Hears::WaitingTone => Some(self.tone.clone()),
                Hears::Silence | Hears::One(_) | Hears::Two(..) => None,
            };
            if let Some(leg) = self.legs.get_mut(&change.leg) {
                for slot in change.switched() {
                    leg.switch_source(slot);
                }
                leg.set_tone(now, tone);
            }
            self.settle(now, change.leg);
        }
    }

    fn report(&mut self, organisation: &OrganisationId, message: FromMedia) {
        self.effects.push_back(Effect::Report {
            organisation: organisation.clone(),
            message,
        });
    }

    fn leg_id(&self, number: LegNo) -> Option<LegId> {
        self.legs.get(&number).map(|leg| leg.key.leg.clone())
    }
}

#[cfg(test)]
mod tests;

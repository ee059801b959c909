//! All legs and bridges of one media thread, without sockets, clock or threads.
//!
//! ```text
//! handle_input(now, command or datagram) ─┐
//! handle_timeout(now) ────────────────────┴→ poll_effect() until None, then poll_timeout()
//! ```

mod commands;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use bellpull_protocol::media::{CloseCause, FromMedia, LegReport};
use bellpull_protocol::{LegId, OrganisationId};
use str0m::net::Transmit;
use tracing::{error, info};

use crate::bridge::{Hears, Table};
use crate::command::Command;
use crate::connection::{Datagram, Packet};
use crate::demux::{Demux, Route};
use crate::leg::{Leg, LegHappening, LegKey, LegNo};
use crate::prompt::Prompt;

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
    /// Where browsers reach this thread: the candidates of every answer.
    addresses: Vec<SocketAddr>,
    tone: Arc<Prompt>,
    legs: BTreeMap<LegNo, Leg>,
    numbers: BTreeMap<LegKey, LegNo>,
    next_number: u64,
    table: Table,
    demux: Demux,
    effects: VecDeque<Effect>,
}

impl Engine {
    #[must_use]
    pub fn new(addresses: Vec<SocketAddr>, tone: Arc<Prompt>) -> Self {
        Self {
            addresses,
            tone,
            legs: BTreeMap::new(),
            numbers: BTreeMap::new(),
            next_number: 0,
            table: Table::default(),
            demux: Demux::default(),
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
        let due: Vec<LegNo> = self
            .legs
            .iter()
            .filter_map(|(&number, leg)| (leg.poll_timeout() <= now).then_some(number))
            .collect();
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
        self.legs.values().map(Leg::poll_timeout).min()
    }

    /// The legs of one organisation, as the edge wants them listed.
    #[must_use]
    pub fn legs(&self, organisation: &OrganisationId) -> Vec<LegReport> {
        let of_organisation = |(key, _): &(&LegKey, &LegNo)| key.organisation == *organisation;
        let report = |(key, number): (&LegKey, &LegNo)| {
            let leg = self.legs.get(number)?;
            Some(LegReport {
                leg: key.leg.clone(),
                attempt: leg.attempt(),
                up: leg.is_up(),
                bridged_with: self
                    .table
                    .partner(*number)
                    .and_then(|partner| self.leg_id(partner)),
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
            self.effects
                .extend(leg.close().into_iter().map(Effect::Transmit));
        }
        self.numbers.clear();
    }

    fn handle_datagram(&mut self, now: Instant, datagram: Datagram<'_>) {
        let (number, is_claim) = match self.demux.route(datagram.source, datagram.contents) {
            Some(Route::Confirmed(number)) => (number, false),
            Some(Route::Claims(number)) if !self.is_taken(datagram.source, number) => {
                (number, true)
            }
            Some(Route::Claims(_)) | None => return,
        };
        let Some(leg) = self.legs.get_mut(&number) else {
            return;
        };
        if leg.handle_datagram(now, datagram) && is_claim {
            self.demux.confirm(datagram.source, number);
            self.note_heard(now, number);
        }
        self.settle(now, number);
    }

    /// An address that another leg is using is not given away: whoever has a leg of their own could otherwise
    /// silence somebody else's by sending STUN with a forged source.
    fn is_taken(&self, address: SocketAddr, by: LegNo) -> bool {
        let owner = self.demux.owner(address).filter(|&owner| owner != by);
        owner
            .and_then(|owner| self.legs.get(&owner))
            .is_some_and(Leg::is_up)
    }

    /// Carries out what a leg did since it was last looked at.
    fn settle(&mut self, now: Instant, number: LegNo) {
        while let Some(happening) = self
            .legs
            .get_mut(&number)
            .and_then(|leg| leg.poll_happening(now))
        {
            match happening {
                LegHappening::Send(transmit) => self.effects.push_back(Effect::Transmit(transmit)),
                LegHappening::Heard(packet) => {
                    self.note_heard(now, number);
                    self.forward(now, number, packet);
                }
                LegHappening::Up => self.report_up(number),
                LegHappening::Lost => {
                    self.report_state(number, "leg lost", |leg, attempt| FromMedia::LegLost {
                        leg,
                        attempt,
                    });
                }
                LegHappening::Closed(cause) => self.remove(now, number, cause),
            }
        }
    }

    fn forward(&mut self, now: Instant, from: LegNo, packet: Packet) {
        let Some(listener) = self.table.listener_of(from) else {
            return;
        };
        if let Some(leg) = self.legs.get_mut(&listener) {
            leg.send(now, packet);
            self.settle(now, listener);
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
        self.report_state(number, "leg up", |leg, attempt| FromMedia::LegUp {
            leg,
            attempt,
        });
    }

    fn report_state(
        &mut self,
        number: LegNo,
        what: &str,
        message: impl FnOnce(LegId, u32) -> FromMedia,
    ) {
        let Some(leg) = self.legs.get(&number) else {
            return;
        };
        let (key, attempt) = (leg.key.clone(), leg.attempt());
        info!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "{what}");
        self.report(&key.organisation, message(key.leg, attempt));
    }

    fn remove(&mut self, now: Instant, number: LegNo, cause: CloseCause) {
        let Some(mut leg) = self.legs.remove(&number) else {
            return;
        };
        let (key, attempt) = (leg.key.clone(), leg.attempt());
        self.effects
            .extend(leg.close().into_iter().map(Effect::Transmit));
        self.numbers.remove(&key);
        self.demux.forget(number);
        let changed = self.table.remove(number);
        self.apply_hearing(now, &changed);
        match cause {
            CloseCause::Fault => {
                error!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "leg closed by a fault");
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
    fn apply_hearing(&mut self, now: Instant, changed: &[LegNo]) {
        for &number in changed {
            let tone = match self.table.hears(number) {
                Hears::WaitingTone => Some(self.tone.clone()),
                Hears::Silence | Hears::Leg(_) => None,
            };
            if let Some(leg) = self.legs.get_mut(&number) {
                leg.set_tone(now, tone);
            }
            self.settle(now, number);
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

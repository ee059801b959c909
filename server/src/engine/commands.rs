//! How the engine carries out what the edge asks.

use std::time::Instant;

use bellpull_protocol::media::{CloseCause, FromMedia, Side};
use bellpull_protocol::{OrganisationId, RefusalCode, Sdp};
use tracing::field::display;
use tracing::{info, warn};

use super::{Effect, Engine};
use crate::command::Command;
use crate::connection::Connection;
use crate::leg::{Leg, LegKey, LegNo};

impl Engine {
    pub(super) fn handle_command(
        &mut self,
        now: Instant,
        organisation: OrganisationId,
        command: Command,
    ) {
        let key = |leg| LegKey {
            organisation: organisation.clone(),
            leg,
        };
        match command {
            Command::Open {
                leg,
                attempt,
                side,
                sdp,
            } => self.open(now, key(leg), attempt, side, &sdp),
            Command::Bridge { a, b, third } => {
                self.bridge(now, &key(a), &key(b), third.map(key).as_ref());
            }
            Command::Hold { leg } => self.hold(now, &key(leg)),
            Command::Close { leg } => self.close(now, &key(leg)),
        }
    }

    fn open(&mut self, now: Instant, key: LegKey, attempt: u32, side: Side, sdp: &Sdp) {
        let existing = self.numbers.get(&key).copied();
        let latest = existing
            .and_then(|number| self.legs.get(&number))
            .map(Leg::attempt);
        if latest > Some(attempt) {
            return;
        }
        if let Some(number) = existing.filter(|_| latest == Some(attempt)) {
            return self.repeat_answer(number);
        }
        if self.is_full(existing) {
            warn!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, "offer refused: too many legs or handshakes");
            self.tally.refused_full += 1;
            return self.refuse(key, attempt, RefusalCode::NoMedia, existing.is_some());
        }
        let answered = match Connection::answer(now, &self.doors, sdp) {
            Ok(answered) => answered,
            Err(reason) => {
                warn!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, %reason, "offer refused");
                self.tally.bad_offers += 1;
                return self.refuse(key, attempt, RefusalCode::BadSdp, existing.is_some());
            }
        };
        self.tally.opened += 1;
        info!(leg_id = %key.leg, organisation_id = %key.organisation, attempt, ?side, "leg opened");
        let number = match existing.and_then(|number| Some((number, self.legs.get_mut(&number)?))) {
            Some((number, leg)) => {
                let last_words = leg.replace(now, attempt, answered);
                self.send_all(last_words);
                number
            }
            None => self.add(now, Leg::new(now, key, side, attempt, answered)),
        };
        if let Some(leg) = self.legs.get(&number) {
            self.demux.register(number, leg.ufrag().to_owned());
        }
        self.repeat_answer(number);
        self.settle(now, number);
    }

    /// Whether one more handshake, and unless it is for a leg that exists one more leg, is beyond the bounds.
    fn is_full(&self, existing: Option<LegNo>) -> bool {
        let is_new = existing.is_none();
        let openings = || self.legs.values().filter(|leg| leg.is_opening()).count();
        (is_new && self.legs.len() >= self.bounds.legs) || openings() >= self.bounds.handshakes
    }

    fn refuse(
        &mut self,
        key: LegKey,
        attempt: u32,
        code: RefusalCode,
        an_older_attempt_goes_on: bool,
    ) {
        let message = FromMedia::LegRefused {
            leg: key.leg.clone(),
            attempt,
            code,
        };
        self.report(&key.organisation, message);
        if !an_older_attempt_goes_on {
            self.effects.push_back(Effect::Forget(key));
        }
    }

    fn add(&mut self, now: Instant, leg: Leg) -> LegNo {
        self.next_number += 1;
        let number = LegNo(self.next_number);
        self.numbers.insert(leg.key.clone(), number);
        let change = self.table.add(number, leg.side);
        self.legs.insert(number, leg);
        self.apply_hearing(now, &[change]);
        number
    }

    fn repeat_answer(&mut self, number: LegNo) {
        let Some(leg) = self.legs.get(&number) else {
            return;
        };
        let (key, attempt, is_up) = (leg.key.clone(), leg.attempt(), leg.is_up());
        let answered = FromMedia::LegAnswered {
            leg: key.leg.clone(),
            attempt,
            sdp: leg.answer().clone(),
        };
        self.report(&key.organisation, answered);
        if is_up {
            self.report(
                &key.organisation,
                FromMedia::LegUp {
                    leg: key.leg,
                    attempt,
                },
            );
        }
    }

    fn bridge(&mut self, now: Instant, a: &LegKey, b: &LegKey, third: Option<&LegKey>) {
        let third_leg_id = third.map(|third| display(&third.leg));
        let number = |key: &LegKey| self.numbers.get(key).copied();
        let numbers = match (number(a), number(b), third.map(number)) {
            (Some(a), Some(b), None) => Some((a, b, None)),
            (Some(a), Some(b), Some(Some(third))) => Some((a, b, Some(third))),
            (None, _, _) | (_, None, _) | (_, _, Some(None)) => None,
        };
        let changes = numbers.and_then(|(a, b, third)| self.table.bridge(a, b, third));
        let Some(changes) = changes else {
            warn!(leg_id = %a.leg, other_leg_id = %b.leg, third_leg_id, "cannot bridge: a leg is not known");
            return;
        };
        self.apply_hearing(now, &changes);
        if !changes.is_empty() {
            info!(leg_id = %a.leg, other_leg_id = %b.leg, third_leg_id, organisation_id = %a.organisation, "bridged");
        }
        let message = FromMedia::Bridged {
            a: a.leg.clone(),
            b: b.leg.clone(),
            third: third.map(|third| third.leg.clone()),
        };
        self.report(&a.organisation, message);
    }

    fn hold(&mut self, now: Instant, key: &LegKey) {
        if let Some(&number) = self.numbers.get(key) {
            let changes = self.table.hold(number);
            self.apply_hearing(now, &changes);
        }
    }

    fn close(&mut self, now: Instant, key: &LegKey) {
        if let Some(&number) = self.numbers.get(key) {
            self.remove(now, number, CloseCause::Asked);
        }
    }
}

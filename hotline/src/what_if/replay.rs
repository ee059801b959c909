//! The period once more: visitors and operators around a real switchboard.

use super::desks::Desks;
use super::patience::{Known, Patience};
use super::recording::Recording;
use super::roster::Shift;
use super::scenario::Scenario;
use super::schedule::{Schedule, Step};
use crate::channel::{ChannelKind, TryOutcome, Way};
use crate::contact::ContactState;
use crate::effect::Effect;
use crate::fact::{Fact, FactKind};
use crate::input::{Entering, Input, Wish};
use crate::operator::{BreakReason, PresenceChoice};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::switchboard::Switchboard;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, LineText, OperatorId, PhoneNumber, RequestId, Sdp, VisitorId};
use std::collections::BTreeMap;
use std::time::Duration;

/// A long day of a large hotline, and seconds of work.
const MOST_CONTACTS: usize = 20_000;
/// A contact takes about a dozen.
const MOST_STEPS: u32 = 1_000_000;
/// Nobody's page or sound fails in a replay, so no lease runs out.
const ALWAYS: Duration = Duration::from_secs(30 * 24 * 3_600);

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replay {
    pub facts: Vec<Fact>,
    /// Who was not let in.
    pub refused: u32,
    pub cut_short: bool,
}

/// Plays until `until`, and then until whoever is in hand then is done.
#[must_use]
pub fn replay(
    recording: &Recording,
    shifts: &[Shift],
    scenario: &Scenario,
    until: Timestamp,
) -> Replay {
    let mut world = World::new(recording, scenario);
    world.plan(shifts);
    let begin = world.schedule.next_at().unwrap_or(until);
    world.hear(begin, Input::MediaConnected { legs: vec![] });
    let plan = Box::new(scenario.changed_plan(shifts));
    world.hear(begin, Input::Configure(plan));
    world.run(until);
    world.replay
}

struct World<'a> {
    recording: &'a Recording,
    desks: Desks<'a>,
    patience: Known,
    seed: u64,
    /// By their numbers in the recording.
    numbers: BTreeMap<&'a ContactId, usize>,
    heart: Switchboard,
    schedule: Schedule,
    replay: Replay,
    steps: u32,
}

impl<'a> World<'a> {
    fn new(recording: &'a Recording, scenario: &Scenario) -> Self {
        let arrivals = || recording.arrivals.iter().take(MOST_CONTACTS);
        let numbers = arrivals().enumerate();
        Self {
            recording,
            desks: Desks::of(recording, scenario.seed),
            patience: Known::of(arrivals().map(|arrival| arrival.patience)),
            seed: scenario.seed,
            numbers: numbers.map(|(n, arrival)| (&arrival.contact, n)).collect(),
            heart: Switchboard::new(Settings {
                visitor_lease: ALWAYS,
                operator_lease: ALWAYS,
                wrap_up: ALWAYS,
                dialling: ALWAYS,
                ..Settings::default()
            }),
            schedule: Schedule::default(),
            replay: Replay {
                cut_short: recording.arrivals.len() > MOST_CONTACTS,
                ..Replay::default()
            },
            steps: 0,
        }
    }

    fn plan(&mut self, shifts: &[Shift]) {
        for shift in shifts {
            let operator = || shift.operator.clone();
            self.schedule.plan(shift.from, Step::Comes(operator()));
            let ends = if shift.goes {
                Step::Goes(operator())
            } else {
                Step::TakesBreak(operator())
            };
            self.schedule.plan(shift.until, ends);
        }
        let arrivals = self.recording.arrivals.iter().take(MOST_CONTACTS);
        for (number, arrival) in arrivals.enumerate() {
            self.schedule.plan(arrival.at, Step::Arrives(number));
        }
    }

    fn run(&mut self, until: Timestamp) {
        loop {
            let due = self.heart.poll_timeout().map(|(at, _)| at);
            let planned = self.schedule.next_at();
            let Some(next) = due.into_iter().chain(planned).min() else {
                return;
            };
            if next > until {
                return;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                self.replay.cut_short = true;
                return;
            }
            if due.is_some_and(|due| planned.is_none_or(|planned| due <= planned)) {
                self.heart.handle_timeout(next);
                self.perform(next);
            } else if let Some((at, step)) = self.schedule.pop() {
                self.step(at, step);
            }
        }
    }

    fn step(&mut self, now: Timestamp, step: Step) {
        match step {
            Step::Arrives(number) => self.arrives(now, number),
            Step::GivesUp(contact) => {
                if self.waits(&contact) {
                    self.hang_up(now, contact);
                }
            }
            Step::AsksForCallback(contact) => {
                if self.waits(&contact)
                    && let Some(entering) = self.entering(&contact)
                {
                    let wish = Wish::callback(phone());
                    self.hear(now, Input::Enter { entering, wish });
                }
            }
            Step::Comes(operator) => {
                let connected = Input::OperatorConnected {
                    operator: operator.clone(),
                    ready: true,
                };
                self.hear(now, connected);
                self.choose(now, operator, PresenceChoice::Available);
            }
            Step::Goes(operator) => self.choose(now, operator, PresenceChoice::Offline),
            Step::TakesBreak(operator) => self.choose(now, operator, PresenceChoice::Break),
            Step::Accepts(operator, contact, ring) => {
                self.hear(
                    now,
                    Input::Accept {
                        operator,
                        contact,
                        ring,
                    },
                );
            }
            Step::Connects(operator, contact) => self.connects(now, operator, contact),
            Step::HangsUp(contact) => self.hang_up(now, contact),
            Step::Reaches(operator, contact) => {
                let outcome = TryOutcome::Reached;
                self.hear(
                    now,
                    Input::Tried {
                        operator,
                        contact,
                        outcome,
                    },
                );
            }
            Step::WrapsUp(operator, contact) => {
                self.hear(
                    now,
                    Input::WrapUp {
                        operator,
                        contact,
                        disposition: None,
                        topic: None,
                        note: None,
                        finish: true,
                    },
                );
            }
        }
    }

    fn arrives(&mut self, now: Timestamp, number: usize) {
        let Some(arrival) = self.recording.arrivals.get(number) else {
            return;
        };
        let Some(entering) = self.entering(&arrival.contact) else {
            return;
        };
        let wish = match arrival.channel {
            ChannelKind::Call => Wish::Call,
            ChannelKind::Chat => Wish::Chat,
            ChannelKind::Callback => Wish::callback(phone()),
            ChannelKind::Message => Wish::Message {
                key: entering.request.clone(),
                text: LineText::new("?"),
            },
        };
        let input = |entering| Input::Enter { entering, wish };
        let mut outcome = self
            .heart
            .handle_input(now, input.clone()(entering.clone()));
        if outcome == Err(Refusal::UnknownDepartment) {
            // It came there by a menu that has changed since.
            let department = None;
            let entering = Entering {
                department,
                ..entering
            };
            outcome = self.heart.handle_input(now, input(entering));
        }
        self.perform(now);
        if outcome.is_err() {
            self.replay.refused += 1;
            return;
        }
        let contact = arrival.contact.clone();
        match arrival.patience {
            Patience::GaveUp(wait) => self.schedule.plan(now.after(wait), Step::GivesUp(contact)),
            Patience::Asked(wait) => {
                let step = Step::AsksForCallback(contact);
                self.schedule.plan(now.after(wait), step);
            }
            Patience::AtLeast(wait) => {
                if let Some(wait) = self.patience.draw(wait, &contact, self.seed) {
                    self.schedule.plan(now.after(wait), Step::GivesUp(contact));
                }
            }
            Patience::Endless => {}
        }
    }

    /// Each contact has a visitor of its own: who came twice must not find the first contact still waiting.
    fn entering(&self, contact: &ContactId) -> Option<Entering> {
        let number = self.numbers.get(contact)?;
        let arrival = self.recording.arrivals.get(*number)?;
        Some(Entering {
            visitor: visitor(contact)?,
            contact: contact.clone(),
            request: RequestId::new(contact.as_str()).ok()?,
            hotline: arrival.hotline.clone(),
            department: Some(arrival.department.clone()),
            language: arrival.language.clone(),
            page: None,
        })
    }

    fn waits(&self, contact: &ContactId) -> bool {
        let known = self.heart.contact(contact);
        known.is_some_and(|known| {
            !known.has_ended() && known.operator().is_none() && !known.answered
        })
    }

    fn hang_up(&mut self, now: Timestamp, contact: ContactId) {
        if let Some(visitor) = visitor(&contact) {
            self.hear(now, Input::VisitorHangUp { visitor, contact });
        }
    }

    fn choose(&mut self, now: Timestamp, operator: OperatorId, choice: PresenceChoice) {
        self.hear(
            now,
            Input::ChoosePresence {
                operator,
                choice,
                reason: BreakReason::Break,
                until: None,
            },
        );
    }

    fn connects(&mut self, now: Timestamp, operator: OperatorId, contact: ContactId) {
        let Some(known) = self.heart.contact(&contact) else {
            return;
        };
        let theirs = known.operator_leg().map_or(0, |leg| leg.attempt);
        let (ours, is_up) = (known.leg.attempt, known.leg.is_up());
        let (visitor, sdp) = (known.visitor.clone(), Sdp::new("v=0"));
        if !is_up {
            let offer = Input::VisitorOffer {
                visitor,
                contact: contact.clone(),
                attempt: ours + 1,
                sdp: sdp.clone(),
            };
            self.hear(now, offer);
        }
        let offer = Input::OperatorOffer {
            operator,
            contact,
            attempt: theirs + 1,
            sdp,
        };
        self.hear(now, offer);
    }

    /// A refusal needs no answer: somebody else was faster.
    fn hear(&mut self, now: Timestamp, input: Input) {
        let _refused = self.heart.handle_input(now, input);
        self.perform(now);
    }

    fn perform(&mut self, now: Timestamp) {
        while let Some(effect) = self.heart.poll_effect() {
            if let Effect::Journal(fact) = effect {
                self.follow(&fact.kind, now);
                self.replay.facts.push(fact);
            } else if let Effect::OpenLeg { leg, attempt, .. } = effect {
                // Sound never fails here; what follows from it comes behind the effects under way.
                let _refused = self.heart.handle_input(now, Input::LegUp { leg, attempt });
            }
            // Others tell pages and storage what the facts tell us.
        }
    }

    /// Plans what people do next.
    fn follow(&mut self, fact: &FactKind, now: Timestamp) {
        let Some(contact) = fact.contact() else {
            return;
        };
        let by_phone = self
            .heart
            .contact(contact)
            .is_some_and(|known| matches!(known.state, ContactState::Dialling { .. }));
        let number = self.numbers.get(contact).copied();
        if let Some((after, step)) = self.desks.next_step(fact, number, by_phone) {
            self.schedule.plan(now.after(after), step);
        }
    }
}

fn visitor(contact: &ContactId) -> Option<VisitorId> {
    VisitorId::new(contact.as_str()).ok()
}

/// Nobody is called.
fn phone() -> Way {
    Way::Phone {
        number: PhoneNumber::new("+0"),
        zone: None,
    }
}

//! How each fault is done to the world.

use crate::coverage::Situation;
use crate::edge::Crash;
use crate::house;
use crate::ledger::Rules;
use crate::network::{ConnectionId, Peer, Told};
use crate::plans;
use crate::transition::{Fault, Transition};
use crate::visitor::AfterClose;
use crate::world::{Violation, World};
use bellpull_hotline::{ConsultState, Contact, ContactState, Input};
use std::time::Duration;

impl World {
    pub fn fault(&mut self) -> Result<(), Violation> {
        if self.is_calm() {
            return Ok(());
        }
        let pause = self.chance.millis(500, 8_000);
        self.schedule(pause, Transition::Fault);
        let index = self.chance.index(self.temper.len());
        let fault = self.temper[index];
        self.trace.line(self.now, || format!("!! {fault:?}"));
        let visitor = self.chance.index(self.visitors.len());
        let operator = self.chance.index(self.operators.len());
        match fault {
            Fault::KillEdge if self.edge.is_up => {
                let away = match self.chance.below(10) {
                    0 => self.chance.millis(60_000, 100_000),
                    1 => self.chance.millis(3_000, 20_000),
                    _ => self.chance.millis(100, 3_000),
                };
                self.edge_is_killed(away);
            }
            Fault::KillEdge => {}
            Fault::KillEdgeBeforeCommit => self.edge.crash = Some(Crash::BeforeCommit),
            Fault::KillEdgeAfterCommit => self.edge.crash = Some(Crash::AfterCommit),
            Fault::Hibernate => self.hibernate(),
            Fault::DelayAlarm => self.edge.next_alarm_is_late = true,
            Fault::CutSocket => {
                if let Some(id) = self.any_socket() {
                    self.cut(id, Told::Both);
                }
            }
            Fault::HalfOpenSocket => {
                if let Some(id) = self.any_socket() {
                    self.coverage.reach(Situation::HalfOpenSocket);
                    self.cut(id, Told::Nobody);
                }
            }
            Fault::CloseTab => self.visitor_closes_tab(visitor, AfterClose::Nothing),
            Fault::ReloadTab => {
                let id = self.visitors[visitor].id.clone();
                if self.is_talking(|contact| contact.visitor == id) {
                    self.coverage.reach(Situation::ReloadedInCall);
                }
                if self.is_chatting(|contact| contact.visitor == id) {
                    self.coverage.reach(Situation::ReloadedInChat);
                }
                self.visitor_closes_tab(visitor, AfterClose::OpenAgain);
            }
            Fault::CloseDesk => self.operator_closes_desk(operator, AfterClose::Nothing),
            Fault::ReloadDesk => {
                let id = &self.operators[operator].id;
                if self.is_talking(|contact| contact.operator() == Some(id)) {
                    self.coverage.reach(Situation::DeskReloadedInCall);
                }
                let id = self.operators[operator].id.clone();
                if self.is_chatting(|contact| contact.operator() == Some(&id)) {
                    self.coverage.reach(Situation::DeskReloadedInChat);
                }
                self.operator_closes_desk(operator, AfterClose::OpenAgain);
            }
            Fault::SignOut => {
                let id = &self.operators[operator].id;
                if self.is_talking(|contact| contact.operator() == Some(id)) {
                    self.coverage.reach(Situation::SignedOutInCall);
                }
                self.operator_signs_out(operator)?;
            }
            Fault::KillMedia if self.media.is_up => self.media_is_killed(),
            Fault::KillMedia => {}
            Fault::CutMediaLink => {
                if let Some(link) = self.media.link.connection {
                    if self.is_talking(|_| true) {
                        self.coverage.reach(Situation::MediaLinkCutInCall);
                    }
                    let told = self.chance.pick(&[Told::Both, Told::Nobody]);
                    self.cut(link, told);
                }
            }
            Fault::CutSound => {
                let until = self.now.after(self.chance.millis(3_000, 70_000));
                if self.chance.percent(50) {
                    self.visitors[visitor].sound_cut_until = Some(until);
                } else {
                    self.operators[operator].sound_cut_until = Some(until);
                }
            }
            Fault::SlowNetwork => {
                let until = self.now.after(self.chance.millis(2_000, 20_000));
                self.network.slow_until = Some(until);
            }
            Fault::ChangePlan => self.plan_changes()?,
            Fault::ForceOff if self.edge.plan.is_none() => {}
            Fault::ForceOff => {
                let id = self.operators[operator].id.clone();
                if self.is_talking(|contact| contact.operator() == Some(&id)) {
                    self.coverage.reach(Situation::ForcedOffInCall);
                }
                self.edge_is_asked(Input::ForceOff { operator: id })?;
            }
        }
        Ok(())
    }

    /// Somebody changes the hours, or the whole plan.
    fn plan_changes(&mut self) -> Result<(), Violation> {
        let before = self.edge.plan.as_ref().map(|plan| plan.revision);
        match before {
            Some(before) => {
                let revision = before + 1;
                let operators = self.operators.len();
                let plan = plans::plan(&mut self.chance, revision, operators);
                self.note_plan();
                self.ledger.rules = Rules::of(&plan);
                self.edge.plan = Some(plan);
            }
            None => self.edge.hours = house::hours(&mut self.chance),
        }
        let told = self.edge.told();
        self.edge_is_asked(told)?;
        Ok(())
    }

    /// The object leaves memory; runtime, sockets and alarm stay.
    fn hibernate(&mut self) {
        if let Some(heart) = self.edge.memory.take() {
            let states = || heart.contacts().map(|contact| &contact.state);
            if states().any(|state| *state == ContactState::Queued) {
                self.coverage.reach(Situation::HibernatedWhileWaiting);
            }
            if states().any(|state| matches!(state, ContactState::Bridged { .. })) {
                self.coverage.reach(Situation::HibernatedInCall);
            }
            self.edge.shadow = None;
        }
    }

    pub fn note_killed(&mut self, away: Duration) {
        if away >= Duration::from_secs(60) {
            self.coverage.reach(Situation::AwayForAMinute);
        }
        let mut met = vec![];
        for contact in self.edge.memory.iter().flat_map(|heart| heart.contacts()) {
            met.extend(consult_killed(contact));
            met.extend(match contact.state {
                ContactState::Queued => Some(Situation::KilledWhileWaiting),
                ContactState::Ringing { .. } => Some(Situation::KilledWhileRinging),
                ContactState::Connecting { .. } => Some(Situation::KilledWhileConnecting),
                ContactState::Bridged { .. } => Some(Situation::KilledInCall),
                ContactState::Chatting { .. } => Some(Situation::KilledInChat),
                ContactState::RingingBack { .. } => Some(Situation::KilledWhileRingingBack),
                ContactState::Dialling { .. } => Some(Situation::KilledWhileDialling),
                ContactState::Ended { .. } => None,
            });
        }
        let mut hearts = self.edge.memory.iter();
        let sweeps = hearts.any(|heart| !heart.places_are_told());
        met.extend(sweeps.then_some(Situation::KilledBeforeASweep));
        let mut operators = self.edge.memory.iter().flat_map(|heart| heart.operators());
        let wraps_up = |operator: &bellpull_hotline::Operator| {
            matches!(operator.activity, bellpull_hotline::Activity::WrapUp { .. })
        };
        met.extend(operators.any(wraps_up).then_some(Situation::KilledInWrapUp));
        for situation in met {
            self.coverage.reach(situation);
        }
    }

    fn is_talking(&self, which: impl Fn(&bellpull_hotline::Contact) -> bool) -> bool {
        let mut contacts = self.edge.memory.iter().flat_map(|heart| heart.contacts());
        contacts
            .any(|contact| matches!(contact.state, ContactState::Bridged { .. }) && which(contact))
    }

    fn is_chatting(&self, which: impl Fn(&bellpull_hotline::Contact) -> bool) -> bool {
        let mut contacts = self.edge.memory.iter().flat_map(|heart| heart.contacts());
        contacts
            .any(|contact| matches!(contact.state, ContactState::Chatting { .. }) && which(contact))
    }

    fn any_socket(&mut self) -> Option<ConnectionId> {
        let connections = self.network.connections.iter().enumerate();
        let usable: Vec<_> = connections
            .filter(|(_, known)| known.carries && known.peer != Peer::Media)
            .map(|(id, _)| id)
            .collect();
        (!usable.is_empty()).then(|| self.chance.pick(&usable))
    }
}

fn consult_killed(contact: &Contact) -> Option<Situation> {
    Some(match contact.consult()?.state {
        ConsultState::Ringing { .. } => Situation::KilledWhileColleagueRings,
        ConsultState::Connecting { .. } => Situation::KilledWhileColleagueConnects,
        ConsultState::Private { .. } => Situation::KilledInConsult,
        ConsultState::Together { .. } => Situation::KilledWithThree,
    })
}

//! An operator: somebody who mostly answers, and a desk that knows only what it was told.

use crate::network::{Link, Message, Peer, Told};
use crate::sound::Pc;
use crate::transcript::Transcript;
use crate::visitor::AfterClose;
use crate::world::{Violation, World};
use bellpull_hotline::{
    Activity, BreakReason, ContactState, DeskChat, DeskContact, DeskView, Disposition, Effect,
    Input, Presence, PresenceChoice, Refusal, Timestamp,
};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeMap;

pub struct Operator {
    pub id: OperatorId,
    pub page: Option<Desk>,
    /// Signed in: the session, which outlives the page.
    pub is_signed_in: bool,
    wants: PresenceChoice,
    /// Outcomes that were not confirmed yet; repeated.
    unsaved: BTreeMap<ContactId, Disposition>,
    /// Pressed the red button: repeated until the desk shows the end.
    hung_up: Option<ContactId>,
    /// The ring that this person will ignore.
    ignores: Option<(ContactId, u32)>,
    /// How many lines this person thought of.
    pub written: u32,
    pub sound_cut_until: Option<Timestamp>,
}

/// The desk in one tab.
pub struct Desk {
    pub link: Link,
    pub view: Option<DeskView>,
    pub pc: Option<Pc>,
    pub chats: Vec<DeskChat>,
    pub transcripts: BTreeMap<ContactId, Transcript>,
    /// Its sound was unlocked by a gesture.
    is_ready: bool,
    pub waits_for_state: bool,
}

impl Operator {
    pub fn named(index: usize) -> Self {
        Self {
            id: OperatorId::new(format!("o{index}")).unwrap(),
            page: None,
            is_signed_in: true,
            wants: PresenceChoice::Available,
            unsaved: BTreeMap::new(),
            hung_up: None,
            ignores: None,
            written: 0,
            sound_cut_until: None,
        }
    }
}

impl Desk {
    fn opened(now: Timestamp) -> Self {
        Self {
            link: Link::none(now),
            view: None,
            pc: None,
            chats: vec![],
            transcripts: BTreeMap::new(),
            is_ready: false,
            waits_for_state: false,
        }
    }
}

impl Desk {
    /// Nobody waits for these lines any more.
    fn forgets_unsaid(&mut self) {
        for transcript in self.transcripts.values_mut() {
            transcript.unsaid.clear();
        }
    }
}

impl World {
    pub fn operator_ticks(&mut self, index: usize) {
        let calm = self.is_calm();
        let operator = &mut self.operators[index];
        if !operator.is_signed_in {
            operator.is_signed_in = calm || self.chance.percent(3);
            return;
        }
        if operator.page.is_none() {
            if calm || self.chance.percent(4) {
                operator.page = Some(Desk::opened(self.now));
            }
            return;
        }
        if calm {
            operator.wants = PresenceChoice::Available;
        } else if self.chance.percent(1) {
            let choices = [
                PresenceChoice::Available,
                PresenceChoice::Available,
                PresenceChoice::Break,
                PresenceChoice::Offline,
            ];
            operator.wants = self.chance.pick(&choices);
        }
        if self.keeps_connected(Peer::Operator(index)) {
            self.operator_acts(index);
        }
    }

    pub fn operator_closes_desk(&mut self, index: usize, then: AfterClose) {
        let Some(desk) = self.operators[index].page.take() else {
            return;
        };
        if let Some(connection) = desk.link.connection {
            let told = self
                .chance
                .pick(&[Told::Nobody, Told::EdgeOnly, Told::EdgeOnly]);
            self.cut(connection, told);
        }
        if then == AfterClose::OpenAgain {
            self.operators[index].page = Some(Desk::opened(self.now));
        }
    }

    /// Over HTTP, and only done when it was answered.
    pub fn operator_signs_out(&mut self, index: usize) -> Result<(), Violation> {
        let operator = self.operators[index].id.clone();
        if self.edge_is_asked(Input::OperatorSignedOut { operator })? {
            self.operators[index].is_signed_in = false;
            self.operator_closes_desk(index, AfterClose::Nothing);
        }
        Ok(())
    }

    pub fn operator_receives(&mut self, index: usize, effect: Effect) -> Result<(), Violation> {
        let operator = &mut self.operators[index];
        let Some(desk) = operator.page.as_mut() else {
            return Ok(());
        };
        match effect {
            Effect::TellOperator { view, .. } => {
                let in_hand = view.contact.as_ref().map(|known| &known.contact);
                let is_live = match &view.activity {
                    Activity::Talking { .. } => true,
                    Activity::Idle | Activity::Ringing { .. } | Activity::WrapUp { .. } => false,
                };
                let keeps = |contact: &ContactId| is_live && in_hand == Some(contact);
                desk.pc.take_if(|pc| !keeps(&pc.contact));
                operator.hung_up.take_if(|contact| !keeps(contact));
                desk.waits_for_state = false;
                if let Some(contact) = &view.contact {
                    let transcript = desk.transcripts.entry(contact.contact.clone());
                    transcript.or_default().told(contact.lines);
                }
                desk.view = Some(view);
            }
            Effect::TellChats { chats, .. } => {
                for DeskChat { contact, .. } in &chats {
                    let transcript = desk.transcripts.entry(contact.contact.clone());
                    transcript.or_default().told(contact.lines);
                }
                desk.chats = chats;
            }
            Effect::TellOperatorLine { line, .. } => {
                let transcript = desk.transcripts.entry(line.contact.clone());
                transcript.or_default().take(line, LineFrom::Operator)?;
            }
            Effect::TellOperatorTyping { .. } | Effect::TellColleagues { .. } => {}
            Effect::AnswerOperator {
                contact, attempt, ..
            } => {
                if let Some(pc) = &mut desk.pc {
                    pc.answer(&contact, attempt);
                }
            }
            Effect::RefuseOperator { refusal, .. } => match refusal {
                Refusal::NoMedia | Refusal::BadSdp => {
                    desk.pc = None;
                    desk.waits_for_state = true;
                }
                // Nothing can be saved for it any more: it went to somebody else or was forgotten.
                Refusal::UnknownContact => {
                    operator.unsaved.clear();
                    desk.forgets_unsaid();
                }
                Refusal::ContactEnded | Refusal::TextTooLong => desk.forgets_unsaid(),
                Refusal::UnknownOperator
                | Refusal::RingOver
                | Refusal::WrongState
                | Refusal::Closed
                | Refusal::WaitingRoomFull
                | Refusal::TextEmpty
                | Refusal::BadRating
                | Refusal::NothingToRate
                | Refusal::NobodyThere
                | Refusal::UnknownDepartment
                | Refusal::OutsideHours
                | Refusal::ColleagueBusy
                | Refusal::UnknownReason => {}
            },
            Effect::TellSaved { contact, .. } => {
                operator.unsaved.remove(&contact);
            }
            other => return Err(Violation::new("a desk gets a desk's effects", &other)),
        }
        Ok(())
    }

    pub fn operator_hello(&self, index: usize) -> Input {
        let operator = &self.operators[index];
        Input::OperatorConnected {
            operator: operator.id.clone(),
            ready: operator.page.as_ref().is_some_and(|desk| desk.is_ready),
        }
    }

    fn operator_acts(&mut self, index: usize) {
        let operator = &self.operators[index];
        let Some(view) = operator.page.as_ref().and_then(|desk| desk.view.clone()) else {
            return;
        };
        self.operator_chooses(index, view.presence);
        self.operator_repeats_outcomes(index);
        self.operator_chats(index);
        self.operator_plans_a_pause(index);
        match (&view.activity, &view.contact) {
            (Activity::Ringing { .. }, Some(contact)) => self.operator_is_rung(index, contact),
            (Activity::Talking { .. }, Some(contact)) => self.operator_talks(index, contact),
            (Activity::WrapUp { contact, .. }, _) => self.operator_wraps_up(index, contact),
            (Activity::Idle, _) => self.operator_takes_callback(index),
            (Activity::Ringing { .. } | Activity::Talking { .. }, _) => {}
        }
    }

    fn operator_chooses(&mut self, index: usize, shown: Presence) {
        let choice = self.operators[index].wants;
        let is_so = match choice {
            PresenceChoice::Available => shown == Presence::Available,
            PresenceChoice::Break => shown == Presence::Break,
            PresenceChoice::Offline => shown == Presence::Offline,
        };
        let notices = if self.is_calm() { 50 } else { 8 };
        if is_so || !self.chance.percent(notices) {
            return;
        }
        if let Some(desk) = &mut self.operators[index].page {
            desk.is_ready = true;
        }
        let operator = self.operators[index].id.clone();
        let planned = self.edge.plan.is_some();
        let reason = if planned {
            self.any_reason()
        } else {
            BreakReason::Break
        };
        let ends = planned && choice == PresenceChoice::Break && self.chance.percent(50);
        let until = ends.then(|| self.now.after(self.chance.millis(5_000, 60_000)));
        self.operator_sends(
            index,
            Input::ChoosePresence {
                operator,
                choice,
                reason,
                until,
            },
        );
    }

    pub fn operator_is_rung(&mut self, index: usize, contact: &DeskContact) {
        let this_ring = (contact.contact.clone(), contact.ring);
        let calm = self.is_calm();
        let ignored = self.operators[index].ignores.as_ref() == Some(&this_ring);
        if ignored && !calm {
            return;
        }
        let (operator, contact, ring) = (
            self.operators[index].id.clone(),
            this_ring.0.clone(),
            this_ring.1,
        );
        match self.chance.below(100) {
            0..6 if !calm => self.operators[index].ignores = Some(this_ring),
            6..12 if !calm => {
                self.operator_sends(
                    index,
                    Input::Decline {
                        operator,
                        contact,
                        ring,
                    },
                );
            }
            12..60 => {
                let input = Input::Accept {
                    operator,
                    contact,
                    ring,
                };
                if self.chance.percent(10) {
                    self.operator_sends(index, input.clone());
                }
                self.operator_sends(index, input);
            }
            _ => {}
        }
    }

    fn operator_talks(&mut self, index: usize, contact: &DeskContact) {
        let calm = self.is_calm();
        let is_bridged = matches!(contact.state, ContactState::Bridged { .. });
        let id = contact.contact.clone();
        if self.operator_consults(index, contact) {
            return;
        }
        let operator = &mut self.operators[index];
        let done = if is_bridged && calm { 10 } else { 2 };
        if (is_bridged || !calm) && self.chance.percent(done) {
            operator.hung_up = Some(id.clone());
        }
        if !calm && self.chance.percent(2) {
            let disposition = self
                .chance
                .pick(&[Disposition::Resolved, Disposition::FollowUp]);
            operator.unsaved.insert(id.clone(), disposition);
        }
        if operator.hung_up.as_ref() == Some(&id) {
            let (operator, contact) = (operator.id.clone(), id);
            self.operator_sends(index, Input::OperatorHangUp { operator, contact });
            return;
        }
        self.operator_keeps_transcript(index, contact);
        if let ContactState::Dialling { .. } = contact.state {
            self.operator_dials(index, contact);
            return;
        }
        self.operator_offers_by_the_rule(index, contact);
    }

    fn operator_wraps_up(&mut self, index: usize, contact: &ContactId) {
        let (operator, contact) = (self.operators[index].id.clone(), contact.clone());
        let input = match self.chance.below(100) {
            0..3 => Input::MoreTime { operator, contact },
            3..12 => Input::WrapUp {
                operator,
                contact,
                disposition: Some(Disposition::Resolved),
                note: None,
                finish: true,
                topic: None,
            },
            12..16 => {
                let unsaved = &mut self.operators[index].unsaved;
                unsaved.insert(contact, Disposition::Spam);
                return;
            }
            _ => return,
        };
        self.operator_sends(index, input);
    }

    fn operator_repeats_outcomes(&mut self, index: usize) {
        let operator = self.operators[index].id.clone();
        for (contact, disposition) in self.operators[index].unsaved.clone() {
            if !self.chance.percent(20) {
                continue;
            }
            let input = Input::WrapUp {
                operator: operator.clone(),
                contact,
                disposition: Some(disposition),
                note: None,
                finish: false,
                topic: None,
            };
            self.operator_sends(index, input);
        }
    }

    pub fn operator_sends(&mut self, index: usize, input: Input) {
        let desk = self.operators[index].page.as_ref();
        if let Some(connection) = desk.and_then(|desk| desk.link.connection) {
            self.send(connection, Message::ToEdge(input));
        }
    }
}

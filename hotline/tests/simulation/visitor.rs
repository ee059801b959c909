//! A visitor: somebody with a wish and some patience, and a page that knows only what it was told.

use crate::coverage::Situation;
use crate::house;
use crate::network::{Link, Message, Peer, Told};
use crate::plans;
use crate::sound::Pc;
use crate::transcript::Transcript;
use crate::world::{Violation, World};
use bellpull_hotline::{
    Channel, ContactView, ContactViewState, Effect, EndReason, Input, LegState, Timestamp, Window,
};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, RequestId, Sdp, VisitorId};
use std::collections::{BTreeMap, BTreeSet};

pub struct Visitor {
    pub id: VisitorId,
    pub page: Option<Page>,
    /// What the person wants: nothing, or to be served under this request, which outlives the page.
    pub wish: Option<Wish>,
    requests: u32,
    /// Every contact this visitor was ever told of: each was acknowledged.
    pub told: BTreeSet<ContactId>,
    ended: BTreeSet<ContactId>,
    pub sound_cut_until: Option<Timestamp>,
}

/// One wish to hear from somebody.
pub struct Wish {
    pub request: RequestId,
    pub kind: Kind,
    pub hotline: HotlineId,
    pub department: Option<DepartmentId>,
    pub language: &'static str,
    pub window: Option<Window>,
    patience_until: Timestamp,
    /// Pressed the red button: repeated until the end is confirmed.
    hung_up: bool,
}

/// By which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Call,
    Chat,
    Message,
    BrowserCallback,
    PhoneCallback,
}

/// The widget in one tab.
pub struct Page {
    pub link: Link,
    pub view: Option<ContactView>,
    pub pc: Option<Pc>,
    pub transcripts: BTreeMap<ContactId, Transcript>,
    /// Since when it shows a place that is no longer so.
    pub place_untold_since: Option<Timestamp>,
    /// The offer was refused; wait for the next state before offering again.
    pub waits_for_state: bool,
}

impl Visitor {
    pub fn named(index: usize) -> Self {
        Self {
            id: VisitorId::new(format!("v{index}")).unwrap(),
            page: None,
            wish: None,
            requests: 0,
            told: BTreeSet::new(),
            ended: BTreeSet::new(),
            sound_cut_until: None,
        }
    }

    /// A name that this person never used before.
    pub fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId::new(format!("{}-{}", self.id, self.requests)).unwrap()
    }
}

impl Page {
    fn opened(now: Timestamp) -> Self {
        Self {
            link: Link::none(now),
            view: None,
            pc: None,
            transcripts: BTreeMap::new(),
            place_untold_since: None,
            waits_for_state: false,
        }
    }
}

impl World {
    pub fn visitor_ticks(&mut self, index: usize) {
        if self.visitors[index].page.is_none() {
            let opens = if self.visitors[index].wish.is_some() {
                15
            } else {
                4
            };
            if !self.is_calm() && self.chance.percent(opens) {
                self.visitors[index].page = Some(Page::opened(self.now));
            }
            return;
        }
        self.visitor_wishes(index);
        if self.keeps_connected(Peer::Visitor(index)) {
            self.visitor_acts(index);
        }
    }

    pub fn visitor_closes_tab(&mut self, index: usize, then: AfterClose) {
        let Some(page) = self.visitors[index].page.take() else {
            return;
        };
        if let Some(connection) = page.link.connection {
            let told = self
                .chance
                .pick(&[Told::Nobody, Told::EdgeOnly, Told::EdgeOnly]);
            self.cut(connection, told);
        }
        if then == AfterClose::OpenAgain {
            self.visitors[index].page = Some(Page::opened(self.now));
        } else if self.chance.percent(50) {
            self.visitors[index].wish = None;
        }
    }

    pub fn visitor_receives(&mut self, index: usize, effect: Effect) -> Result<(), Violation> {
        match effect {
            Effect::TellVisitor { view, .. } => self.visitor_is_told(index, view)?,
            Effect::AnswerVisitor {
                contact, attempt, ..
            } => {
                let page = self.visitors[index].page.as_mut();
                if let Some(pc) = page.and_then(|page| page.pc.as_mut()) {
                    pc.answer(&contact, attempt);
                }
            }
            Effect::RefuseVisitor { refusal, .. } => self.visitor_is_refused(index, refusal),
            Effect::TellVisitorLine { line, .. } => {
                if let Some(page) = self.visitors[index].page.as_mut() {
                    let transcript = page.transcripts.entry(line.contact.clone());
                    transcript.or_default().take(line, LineFrom::Visitor)?;
                }
            }
            Effect::TellVisitorTyping { .. } => {}
            other => return Err(Violation::new("a visitor gets a visitor's effects", &other)),
        }
        Ok(())
    }

    fn visitor_is_told(&mut self, index: usize, view: ContactView) -> Result<(), Violation> {
        let visitor = &mut self.visitors[index];
        visitor.told.insert(view.contact.clone());
        let has_ended = matches!(view.state, ContactViewState::Ended { .. });
        if visitor.ended.contains(&view.contact) && !has_ended {
            return Err(Violation::new("an ended contact stays ended", &view));
        }
        if has_ended {
            visitor.ended.insert(view.contact.clone());
            let is_mine = |wish: &mut Wish| wish.request == view.request;
            visitor.wish.take_if(is_mine);
        }
        let Some(page) = visitor.page.as_mut() else {
            return Ok(());
        };
        if has_ended || view.channel != Channel::Call {
            page.pc.take_if(|pc| pc.contact == view.contact);
        }
        let transcript = page.transcripts.entry(view.contact.clone());
        transcript.or_default().told(view.lines);
        page.waits_for_state = false;
        page.view = Some(view);
        Ok(())
    }

    /// The person: begins to want something, loses patience, has said everything.
    fn visitor_wishes(&mut self, index: usize) {
        let calm = self.is_calm();
        let talking = self.visitors[index]
            .page
            .as_ref()
            .and_then(|page| page.view.as_ref());
        let talking = talking.is_some_and(|view| {
            matches!(
                view.state,
                ContactViewState::Talking { .. } | ContactViewState::Chatting { .. }
            )
        });
        match &mut self.visitors[index].wish {
            None if !calm && self.chance.percent(4) => {
                let patience = self.chance.millis(5_000, 240_000);
                let kinds = [
                    Kind::Call,
                    Kind::Call,
                    Kind::Call,
                    Kind::Chat,
                    Kind::Chat,
                    Kind::Message,
                    Kind::BrowserCallback,
                    Kind::PhoneCallback,
                ];
                let kind = self.chance.pick(&kinds);
                let plan = self.edge.plan.as_ref();
                let lines = if plan.is_some() { 2 } else { 1 };
                let hotline = house::hotlines()[self.chance.index(lines)].clone();
                let department = plans::chosen(&mut self.chance, plan, &hotline);
                let language = self.chance.pick(&plans::LANGUAGES);
                let window = (plan.is_some() && self.chance.percent(40)).then(|| {
                    let from = self.now.after(self.chance.millis(5_000, 90_000));
                    let until = from.after(self.chance.millis(800_000, 1_200_000));
                    Window { from, until }
                });
                let visitor = &mut self.visitors[index];
                let request = visitor.next_request();
                visitor.wish = Some(Wish {
                    request,
                    kind,
                    hotline,
                    department,
                    language,
                    window,
                    patience_until: self.now.after(patience),
                    hung_up: false,
                });
                self.visitor_calls(index);
            }
            None => {}
            Some(wish) if talking => wish.hung_up |= self.chance.percent(3),
            Some(wish) => wish.hung_up |= !calm && wish.patience_until <= self.now,
        }
    }

    /// The page: follows the rules of the protocol.
    fn visitor_acts(&mut self, index: usize) {
        let visitor = &self.visitors[index];
        let Some(page) = &visitor.page else { return };
        let Some(view) = page.view.clone() else {
            if visitor.wish.is_some() && self.chance.percent(50) {
                self.visitor_calls(index);
            }
            return;
        };
        if let ContactViewState::Ended { .. } = view.state {
            self.visitor_rates(index, &view);
            let visitor = &self.visitors[index];
            let is_new = visitor
                .wish
                .as_ref()
                .is_some_and(|wish| wish.request != view.request);
            if is_new && self.chance.percent(50) {
                self.visitor_calls(index);
            } else if !self.is_calm() && self.chance.percent(2) {
                self.visitor_repeats(index, &view);
            }
            return;
        }
        let hangs_up = visitor.wish.as_ref().is_some_and(|wish| wish.hung_up);
        if hangs_up && self.chance.percent(60) {
            self.visitor_hangs_up(index, view.contact);
            return;
        }
        if !self.visitor_goes_on(index, &view) {
            self.visitor_offers_by_the_rule(index, &view);
        }
    }

    /// Offers when the leg is none or lost; a page that was just loaded has no connection of its own and offers too.
    /// What was not answered is repeated unchanged after a reconnection (and by impatient pages).
    fn visitor_offers_by_the_rule(&mut self, index: usize, view: &ContactView) {
        let Some(page) = self.visitors[index].page.as_mut() else {
            return;
        };
        if page.waits_for_state {
            return;
        }
        if view.leg.attempt > 1 && self.chance.percent(1) {
            // A frozen tab thaws and lets go of what it wanted to say long ago.
            self.visitor_sends_offer(index, view, view.leg.attempt - 1);
            return;
        }
        let own = page.pc.as_ref().filter(|pc| pc.contact == view.contact);
        let attempt = match own {
            Some(pc) if pc.attempt > view.leg.attempt || !pc.is_answered => {
                if !self.chance.percent(10) {
                    return;
                }
                pc.attempt
            }
            Some(_) => match view.leg.state {
                LegState::None { .. } | LegState::Lost { .. } => view.leg.attempt + 1,
                LegState::Opening { .. } | LegState::Up => return,
            },
            None => view.leg.attempt + 1,
        };
        if own.is_none_or(|pc| pc.attempt != attempt) {
            page.pc = Some(Pc::offering(view.contact.clone(), 0, attempt));
        }
        self.visitor_sends_offer(index, view, attempt);
    }

    fn visitor_sends_offer(&mut self, index: usize, view: &ContactView, attempt: u32) {
        let input = Input::VisitorOffer {
            visitor: self.visitors[index].id.clone(),
            contact: view.contact.clone(),
            attempt,
            sdp: Sdp::new("offer"),
        };
        self.visitor_sends(index, input);
    }

    pub fn visitor_hello(&self, index: usize) -> Input {
        let visitor = self.visitors[index].id.clone();
        Input::VisitorConnected { visitor }
    }

    fn visitor_calls(&mut self, index: usize) {
        let Some(wish) = &self.visitors[index].wish else {
            return;
        };
        let (request, kind) = (wish.request.clone(), wish.kind);
        self.visitor_enters(index, request, kind);
    }

    fn visitor_hangs_up(&mut self, index: usize, contact: ContactId) {
        let visitor = self.visitors[index].id.clone();
        self.visitor_sends(index, Input::VisitorHangUp { visitor, contact });
    }

    /// Copies of what was said before, as a page sends them that is not sure whether they arrived.
    fn visitor_repeats(&mut self, index: usize, view: &ContactView) {
        if let ContactViewState::Ended {
            reason: EndReason::VisitorHungUp,
        } = view.state
        {
            self.visitor_hangs_up(index, view.contact.clone());
            return;
        }
        self.coverage
            .reach(Situation::CalledAgainWithTheSameRequest);
        self.visitor_enters(index, view.request.clone(), Kind::Call);
    }

    pub fn visitor_sends(&mut self, index: usize, input: Input) {
        let page = self.visitors[index].page.as_ref();
        if let Some(connection) = page.and_then(|page| page.link.connection) {
            self.send(connection, Message::ToEdge(input));
        }
    }
}

/// What follows the close of a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterClose {
    /// A reload: a new page of the same person at once.
    OpenAgain,
    Nothing,
}

//! A switchboard with a clock, a disk and people who are there or not.

use crate::disk::Disk;
use bellpull_hotline::{
    Effect, Entering, Fact, Input, LegReport, PresenceChoice, Refusal, Settings, Switchboard,
    Timestamp, Wish,
};
use bellpull_protocol::{
    ContactId, HotlineId, LegId, OperatorId, PageUrl, RequestId, Sdp, VisitorId,
};
use std::collections::BTreeSet;
use std::time::Duration;

/// The test's own stand for everything around the heart.
pub struct Hotline {
    pub now: Timestamp,
    pub switchboard: Switchboard,
    settings: Settings,
    pub disk: Disk,
    pub facts: Vec<Fact>,
    /// What was to be done since [`Hotline::take_effects`], in order.
    effects: Vec<Effect>,
    /// Whose pages give signs of life.
    visitors_here: BTreeSet<VisitorId>,
    operators_here: BTreeSet<OperatorId>,
    calls: u32,
}

pub fn visitor(name: &str) -> VisitorId {
    VisitorId::new(name).unwrap()
}

pub fn operator(name: &str) -> OperatorId {
    OperatorId::new(name).unwrap()
}

pub fn request(name: &str) -> RequestId {
    RequestId::new(name).unwrap()
}

/// The one hotline of these tests.
pub fn shop() -> HotlineId {
    HotlineId::new("shop").unwrap()
}

pub fn sdp() -> Sdp {
    Sdp::new("v=0")
}

pub fn visitor_leg(contact: &ContactId) -> LegId {
    LegId::of_visitor(contact).unwrap()
}

pub fn operator_leg(contact: &ContactId, ring: u32) -> LegId {
    LegId::of_operator(contact, ring).unwrap()
}

/// A leg as the media node lists it after a reconnection.
pub fn report(leg: LegId, attempt: u32, up: bool, bridged_with: Option<LegId>) -> LegReport {
    LegReport {
        leg,
        attempt,
        up,
        bridged_with,
        third: None,
    }
}

impl Hotline {
    /// Nobody is there yet; a media node is.
    pub fn open() -> Self {
        Self::with(Settings::default())
    }

    /// The same with spans and limits of its own.
    pub fn with(settings: Settings) -> Self {
        let mut hotline = Self::of(settings);
        hotline.input(Input::MediaConnected { legs: vec![] });
        hotline.take_effects();
        hotline
    }

    pub fn without_media() -> Self {
        Self::of(Settings::default())
    }

    fn of(settings: Settings) -> Self {
        Self {
            now: Timestamp::from_millis(1_800_000_000_000),
            switchboard: Switchboard::new(settings.clone()),
            settings,
            disk: Disk::default(),
            facts: vec![],
            effects: vec![],
            visitors_here: BTreeSet::new(),
            operators_here: BTreeSet::new(),
            calls: 0,
        }
    }

    // Doors of the heart.

    pub fn try_input(&mut self, input: Input) -> Result<(), Refusal> {
        let outcome = self.switchboard.handle_input(self.now, input);
        self.drain();
        outcome
    }

    pub fn input(&mut self, input: Input) {
        self.try_input(input).unwrap();
    }

    /// Lets time pass. Every alarm comes in time; whoever is there has just given a sign of life.
    pub fn advance(&mut self, seconds: u64) {
        self.advance_millis(seconds * 1_000);
    }

    pub fn advance_millis(&mut self, millis: u64) {
        let end = self.now.after(Duration::from_millis(millis));
        while let Some((at, _)) = self.switchboard.poll_timeout().filter(|(at, _)| *at <= end) {
            self.now = self.now.max(at);
            self.alarm();
        }
        self.now = end;
    }

    /// The alarm rings now, early or late.
    pub fn alarm(&mut self) {
        self.tell_who_is_here();
        let at = self.now;
        self.switchboard.handle_timeout(at);
        self.drain();
        if let Some((next, whose)) = self.switchboard.poll_timeout() {
            assert!(next > at, "the deadline of {whose:?} is in the past");
        }
    }

    /// Time passes but no alarm comes: the object is away.
    pub fn stays_away(&mut self, seconds: u64) {
        self.now = self.now.after(Duration::from_secs(seconds));
    }

    /// Everybody who is there gives a sign of life.
    pub fn tell_who_is_here(&mut self) {
        let at = self.now;
        for visitor in self.visitors_here.clone() {
            self.input(Input::VisitorSeen { visitor, at });
        }
        for operator in self.operators_here.clone() {
            self.input(Input::OperatorSeen { operator, at });
        }
    }

    /// The object loses its memory and comes back from its records.
    pub fn restore(&mut self) {
        self.switchboard = Switchboard::restore(self.settings.clone(), self.disk.records());
    }

    fn drain(&mut self) {
        while let Some(effect) = self.switchboard.poll_effect() {
            self.disk.perform(&effect);
            if let Effect::Journal(fact) = &effect {
                self.facts.push(fact.clone());
            }
            self.effects.push(effect);
        }
    }

    // People.

    /// A visitor calls for the first time, or again with a new request.
    pub fn call(&mut self, name: &str) -> ContactId {
        self.calls += 1;
        let request = format!("request-{}", self.calls);
        self.call_with(name, &request)
    }

    pub fn call_with(&mut self, name: &str, request_name: &str) -> ContactId {
        self.visitors_here.insert(visitor(name));
        self.try_enter(name, request_name, Wish::Call).unwrap();
        self.contact_of(name)
    }

    /// Enters with a wish; the same request asks for the same again.
    pub fn try_enter(&mut self, name: &str, request_name: &str, wish: Wish) -> Result<(), Refusal> {
        self.calls += 1;
        let entering = Entering {
            visitor: visitor(name),
            contact: ContactId::new(format!("c{:03}", self.calls)).unwrap(),
            request: request(request_name),
            hotline: shop(),
            language: "de-AT".into(),
            page: Some(PageUrl::new("https://shop.example/boots")),
            department: None,
        };
        self.try_input(Input::Enter { entering, wish })
    }

    /// Enters anew with a wish; the page stays open.
    pub fn enter(&mut self, name: &str, wish: Wish) -> ContactId {
        self.visitors_here.insert(visitor(name));
        let request = format!("request-{}", self.calls + 1);
        self.try_enter(name, &request, wish).unwrap();
        self.contact_of(name)
    }

    pub fn contact_of(&self, name: &str) -> ContactId {
        let contact = self.switchboard.contact_of(&visitor(name));
        contact.unwrap().id.clone()
    }

    /// An operator signs in and goes online.
    pub fn online(&mut self, name: &str) {
        self.connect(name, true);
        self.choose(name, PresenceChoice::Available);
    }

    pub fn connect(&mut self, name: &str, ready: bool) {
        self.operators_here.insert(operator(name));
        let operator = operator(name);
        self.input(Input::OperatorConnected { operator, ready });
    }

    pub fn choose(&mut self, name: &str, choice: PresenceChoice) {
        let operator = operator(name);
        self.input(Input::ChoosePresence {
            operator,
            choice,
            reason: bellpull_hotline::BreakReason::Break,
            until: None,
        });
    }

    pub fn sign_out(&mut self, name: &str) {
        self.operators_here.remove(&operator(name));
        let operator = operator(name);
        self.input(Input::OperatorSignedOut { operator });
    }

    /// No sign of life from now on, and no event that says so.
    pub fn visitor_vanishes(&mut self, name: &str) {
        assert!(self.visitors_here.remove(&visitor(name)));
    }

    pub fn operator_vanishes(&mut self, name: &str) {
        assert!(self.operators_here.remove(&operator(name)));
    }

    pub fn visitor_returns(&mut self, name: &str) {
        self.visitors_here.insert(visitor(name));
        let visitor = visitor(name);
        self.input(Input::VisitorConnected { visitor });
    }

    pub fn try_accept(
        &mut self,
        name: &str,
        contact: &ContactId,
        ring: u32,
    ) -> Result<(), Refusal> {
        self.try_input(Input::Accept {
            operator: operator(name),
            contact: contact.clone(),
            ring,
        })
    }

    /// Answers the current ring.
    pub fn accept(&mut self, name: &str, contact: &ContactId) {
        let ring = self.contact(contact).rings;
        self.try_accept(name, contact, ring).unwrap();
    }

    pub fn decline(&mut self, name: &str, contact: &ContactId) {
        let ring = self.contact(contact).rings;
        self.input(Input::Decline {
            operator: operator(name),
            contact: contact.clone(),
            ring,
        });
    }

    pub fn visitor_hangs_up(&mut self, name: &str, contact: &ContactId) {
        self.input(Input::VisitorHangUp {
            visitor: visitor(name),
            contact: contact.clone(),
        });
    }

    pub fn operator_hangs_up(&mut self, name: &str, contact: &ContactId) {
        self.input(Input::OperatorHangUp {
            operator: operator(name),
            contact: contact.clone(),
        });
    }

    // Sound.

    pub fn visitor_offers(&mut self, contact: &ContactId, attempt: u32) {
        let visitor = self.contact(contact).visitor.clone();
        self.input(Input::VisitorOffer {
            visitor,
            contact: contact.clone(),
            attempt,
            sdp: sdp(),
        });
    }

    pub fn operator_offers(&mut self, name: &str, contact: &ContactId, attempt: u32) {
        self.input(Input::OperatorOffer {
            operator: operator(name),
            contact: contact.clone(),
            attempt,
            sdp: sdp(),
        });
    }

    pub fn up(&mut self, leg: LegId, attempt: u32) {
        self.input(Input::LegUp { leg, attempt });
    }

    pub fn lost(&mut self, leg: LegId, attempt: u32) {
        self.input(Input::LegLost { leg, attempt });
    }

    /// The visitor's next attempt comes up.
    pub fn visitor_sounds(&mut self, contact: &ContactId) {
        let attempt = self.contact(contact).leg.attempt + 1;
        self.visitor_offers(contact, attempt);
        self.up(visitor_leg(contact), attempt);
    }

    /// The operator's next attempt comes up.
    pub fn operator_sounds(&mut self, name: &str, contact: &ContactId) {
        let known = self.contact(contact);
        let attempt = known.leg_of(&operator(name)).unwrap().attempt + 1;
        let ring = known.ring_of(&operator(name)).unwrap();
        self.operator_offers(name, contact, attempt);
        self.up(operator_leg(contact, ring), attempt);
    }

    /// The visitor calls, the operator answers, both hear each other.
    pub fn talk(&mut self, visitor: &str, operator: &str) -> ContactId {
        let contact = self.call(visitor);
        self.accept(operator, &contact);
        self.visitor_sounds(&contact);
        self.operator_sounds(operator, &contact);
        assert!(self.is_bridged(&contact));
        contact
    }

    // What came of it.

    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// What was to be done since [`Hotline::take_effects`].
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }
}

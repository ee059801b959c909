//! A shift in balance: whoever is served or leaves is followed by another, so that always as many wait.

use crate::people::{self, BEGIN, switchboard, waiting};
use crate::plan;
use crate::samples::Stopwatch;
use bellpull_hotline::{
    Activity, ContactState, Entering, Input, PresenceChoice, Switchboard, Timestamp, Wish,
};
use bellpull_protocol::{ContactId, LegId, OperatorId, Sdp, VisitorId};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// At most so long a round, and so many cycles of [`Shift::cycle`]; what comes first.
const ROUND: Duration = Duration::from_millis(1_500);
const CYCLES: u32 = 2_000;
/// Between two cycles. All cycles together are shorter than a lease, so that nobody has to be kept alive.
const PAUSE: Duration = Duration::from_millis(5);

pub struct Shift {
    heart: Switchboard,
    now: Timestamp,
    watch: Stopwatch,
    operators: u32,
    /// Who was in the queue when it began or came later, by number; some of them have left or been served since.
    came: VecDeque<u32>,
    next: u32,
    chance: u64,
}

impl Shift {
    pub fn begun(waiting_at_first: u32, operators_there: u32) -> Self {
        Self {
            heart: switchboard(waiting(waiting_at_first), operators_there),
            now: BEGIN.after(Duration::from_millis(5)),
            watch: Stopwatch::default(),
            operators: operators_there,
            came: (0..waiting_at_first).collect(),
            next: 2_000_000,
            chance: 7,
        }
    }

    pub fn work(mut self) -> Stopwatch {
        // Memory is touched and branches are learned before anything counts.
        for number in 0..20 {
            self.cycle(number);
        }
        self.watch = Stopwatch::default();
        let begun = Instant::now();
        for number in 0..CYCLES {
            self.cycle(number);
            if begun.elapsed() > ROUND {
                break;
            }
        }
        self.watch
    }

    /// An operator ends a call and takes the next; somebody comes for it, somebody gives up and is followed by another,
    /// and pages show that they are there.
    fn cycle(&mut self, number: u32) {
        self.now = self.now.after(PAUSE);
        let who = people::operator(number % self.operators);
        let ended = self.in_hand(&who);
        self.operator_serves_the_next(&who, ended, number);
        self.somebody_enters(Wish::Call);
        self.somebody_gives_up();
        self.somebody_enters(Wish::Call);
        if number.is_multiple_of(10) {
            self.somebody_chats();
        }
        for _ in 0..4 {
            let (visitor, at) = (self.somebody(), self.now);
            self.decide("page's sign of life", Input::VisitorSeen { visitor, at });
        }
        let visitor = self.somebody();
        self.decide("page says hello", Input::VisitorConnected { visitor });
        let (operator, at) = (who, self.now);
        self.decide("desk's sign of life", Input::OperatorSeen { operator, at });
        self.deadlines();
    }

    fn operator_serves_the_next(
        &mut self,
        who: &OperatorId,
        ended: Option<ContactId>,
        number: u32,
    ) {
        let operator = || who.clone();
        if let Some(contact) = ended {
            let (before, operator_id) = (contact.clone(), operator());
            let hang_up = Input::OperatorHangUp {
                operator: operator_id,
                contact,
            };
            self.decide("operator hangs up", hang_up);
            let finish = Input::WrapUp {
                operator: operator(),
                contact: before,
                disposition: None,
                note: None,
                finish: true,
                topic: None,
            };
            self.decide("wrap-up ends, next rings", finish);
        }
        if number.is_multiple_of(5)
            && let Some((contact, ring)) = self.ringing(who)
        {
            let decline = Input::Decline {
                operator: operator(),
                contact,
                ring,
            };
            self.decide("ring is declined", decline);
        }
        if number.is_multiple_of(7) {
            for choice in [PresenceChoice::Break, PresenceChoice::Available] {
                let operator = operator();
                let chosen = Input::ChoosePresence {
                    operator,
                    choice,
                    reason: bellpull_hotline::BreakReason::Break,
                    until: None,
                };
                self.decide("presence is chosen", chosen);
            }
        }
        let Some((contact, ring)) = self.ringing(who) else {
            return;
        };
        let accept = Input::Accept {
            operator: operator(),
            contact: contact.clone(),
            ring,
        };
        self.decide("ring is accepted", accept);
        self.page_answers(&contact);
        self.sound_comes_up(who, &contact, ring);
    }

    /// A callback whose page came back meanwhile rings there too.
    fn page_answers(&mut self, contact: &ContactId) {
        let known = self.heart.contact(contact);
        let rings = known.filter(|known| matches!(known.state, ContactState::RingingBack { .. }));
        if let Some(visitor) = rings.map(|known| known.visitor.clone()) {
            let contact = contact.clone();
            let answer = Input::AnswerRingBack { visitor, contact };
            self.decide("ring-back is answered", answer);
        }
    }

    fn sound_comes_up(&mut self, operator: &OperatorId, contact: &ContactId, ring: u32) {
        let Some(known) = self.heart.contact(contact) else {
            return;
        };
        let visitor = known.visitor.clone();
        let (operator, sdp) = (operator.clone(), Sdp::new("v=0"));
        let offer = Input::VisitorOffer {
            visitor,
            contact: contact.clone(),
            attempt: 1,
            sdp: sdp.clone(),
        };
        self.decide("sound is offered", offer);
        let offer = Input::OperatorOffer {
            operator,
            contact: contact.clone(),
            attempt: 1,
            sdp,
        };
        self.decide("sound is offered", offer);
        let legs = [
            LegId::of_visitor(contact),
            LegId::of_operator(contact, ring),
        ];
        for leg in legs {
            let (leg, attempt) = (leg.unwrap(), 1);
            self.decide("sound is up", Input::LegUp { leg, attempt });
        }
    }

    fn somebody_enters(&mut self, wish: Wish) -> u32 {
        let number = self.next;
        self.next += 1;
        let entering = Entering {
            visitor: people::visitor(number),
            contact: people::contact(number),
            request: people::request(number),
            hotline: people::hotline(),
            language: "de-AT".into(),
            page: people::page(),
            department: Some(plan::department(number)),
        };
        self.came.push_back(number);
        self.decide("somebody enters", Input::Enter { entering, wish });
        number
    }

    fn somebody_gives_up(&mut self) {
        let visitor = self.somebody();
        let contact = self.heart.contact_of(&visitor);
        let waits = contact.filter(|contact| contact.state == ContactState::Queued);
        if let Some(contact) = waits.map(|contact| contact.id.clone()) {
            let hang_up = Input::VisitorHangUp { visitor, contact };
            self.decide("somebody gives up", hang_up);
        }
    }

    /// Rings at whoever talks, and is over at once.
    fn somebody_chats(&mut self) {
        let number = self.somebody_enters(Wish::Chat);
        self.came.pop_back();
        let (visitor, contact) = (people::visitor(number), people::contact(number));
        let rung = self.heart.contact(&contact);
        let rung = rung.and_then(|chat| Some((chat.operator()?.clone(), chat.rings)));
        let Some((operator, ring)) = rung else {
            return;
        };
        let accept = Input::Accept {
            operator: operator.clone(),
            contact: contact.clone(),
            ring,
        };
        self.decide("chat is accepted", accept);
        let hang_up = Input::VisitorHangUp {
            visitor,
            contact: contact.clone(),
        };
        self.decide("chat ends", hang_up);
        let finish = Input::WrapUp {
            operator,
            contact,
            disposition: None,
            note: None,
            finish: true,
            topic: None,
        };
        self.decide("chat's outcome is saved", finish);
    }

    /// Whoever's deadline has come, as the shell's alarm does it.
    fn deadlines(&mut self) {
        let due = self.heart.poll_timeout();
        if due.is_some_and(|(at, _)| at <= self.now) {
            let (heart, now) = (&mut self.heart, self.now);
            self.watch.time("deadline", || {
                heart.handle_timeout(now);
                while heart.poll_effect().is_some() {}
            });
        }
    }

    /// One decision with everything that it wants done.
    fn decide(&mut self, kind: &'static str, input: Input) {
        let (heart, now) = (&mut self.heart, self.now);
        let outcome = self.watch.time(kind, || {
            let outcome = heart.handle_input(now, input);
            while heart.poll_effect().is_some() {}
            outcome
        });
        assert_eq!(outcome, Ok(()), "{kind}");
    }

    fn in_hand(&self, operator: &OperatorId) -> Option<ContactId> {
        let mut contacts = self.heart.operators();
        let known = contacts.find(|known| known.id == *operator)?;
        match &known.activity {
            Activity::Talking { contact } => Some(contact.clone()),
            Activity::Idle | Activity::Ringing { .. } | Activity::WrapUp { .. } => None,
        }
    }

    fn ringing(&self, operator: &OperatorId) -> Option<(ContactId, u32)> {
        let mut operators = self.heart.operators();
        let known = operators.find(|known| known.id == *operator)?;
        match &known.activity {
            Activity::Ringing { contact } => {
                let rings = self.heart.contact(contact)?.rings;
                Some((contact.clone(), rings))
            }
            Activity::Idle | Activity::Talking { .. } | Activity::WrapUp { .. } => None,
        }
    }

    /// Somebody who came, whether they still wait or not.
    fn somebody(&mut self) -> VisitorId {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005);
        self.chance = self.chance.wrapping_add(1_442_695_040_888_963_407);
        let index = (self.chance >> 33) % self.came.len() as u64;
        let number = self.came[usize::try_from(index).unwrap()];
        people::visitor(number)
    }
}

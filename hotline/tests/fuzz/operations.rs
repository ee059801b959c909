//! Six bytes are one operation: what, who, on which contact, a detail, and how long after the one before.

use crate::chance::Chance;
use crate::{house, plans};
use bellpull_hotline::{
    Activity, BreakReason, ChannelKind, Disposition, Entering, Input, LegReport, Operator,
    PlannedPause, PresenceChoice, Switchboard, Timestamp, TransferTo, TryOutcome, Way, Window,
    Wish,
};
use bellpull_protocol::{
    ContactId, DepartmentId, LegId, LineText, Note, OperatorId, PhoneNumber, Remark, RequestId,
    Sdp, VisitorId,
};
use std::time::Duration;

const KINDS: u8 = 52;

pub struct Operation {
    kind: u8,
    who: u8,
    contact: u8,
    detail: u8,
    pause: u16,
}

impl Operation {
    pub fn of(choice: [u8; 6]) -> Self {
        let [kind, who, contact, detail, low, high] = choice;
        Self {
            kind: kind % KINDS,
            who: who % 4,
            contact,
            detail,
            pause: u16::from_le_bytes([low, high]),
        }
    }

    /// Mostly moments, sometimes seconds, seldom minutes or days.
    pub fn pause(&self) -> Duration {
        let length = u64::from(self.pause >> 6);
        match self.pause & 63 {
            0..=49 => Duration::from_millis(length % 300),
            50..=60 => Duration::from_millis(length * 10),
            61 | 62 => Duration::from_millis(length * 200),
            _ => Duration::from_secs(length * 400),
        }
    }

    /// Names contacts, legs and rings that exist more often than not.
    pub fn input(&self, now: Timestamp, heart: &Switchboard) -> Input {
        let contact = self.known_contact(heart);
        let visitor = self.visitor(heart, &contact);
        let operator = self.operator(heart, &contact);
        let ring = self.ring(heart, &contact);
        let leg = self.leg(heart, &contact);
        let attempt = self.attempt(heart, &contact);
        let at =
            Timestamp::from_millis(now.as_millis().saturating_sub(u64::from(self.detail) * 400));
        let sdp = Sdp::new("v=0".to_owned());
        let key: RequestId = id("k", self.detail % 8);
        let text = LineText::new(format!("line {}", self.detail));
        match self.kind {
            0..=5 => self.enter(visitor, now),
            6 | 7 => Input::VisitorConnected { visitor },
            8 => Input::VisitorSeen { visitor, at },
            9 => Input::VisitorDisconnected { visitor, at },
            10 => Input::ChangeChannel {
                visitor,
                contact,
                to: self.channel(),
            },
            11 => Input::AnswerRingBack { visitor, contact },
            12 => Input::VisitorLine {
                visitor,
                contact,
                key,
                text,
            },
            13 => Input::VisitorLines {
                visitor,
                contact,
                after: u32::from(self.detail % 4),
            },
            14 => Input::VisitorTyping { visitor, contact },
            15 => Input::Rate {
                visitor,
                contact,
                stars: self.detail % 7,
                remark: Some(Remark::new("so so".to_owned())),
                survey: bellpull_hotline::Survey::default(),
            },
            16 => Input::VisitorOffer {
                visitor,
                contact,
                attempt,
                sdp,
            },
            17 => Input::VisitorHangUp { visitor, contact },
            18 | 19 => Input::OperatorConnected {
                operator,
                ready: !self.detail.is_multiple_of(4),
            },
            20 => Input::OperatorSeen { operator, at },
            21 => Input::OperatorDisconnected { operator, at },
            22 if self.detail.is_multiple_of(2) => Input::OperatorSignedOut { operator },
            22 => Input::OperatorSessionExpired { operator },
            23 | 24 => Input::ChoosePresence {
                operator,
                choice: self.presence(),
                reason: bellpull_hotline::BreakReason::Break,
                until: None,
            },
            25 | 26 => Input::Accept {
                operator,
                contact,
                ring,
            },
            27 => Input::Decline {
                operator,
                contact,
                ring,
            },
            28 => Input::OperatorOffer {
                operator,
                contact,
                attempt,
                sdp,
            },
            29 => Input::OperatorHangUp { operator, contact },
            30 => Input::Tried {
                operator,
                contact,
                outcome: self.outcome(),
            },
            31 => Input::TakeCallback { operator, contact },
            32 => Input::OperatorLine {
                operator,
                contact,
                key,
                text,
            },
            33 => Input::WrapUp {
                operator,
                contact,
                disposition: (self.detail.is_multiple_of(3)).then_some(Disposition::Resolved),
                note: (self.detail.is_multiple_of(2)).then(|| Note::new("a note".to_owned())),
                finish: !self.detail.is_multiple_of(4),
                topic: None,
            },
            34 => Input::MoreTime { operator, contact },
            35 => self.media(heart, leg),
            36 => Input::LegUp { leg, attempt },
            38 => Input::ChooseDepartment {
                visitor,
                contact,
                department: self.department(),
            },
            39 | 40 => Input::Transfer {
                operator,
                contact,
                to: self.transfer_to(),
            },
            41 | 42 => Input::Consult {
                operator,
                contact,
                colleague: id("o", self.detail % 4),
            },
            43 => Input::ConsultTogether {
                operator,
                contact,
                together: !self.detail.is_multiple_of(3),
            },
            44 => Input::CompleteTransfer { operator, contact },
            45 => Input::CancelConsult { operator, contact },
            46 => Input::PlanPause {
                operator,
                pause: (!self.detail.is_multiple_of(4)).then(|| self.pause_from(now)),
            },
            47 => Input::ForceOff { operator },
            48 => Input::AskColleagues { operator },
            49 => {
                let mut chance = Chance::of(u64::from(self.pause));
                let revision = 2 + u64::from(self.detail);
                Input::Configure(Box::new(plans::plan(&mut chance, revision, 4)))
            }
            50 => Input::ChoosePresence {
                operator,
                choice: PresenceChoice::Break,
                reason: BreakReason::Custom(plans::OWN_REASON.to_owned()),
                until: Some(now.after(Duration::from_secs(u64::from(self.detail)))),
            },
            _ => match self.detail % 5 {
                0 => Input::LegLost { leg, attempt },
                1 => Input::LegClosed { leg, attempt },
                2 => Input::LegAnswered { leg, attempt, sdp },
                3 => Input::LegRefused { leg, attempt },
                _ => Input::Woke,
            },
        }
    }

    fn department(&self) -> DepartmentId {
        let all = plans::departments();
        all[usize::from(self.detail) % all.len()].clone()
    }

    fn transfer_to(&self) -> TransferTo {
        match self.detail % 5 {
            0 => TransferTo::Queue,
            1 => TransferTo::Escalation,
            2 => TransferTo::Department(self.department()),
            _ => TransferTo::Operator(id("o", self.who)),
        }
    }

    fn pause_from(&self, now: Timestamp) -> PlannedPause {
        let from = now.after(Duration::from_secs(u64::from(self.detail % 32)));
        PlannedPause {
            from,
            until: from.after(Duration::from_secs(u64::from(self.contact))),
            reason: BreakReason::Training,
        }
    }

    fn enter(&self, visitor: VisitorId, now: Timestamp) -> Input {
        let entering = Entering {
            visitor,
            contact: ContactId::new(format!("c{}-{}", now.as_millis(), self.contact)).unwrap(),
            request: id("r", self.detail % 3),
            hotline: house::hotlines()[usize::from(self.contact % 2)].clone(),
            language: plans::LANGUAGES[usize::from(self.detail % 4)].to_owned(),
            page: None,
            department: (!self.detail.is_multiple_of(3)).then(|| self.department()),
        };
        let wish = match self.kind {
            0 | 1 => Wish::Call,
            2 => Wish::Chat,
            3 => Wish::Message {
                key: id("k", self.detail),
                text: LineText::new("a message".to_owned()),
            },
            4 => {
                let from = now.after(Duration::from_secs(u64::from(self.detail)));
                let until = from.after(Duration::from_secs(u64::from(self.contact) * 60));
                let window = Some(Window { from, until });
                let window = window.filter(|_| self.who.is_multiple_of(2));
                let way = Way::Browser;
                Wish::Callback { way, window }
            }
            _ => Wish::callback(Way::Phone {
                number: PhoneNumber::new("+4315121234".to_owned()),
                zone: Some("Europe/Vienna".to_owned()),
            }),
        };
        Input::Enter { entering, wish }
    }

    fn known_contact(&self, heart: &Switchboard) -> ContactId {
        let known: Vec<_> = heart.contacts().map(|contact| &contact.id).collect();
        match known.len() {
            0 => id("c", self.contact),
            some => known[usize::from(self.contact) % some].clone(),
        }
    }

    /// Mostly whose contact it is.
    fn visitor(&self, heart: &Switchboard, contact: &ContactId) -> VisitorId {
        let owner = heart
            .contact(contact)
            .map(|contact| contact.visitor.clone());
        let owner = owner.filter(|_| self.kind > 5 && !self.detail.is_multiple_of(8));
        owner.unwrap_or_else(|| id("v", self.who))
    }

    /// Mostly who has the contact in hand.
    fn operator(&self, heart: &Switchboard, contact: &ContactId) -> OperatorId {
        let has = |operator: &&Operator| match &operator.activity {
            Activity::Idle => {
                operator.chat_ring.as_ref() == Some(contact) || operator.chats.contains(contact)
            }
            Activity::Ringing { contact: theirs }
            | Activity::Talking { contact: theirs }
            | Activity::WrapUp {
                contact: theirs, ..
            } => theirs == contact,
        };
        let mut operators = heart
            .operators()
            .filter(|_| self.kind > 24 && !self.detail.is_multiple_of(8));
        operators
            .find(has)
            .map_or_else(|| id("o", self.who), |operator| operator.id.clone())
    }

    /// The current ring of the contact, or another.
    fn ring(&self, heart: &Switchboard, contact: &ContactId) -> u32 {
        let current = heart.contact(contact).map_or(0, |contact| contact.rings);
        if self.detail.is_multiple_of(4) {
            u32::from(self.detail % 3)
        } else {
            current
        }
    }

    /// Mostly the attempt that fits: the next for an offer, else the current.
    fn attempt(&self, heart: &Switchboard, contact: &ContactId) -> u32 {
        let known = heart.contact(contact);
        let of_operator = known
            .and_then(|contact| contact.operator_leg())
            .filter(|_| self.detail >= 128);
        let current = of_operator
            .or(known.map(|contact| &contact.leg))
            .map_or(0, |leg| leg.attempt);
        match self.detail % 8 {
            0 => u32::from(self.who),
            _ if self.kind == 16 || self.kind == 28 => current + 1,
            _ => current,
        }
    }

    fn leg(&self, heart: &Switchboard, contact: &ContactId) -> LegId {
        let known = heart.contact(contact);
        let of_operator = known.and_then(|contact| contact.operator_leg_id());
        let of_visitor = known.and_then(|contact| contact.visitor_leg_id());
        let named = if self.detail >= 128 {
            of_operator
        } else {
            of_visitor
        };
        named.unwrap_or_else(|| id("l", self.contact))
    }

    fn media(&self, heart: &Switchboard, leg: LegId) -> Input {
        let legs = heart
            .contacts()
            .filter_map(|contact| contact.visitor_leg_id());
        let report = |leg| LegReport {
            leg,
            attempt: u32::from(self.detail % 3),
            up: self.who.is_multiple_of(2),
            bridged_with: None,
            third: None,
        };
        match self.detail % 6 {
            0 => Input::MediaGone,
            1 => Input::MediaStayed,
            2 => Input::MediaConnected {
                legs: vec![report(leg)],
            },
            3 => Input::MediaConnected {
                legs: legs.map(report).collect(),
            },
            _ => Input::MediaConnected { legs: vec![] },
        }
    }

    fn channel(&self) -> ChannelKind {
        match self.detail % 4 {
            0 => ChannelKind::Call,
            1 => ChannelKind::Chat,
            2 => ChannelKind::Message,
            _ => ChannelKind::Callback,
        }
    }

    fn presence(&self) -> PresenceChoice {
        match self.detail % 5 {
            0 => PresenceChoice::Break,
            1 => PresenceChoice::Offline,
            _ => PresenceChoice::Available,
        }
    }

    fn outcome(&self) -> TryOutcome {
        match self.detail % 4 {
            0 => TryOutcome::Reached,
            1 => TryOutcome::NoAnswer,
            2 => TryOutcome::Engaged,
            _ => TryOutcome::WrongNumber,
        }
    }
}

fn id<T: TryFrom<String>>(letter: &str, number: u8) -> T {
    let Ok(id) = T::try_from(format!("{letter}{number}")) else {
        panic!("{letter}{number} is no id");
    };
    id
}

//! Writes facts as short stories. Times are seconds after [`BEGIN`].

use bellpull_hotline::statistics::{Figure, History, Question, Report, report};
use bellpull_hotline::{
    ChannelKind, Disposition, EndReason, Fact, FactKind, Presence, RingOutcome, Timestamp, WhyMoved,
};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, VisitorId};

/// Some moment, far from 1970.
pub const BEGIN: u64 = 1_790_000_000_000;
pub const HOUR: u64 = 3_600;

#[derive(Default)]
pub struct Journal {
    facts: Vec<Fact>,
}

impl Journal {
    pub fn fact(&mut self, second: u64, kind: FactKind) -> &mut Self {
        let at = moment(second);
        self.facts.push(Fact { at, kind });
        self
    }

    pub fn enters(&mut self, second: u64, id: &str) -> &mut Self {
        self.enters_by(second, id, ChannelKind::Call)
    }

    pub fn enters_by(&mut self, second: u64, id: &str, channel: ChannelKind) -> &mut Self {
        self.enters_at(second, id, channel, ("shop", "general"))
    }

    /// At a hotline and in a department; the visitor is called like the contact, up to a dot.
    pub fn enters_at(
        &mut self,
        second: u64,
        id: &str,
        channel: ChannelKind,
        (hotline, to): (&str, &str),
    ) -> &mut Self {
        let visitor = id.split('.').next().unwrap();
        self.fact(
            second,
            FactKind::Entered {
                contact: contact(id),
                visitor: VisitorId::new(visitor).unwrap(),
                hotline: HotlineId::new(hotline).unwrap(),
                department: department(to),
                language: "de".into(),
                channel,
            },
        )
    }

    pub fn changes_to(&mut self, second: u64, id: &str, channel: ChannelKind) -> &mut Self {
        let contact = contact(id);
        self.fact(second, FactKind::ChannelChanged { contact, channel })
    }

    pub fn moves_to(&mut self, second: u64, id: &str, to: &str, why: WhyMoved) -> &mut Self {
        let (contact, department) = (contact(id), department(to));
        self.fact(
            second,
            FactKind::DepartmentChanged {
                contact,
                department,
                why,
            },
        )
    }

    pub fn rings(&mut self, second: u64, id: &str, by: &str, ring: u32) -> &mut Self {
        let (contact, operator) = (contact(id), operator(by));
        self.fact(
            second,
            FactKind::Rang {
                contact,
                operator,
                ring,
            },
        )
    }

    pub fn ring_ends(
        &mut self,
        second: u64,
        id: &str,
        (by, ring): (&str, u32),
        outcome: RingOutcome,
    ) -> &mut Self {
        let (contact, operator) = (contact(id), operator(by));
        self.fact(
            second,
            FactKind::RingEnded {
                contact,
                operator,
                ring,
                outcome,
            },
        )
    }

    /// Rings for two seconds, is accepted and heard.
    pub fn is_answered(&mut self, second: u64, id: &str, by: &str) -> &mut Self {
        self.rings(second.saturating_sub(2), id, by, 1);
        self.ring_ends(second, id, (by, 1), RingOutcome::Accepted);
        let (contact, operator) = (contact(id), operator(by));
        self.fact(second, FactKind::Bridged { contact, operator })
    }

    pub fn ends(&mut self, second: u64, id: &str, reason: EndReason) -> &mut Self {
        let contact = contact(id);
        self.fact(
            second,
            FactKind::Ended {
                contact,
                reason,
                operator: None,
            },
        )
    }

    pub fn abandons(&mut self, second: u64, id: &str) -> &mut Self {
        self.ends(second, id, EndReason::VisitorAbandoned)
    }

    pub fn wraps_up(&mut self, (from, until): (u64, u64), id: &str, by: &str) -> &mut Self {
        let (contact, operator) = (contact(id), operator(by));
        let began = FactKind::WrapUpBegan {
            contact: contact.clone(),
            operator: operator.clone(),
        };
        self.fact(from, began);
        self.fact(until, FactKind::WrapUpEnded { contact, operator })
    }

    /// Enters, waits, talks and hangs up.
    pub fn call(&mut self, id: &str, by: &str, [entered, answered, ended]: [u64; 3]) -> &mut Self {
        self.enters(entered, id);
        self.is_answered(answered, id, by);
        self.ends(ended, id, EndReason::VisitorHungUp)
    }

    pub fn is_marked(&mut self, second: u64, id: &str, disposition: Disposition) -> &mut Self {
        let (contact, operator) = (contact(id), operator("anna"));
        self.fact(
            second,
            FactKind::Disposed {
                contact,
                operator,
                disposition,
            },
        )
    }

    pub fn is_about(&mut self, second: u64, id: &str, topic: &str) -> &mut Self {
        let (contact, operator) = (contact(id), operator("anna"));
        let topic = topic.into();
        self.fact(
            second,
            FactKind::Topic {
                contact,
                operator,
                topic,
            },
        )
    }

    pub fn is_present(&mut self, second: u64, who: &str, presence: Presence) -> &mut Self {
        let operator = operator(who);
        self.fact(
            second,
            FactKind::PresenceChanged {
                operator,
                presence,
                reason: None,
            },
        )
    }

    /// In the order of their times; what happens at once stays as written.
    pub fn facts(&self) -> Vec<Fact> {
        let mut facts = self.facts.clone();
        facts.sort_by_key(|fact| fact.at);
        facts
    }

    /// The figures of the first hour, an hour later.
    pub fn report(&self) -> Report {
        self.report_of(&hour())
    }

    pub fn report_of(&self, question: &Question) -> Report {
        let history = History::of(&self.facts());
        report(&history, question, moment(2 * HOUR))
    }
}

pub fn hour() -> Question {
    Question::of(moment(0), moment(HOUR))
}

pub fn figure(figures: &[Figure], key: &str) -> Figure {
    let mut known = figures.iter();
    let known = known.find(|figure| figure.key == key);
    *known.unwrap_or_else(|| panic!("no figure {key}"))
}

pub fn value(figures: &[Figure], key: &str) -> Option<f64> {
    figure(figures, key).value
}

pub fn moment(second: u64) -> Timestamp {
    Timestamp::from_millis(BEGIN + second * 1_000)
}

pub fn contact(id: &str) -> ContactId {
    ContactId::new(id).unwrap()
}

pub fn operator(id: &str) -> OperatorId {
    OperatorId::new(id).unwrap()
}

pub fn department(id: &str) -> DepartmentId {
    DepartmentId::new(id).unwrap()
}

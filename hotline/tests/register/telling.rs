//! Tells a register's summary what happened, one second after the other.

use bellpull_hotline::register::{Item, Summary};
use bellpull_hotline::{
    ChannelKind, Disposition, EndReason, Fact, FactKind, Timestamp, TryOutcome,
};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, HotlineId, LineText, OperatorId, VisitorId};

pub fn contact() -> ContactId {
    ContactId::new("c1").unwrap()
}

pub fn anna() -> OperatorId {
    OperatorId::new("anna").unwrap()
}

pub fn bert() -> OperatorId {
    OperatorId::new("bert").unwrap()
}

pub fn second(second: u64) -> Timestamp {
    Timestamp::from_millis(second * 1_000)
}

pub fn entered(channel: ChannelKind) -> FactKind {
    FactKind::Entered {
        contact: contact(),
        visitor: VisitorId::new("v1").unwrap(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de-AT".into(),
        channel,
        department: bellpull_protocol::DepartmentId::general(),
    }
}

pub fn changed(channel: ChannelKind) -> FactKind {
    FactKind::ChannelChanged {
        contact: contact(),
        channel,
    }
}

pub fn bridged(operator: OperatorId) -> FactKind {
    FactKind::Bridged {
        contact: contact(),
        operator,
    }
}

pub fn chat_accepted(operator: OperatorId) -> FactKind {
    FactKind::ChatAccepted {
        contact: contact(),
        operator,
    }
}

pub fn tried(tried: u32, outcome: TryOutcome) -> FactKind {
    FactKind::Tried {
        contact: contact(),
        operator: anna(),
        tried,
        outcome,
    }
}

pub fn disposed(disposition: Disposition) -> FactKind {
    FactKind::Disposed {
        contact: contact(),
        operator: anna(),
        disposition,
    }
}

pub fn ended(reason: EndReason) -> FactKind {
    FactKind::Ended {
        contact: contact(),
        reason,
        operator: Some(anna()),
    }
}

pub fn rated(stars: u8) -> FactKind {
    FactKind::Rated {
        contact: contact(),
        stars,
    }
}

pub fn line(seq: u32, text: &str) -> Item {
    Item::Line {
        contact: contact(),
        seq,
        from: LineFrom::Visitor,
        at: second(1),
        text: LineText::new(text),
    }
}

/// The facts, each a second after the one before, the first at second 1.
pub fn facts(kinds: impl IntoIterator<Item = FactKind>) -> Vec<Item> {
    let at = (1..).map(second);
    at.zip(kinds)
        .map(|(at, kind)| Item::Fact(Fact { at, kind }))
        .collect()
}

/// What a summary is once it was told all, numbered from 1.
pub fn told<'a>(items: impl IntoIterator<Item = &'a Item>) -> Summary {
    let mut summary = Summary::default();
    for (seq, item) in (1..).zip(items) {
        assert!(summary.take(seq, item), "each of them is new");
    }
    summary
}

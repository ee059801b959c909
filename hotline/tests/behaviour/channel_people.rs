//! What people do by other channels than a call, and what they are told of it.

use crate::hotline::{Hotline, operator, request, shop, visitor};
use bellpull_hotline::hours::{OpeningHours, Zone};
use bellpull_hotline::{
    ChannelKind, ContactState, DeskChat, Effect, Input, Line, OwedRow, Refusal, TryOutcome, Way,
    Wish,
};
use bellpull_protocol::{ContactId, LineText, PhoneNumber};
use serde_json::json;

pub fn text(words: &str) -> LineText {
    LineText::new(words)
}

pub fn phone(number: &str) -> Way {
    Way::Phone {
        number: PhoneNumber::new(number),
        zone: Some("Europe/Vienna".into()),
    }
}

pub fn message(words: &str) -> Wish {
    Wish::Message {
        key: request("first"),
        text: text(words),
    }
}

impl Hotline {
    /// The visitor asks to chat and the operator answers.
    pub fn chat(&mut self, visitor: &str, operator: &str) -> ContactId {
        let contact = self.enter(visitor, Wish::Chat);
        self.accept(operator, &contact);
        assert!(self.chats(&contact, operator));
        contact
    }

    pub fn chats(&self, contact: &ContactId, name: &str) -> bool {
        let chats = matches!(&self.contact(contact).state,
            ContactState::Chatting { operator: with, .. } if *with == operator(name));
        assert_eq!(chats, self.operator(name).chats.contains(contact));
        chats
    }

    pub fn visitor_writes(
        &mut self,
        name: &str,
        contact: &ContactId,
        words: &str,
    ) -> Result<(), Refusal> {
        self.try_input(Input::VisitorLine {
            visitor: visitor(name),
            contact: contact.clone(),
            key: request(&format!("k-{}", words.len())),
            text: text(words),
        })
    }

    pub fn operator_writes(
        &mut self,
        name: &str,
        contact: &ContactId,
        words: &str,
    ) -> Result<(), Refusal> {
        self.try_input(Input::OperatorLine {
            operator: operator(name),
            contact: contact.clone(),
            key: request(&format!("k-{}", words.len())),
            text: text(words),
        })
    }

    /// The heart's transcript, which is also the disk's.
    pub fn transcript(&self, contact: &ContactId) -> Vec<String> {
        let lines: Vec<Line> = self.switchboard.lines(contact).cloned().collect();
        let stored = self.disk.lines.values();
        let stored = stored.filter(|line| line.contact == *contact).cloned();
        assert_eq!(lines, stored.collect::<Vec<_>>());
        let shown = lines.iter();
        shown
            .map(|line| format!("{} {:?} {}", line.seq, line.from, line.text.expose()))
            .collect()
    }

    /// The numbers of the lines the visitor was told since [`Hotline::take_effects`].
    pub fn lines_told_to_visitor(&self) -> Vec<u32> {
        let lines = self.effects().iter().filter_map(|effect| {
            let Effect::TellVisitorLine { line, .. } = effect else {
                return None;
            };
            Some(line.seq)
        });
        lines.collect()
    }

    pub fn lines_told_to_operator(&self, name: &str) -> Vec<u32> {
        let lines = self.effects().iter().filter_map(|effect| {
            let Effect::TellOperatorLine { operator: to, line } = effect else {
                return None;
            };
            (*to == operator(name)).then_some(line.seq)
        });
        lines.collect()
    }

    pub fn told_chats(&self, name: &str) -> Option<Vec<DeskChat>> {
        self.effects().iter().rev().find_map(|effect| {
            let Effect::TellChats {
                operator: to,
                chats,
            } = effect
            else {
                return None;
            };
            (*to == operator(name)).then(|| chats.clone())
        })
    }

    pub fn told_owed(&self) -> Option<Vec<OwedRow>> {
        self.effects().iter().rev().find_map(|effect| {
            let Effect::TellOwed { rows, .. } = effect else {
                return None;
            };
            Some(rows.clone())
        })
    }

    pub fn change(
        &mut self,
        name: &str,
        contact: &ContactId,
        to: ChannelKind,
    ) -> Result<(), Refusal> {
        self.try_input(Input::ChangeChannel {
            visitor: visitor(name),
            contact: contact.clone(),
            to,
        })
    }

    pub fn answer_ring_back(&mut self, name: &str, contact: &ContactId) -> Result<(), Refusal> {
        self.try_input(Input::AnswerRingBack {
            visitor: visitor(name),
            contact: contact.clone(),
        })
    }

    pub fn tried(
        &mut self,
        name: &str,
        contact: &ContactId,
        outcome: TryOutcome,
    ) -> Result<(), Refusal> {
        self.try_input(Input::Tried {
            operator: operator(name),
            contact: contact.clone(),
            outcome,
        })
    }

    pub fn take(&mut self, name: &str, contact: &ContactId) -> Result<(), Refusal> {
        self.try_input(Input::TakeCallback {
            operator: operator(name),
            contact: contact.clone(),
        })
    }

    pub fn rings_back(&self, contact: &ContactId) -> bool {
        matches!(
            self.contact(contact).state,
            ContactState::RingingBack { .. }
        )
    }

    pub fn is_dialled(&self, contact: &ContactId) -> bool {
        matches!(self.contact(contact).state, ContactState::Dialling { .. })
    }

    /// Every day, in UTC; the tests begin at 08:00.
    pub fn hours(&mut self, opens: &str, closes: &str) {
        let day = json!([{ "opens": opens, "closes": closes }]);
        let week = json!({
            "monday": day, "tuesday": day, "wednesday": day, "thursday": day,
            "friday": day, "saturday": day, "sunday": day,
        });
        let hours: OpeningHours =
            serde_json::from_value(json!({ "zone": "UTC", "week": week })).unwrap();
        self.input(Input::Hours {
            hotline: shop(),
            hours: Some((hours, Zone::utc())),
        });
    }
}

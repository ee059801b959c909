//! Lines: numbered, written once, told to both sides.

use super::Switchboard;
use crate::effect::{Effect, Record};
use crate::fact::FactKind;
use crate::line::Line;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::{MAX_LINE_CHARS, MAX_LINES};
use bellpull_protocol::{ContactId, LineText, OperatorId, RequestId, VisitorId};

impl Switchboard {
    /// A line may be written in any live state. One that was written before is acknowledged again, also after the end.
    pub(super) fn visitor_line(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        contact: &ContactId,
        (key, text): (RequestId, LineText),
    ) -> Result<(), Refusal> {
        self.own_contact(visitor, contact)?;
        if let Some(line) = self.written(contact, LineFrom::Visitor, &key) {
            let (visitor, line) = (visitor.clone(), line.clone());
            self.effects
                .push_back(Effect::TellVisitorLine { visitor, line });
            return Ok(());
        }
        self.live_contact_of(visitor, contact)?;
        check_text(&text)?;
        self.renew_contact_lease(now, contact, now);
        self.write_line(now, contact, LineFrom::Visitor, (key, text))
    }

    /// Whoever has the contact in hand writes. A repeated line is acknowledged to whoever repeats it word for word,
    /// because the contact may have gone on meanwhile.
    pub(super) fn operator_line(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
        (key, text): (RequestId, LineText),
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::UnknownContact)?;
        let in_hand = known.operator() == Some(operator);
        let had_it = known.last_operator() == Some(operator) || known.at_desks().contains(operator);
        if let Some(line) = self.written(contact, LineFrom::Operator, &key)
            && (had_it || line.text == text)
        {
            let (operator, line) = (operator.clone(), line.clone());
            self.effects
                .push_back(Effect::TellOperatorLine { operator, line });
            return Ok(());
        }
        if !in_hand {
            return Err(match had_it {
                true if known.has_ended() => Refusal::ContactEnded,
                true => Refusal::WrongState,
                false => Refusal::UnknownContact,
            });
        }
        check_text(&text)?;
        self.write_line(now, contact, LineFrom::Operator, (key, text))
    }

    /// Numbers, keeps and tells a line; a text that was checked.
    pub(super) fn write_line(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        from: LineFrom,
        (key, text): (RequestId, LineText),
    ) -> Result<(), Refusal> {
        let seq = self.last_line(contact) + 1;
        if seq > MAX_LINES {
            return Err(Refusal::TextTooLong);
        }
        let line = Line {
            contact: contact.clone(),
            seq,
            from,
            key,
            at: now,
            text,
        };
        let lines = self.lines.entry(contact.clone()).or_default();
        lines.push(line.clone());
        self.effects
            .push_back(Effect::Keep(Record::Line(line.clone())));
        self.journal(
            now,
            FactKind::LineWritten {
                contact: contact.clone(),
                seq,
                from,
            },
        );
        let Some(known) = self.contacts.get(contact) else {
            return Ok(());
        };
        let visitor = known.visitor.clone();
        let desks = known.at_desks();
        self.effects.push_back(Effect::TellVisitorLine {
            visitor,
            line: line.clone(),
        });
        for operator in desks {
            let line = line.clone();
            self.effects
                .push_back(Effect::TellOperatorLine { operator, line });
        }
        Ok(())
    }

    pub(super) fn visitor_lines(
        &mut self,
        visitor: &VisitorId,
        contact: &ContactId,
        after: u32,
    ) -> Result<(), Refusal> {
        self.own_contact(visitor, contact)?;
        let lines = self.lines.get(contact).into_iter().flatten();
        let lines = lines.filter(|line| line.seq > after).cloned();
        self.effects.extend(lines.map(|line| {
            let visitor = visitor.clone();
            Effect::TellVisitorLine { visitor, line }
        }));
        Ok(())
    }

    /// Whoever it rings at may read it too: what it is about helps to answer. So may who writes it up.
    pub(super) fn operator_lines(
        &mut self,
        operator: &OperatorId,
        contact: &ContactId,
        after: u32,
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact);
        let may_read = known.is_some_and(|known| {
            let writes_up = known.former.contains_key(operator)
                && self
                    .operators
                    .get(operator)
                    .is_some_and(|known| known.writes_up(contact));
            known.last_operator() == Some(operator)
                || known.at_desks().contains(operator)
                || writes_up
        });
        if !may_read {
            return Err(Refusal::UnknownContact);
        }
        let lines = self.lines.get(contact).into_iter().flatten();
        let lines = lines.filter(|line| line.seq > after).cloned();
        self.effects.extend(lines.map(|line| {
            let operator = operator.clone();
            Effect::TellOperatorLine { operator, line }
        }));
        Ok(())
    }

    /// Never refused: a hint that comes late is of no use to anybody.
    pub(super) fn visitor_typing(&mut self, visitor: &VisitorId, contact: &ContactId) {
        let Ok(known) = self.live_contact_of(visitor, contact) else {
            return;
        };
        if let Some(operator) = known.operator().cloned() {
            let contact = contact.clone();
            self.effects
                .push_back(Effect::TellOperatorTyping { operator, contact });
        }
    }

    pub(super) fn operator_typing(&mut self, operator: &OperatorId, contact: &ContactId) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        if known.operator() == Some(operator) {
            let (visitor, contact) = (known.visitor.clone(), contact.clone());
            self.effects
                .push_back(Effect::TellVisitorTyping { visitor, contact });
        }
    }

    /// The number of the last line; 0 before the first.
    #[must_use]
    pub fn last_line(&self, contact: &ContactId) -> u32 {
        let lines = self.lines.get(contact).map_or(0, Vec::len);
        u32::try_from(lines).unwrap_or(u32::MAX)
    }

    /// The lines of a contact that is remembered, in order.
    pub fn lines(&self, contact: &ContactId) -> impl Iterator<Item = &Line> {
        self.lines.get(contact).into_iter().flatten()
    }

    /// Lines come back in any order; those of a contact that was forgotten are dropped.
    pub(super) fn take_in_lines(&mut self, mut lines: Vec<Line>) {
        lines.retain(|line| self.contacts.contains_key(&line.contact));
        lines.sort_by_key(|line| line.seq);
        for line in lines {
            let of = self.lines.entry(line.contact.clone()).or_default();
            of.push(line);
        }
    }

    pub(super) fn written(
        &self,
        contact: &ContactId,
        from: LineFrom,
        key: &RequestId,
    ) -> Option<&Line> {
        let mut lines = self.lines.get(contact)?.iter();
        lines.find(|line| line.from == from && line.key == *key)
    }
}

/// White space alone says nothing.
pub(super) fn check_text(text: &LineText) -> Result<(), Refusal> {
    if text.expose().trim().is_empty() {
        return Err(Refusal::TextEmpty);
    }
    if text.expose().chars().count() > MAX_LINE_CHARS {
        return Err(Refusal::TextTooLong);
    }
    Ok(())
}

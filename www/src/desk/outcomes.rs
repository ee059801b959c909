//! Dispositions and notes on their way to the edge.
//!
//! A draft lives here, and in the browser's storage, until the edge has confirmed its last change and the contact
//! has left the desk: a reloaded page in the middle of a wrap-up shows the note again.

use super::effect::KeptOutcome;
use bellpull_protocol::operator::{Disposition, FromOperator};
use bellpull_protocol::{ContactId, Note, limits};

/// How long typing must pause before it is saved. Shorter loses less in a crash and costs a write per pause.
const TYPING_PAUSE_MS: u64 = 700;

/// The newest drafts kept; more than an operator can produce while a connection is away.
const MOST_DRAFTS: usize = 50;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    drafts: Vec<Draft>,
}

/// The outcome of one contact as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub contact: ContactId,
    pub disposition: Option<Disposition>,
    pub topic: Option<String>,
    pub note: String,
    /// The operator ended the wrap-up.
    finished: bool,
    /// Counts changes; `sent` is the count at the last sending.
    changes: u32,
    sent: u32,
    /// Sendings on this connection that were not confirmed yet; they are confirmed in order.
    unconfirmed: u32,
    /// When typing has paused long enough.
    due_ms: Option<u64>,
}

impl Outcomes {
    #[must_use]
    pub fn of(&self, contact: &ContactId) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.contact == *contact)
    }

    pub fn pick(&mut self, contact: &ContactId, disposition: Disposition) {
        let draft = self.draft(contact);
        draft.disposition = Some(disposition);
        draft.changes += 1;
        draft.due_ms = Some(0);
    }

    /// What it was about; one of the hotline's topics.
    pub fn topic(&mut self, contact: &ContactId, topic: String) {
        let draft = self.draft(contact);
        draft.topic = Some(topic);
        draft.changes += 1;
        draft.due_ms = Some(0);
    }

    /// Cut at [`limits::MAX_NOTE_CHARS`].
    pub fn write(&mut self, now_ms: u64, contact: &ContactId, note: &str) {
        let draft = self.draft(contact);
        draft.note = note.chars().take(limits::MAX_NOTE_CHARS).collect();
        draft.changes += 1;
        draft.due_ms = Some(now_ms + TYPING_PAUSE_MS);
    }

    pub fn finish(&mut self, contact: &ContactId) {
        let draft = self.draft(contact);
        draft.finished = true;
        draft.changes += 1;
        draft.due_ms = Some(0);
    }

    /// Whether the operator already ended this wrap-up.
    #[must_use]
    pub fn is_finished(&self, contact: &ContactId) -> bool {
        self.of(contact).is_some_and(|draft| draft.finished)
    }

    /// The contacts at this desk have changed: what belongs to others need not wait for a pause in typing.
    pub fn desk_has(&mut self, contacts: &[ContactId]) {
        for draft in &mut self.drafts {
            if !contacts.contains(&draft.contact) && !draft.is_saved() {
                draft.due_ms = draft.due_ms.map(|_| 0);
            }
        }
        self.drafts
            .retain(|draft| contacts.contains(&draft.contact) || !draft.is_saved());
    }

    /// The edge confirmed one sending.
    pub fn saved(&mut self, contact: &ContactId) {
        if let Some(draft) = self
            .drafts
            .iter_mut()
            .find(|draft| draft.contact == *contact)
        {
            draft.unconfirmed = draft.unconfirmed.saturating_sub(1);
        }
    }

    /// The edge refuses to take it: it belongs to somebody else, or is too old. Keeping it would ask for ever.
    pub fn refused(&mut self, at_desk: &[ContactId]) {
        self.drafts
            .retain(|draft| at_desk.contains(&draft.contact) || draft.unconfirmed == 0);
    }

    /// What was not confirmed on the old connection may never have arrived.
    pub fn reconnected(&mut self) {
        for draft in &mut self.drafts {
            if draft.unconfirmed > 0 || draft.sent < draft.changes {
                draft.unconfirmed = 0;
                draft.due_ms = Some(0);
            }
        }
    }

    /// What has to be sent at this moment.
    pub fn due(&mut self, now_ms: u64) -> Vec<FromOperator> {
        let due = self
            .drafts
            .iter_mut()
            .filter(|draft| draft.due_ms.is_some_and(|due| due <= now_ms));
        due.map(Draft::send).collect()
    }

    #[must_use]
    pub fn next_due_ms(&self) -> Option<u64> {
        self.drafts.iter().filter_map(|draft| draft.due_ms).min()
    }

    #[must_use]
    pub fn kept(&self) -> Vec<KeptOutcome> {
        self.drafts.iter().map(Draft::kept).collect()
    }

    /// Takes in what an earlier page kept, unless this page knows better already.
    pub fn recall(&mut self, kept: Vec<KeptOutcome>) {
        for outcome in kept {
            if self.of(&outcome.contact).is_none() {
                let changes = u32::from(!outcome.saved);
                let draft = self.draft(&outcome.contact);
                draft.disposition = outcome.disposition;
                draft.topic = outcome.topic;
                draft.note = outcome.note.expose().to_owned();
                draft.changes = changes;
                draft.due_ms = (changes > 0).then_some(0);
            }
        }
    }

    fn draft(&mut self, contact: &ContactId) -> &mut Draft {
        let place = self
            .drafts
            .iter()
            .position(|draft| draft.contact == *contact)
            .unwrap_or_else(|| {
                if self.drafts.len() >= MOST_DRAFTS {
                    self.drafts.remove(0);
                }
                self.drafts.push(Draft::new(contact.clone()));
                self.drafts.len() - 1
            });
        &mut self.drafts[place]
    }
}

impl Draft {
    fn new(contact: ContactId) -> Self {
        Self {
            contact,
            disposition: None,
            topic: None,
            note: String::new(),
            finished: false,
            changes: 0,
            sent: 0,
            unconfirmed: 0,
            due_ms: None,
        }
    }

    /// The edge has confirmed the last change.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.sent == self.changes && self.unconfirmed == 0
    }

    /// Nothing was written or picked.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.disposition.is_none() && self.topic.is_none() && self.note.is_empty()
    }

    fn send(&mut self) -> FromOperator {
        self.sent = self.changes;
        self.unconfirmed += 1;
        self.due_ms = None;
        FromOperator::WrapUp {
            contact: self.contact.clone(),
            disposition: self.disposition,
            note: Some(Note::new(self.note.clone())),
            topic: self.topic.clone(),
            finish: self.finished,
        }
    }

    fn kept(&self) -> KeptOutcome {
        KeptOutcome {
            contact: self.contact.clone(),
            disposition: self.disposition,
            topic: self.topic.clone(),
            note: Note::new(self.note.clone()),
            saved: self.is_saved(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact() -> ContactId {
        ContactId::new("c1").unwrap()
    }

    fn note_of(message: &FromOperator) -> &str {
        let FromOperator::WrapUp {
            note: Some(note), ..
        } = message
        else {
            panic!("{message:?}")
        };
        note.expose()
    }

    #[test]
    fn saves_a_note_once_typing_pauses() {
        let mut outcomes = Outcomes::default();
        outcomes.write(1_000, &contact(), "b");
        outcomes.write(1_300, &contact(), "boots");

        assert_eq!(outcomes.due(1_900), vec![]);
        let sent = outcomes.due(1_300 + TYPING_PAUSE_MS);

        assert_eq!(note_of(&sent[0]), "boots");
        assert_eq!(outcomes.next_due_ms(), None);
    }

    #[test]
    fn keeps_a_note_until_its_last_change_is_confirmed_and_the_contact_has_left_the_desk() {
        let mut outcomes = Outcomes::default();
        outcomes.write(0, &contact(), "first");
        outcomes.due(10_000);
        outcomes.write(10_000, &contact(), "first and second");

        outcomes.saved(&contact());
        outcomes.desk_has(&[contact()]);
        assert!(!outcomes.of(&contact()).unwrap().is_saved());

        outcomes.due(20_000);
        outcomes.saved(&contact());
        outcomes.desk_has(&[contact()]);
        assert!(outcomes.of(&contact()).unwrap().is_saved());

        outcomes.desk_has(&[]);
        assert_eq!(outcomes.of(&contact()), None);
    }

    #[test]
    fn sends_again_what_was_not_confirmed_when_the_connection_broke() {
        let mut outcomes = Outcomes::default();
        outcomes.pick(&contact(), Disposition::Resolved);
        outcomes.finish(&contact());
        assert_eq!(outcomes.due(0).len(), 1);

        outcomes.reconnected();

        let FromOperator::WrapUp {
            disposition,
            finish,
            ..
        } = &outcomes.due(0)[0]
        else {
            panic!()
        };
        assert_eq!((*disposition, *finish), (Some(Disposition::Resolved), true));
    }

    #[test]
    fn a_reloaded_page_shows_the_note_again_and_sends_only_what_was_not_saved() {
        let mut before = Outcomes::default();
        before.write(0, &contact(), "boots");
        let unsaved = before.kept();
        before.due(10_000);
        before.saved(&contact());
        let saved = before.kept();

        for (kept, expected) in [(unsaved, 1), (saved, 0)] {
            let mut after = Outcomes::default();
            after.recall(kept);
            assert_eq!(after.of(&contact()).unwrap().note, "boots");
            assert_eq!(after.due(0).len(), expected);
        }
    }

    #[test]
    fn the_last_outcome_picked_counts() {
        let mut outcomes = Outcomes::default();
        outcomes.pick(&contact(), Disposition::Spam);
        outcomes.pick(&contact(), Disposition::FollowUp);
        assert_eq!(
            outcomes.of(&contact()).unwrap().disposition,
            Some(Disposition::FollowUp)
        );
    }
}

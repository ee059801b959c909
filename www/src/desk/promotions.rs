//! What is live, and what the visitor in hand has entered: asked for over HTTP whenever either may have changed.

use bellpull_protocol::ContactId;
use bellpull_protocol::promotion::DeskPromotions;

/// The least time between two questions, in milliseconds: every entry of any visitor is told to all desks, and a
/// popular draw must not make them ask without pause.
const ASK_EVERY_MS: u64 = 1_000;

/// When a question that failed is asked again, in milliseconds.
const ASK_AGAIN_MS: u64 = 5_000;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Promotions {
    /// What was answered last.
    answer: Option<Answered>,
    /// Whose entries are wanted.
    about: Option<ContactId>,
    /// The answer is of another time, visitor or language.
    stale: bool,
    asking: Option<Option<ContactId>>,
    failed: bool,
    not_before_ms: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Answered {
    about: Option<ContactId>,
    promotions: DeskPromotions,
}

/// How the panel stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Panel {
    /// Not known yet.
    #[default]
    Asking,
    /// Nothing is known because asking failed; it is tried again.
    Failed,
    /// Entries are shown for the visitor in hand only.
    Known {
        promotions: DeskPromotions,
        of_visitor: bool,
    },
}

impl Promotions {
    /// Something changed.
    pub fn changed(&mut self) {
        self.stale = true;
    }

    /// Who is in hand.
    pub fn are_about(&mut self, contact: Option<&ContactId>) {
        if self.about.as_ref() != contact {
            self.about = contact.cloned();
            self.stale = true;
        }
    }

    /// The question to be asked at this moment: about whom.
    pub fn due(&mut self, now_ms: u64) -> Option<Option<ContactId>> {
        if self.next_due_ms()? > now_ms {
            return None;
        }
        self.stale = false;
        self.not_before_ms = now_ms + ASK_EVERY_MS;
        self.asking = Some(self.about.clone());
        self.asking.clone()
    }

    #[must_use]
    pub fn next_due_ms(&self) -> Option<u64> {
        (self.stale && self.asking.is_none()).then_some(self.not_before_ms)
    }

    pub fn answered(&mut self, now_ms: u64, promotions: Option<DeskPromotions>) {
        let Some(about) = self.asking.take() else {
            return;
        };
        self.failed = promotions.is_none();
        match promotions {
            Some(promotions) => self.answer = Some(Answered { about, promotions }),
            None => {
                self.stale = true;
                self.not_before_ms = now_ms + ASK_AGAIN_MS;
            }
        }
    }

    #[must_use]
    pub fn panel(&self) -> Panel {
        match &self.answer {
            Some(answer) => {
                let of_visitor = answer.about.is_some() && answer.about == self.about;
                let mut promotions = answer.promotions.clone();
                if !of_visitor {
                    promotions.entries.clear();
                }
                Panel::Known {
                    promotions,
                    of_visitor,
                }
            }
            None if self.failed => Panel::Failed,
            None => Panel::Asking,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact() -> ContactId {
        ContactId::new("c1").unwrap()
    }

    fn nothing() -> DeskPromotions {
        DeskPromotions {
            hotlines: vec![],
            entries: vec![],
        }
    }

    #[test]
    fn asks_once_for_many_changes_and_again_for_one_that_came_while_asking() {
        let mut promotions = Promotions::default();
        promotions.changed();
        promotions.changed();
        assert_eq!(promotions.due(0), Some(None));
        promotions.changed();
        assert_eq!(promotions.due(5_000), None, "one question at a time");

        promotions.answered(5_000, Some(nothing()));

        assert_eq!(promotions.due(5_000), Some(None));
        promotions.answered(5_000, Some(nothing()));
        assert_eq!(promotions.next_due_ms(), None);
    }

    #[test]
    fn asks_about_whoever_is_in_hand_and_never_shows_them_the_entries_of_another() {
        let mut promotions = Promotions::default();
        promotions.are_about(Some(&contact()));
        assert_eq!(promotions.due(0), Some(Some(contact())));
        promotions.answered(0, Some(nothing()));

        promotions.are_about(None);

        let Panel::Known { of_visitor, .. } = promotions.panel() else {
            panic!()
        };
        assert!(!of_visitor);
        assert_eq!(promotions.due(2_000), Some(None));
    }

    #[test]
    fn asks_again_after_a_failure_and_shows_what_it_knew_meanwhile() {
        let mut promotions = Promotions::default();
        promotions.changed();
        promotions.due(0);
        promotions.answered(0, None);
        assert_eq!(promotions.panel(), Panel::Failed);
        assert_eq!(promotions.due(1_000), None);

        assert_eq!(promotions.due(ASK_AGAIN_MS), Some(None));
        promotions.answered(ASK_AGAIN_MS, Some(nothing()));
        promotions.changed();
        promotions.due(60_000);
        promotions.answered(60_000, None);
        assert!(matches!(promotions.panel(), Panel::Known { .. }));
    }
}

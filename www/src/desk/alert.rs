//! What draws attention to a ring: the sound, and a notification while nobody looks at the page.

use super::effect::Effect;
use bellpull_protocol::ContactId;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alert {
    sounding: Option<Ring>,
    notified: Option<Ring>,
    /// The page cannot be seen.
    pub hidden: bool,
}

/// The n-th ring of a contact.
type Ring = (ContactId, u32);

impl Alert {
    /// Brings sound and notification in line with what rings.
    pub fn follow(&mut self, ringing: Option<(&ContactId, u32)>) -> Vec<Effect> {
        let ringing = ringing.map(|(contact, ring)| (contact.clone(), ring));
        let mut effects = vec![];
        if self.sounding != ringing {
            effects.extend(self.sounding.take().map(|_| Effect::StopRinging));
            effects.extend(
                ringing
                    .clone()
                    .map(|(contact, _)| Effect::StartRinging { contact }),
            );
            self.sounding.clone_from(&ringing);
        }
        let to_notify = ringing.filter(|_| self.hidden);
        if self.notified != to_notify {
            effects.extend(self.notified.take().map(|_| Effect::DropNotification));
            effects.extend(
                to_notify
                    .clone()
                    .map(|(contact, _)| Effect::Notify { contact }),
            );
            self.notified = to_notify;
        }
        effects
    }

    #[must_use]
    pub fn is_ringing(&self) -> bool {
        self.sounding.is_some()
    }
}

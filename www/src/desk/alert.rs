//! What draws attention to a ring: the sound, and a notification while nobody looks at the page.

use super::effect::Effect;
use bellpull_protocol::ContactId;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alert {
    sounding: Option<Sounding>,
    notified: Option<Ring>,
    /// The page cannot be seen.
    pub hidden: bool,
}

/// The n-th ring of a contact.
type Ring = (ContactId, u32);

/// A ring and how it is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sounding {
    pub ring: Ring,
    /// One tick only: the operator listens to somebody.
    pub soft: bool,
}

impl Alert {
    /// Brings sound and notification in line with what rings.
    pub fn follow(&mut self, ringing: Option<Sounding>) -> Vec<Effect> {
        let mut effects = vec![];
        if self.sounding != ringing {
            if self.is_ringing() {
                effects.push(Effect::StopRinging);
            }
            effects.extend(ringing.clone().map(|Sounding { ring, soft }| match soft {
                true => Effect::Tick,
                false => Effect::StartRinging { contact: ring.0 },
            }));
            self.sounding.clone_from(&ringing);
        }
        let to_notify = ringing
            .map(|sounding| sounding.ring)
            .filter(|_| self.hidden);
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

    /// The bell rings on and on.
    #[must_use]
    pub fn is_ringing(&self) -> bool {
        self.sounding
            .as_ref()
            .is_some_and(|sounding| !sounding.soft)
    }

    /// Something rings, however it is heard.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.sounding.is_some()
    }
}

//! Whether this page can ring and talk: browsers want a gesture before sound and a permission before the microphone.

use super::effect::Effect;
use bellpull_widget::softphone::session::MicrophoneProblem;

/// Sound and microphone of this page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readiness {
    pub microphone: Microphone,
    pub sound: Sound,
    /// “Go online” was pressed in this page.
    pub gesture: bool,
    /// The microphone is asked for in order to go online.
    going_online: bool,
    /// The microphone went away by itself; another is to take its place.
    replacing: bool,
    /// The operator was available until then, and is again once there is one.
    pub(super) available_again: bool,
}

/// ```text
/// Unasked ─▶ Asking ─▶ Up ─▶ (lost: Asking again)
///              └─▶ Refused ─▶ (asked again by a gesture)
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Microphone {
    #[default]
    Unasked,
    Asking,
    Up,
    Refused(MicrophoneProblem),
}

/// Whether the browser lets the page make a sound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sound {
    #[default]
    Locked,
    Unlocked,
    /// In spite of the gesture.
    Blocked,
}

impl Readiness {
    /// What the hello says: this desk may ring.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.gesture && self.microphone == Microphone::Up
    }

    /// The operator's one gesture. The effects belong into that very gesture.
    pub fn go_online(&mut self) -> Vec<Effect> {
        self.gesture = true;
        self.going_online = true;
        let mut effects = vec![Effect::UnlockSound];
        effects.extend(self.ask());
        effects.push(Effect::AskNotifications);
        effects
    }

    /// Asks for the microphone, unless it is there or asked for.
    pub fn ask(&mut self) -> Option<Effect> {
        match self.microphone {
            Microphone::Asking | Microphone::Up => None,
            Microphone::Unasked | Microphone::Refused(_) => {
                self.microphone = Microphone::Asking;
                Some(Effect::AskMicrophone)
            }
        }
    }

    /// Whether the operator comes online with this, once.
    pub fn takes_online(&mut self) -> bool {
        let online = self.going_online && self.is_ready();
        self.going_online &= !online;
        online
    }

    pub fn refused(&mut self, trouble: MicrophoneProblem) {
        self.microphone = Microphone::Refused(trouble);
        self.going_online = false;
    }

    /// Returns whether it takes the place of one that was lost.
    pub fn up(&mut self) -> bool {
        self.microphone = Microphone::Up;
        std::mem::take(&mut self.replacing)
    }

    /// The device is gone; another one may take its place.
    pub fn lost(&mut self) -> Option<Effect> {
        self.microphone = Microphone::Unasked;
        self.replacing = true;
        self.ask()
    }

    #[must_use]
    pub fn is_replacing(&self) -> bool {
        self.replacing
    }

    /// What was lost may be back.
    pub fn devices_changed(&mut self) -> Option<Effect> {
        match self.microphone {
            Microphone::Refused(_) if self.replacing => self.ask(),
            Microphone::Unasked | Microphone::Asking | Microphone::Up | Microphone::Refused(_) => {
                None
            }
        }
    }
}

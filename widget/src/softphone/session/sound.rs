//! The microphone and the sound connection: there while a call is asked for or goes on, and not a moment longer.

use super::{Change, Command, MicrophoneProblem, Phase, Session, Wish};
use crate::softphone::media_offer::{LegTold, MediaStep};
use bellpull_protocol::visitor::{Channel, FromVisitor};

/// ```text
/// Off ──wanted──▶ Asking ──▶ On ◀──▶ Lost
///                   ▲ │               (broke down in mid-call and is asked for again)
///              retry│ ▼
///                  Failed
/// ```
/// From all of them back to `Off` once it is no longer wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Microphone {
    Off,
    Asking,
    On,
    Failed(MicrophoneProblem),
    Lost(MicrophoneProblem),
}

impl Session {
    fn wants_sound(&self) -> bool {
        match &self.phase {
            Phase::Asked { wish, .. } => *wish == Wish::Call,
            Phase::InContact {
                standing, change, ..
            } => standing.needs_sound() || self.changes_to_sound(change.as_ref()),
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => false,
        }
    }

    fn changes_to_sound(&self, change: Option<&Change>) -> bool {
        match change {
            Some(Change::Channel(channel)) => *channel == Channel::Call,
            Some(Change::AnswerRingBack) => true,
            Some(Change::Callback { .. }) | None => false,
        }
    }

    /// Asks for the microphone when it is wanted, and lets it go when it is not.
    pub(super) fn settle_sound(&mut self) {
        let wanted = self.wants_sound();
        match self.microphone {
            Microphone::Off if wanted => {
                self.microphone = Microphone::Asking;
                self.commands.push_back(Command::AskForMicrophone);
            }
            Microphone::On | Microphone::Lost(_) if !wanted => self.silence(),
            Microphone::Asking | Microphone::Failed(_) if !wanted => {
                self.microphone = Microphone::Off;
            }
            Microphone::Off
            | Microphone::Asking
            | Microphone::On
            | Microphone::Failed(_)
            | Microphone::Lost(_) => {}
        }
    }

    pub(super) fn silence(&mut self) {
        let step = self.media.close();
        self.media_step(step);
        self.no_media = false;
        self.replaced_ms = None;
        self.microphone = Microphone::Off;
        self.commands.push_back(Command::ReleaseMicrophone);
    }

    pub(super) fn retry_microphone(&mut self) {
        match self.microphone {
            Microphone::Failed(_) => self.microphone = Microphone::Asking,
            Microphone::Lost(_) => {}
            Microphone::Off | Microphone::Asking | Microphone::On => return,
        }
        self.commands.push_back(Command::AskForMicrophone);
    }

    pub(super) fn microphone_came(&mut self, now_ms: u64, outcome: Result<(), MicrophoneProblem>) {
        match (self.microphone, outcome) {
            (Microphone::Asking, Ok(())) => {
                self.microphone = Microphone::On;
                self.send_wish();
                self.tell_media(now_ms);
            }
            (Microphone::Asking, Err(problem)) => self.microphone = Microphone::Failed(problem),
            (Microphone::Lost(_), Ok(())) => {
                self.microphone = Microphone::On;
                self.replaced_ms = Some(now_ms);
            }
            (Microphone::Lost(_), Err(problem)) => self.microphone = Microphone::Lost(problem),
            // The visitor gave up while the browser was asking.
            (Microphone::Off | Microphone::Failed(_), Ok(())) => {
                self.commands.push_back(Command::ReleaseMicrophone);
            }
            (Microphone::On, _) | (Microphone::Off | Microphone::Failed(_), Err(_)) => {}
        }
    }

    pub(super) fn microphone_lost(&mut self) {
        if self.microphone == Microphone::On {
            self.microphone = Microphone::Lost(MicrophoneProblem::Missing);
            self.commands.push_back(Command::AskForMicrophone);
        }
    }

    /// The call is still heard; who lost the microphone is heard again with the first one that works.
    pub(super) fn devices_changed(&mut self) {
        if let Microphone::Lost(_) = self.microphone {
            self.commands.push_back(Command::AskForMicrophone);
        }
    }

    /// The visitor asked for a call that cannot be, and now asks for something else.
    pub(super) fn give_way(&mut self) {
        let cannot = matches!(self.microphone, Microphone::Failed(_));
        if let Phase::Asked {
            wish: Wish::Call, ..
        } = self.phase
            && cannot
        {
            self.phase = Phase::Idle;
        }
    }

    /// Whether what needs sound may go on.
    pub(super) fn has_microphone(&self) -> bool {
        match self.microphone {
            Microphone::On | Microphone::Lost(_) => true,
            Microphone::Off | Microphone::Asking | Microphone::Failed(_) => false,
        }
    }

    /// Offers, if the leg asks for it. A message that was on its way while the socket broke must not count as being
    /// back.
    pub(super) fn tell_media(&mut self, now_ms: u64) {
        let Phase::InContact { standing, .. } = &self.phase else {
            return;
        };
        if !self.has_microphone() || !self.is_up() || !standing.needs_sound() {
            return;
        }
        let leg = LegTold {
            contact: &standing.contact,
            leg: standing.leg,
            attempt: standing.attempt,
        };
        let step = self.media.told(now_ms, Some(leg));
        self.media_step(step);
    }

    pub(super) fn media_step(&mut self, step: Option<MediaStep>) {
        let Some(step) = step else { return };
        self.commands.push_back(match step {
            MediaStep::OpenPeer { attempt } => Command::OpenPeer { attempt },
            MediaStep::SendOffer {
                contact,
                attempt,
                sdp,
            } => Command::Send(FromVisitor::Offer {
                contact,
                attempt,
                sdp,
            }),
            MediaStep::AcceptAnswer { attempt, sdp } => Command::AcceptAnswer { attempt, sdp },
            MediaStep::ClosePeer => Command::ClosePeer,
        });
    }
}

//! What a page has to say beside its screen.

use super::screen::screen_of;
use super::sound::Microphone;
use super::{Link, MicrophoneProblem, Phase, Screen, Session, Standing};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::{ContactState, LegState};

/// How long it is said that another microphone is in use, in milliseconds: long enough to be read twice.
const REPLACED_SHOWN_MS: u64 = 8_000;

/// Something to know beside the screen; the most urgent one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// The edge cannot be reached. `in_call`: what is heard goes on; otherwise the place is kept.
    Reconnecting { in_call: bool },
    /// The same in a chat: what is written goes out later.
    ReconnectingChat,
    /// The edge cannot be reached, and nothing is at stake.
    Offline,
    /// The hello was refused in mid-call: what is heard goes on, but the edge does not listen.
    Refused(RefusalCode),
    /// The microphone broke down in mid-call.
    MicrophoneLost(MicrophoneProblem),
    /// Another microphone took its place a moment ago.
    OtherMicrophone,
    /// No media server is there; the place is kept.
    NoMedia,
    /// The visitor's own sound was lost and is coming back.
    SoundLost,
    /// The operator's sound was lost and is coming back.
    OperatorSilent,
    /// The operator was lost; the visitor is first in line again.
    BackInQueue,
    /// What was asked of the contact is not done; it goes on as it was.
    NotDone,
    /// Nobody is at the desks.
    Unstaffed,
}

impl Session {
    pub(super) fn banner(&self, now_ms: u64) -> Option<Banner> {
        let known = self.hotline_name.is_some();
        // Who is put off comes back by itself.
        let down = match self.link {
            Link::Down | Link::Greeting => true,
            Link::Refused(code) => puts_off(code),
            Link::Up { .. } | Link::Superseded => false,
        };
        match &self.phase {
            Phase::InContact {
                standing,
                was_talking,
                ..
            } => self.contact_banner(now_ms, standing, *was_talking, down),
            Phase::Asked { .. } if down => Some(Banner::Offline),
            Phase::Idle if down && known => Some(Banner::Offline),
            Phase::Idle if self.staffed == Some(false) && self.opening.open => {
                Some(Banner::Unstaffed)
            }
            Phase::Idle | Phase::Asked { .. } | Phase::Ended { .. } | Phase::Refused { .. } => None,
        }
    }

    fn contact_banner(
        &self,
        now_ms: u64,
        standing: &Standing,
        was_talking: bool,
        down: bool,
    ) -> Option<Banner> {
        let talking = standing.state == ContactState::Talking;
        if down {
            return Some(if standing.state == ContactState::Chatting {
                Banner::ReconnectingChat
            } else {
                Banner::Reconnecting { in_call: talking }
            });
        }
        if let Link::Refused(code) = self.link {
            return Some(Banner::Refused(code));
        }
        if self.trouble.is_some() && self.form.is_none() {
            return Some(Banner::NotDone);
        }
        if standing.needs_sound() {
            if let Microphone::Lost(problem) = self.microphone {
                return Some(Banner::MicrophoneLost(problem));
            }
            if self.no_media {
                return Some(Banner::NoMedia);
            }
            if standing.leg == LegState::Lost || (talking && standing.leg != LegState::Up) {
                return Some(Banner::SoundLost);
            }
            if talking && standing.operator_leg.is_some_and(|leg| leg != LegState::Up) {
                return Some(Banner::OperatorSilent);
            }
        }
        let replaced = |at_ms| now_ms < at_ms + REPLACED_SHOWN_MS;
        if self.replaced_ms.is_some_and(replaced) {
            return Some(Banner::OtherMicrophone);
        }
        let waiting = standing.state == ContactState::Waiting;
        if was_talking && waiting {
            Some(Banner::BackInQueue)
        } else if self.staffed == Some(false) && screen_of(standing) == Screen::Waiting {
            Some(Banner::Unstaffed)
        } else {
            None
        }
    }
}

/// Whether the edge only wants to be asked again later; the socket does that by itself.
pub(super) fn puts_off(code: RefusalCode) -> bool {
    [
        RefusalCode::Busy,
        RefusalCode::TooMany,
        RefusalCode::TooSlow,
        RefusalCode::Internal,
    ]
    .contains(&code)
}

//! What a page has to say beside its screen.

use super::screen::screen_of;
use super::sound::Microphone;
use super::{Link, MicrophoneProblem, Phase, Screen, Session, Standing};
use bellpull_protocol::visitor::{ContactState, LegState};

/// Something to know beside the screen; the most urgent one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// The edge cannot be reached. `in_call`: what is heard goes on; otherwise the place is kept.
    Reconnecting { in_call: bool },
    /// The same in a chat: what is written goes out later.
    ReconnectingChat,
    /// The edge cannot be reached, and nothing is at stake.
    Offline,
    /// The microphone broke down in mid-call.
    MicrophoneLost(MicrophoneProblem),
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
    pub(super) fn banner(&self) -> Option<Banner> {
        let known = self.hotline_name.is_some();
        let down = self.link == Link::Down || self.link == Link::Greeting;
        match &self.phase {
            Phase::InContact {
                standing,
                was_talking,
                ..
            } => self.contact_banner(standing, *was_talking, down),
            Phase::Asked { .. } if down => Some(Banner::Offline),
            Phase::Idle if down && known => Some(Banner::Offline),
            Phase::Idle if self.staffed == Some(false) && self.opening.open => {
                Some(Banner::Unstaffed)
            }
            Phase::Idle | Phase::Asked { .. } | Phase::Ended { .. } | Phase::Refused { .. } => None,
        }
    }

    fn contact_banner(&self, standing: &Standing, was_talking: bool, down: bool) -> Option<Banner> {
        let talking = standing.state == ContactState::Talking;
        if down {
            return Some(if standing.state == ContactState::Chatting {
                Banner::ReconnectingChat
            } else {
                Banner::Reconnecting { in_call: talking }
            });
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

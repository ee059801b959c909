//! What the page shows.

use super::{Link, MicrophoneProblem, Phase, Session, Standing, Then};
use crate::softphone::clock::ClockOffset;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::{ContactState, EndReason, LegState};

/// Everything a page needs to draw itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub screen: Screen,
    pub banner: Option<Banner>,
    /// Known from the first welcome on.
    pub hotline_name: Option<String>,
    /// Whether anybody is at the desks, once known.
    pub staffed: Option<bool>,
    /// 1 is next.
    pub place: Option<u32>,
    pub operator_name: Option<String>,
    /// When the shown timer started, in the edge's time.
    pub timer_from_ms: Option<u64>,
    pub clock: ClockOffset,
}

/// One screen at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Not yet connected for the first time.
    Loading,
    Start,
    /// The browser asks for the microphone. `rejoin`: to continue a call.
    Asking {
        rejoin: bool,
    },
    NoMicrophone {
        problem: MicrophoneProblem,
        rejoin: bool,
    },
    Calling,
    Waiting,
    Ringing,
    Connecting,
    Talking,
    Ended(EndReason),
    /// The call or the visit was refused.
    Refused(RefusalCode),
    Superseded,
}

/// Something to know beside the screen; the most urgent one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// The edge cannot be reached. `in_call`: what is heard goes on; otherwise the place is kept.
    Reconnecting { in_call: bool },
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
    /// Nobody is at the desks.
    Unstaffed,
}

impl Session {
    #[must_use]
    pub fn view(&self) -> View {
        let standing = self.standing();
        let in_contact = standing.filter(|_| matches!(self.phase, Phase::InContact { .. }));
        View {
            screen: self.screen(),
            banner: self.banner(),
            hotline_name: self.hotline_name.clone(),
            staffed: self.staffed,
            place: in_contact.and_then(|standing| standing.place),
            operator_name: standing
                .and_then(|standing| standing.operator_name.as_ref())
                .map(|name| name.expose().to_owned()),
            timer_from_ms: in_contact
                .map(|standing| standing.talking_since_ms.unwrap_or(standing.entered_ms)),
            clock: self.clock,
        }
    }

    /// Whether a call or a place in the queue is at stake: closing the page would lose something.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.screen() {
            Screen::Calling
            | Screen::Waiting
            | Screen::Ringing
            | Screen::Connecting
            | Screen::Talking => true,
            Screen::Asking { rejoin } | Screen::NoMicrophone { rejoin, .. } => rejoin,
            Screen::Loading
            | Screen::Start
            | Screen::Ended(_)
            | Screen::Refused(_)
            | Screen::Superseded => false,
        }
    }

    fn standing(&self) -> Option<&Standing> {
        match &self.phase {
            Phase::InContact { standing, .. }
            | Phase::Asking {
                then: Then::Rejoin(standing),
            }
            | Phase::NoMicrophone {
                then: Then::Rejoin(standing),
                ..
            } => Some(standing),
            Phase::Idle
            | Phase::Asking { .. }
            | Phase::NoMicrophone { .. }
            | Phase::Calling { .. }
            | Phase::Ended { .. }
            | Phase::Refused { .. } => None,
        }
    }

    fn screen(&self) -> Screen {
        match self.link {
            Link::Superseded => return Screen::Superseded,
            Link::Refused(code) if matches!(self.phase, Phase::Idle | Phase::Asking { .. }) => {
                return Screen::Refused(code);
            }
            Link::Down | Link::Greeting | Link::Up { .. } | Link::Refused(_) => {}
        }
        let rejoin = self.standing().is_some();
        match &self.phase {
            Phase::Idle if self.hotline_name.is_none() => Screen::Loading,
            Phase::Idle => Screen::Start,
            Phase::Asking { .. } => Screen::Asking { rejoin },
            Phase::NoMicrophone { problem, .. } => Screen::NoMicrophone {
                problem: *problem,
                rejoin,
            },
            Phase::Calling { .. } => Screen::Calling,
            Phase::InContact { standing, .. } => match standing.state {
                ContactState::Waiting => Screen::Waiting,
                ContactState::Ringing | ContactState::RingBack | ContactState::Dialling => {
                    Screen::Ringing
                }
                ContactState::Connecting => Screen::Connecting,
                ContactState::Talking | ContactState::Chatting => Screen::Talking,
                ContactState::Ended => Screen::Ended(standing.reason.unwrap_or(EndReason::Unknown)),
            },
            Phase::Ended { reason } => Screen::Ended(*reason),
            Phase::Refused { code } => Screen::Refused(*code),
        }
    }

    fn banner(&self) -> Option<Banner> {
        let known = self.hotline_name.is_some();
        let down = self.link == Link::Down || self.link == Link::Greeting;
        match &self.phase {
            Phase::InContact {
                standing,
                microphone,
                was_talking,
            } => {
                let talking = standing.state == ContactState::Talking;
                if down {
                    Some(Banner::Reconnecting { in_call: talking })
                } else if let Err(problem) = microphone {
                    Some(Banner::MicrophoneLost(*problem))
                } else if self.no_media {
                    Some(Banner::NoMedia)
                } else if standing.leg == LegState::Lost
                    || (talking && standing.leg != LegState::Up)
                {
                    Some(Banner::SoundLost)
                } else if talking && standing.operator_leg.is_some_and(|leg| leg != LegState::Up) {
                    Some(Banner::OperatorSilent)
                } else if *was_talking && standing.state == ContactState::Waiting {
                    Some(Banner::BackInQueue)
                } else if self.staffed == Some(false) && standing.state == ContactState::Waiting {
                    Some(Banner::Unstaffed)
                } else {
                    None
                }
            }
            Phase::Calling { .. } if down => Some(Banner::Offline),
            Phase::Idle if down && known => Some(Banner::Offline),
            Phase::Idle if self.staffed == Some(false) => Some(Banner::Unstaffed),
            Phase::Idle
            | Phase::Calling { .. }
            | Phase::Asking { .. }
            | Phase::NoMicrophone { .. }
            | Phase::Ended { .. }
            | Phase::Refused { .. } => None,
        }
    }
}

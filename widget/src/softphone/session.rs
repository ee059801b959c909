//! The visitor's call, decided.
//!
//! Everything that happens comes in through [`Session::handle`] with the page's clock; what the page has to do
//! comes out of [`Session::poll_command`]; what it shows is [`Session::view`].

mod contact;
mod link;
mod memory;
mod view;

pub use memory::Memory;
pub use view::{Banner, Screen, View};

use super::clock::ClockOffset;
use super::media_offer::{MediaOffer, MediaStep};
use bellpull_protocol::visitor::{ContactState, EndReason, FromVisitor, LegState, ToVisitor};
use bellpull_protocol::{ContactId, PageId, PageUrl, PersonName, RefusalCode, RequestId, Sdp};
use std::collections::VecDeque;

/// What happens to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The visitor wants to talk. `request` is fresh.
    Call {
        request: RequestId,
    },
    /// Ask for the microphone again.
    RetryMicrophone,
    /// Hang up, or give up before anybody answered.
    HangUp,
    /// Back to the start: from the end, or from a refusal.
    Dismiss,
    /// Take the visit over from the tab that has it.
    UseHere,

    Microphone(Result<(), MicrophoneProblem>),
    /// The device was unplugged or taken by the system.
    MicrophoneLost,

    /// The socket is open; a hello goes out.
    LinkUp,
    LinkDown,
    /// The edge closed the socket with a code that forbids coming back unasked.
    LinkClosed {
        code: u16,
    },
    Message(ToVisitor),

    OfferMade {
        attempt: u32,
        sdp: Sdp,
    },
    /// The browser could not make an offer, or its peer connection failed.
    PeerFailed {
        attempt: u32,
    },
    /// About once a second.
    Tick,
}

/// What the page has to do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Send(FromVisitor),
    /// Answered by [`Input::Microphone`].
    AskForMicrophone,
    ReleaseMicrophone,
    /// Close the peer connection there is, make one and report its offer.
    OpenPeer {
        attempt: u32,
    },
    AcceptAnswer {
        attempt: u32,
        sdp: Sdp,
    },
    ClosePeer,
    /// Keep this for after a reload, as far as the browser allows.
    Remember(Memory),
    /// Connect again, although the edge had closed the socket for good.
    Reconnect,
}

/// Why there is no microphone. Each has another way on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MicrophoneProblem {
    /// The visitor, or an earlier decision of theirs, said no.
    Denied,
    /// No device.
    Missing,
    /// Another program has it.
    InUse,
    /// The page that embeds the widget forbids microphones in it.
    BlockedByPage,
    /// The page is not served securely, so browsers offer no microphone.
    Insecure,
    Failed,
}

/// The page a session lives in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub page_id: PageId,
    /// BCP 47.
    pub language: String,
    pub page: Option<PageUrl>,
}

/// A contact as last told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub contact: ContactId,
    pub request: RequestId,
    pub state: ContactState,
    pub entered_ms: u64,
    pub place: Option<u32>,
    pub leg: LegState,
    pub attempt: u32,
    pub operator_name: Option<PersonName>,
    pub operator_leg: Option<LegState>,
    pub talking_since_ms: Option<u64>,
    pub reason: Option<EndReason>,
}

/// ```text
///        Call           microphone            contact told
/// Idle ───────▶ Asking ────────────▶ Calling ─────────────▶ InContact ─────▶ Ended
///  ▲              │ ▲                                         ▲    (waiting, ringing,
///  │     no device│ │retry          contact told, microphone  │     connecting, talking)
///  │              ▼ │               ──────────────────────────┘
///  └───── NoMicrophone
/// ```
/// A live contact told to a fresh page (after a reload, in another tab) leads through `Asking` to `InContact`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Phase {
    Idle,
    Asking {
        then: Then,
    },
    NoMicrophone {
        problem: MicrophoneProblem,
        then: Then,
    },
    /// The edge has not confirmed the contact; the call is repeated after each reconnection.
    Calling {
        request: RequestId,
    },
    InContact {
        standing: Standing,
        microphone: Result<(), MicrophoneProblem>,
        was_talking: bool,
    },
    Ended {
        reason: EndReason,
    },
    /// The call was refused.
    Refused {
        code: RefusalCode,
    },
}

/// What the microphone is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Then {
    Call(RequestId),
    Rejoin(Standing),
}

/// The connection to the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Down,
    /// Open, the hello is not answered yet.
    Greeting,
    /// `told`: the edge has told the contact since.
    Up {
        since_ms: u64,
        told: bool,
    },
    /// Another page of this visitor took over.
    Superseded,
    /// The hello was refused.
    Refused(RefusalCode),
}

/// One visitor's page.
#[derive(Debug)]
pub struct Session {
    visit: Visit,
    memory: Memory,
    phase: Phase,
    link: Link,
    media: MediaOffer,
    /// The media server is missing: the last offer was refused for that reason.
    no_media: bool,
    /// Given up before the edge confirmed it.
    given_up: Option<RequestId>,
    hotline_name: Option<String>,
    staffed: Option<bool>,
    clock: ClockOffset,
    commands: VecDeque<Command>,
}

impl Session {
    #[must_use]
    pub fn new(visit: Visit, memory: Memory) -> Self {
        Self {
            visit,
            memory,
            phase: Phase::Idle,
            link: Link::Down,
            media: MediaOffer::default(),
            no_media: false,
            given_up: None,
            hotline_name: None,
            staffed: None,
            clock: ClockOffset::default(),
            commands: VecDeque::new(),
        }
    }

    pub fn handle(&mut self, now_ms: u64, input: Input) {
        match input {
            Input::Call { request } => self.call(request),
            Input::RetryMicrophone => self.ask_for_microphone(),
            Input::HangUp => self.hang_up(),
            Input::Dismiss => self.dismiss(),
            Input::UseHere => self.use_here(),
            Input::Microphone(outcome) => self.microphone(now_ms, outcome),
            Input::MicrophoneLost => self.microphone_lost(),
            Input::LinkUp => self.link_up(),
            Input::LinkDown => self.link_down(),
            Input::LinkClosed { code } => self.link_closed(code),
            Input::Message(message) => self.message(now_ms, message),
            Input::OfferMade { attempt, sdp } => {
                let step = self.media.offer_made(now_ms, attempt, sdp);
                self.media_step(step);
            }
            Input::PeerFailed { attempt } => {
                let step = self.media.failed(now_ms, attempt);
                self.media_step(step);
            }
            Input::Tick => self.tick(now_ms),
        }
    }

    pub fn poll_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    fn call(&mut self, request: RequestId) {
        match self.phase {
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => {
                self.phase = Phase::Asking {
                    then: Then::Call(request),
                };
                self.commands.push_back(Command::AskForMicrophone);
            }
            // A second click changes nothing.
            Phase::Asking { .. }
            | Phase::NoMicrophone { .. }
            | Phase::Calling { .. }
            | Phase::InContact { .. } => {}
        }
    }

    fn ask_for_microphone(&mut self) {
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::NoMicrophone { then, .. } => self.phase = Phase::Asking { then },
            phase @ Phase::InContact { .. } => self.phase = phase,
            other @ (Phase::Idle
            | Phase::Asking { .. }
            | Phase::Calling { .. }
            | Phase::Ended { .. }
            | Phase::Refused { .. }) => {
                self.phase = other;
                return;
            }
        }
        self.commands.push_back(Command::AskForMicrophone);
    }

    fn microphone(&mut self, now_ms: u64, outcome: Result<(), MicrophoneProblem>) {
        match (std::mem::replace(&mut self.phase, Phase::Idle), outcome) {
            (
                Phase::Asking {
                    then: Then::Call(request),
                },
                Ok(()),
            ) => {
                self.phase = Phase::Calling { request };
                self.send_call();
            }
            (
                Phase::Asking {
                    then: Then::Rejoin(standing),
                },
                Ok(()),
            ) => self.enter_contact(now_ms, standing),
            (Phase::Asking { then }, Err(problem)) => {
                self.phase = Phase::NoMicrophone { problem, then }
            }
            (
                Phase::InContact {
                    standing,
                    was_talking,
                    ..
                },
                microphone,
            ) => {
                self.phase = Phase::InContact {
                    standing,
                    microphone,
                    was_talking,
                };
            }
            // The visitor gave up while the browser was asking.
            (phase @ (Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. }), Ok(())) => {
                self.phase = phase;
                self.commands.push_back(Command::ReleaseMicrophone);
            }
            (phase, _) => self.phase = phase,
        }
    }

    fn microphone_lost(&mut self) {
        if let Phase::InContact { microphone, .. } = &mut self.phase {
            *microphone = Err(MicrophoneProblem::Missing);
            self.commands.push_back(Command::AskForMicrophone);
        }
    }

    fn dismiss(&mut self) {
        match &self.phase {
            Phase::Ended { .. } | Phase::Refused { .. } => self.phase = Phase::Idle,
            Phase::Asking {
                then: Then::Call(_),
            }
            | Phase::NoMicrophone {
                then: Then::Call(_),
                ..
            } => {
                self.phase = Phase::Idle;
            }
            // A live contact is left by hanging up only.
            Phase::Idle
            | Phase::Asking {
                then: Then::Rejoin(_),
            }
            | Phase::NoMicrophone {
                then: Then::Rejoin(_),
                ..
            }
            | Phase::Calling { .. }
            | Phase::InContact { .. } => {}
        }
    }

    fn tick(&mut self, now_ms: u64) {
        let step = self.media.tick(now_ms);
        self.media_step(step);
        self.notice_forgotten_contact(now_ms);
    }

    fn media_step(&mut self, step: Option<MediaStep>) {
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

//! Which screen a page shows.

use super::sound::Microphone;
use super::{Change, Form, Link, MicrophoneProblem, Phase, Session, Standing, Wish};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::{Channel, ContactState, EndReason};

/// One screen at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Not yet connected for the first time.
    Loading,
    Start,
    /// The start while the hotline is closed.
    Closed,
    CallbackForm,
    MessageForm,
    /// The browser asks for the microphone. `rejoin`: to continue a call.
    Asking {
        rejoin: bool,
    },
    NoMicrophone {
        problem: MicrophoneProblem,
        rejoin: bool,
    },
    /// Asked for and not confirmed.
    Calling,
    Waiting,
    Ringing,
    /// A callback holds its place.
    Callback,
    /// The page rings.
    RingBack,
    /// An operator dials the visitor's phone.
    Dialling,
    /// A message was left.
    Message,
    Connecting,
    Talking,
    Chatting,
    Ended(EndReason),
    /// The wish or the visit was refused.
    Refused(RefusalCode),
    Superseded,
}

impl Session {
    /// Whether a call, a chat or a place in the queue is at stake: closing the page would lose something.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.phase {
            Phase::InContact { .. } => true,
            Phase::Asked { .. } => self.screen() == Screen::Calling,
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => false,
        }
    }

    pub(super) fn screen(&self) -> Screen {
        match self.link {
            Link::Superseded => return Screen::Superseded,
            Link::Refused(code) if !matches!(self.phase, Phase::InContact { .. }) => {
                return Screen::Refused(code);
            }
            Link::Down | Link::Greeting | Link::Up { .. } | Link::Refused(_) => {}
        }
        match (&self.phase, self.form) {
            (Phase::Idle | Phase::Asked { .. } | Phase::InContact { .. }, Some(form)) => match form
            {
                Form::Callback => Screen::CallbackForm,
                Form::Message => Screen::MessageForm,
            },
            (Phase::Idle, None) if self.hotline_name.is_none() => Screen::Loading,
            (Phase::Idle, None) if self.opening.open => Screen::Start,
            (Phase::Idle, None) => Screen::Closed,
            (Phase::Asked { wish, .. }, None) => self
                .microphone_screen(false)
                .filter(|_| *wish == Wish::Call)
                .unwrap_or(Screen::Calling),
            (
                Phase::InContact {
                    standing, change, ..
                },
                None,
            ) => {
                let to_call = *change == Some(Change::Channel(Channel::Call));
                let asking = self
                    .microphone_screen(!to_call)
                    .filter(|_| to_call || standing.needs_sound());
                asking.unwrap_or_else(|| screen_of(standing))
            }
            (Phase::Ended { reason, .. }, _) => Screen::Ended(*reason),
            (Phase::Refused { code }, _) => Screen::Refused(*code),
        }
    }

    fn microphone_screen(&self, rejoin: bool) -> Option<Screen> {
        match self.microphone {
            Microphone::Asking => Some(Screen::Asking { rejoin }),
            Microphone::Failed(problem) => Some(Screen::NoMicrophone { problem, rejoin }),
            Microphone::Off | Microphone::On | Microphone::Lost(_) => None,
        }
    }
}

impl Screen {
    pub(super) fn has_timer(self) -> bool {
        match self {
            Screen::Waiting | Screen::Ringing | Screen::Connecting | Screen::Talking => true,
            Screen::Loading
            | Screen::Start
            | Screen::Closed
            | Screen::CallbackForm
            | Screen::MessageForm
            | Screen::Asking { .. }
            | Screen::NoMicrophone { .. }
            | Screen::Calling
            | Screen::Callback
            | Screen::RingBack
            | Screen::Dialling
            | Screen::Message
            | Screen::Chatting
            | Screen::Ended(_)
            | Screen::Refused(_)
            | Screen::Superseded => false,
        }
    }

    /// The lines are shown, if there are any.
    #[must_use]
    pub fn has_chat(self) -> bool {
        match self {
            Screen::Waiting
            | Screen::Ringing
            | Screen::Message
            | Screen::Connecting
            | Screen::Talking
            | Screen::Chatting
            | Screen::Ended(_) => true,
            Screen::Loading
            | Screen::Start
            | Screen::Closed
            | Screen::CallbackForm
            | Screen::MessageForm
            | Screen::Asking { .. }
            | Screen::NoMicrophone { .. }
            | Screen::Calling
            | Screen::Callback
            | Screen::RingBack
            | Screen::Dialling
            | Screen::Refused(_)
            | Screen::Superseded => false,
        }
    }
}

pub(super) fn screen_of(standing: &Standing) -> Screen {
    match (standing.state, standing.channel) {
        (ContactState::Waiting | ContactState::Ringing, Channel::Callback) => Screen::Callback,
        (ContactState::Waiting | ContactState::Ringing, Channel::Message) => Screen::Message,
        (ContactState::Waiting, Channel::Call | Channel::Chat | Channel::Unknown) => {
            Screen::Waiting
        }
        (ContactState::Ringing, Channel::Call | Channel::Chat | Channel::Unknown) => {
            Screen::Ringing
        }
        (ContactState::RingBack, _) => Screen::RingBack,
        (ContactState::Dialling, _) => Screen::Dialling,
        (ContactState::Connecting, _) => Screen::Connecting,
        (ContactState::Talking, _) => Screen::Talking,
        (ContactState::Chatting, _) => Screen::Chatting,
        (ContactState::Ended, _) => Screen::Ended(standing.reason.unwrap_or(EndReason::Unknown)),
    }
}

//! What the page shows.

use super::sound::Microphone;
use super::{
    Change, Command, Form, Link, MicrophoneProblem, Phase, PromotionView, RatingView, ResultView,
    Session, Standing, Wish,
};
use crate::softphone::chat::{ChatPad, OwnState};
use crate::softphone::clock::ClockOffset;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::visitor::{Channel, ContactState, EndReason, LegState, Opening};

/// Everything a page needs to draw itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub screen: Screen,
    pub banner: Option<Banner>,
    /// Known from the first welcome on.
    pub hotline_name: Option<String>,
    /// Whether anybody is at the desks, once known.
    pub staffed: Option<bool>,
    pub opening: Opening,
    /// Of the contact there is or was, or that is asked for.
    pub channel: Option<Channel>,
    /// A callback to a phone.
    pub by_phone: bool,
    /// How often the callback was tried.
    pub tries: u32,
    /// 1 is next.
    pub place: Option<u32>,
    pub operator_name: Option<String>,
    /// When the shown timer started, in the edge's time.
    pub timer_from_ms: Option<u64>,
    /// Something was asked and is not confirmed: buttons wait.
    pub busy: bool,
    /// Why what the form asked for is not done.
    pub trouble: Option<RefusalCode>,
    pub lines: Vec<LineView>,
    /// The operator is typing.
    pub typing: bool,
    /// Lines can be written.
    pub may_write: bool,
    pub rating: RatingView,
    pub promotions: Vec<PromotionView>,
    pub results: Vec<ResultView>,
    pub clock: ClockOffset,
}

/// A line of the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    pub from: LineFrom,
    /// The same before and after it is told; unique beside `from`.
    pub key: String,
    pub text: String,
    /// Its number and when it was told, in the edge's time; `None` while it is not.
    pub told: Option<(u32, u64)>,
    /// It will never be told.
    pub failed: bool,
}

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
    /// `now_ms`: by the page's clock.
    #[must_use]
    pub fn view(&self, now_ms: u64) -> View {
        let (standing, change) = match &self.phase {
            Phase::InContact {
                standing, change, ..
            } => (Some(standing), change.as_ref()),
            Phase::Ended { standing, .. } => (standing.as_ref(), None),
            Phase::Idle | Phase::Asked { .. } | Phase::Refused { .. } => (None, None),
        };
        let live = standing.filter(|_| matches!(self.phase, Phase::InContact { .. }));
        let screen = self.screen();
        View {
            screen,
            banner: self.banner(),
            hotline_name: self.hotline_name.clone(),
            staffed: self.staffed,
            opening: self.opening.clone(),
            channel: self.channel(standing),
            by_phone: standing.is_some_and(|standing| standing.by_phone),
            tries: standing.map_or(0, |standing| standing.tries),
            place: live.and_then(|standing| standing.place),
            operator_name: live
                .and_then(|standing| standing.operator_name.as_ref())
                .map(|name| name.expose().to_owned()),
            timer_from_ms: live
                .filter(|_| screen.has_timer())
                .map(|standing| standing.talking_since_ms.unwrap_or(standing.entered_ms)),
            busy: change.is_some() || matches!(self.phase, Phase::Asked { .. }),
            trouble: self.trouble.filter(|_| self.form.is_some()),
            lines: self.chat.as_ref().map(lines).unwrap_or_default(),
            typing: self.chat.as_ref().is_some_and(ChatPad::other_is_typing),
            may_write: live.is_some_and(|standing| takes_lines(standing.channel))
                && screen.has_chat(),
            rating: self.rating_view(),
            promotions: self.promotion_views(),
            results: self.result_views(self.clock.edge_time(now_ms)),
            clock: self.clock,
        }
    }

    fn channel(&self, standing: Option<&Standing>) -> Option<Channel> {
        match &self.phase {
            Phase::Asked { wish, .. } => Some(match wish {
                Wish::Call => Channel::Call,
                Wish::Chat => Channel::Chat,
                Wish::Callback { .. } => Channel::Callback,
                Wish::Message { .. } => Channel::Message,
            }),
            Phase::Idle | Phase::InContact { .. } | Phase::Ended { .. } | Phase::Refused { .. } => {
                standing.map(|standing| standing.channel)
            }
        }
    }

    /// Whether a call, a chat or a place in the queue is at stake: closing the page would lose something.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.phase {
            Phase::InContact { .. } => true,
            Phase::Asked { .. } => self.screen() == Screen::Calling,
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => false,
        }
    }

    /// Rings as long as the ring-back is shown.
    pub(super) fn settle_ring(&mut self) {
        let rings = self.screen() == Screen::RingBack;
        if rings != self.rings {
            self.rings = rings;
            self.commands.push_back(if rings {
                Command::Ring
            } else {
                Command::StopRinging
            });
        }
    }

    fn screen(&self) -> Screen {
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

    fn banner(&self) -> Option<Banner> {
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

impl Screen {
    fn has_timer(self) -> bool {
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

fn takes_lines(channel: Channel) -> bool {
    match channel {
        Channel::Chat | Channel::Message => true,
        Channel::Call | Channel::Callback | Channel::Unknown => false,
    }
}

fn screen_of(standing: &Standing) -> Screen {
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

fn lines(chat: &ChatPad) -> Vec<LineView> {
    let told = chat.lines().iter().map(|line| LineView {
        from: line.from,
        key: line.key.to_string(),
        text: line.text.expose().to_owned(),
        told: Some((line.seq, line.at_ms)),
        failed: false,
    });
    let own = chat.own().iter().map(|line| LineView {
        from: LineFrom::Visitor,
        key: line.key.to_string(),
        text: line.text.expose().to_owned(),
        told: None,
        failed: line.state == OwnState::Failed,
    });
    told.chain(own).collect()
}

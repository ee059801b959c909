//! The visitor's page, decided.
//!
//! Everything that happens comes in through [`Session::handle`] with the page's clock; what the page has to do
//! comes out of [`Session::poll_command`]; what it shows is [`Session::view`].

mod input;
mod standing;
mod view;

mod banner;
mod screen;

mod asking;
mod chatting;
mod contact;
mod link;
mod memory;
mod menu;
mod promotions;
mod rating;
mod sound;

pub use banner::Banner;
pub use input::{Command, Form, Input, MicrophoneProblem, Visit, Wish};
pub use memory::{Memory, Unsent};
pub use menu::{CallTime, call_times};
pub use promotions::{EntryNote, PromotionView, ResultView};
pub use rating::RatingView;
pub use screen::Screen;
pub use standing::Standing;
pub use view::{LineView, View};

use super::chat::ChatPad;
use super::clock::ClockOffset;
use super::media_offer::MediaOffer;
use bellpull_protocol::visitor::{Channel, EndReason, FromVisitor, MenuEntry, Opening};
use bellpull_protocol::{DepartmentId, RefusalCode, RequestId};
use promotions::Promotions;
use rating::Rating;
use sound::Microphone;
use std::collections::VecDeque;

/// ```text
///       Ask             contact told
/// Idle ─────▶ Asked ─────────────────▶ InContact ─────▶ Ended
///  ▲            │ refused                ▲   (waiting, ringing, ring-back, dialling,
///  │            ▼                        │    connecting, talking, chatting)
///  └──────── Refused      live contact told to a fresh page
/// ```
/// Beside it goes the microphone, see [`sound`]: a call is asked for, or joined, once it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Phase {
    Idle,
    /// The edge has not confirmed the contact; the wish is repeated after each reconnection.
    Asked {
        request: RequestId,
        wish: Wish,
    },
    InContact {
        standing: Standing,
        /// Not yet confirmed; repeated after each reconnection.
        change: Option<Change>,
        was_talking: bool,
    },
    Ended {
        reason: EndReason,
        /// As last told; `None` when it was given up before the edge confirmed it.
        standing: Option<Standing>,
        rating: Rating,
    },
    /// The wish was refused.
    Refused {
        code: RefusalCode,
    },
}

/// What a visitor wants to be different about their contact.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Channel(Channel),
    Callback { request: RequestId, wish: Wish },
    AnswerRingBack,
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
    form: Option<Form>,
    /// Why what was last asked, in a form or of a contact, is not done.
    trouble: Option<RefusalCode>,
    link: Link,
    microphone: Microphone,
    /// When another microphone took the place of one that was lost.
    replaced_ms: Option<u64>,
    media: MediaOffer,
    /// The media server is missing: the last offer was refused for that reason.
    no_media: bool,
    /// Given up before the edge confirmed it.
    given_up: Option<RequestId>,
    /// A hang-up was put off by the edge, so it is said again.
    hang_up_again: bool,
    chat: Option<ChatPad>,
    promotions: Promotions,
    /// The page rings.
    rings: bool,
    hotline_name: Option<String>,
    staffed: Option<bool>,
    opening: Opening,
    /// What the company says above the ways to reach it.
    welcome: Option<String>,
    /// Departments to choose from, and the one that was chosen.
    menu: Vec<MenuEntry>,
    department: Option<DepartmentId>,
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
            form: None,
            trouble: None,
            link: Link::Down,
            microphone: Microphone::Off,
            replaced_ms: None,
            media: MediaOffer::default(),
            no_media: false,
            given_up: None,
            hang_up_again: false,
            chat: None,
            promotions: Promotions::default(),
            rings: false,
            hotline_name: None,
            staffed: None,
            opening: Opening {
                open: true,
                ..Opening::default()
            },
            welcome: None,
            menu: vec![],
            department: None,
            clock: ClockOffset::default(),
            commands: VecDeque::new(),
        }
    }

    pub fn handle(&mut self, now_ms: u64, input: Input) {
        match input {
            Input::Ask { request, wish } => self.ask(request, wish),
            Input::Choose(department) => self.choose(department),
            Input::Open(form) => self.open(form),
            Input::AnswerRingBack => self.answer_ring_back(),
            Input::HangUp => self.hang_up(),
            Input::Dismiss => self.dismiss(),
            Input::UseHere => self.use_here(),
            Input::Say { key, text } => self.say(now_ms, key, &text),
            Input::Typing => self.typing(now_ms),
            Input::Rate { stars, remark } => self.rate(stars, remark),
            Input::EnterDraw { promotion, request } => self.enter_draw(promotion, request),
            Input::Entered { promotion, outcome } => self.entered(now_ms, &promotion, outcome),
            Input::Entries(entries) => self.promotions.told_entries(entries),
            Input::RetryMicrophone => self.retry_microphone(),
            Input::Microphone(outcome) => self.microphone_came(now_ms, outcome),
            Input::MicrophoneLost => self.microphone_lost(),
            Input::DevicesChanged => self.devices_changed(),
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
        self.settle_sound();
        self.settle_ring();
        self.settle_chat();
    }

    pub fn poll_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    fn tick(&mut self, now_ms: u64) {
        let step = self.media.tick(now_ms);
        self.media_step(step);
        if let Some(chat) = &mut self.chat {
            chat.tick(now_ms);
        }
        self.hang_up_again();
        self.look_for_results(now_ms);
        self.notice_forgotten_contact(now_ms);
    }

    fn send(&mut self, message: FromVisitor) {
        self.commands.push_back(Command::Send(message));
    }

    fn remember(&mut self) {
        self.commands
            .push_back(Command::Remember(self.memory.clone()));
    }
}

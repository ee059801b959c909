//! The desk itself: takes in what happened, tells what to do, and is asked when it wants to be woken.
//!
//! Inputs change the parts; `follow` then brings sound, media, lines and storage in line with them. So no handler has
//! to remember, for example, that a hang-up ends the ringing.

use super::alert::Alert;
use super::call::Call;
use super::chats::Chats;
use super::effect::{Effect, Kept};
use super::input::Input;
use super::link::{Chance, Link, Shut, Then, Who};
use super::notice::Notice;
use super::outcomes::Outcomes;
use super::promotions::Promotions;
use super::readiness::{Microphone, Readiness, Sound};
use super::told::{Owed, Told, Waiting};
use super::transfers::Transfers;
use super::view::Look;
use super::wishes::Wishes;
use bellpull_protocol::operator::{FromOperator, Presence, PresenceChoice};
use bellpull_protocol::{PageId, RefusalCode};
use bellpull_widget::softphone::backoff::Backoff;
use bellpull_widget::softphone::clock::ClockOffset;
use std::collections::VecDeque;

/// The edge's close code for a page that is to come back later (RFC 6455's registry: Try Again Later).
const CLOSE_TRY_LATER: u16 = 1013;

/// One operator's desk in one page. Times are this page's, in milliseconds since 1970.
#[derive(Debug, Default)]
pub struct Desk {
    pub(super) page_id: Option<PageId>,
    pub(super) who: Option<Who>,
    pub(super) organisation_name: String,
    pub(super) link: Link,
    /// This page is the desk, or may become it: no other page of this browser has to be asked first.
    pub(super) alone: bool,
    pub(super) clock: ClockOffset,
    pub(super) readiness: Readiness,
    pub(super) told: Option<Told>,
    pub(super) chats: Chats,
    pub(super) waiting: Waiting,
    pub(super) owed: Owed,
    pub(super) promotions: Promotions,
    pub(super) transfers: Transfers,
    /// Reasons for a break that this organisation has beside the usual ones.
    pub(super) breaks: Vec<String>,
    pub(super) wishes: Wishes,
    pub(super) outcomes: Outcomes,
    pub(super) call: Call,
    pub(super) alert: Alert,
    pub(super) notice: Option<Notice>,
    pub(super) look: Look,
    /// There is room for one part of the desk only.
    pub(super) narrow: bool,
    /// The last attempt to connect failed.
    pub(super) troubled: bool,
    pub(super) backoff: Backoff,
    pub(super) chance: Chance,
    /// The whole state was not told yet on this connection.
    pub(super) just_connected: bool,
    /// The chats were told on this connection.
    pub(super) chats_told: bool,
    /// When the ring here ends by itself.
    pub(super) ring_until_ms: Option<u64>,
    /// When the softphone wants to look at its offer again.
    pub(super) media_due_ms: Option<u64>,
    /// When the chats want to look at what was not answered.
    pub(super) chats_due_ms: Option<u64>,
    pub(super) kept: Kept,
    effects: VecDeque<Effect>,
}

impl Desk {
    pub fn handle_input(&mut self, now_ms: u64, input: Input) {
        self.take_in(now_ms, input);
        self.follow(now_ms);
    }

    pub fn handle_timeout(&mut self, now_ms: u64) {
        match &self.link {
            Link::Pausing { until_ms, then } if *until_ms <= now_ms => self.start(then.clone()),
            Link::Looking { until_ms, ticket } if *until_ms <= now_ms => self.open(ticket.clone()),
            Link::Closed
            | Link::SigningIn { .. }
            | Link::Asking
            | Link::Looking { .. }
            | Link::Opening { .. }
            | Link::Greeting
            | Link::Live
            | Link::Pausing { .. }
            | Link::Shut(_) => {}
        }
        self.notice = self.notice.take().filter(|notice| notice.until_ms > now_ms);
        self.follow(now_ms);
    }

    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due. Moves only when something happens.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<u64> {
        let pause = match &self.link {
            Link::Pausing { until_ms, .. } | Link::Looking { until_ms, .. } => Some(*until_ms),
            Link::Closed
            | Link::SigningIn { .. }
            | Link::Asking
            | Link::Opening { .. }
            | Link::Greeting
            | Link::Live
            | Link::Shut(_) => None,
        };
        let typing = self.outcomes.next_due_ms().filter(|_| self.link.is_live());
        let notice = self.notice.as_ref().map(|notice| notice.until_ms);
        let ring = self.ring_until_ms.filter(|_| self.alert.is_up());
        let lines = self.chats_due_ms.filter(|_| self.link.is_live());
        let promotions = self
            .promotions
            .next_due_ms()
            .filter(|_| self.link.is_live());
        [
            pause,
            typing,
            notice,
            ring,
            lines,
            promotions,
            self.directory_due_ms(),
            self.media_due_ms,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn take_in(&mut self, now_ms: u64, input: Input) {
        match input {
            Input::Opened {
                page_id,
                link,
                seed,
            } => {
                self.chance = Chance::seeded(seed);
                self.page_id = Some(page_id);
                match link {
                    Some(token) => {
                        self.effect(Effect::CleanAddress);
                        self.start(Then::SignIn(token));
                    }
                    None => self.start(Then::Ask),
                }
            }
            Input::SignedIn => self.start(Then::Ask),
            Input::KnownAs {
                operator,
                name,
                ticket,
            } => self.known_as(now_ms, Who { operator, name }, ticket),
            Input::TurnedAway(code) => match Shut::from_refusal(code) {
                Some(shut) => self.shut(shut),
                None => self.pause(now_ms, code == RefusalCode::TooMany),
            },
            Input::NobodyHome => self.pause(now_ms, false),
            Input::OtherPageAsks(operator) => self.asked_by_other_page(operator),
            Input::OtherPageIsBusy(operator) => self.other_page_is_busy(&operator),
            Input::Recalled(kept) => {
                self.wishes.hang_up = kept.hang_up;
                self.wishes.end_chats = kept.end_chats;
                self.outcomes.recall(kept.outcomes);
                self.chats.recall(kept.chats);
            }

            Input::SocketUp => self.greet(),
            Input::SocketDown { code } => match Shut::from_close_code(code) {
                Some(shut) => self.shut(shut),
                None => self.pause(now_ms, code == CLOSE_TRY_LATER),
            },
            Input::Message(message) => self.hear(now_ms, message),
            Input::Online => {
                if let Link::Pausing { then, .. } = &self.link {
                    self.start(then.clone());
                }
            }
            Input::Seen(seen) => self.alert.hidden = !seen,
            Input::Narrow(narrow) => self.narrow = narrow,
            Input::Promotions(answer) => self.promotions.answered(now_ms, answer),

            Input::SoundUnlocked => self.readiness.sound = Sound::Unlocked,
            Input::SoundBlocked => self.readiness.sound = Sound::Blocked,
            Input::MicrophoneUp if self.readiness.microphone == Microphone::Asking => {
                if self.readiness.up() && self.wanted_call().is_some() {
                    self.notice = Some(Notice::said(now_ms, "notice.other_microphone"));
                }
                if std::mem::take(&mut self.readiness.available_again) {
                    self.choose(PresenceChoice::Available);
                }
            }
            // Nobody wants it any more: the person left while the browser asked.
            Input::MicrophoneUp => self.effect(Effect::ReleaseMicrophone),
            Input::MicrophoneRefused(trouble) => {
                self.readiness.refused(trouble);
                // Ringing a desk that cannot talk only costs the caller time.
                if self
                    .told
                    .as_ref()
                    .is_some_and(|told| told.presence == Presence::Available)
                {
                    self.readiness.available_again = self.readiness.is_replacing();
                    self.choose(PresenceChoice::Break);
                }
            }
            Input::MicrophoneLost => {
                let ask = self.readiness.lost();
                self.perform(ask);
            }
            Input::DevicesChanged => {
                let ask = self.readiness.devices_changed();
                self.perform(ask);
            }

            Input::Offered { attempt, sdp } => {
                let offer = self.call.offered(now_ms, attempt, sdp);
                self.perform(offer);
            }
            Input::PeerFailed { attempt } => {
                let again = self.call.failed(now_ms, attempt);
                self.perform(again);
            }

            Input::Gesture(gesture) => self.obey(now_ms, gesture),
        }
    }

    pub(super) fn choose(&mut self, presence: PresenceChoice) {
        self.wishes.presence = Some(presence);
        self.say([FromOperator::Presence {
            presence,
            reason: None,
            until_ms: None,
        }]);
    }

    /// Says it at once if there is a connection; what has to be said later is kept by who says it.
    pub(super) fn say(&mut self, messages: impl IntoIterator<Item = FromOperator>) {
        if self.link.is_live() {
            self.effects.extend(messages.into_iter().map(Effect::Send));
        }
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push_back(effect);
    }

    pub(super) fn perform(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.effects.extend(effects);
    }
}

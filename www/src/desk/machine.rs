//! The desk itself: takes in what happened, tells what to do, and is asked when it wants to be woken.
//!
//! Inputs change the parts; [`Desk::follow`] then brings sound, media and storage in line with them. So no handler
//! has to remember, for example, that a hang-up ends the ringing.

use super::alert::Alert;
use super::call::Call;
use super::effect::{Effect, Kept};
use super::input::Input;
use super::link::{Chance, Link, Shut, Then, Who};
use super::notice::Notice;
use super::outcomes::Outcomes;
use super::readiness::{Microphone, Readiness, Sound};
use super::told::{Hand, Leg, Told, Waiting};
use super::wishes::Wishes;
use bellpull_protocol::operator::{FromOperator, Presence, PresenceChoice, ToOperator};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, PageId, RefusalCode};
use bellpull_widget::softphone::backoff::Backoff;
use bellpull_widget::softphone::clock::ClockOffset;
use std::collections::VecDeque;

/// How often the softphone looks after its offer during a call, as it asks for.
const MEDIA_EVERY_MS: u64 = 1_000;

/// One operator's desk in one page. Times are this page's, in milliseconds since 1970.
#[derive(Debug, Default)]
pub struct Desk {
    pub(super) page_id: Option<PageId>,
    pub(super) who: Option<Who>,
    pub(super) organisation_name: String,
    pub(super) link: Link,
    pub(super) clock: ClockOffset,
    pub(super) readiness: Readiness,
    pub(super) told: Option<Told>,
    pub(super) waiting: Waiting,
    pub(super) wishes: Wishes,
    pub(super) outcomes: Outcomes,
    pub(super) call: Call,
    pub(super) alert: Alert,
    pub(super) notice: Option<Notice>,
    /// The last attempt to connect failed.
    pub(super) troubled: bool,
    pub(super) backoff: Backoff,
    pub(super) chance: Chance,
    /// The whole state was not told yet on this connection.
    just_connected: bool,
    /// When the ring in hand ends by itself.
    ring_until_ms: Option<u64>,
    /// When the softphone wants to look at its offer again.
    media_due_ms: Option<u64>,
    kept: Kept,
    effects: VecDeque<Effect>,
}

impl Desk {
    pub fn handle_input(&mut self, now_ms: u64, input: Input) {
        self.take_in(now_ms, input);
        self.follow(now_ms);
    }

    pub fn handle_timeout(&mut self, now_ms: u64) {
        if let Link::Pausing { until_ms, then } = &self.link
            && *until_ms <= now_ms
        {
            self.start(then.clone());
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
            Link::Pausing { until_ms, .. } => Some(*until_ms),
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
        let ring = self.ring_until_ms.filter(|_| self.alert.is_ringing());
        [pause, typing, notice, ring, self.media_due_ms]
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
            } => self.known_as(Who { operator, name }, ticket),
            Input::TurnedAway(code) => match Shut::from_refusal(code) {
                Some(shut) => self.shut(shut),
                None => self.pause(now_ms),
            },
            Input::NobodyHome => self.pause(now_ms),
            Input::Recalled(kept) => {
                self.wishes.hang_up = kept.hang_up;
                self.outcomes.recall(kept.outcomes);
            }

            Input::SocketUp => self.greet(),
            Input::SocketDown { code } => match Shut::from_close_code(code) {
                Some(shut) => self.shut(shut),
                None => self.pause(now_ms),
            },
            Input::Message(message) => self.hear(now_ms, message),
            Input::Online => {
                if let Link::Pausing { then, .. } = &self.link {
                    self.start(then.clone());
                }
            }
            Input::Seen(seen) => self.alert.hidden = !seen,

            Input::SoundUnlocked => self.readiness.sound = Sound::Unlocked,
            Input::SoundBlocked => self.readiness.sound = Sound::Blocked,
            Input::MicrophoneUp if self.readiness.microphone == Microphone::Asking => {
                self.readiness.microphone = Microphone::Up;
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
                    self.choose(PresenceChoice::Break);
                }
            }
            Input::MicrophoneLost => {
                let ask = self.readiness.lost();
                self.effects.extend(ask);
            }

            Input::Offered { attempt, sdp } => {
                let offer = self.call.offered(now_ms, attempt, sdp);
                self.effects.extend(offer);
            }
            Input::PeerFailed { attempt } => {
                let again = self.call.failed(now_ms, attempt);
                self.effects.extend(again);
            }

            Input::Gesture(gesture) => self.obey(now_ms, gesture),
        }
    }

    fn hear(&mut self, now_ms: u64, message: ToOperator) {
        if let Some(told) = Told::from_message(&message) {
            return self.be_told(now_ms, told);
        }
        match message {
            ToOperator::Welcome {
                name,
                organisation_name,
                now_ms: edge_ms,
                ..
            } => {
                self.clock = ClockOffset::learn(edge_ms, now_ms);
                self.organisation_name = organisation_name;
                if let Some(who) = &mut self.who {
                    who.name = name;
                }
                self.link = Link::Live;
                self.just_connected = true;
                self.troubled = false;
                self.backoff.reset();
                self.outcomes.reconnected();
            }
            ToOperator::Waiting { total, contacts } => {
                self.waiting = Waiting {
                    total,
                    rows: contacts,
                }
            }
            ToOperator::Answer {
                contact,
                attempt,
                sdp,
            } => {
                let taken = self.call.answered(&contact, attempt, sdp);
                self.effects.extend(taken);
            }
            ToOperator::Saved { contact } => {
                let in_hand = self.told.as_ref().and_then(|told| told.hand.contact());
                self.outcomes.saved(&contact, in_hand);
            }
            ToOperator::Refused { code, about, .. } => {
                self.be_refused(now_ms, code, about.as_deref())
            }
            ToOperator::Desk { .. } | ToOperator::Unknown => {}
        }
    }

    fn be_told(&mut self, now_ms: u64, told: Told) {
        self.wishes.settle(&told);
        self.outcomes.hand_has(told.hand.contact());
        self.ring_until_ms = match &told.hand {
            Hand::Ringing { until_ms, .. } => Some(now_ms + self.clock.until(*until_ms, now_ms)),
            Hand::Empty | Hand::Connecting { .. } | Hand::Talking { .. } | Hand::WrapUp { .. } => {
                None
            }
        };
        self.told = Some(told);
        if std::mem::take(&mut self.just_connected) {
            let again: Vec<_> = self.wishes.messages();
            self.say(again);
        }
    }

    fn be_refused(&mut self, now_ms: u64, code: RefusalCode, about: Option<&str>) {
        if let Some(shut) = Shut::from_refusal(code) {
            return self.shut(shut);
        }
        match about {
            Some("accept" | "decline") => self.wishes.ring = None,
            Some("presence") => self.wishes.presence = None,
            Some("offer") => self.call.offer_refused(),
            Some("hang_up") => self.wishes.hang_up = None,
            Some("wrap_up") => {
                let in_hand = self.told.as_ref().and_then(|told| told.hand.contact());
                self.outcomes.refused(in_hand);
            }
            Some(_) | None => {}
        }
        self.notice = Some(Notice::refused(now_ms, code));
    }

    /// Brings everything outside in line with what is known.
    fn follow(&mut self, now_ms: u64) {
        let ringing = self
            .rings_at(now_ms)
            .map(|(contact, ring)| (contact.clone(), ring));
        let alert = self
            .alert
            .follow(ringing.as_ref().map(|(contact, ring)| (contact, *ring)));
        self.effects.extend(alert);

        let wanted = self
            .wanted_call()
            .map(|(contact, leg)| (contact.clone(), leg));
        if wanted.is_some() && self.readiness.microphone == Microphone::Unasked {
            let ask = self.readiness.ask();
            self.effects.extend(ask);
        }
        self.media_due_ms = wanted.as_ref().map(|_| now_ms + MEDIA_EVERY_MS);
        let known = self.link.is_live()
            && !self.just_connected
            && self.readiness.microphone == Microphone::Up;
        let call = self.call.follow(
            now_ms,
            wanted.as_ref().map(|(contact, leg)| (contact, *leg)),
            known,
        );
        self.effects.extend(call);

        if self.readiness.takes_online() {
            self.effect(Effect::Chime);
            self.choose(PresenceChoice::Available);
        }
        if self.link.is_live() {
            let due = self.outcomes.due(now_ms);
            self.say(due);
        }
        self.keep();
    }

    /// What sounds: a ring that can be answered and was not yet.
    pub(super) fn rings_at(&self, now_ms: u64) -> Option<(&ContactId, u32)> {
        let ring = self.told.as_ref()?.hand.ring()?;
        let in_time = self.ring_until_ms.is_none_or(|until| now_ms < until);
        (self.link.is_live() && self.wishes.ring.is_none() && in_time).then_some(ring)
    }

    /// The call that this page carries: none as soon as it was hung up or another page took over.
    pub(super) fn wanted_call(&self) -> Option<(&ContactId, Leg)> {
        if matches!(self.link, Link::Shut(_)) {
            return None;
        }
        if let Some(contact) = self.wishes.accepted() {
            return Some((
                contact,
                Leg {
                    state: LegState::None,
                    attempt: 0,
                },
            ));
        }
        let call = self.told.as_ref()?.hand.call()?;
        (self.wishes.hang_up.as_ref() != Some(call.0)).then_some(call)
    }

    pub(super) fn choose(&mut self, presence: PresenceChoice) {
        self.wishes.presence = Some(presence);
        self.say([FromOperator::Presence { presence }]);
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

    fn keep(&mut self) {
        let Some(who) = &self.who else { return };
        let kept = Kept {
            outcomes: self.outcomes.kept(),
            hang_up: self.wishes.hang_up.clone(),
        };
        if kept != self.kept {
            self.kept = kept.clone();
            self.effects
                .push_back(Effect::Keep(who.operator.clone(), kept));
        }
    }
}

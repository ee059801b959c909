//! Brings everything outside in line with what is known: sound, media, lines, outcomes, storage.

use super::alert::Sounding;
use super::chats::Readable;
use super::effect::{Effect, Kept};
use super::link::Link;
use super::machine::Desk;
use super::readiness::Microphone;
use super::told::{Hand, Leg};
use super::view::Look;
use bellpull_protocol::ContactId;
use bellpull_protocol::operator::{ChatState, PresenceChoice};
use bellpull_protocol::visitor::{Channel, LegState};

/// How often the softphone looks after its offer during a call, as it asks for.
const MEDIA_EVERY_MS: u64 = 1_000;

/// How often the chats look after what was not answered, as they ask for.
const CHATS_EVERY_MS: u64 = 1_000;

impl Desk {
    pub(super) fn follow(&mut self, now_ms: u64) {
        self.follow_rings(now_ms);
        self.follow_call(now_ms);
        self.follow_chats(now_ms);
        self.follow_promotions(now_ms);
        self.follow_directory(now_ms);
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

    fn follow_rings(&mut self, now_ms: u64) {
        let soft = self
            .told
            .as_ref()
            .is_some_and(|told| told.hand.is_on_a_line());
        let ringing = self.rings_at(now_ms).map(|(contact, ring)| Sounding {
            ring: (contact.clone(), ring),
            soft,
        });
        let by_chat = self.chats.ring().is_some();
        let alert = self.alert.follow(ringing);
        let begins = |effect: &Effect| matches!(effect, Effect::StartRinging { .. });
        if alert.iter().any(begins) {
            self.look = if by_chat { Look::Chats } else { Look::Desk };
        }
        self.perform(alert);
    }

    fn follow_call(&mut self, now_ms: u64) {
        let wanted = self
            .wanted_call()
            .map(|(contact, leg)| (contact.clone(), leg));
        if wanted.is_some() && self.readiness.microphone == Microphone::Unasked {
            let ask = self.readiness.ask();
            self.perform(ask);
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
        self.perform(call);
    }

    fn follow_chats(&mut self, now_ms: u64) {
        if self.link.is_live() {
            let readable = self.readable();
            self.chats.read(now_ms, &readable);
        }
        self.chats.tick(now_ms);
        for Readable { contact, .. } in self.readable() {
            if self.is_on_show(&contact) {
                self.chats.see(&contact);
            }
        }
        let due = self.chats.due();
        self.say(due);
        self.chats_due_ms = self.chats.wants_ticks().then_some(now_ms + CHATS_EVERY_MS);
    }

    fn follow_promotions(&mut self, now_ms: u64) {
        let about = self.served().cloned();
        self.promotions.are_about(about.as_ref());
        if self.link.is_live()
            && let Some(contact) = self.promotions.due(now_ms)
        {
            self.effect(Effect::AskPromotions { contact });
        }
    }

    /// What sounds: a ring that can be answered and was not yet.
    pub(super) fn rings_at(&self, now_ms: u64) -> Option<(&ContactId, u32)> {
        let ring = self.ring()?;
        let in_time = self.ring_until_ms.is_none_or(|until| now_ms < until);
        (self.link.is_live() && self.wishes.ring.is_none() && in_time).then_some(ring)
    }

    /// What rings at this desk, a call before a chat.
    pub(super) fn ring(&self) -> Option<(&ContactId, u32)> {
        let told = self.told.as_ref()?;
        told.hand.ring().or_else(|| self.chats.ring())
    }

    /// The call that this page carries: none as soon as it was hung up or another page took over.
    pub(super) fn wanted_call(&self) -> Option<(&ContactId, Leg)> {
        if matches!(self.link, Link::Shut(_)) {
            return None;
        }
        if let Some(contact) = self.accepted_call() {
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

    /// A callback that was accepted has no sound yet: its visitor has to answer first, or is dialled.
    fn accepted_call(&self) -> Option<&ContactId> {
        let accepted = self.wishes.accepted()?;
        let Hand::Ringing { caller, .. } = &self.told.as_ref()?.hand else {
            return None;
        };
        (caller.contact == *accepted && caller.channel == Channel::Call).then_some(accepted)
    }

    /// The chat on show: the one chosen, else the first that there is.
    pub(super) fn open_chat(&self) -> Option<&ContactId> {
        let mut chats = self.shown_chats();
        let chosen = self.chats.chosen();
        let first = self.shown_chats().next();
        chats.find(|contact| Some(*contact) == chosen).or(first)
    }

    /// The chats with a tab: in hand, or ended with an open outcome.
    pub(super) fn shown_chats(&self) -> impl Iterator<Item = &ContactId> {
        let told = self.chats.told().iter();
        told.filter(|chat| match chat.state {
            ChatState::Ringing => false,
            ChatState::Chatting => true,
            ChatState::Ended => !self.outcomes.is_finished(&chat.contact),
        })
        .map(|chat| &chat.contact)
    }

    /// Whether somebody looks at the lines of this contact.
    pub(super) fn is_on_show(&self, contact: &ContactId) -> bool {
        let in_hand = self.told.as_ref().and_then(|told| told.hand.contact());
        let there = if in_hand == Some(contact) {
            !self.narrow || self.look == Look::Desk
        } else {
            self.open_chat() == Some(contact) && (!self.narrow || self.look == Look::Chats)
        };
        there && !self.alert.hidden
    }

    /// Whom the operator serves at this moment: on a line before in a chat.
    fn served(&self) -> Option<&ContactId> {
        let hand = self.told.as_ref().map(|told| &told.hand);
        let in_hand = hand
            .filter(|hand| hand.ring().is_none())
            .and_then(Hand::contact);
        in_hand.or_else(|| self.open_chat())
    }

    /// The contacts whose lines the edge tells this desk on this connection. Those that ring are among them: what
    /// was written helps to answer.
    fn readable(&self) -> Vec<Readable> {
        let hand = self.told.as_ref().map(|told| &told.hand);
        let in_hand = hand.filter(|_| !self.just_connected).and_then(|hand| {
            hand.caller().map(|caller| Readable {
                contact: caller.contact.clone(),
                lines: caller.lines,
                ended: matches!(hand, Hand::WrapUp { .. }),
            })
        });
        let chats = self.chats.told().iter().filter(|_| self.chats_told);
        let chats = chats.map(|chat| Readable {
            contact: chat.contact.clone(),
            lines: chat.lines,
            ended: chat.state == ChatState::Ended,
        });
        in_hand.into_iter().chain(chats).collect()
    }

    fn keep(&mut self) {
        let Some(who) = &self.who else { return };
        let kept = Kept {
            outcomes: self.outcomes.kept(),
            hang_up: self.wishes.hang_up.clone(),
            end_chats: self.wishes.end_chats.clone(),
            chats: self.chats.kept(),
        };
        if kept != self.kept {
            let keep = Effect::Keep(who.operator.clone(), kept.clone());
            self.kept = kept;
            self.effect(keep);
        }
    }
}

//! What is drawn: everything a component asks, answered by the machine, so that components decide nothing.

use super::breaks::USUAL;
use super::chat_view::{ChatTab, Line, Transcript};
use super::link::{Link, Shut};
use super::machine::Desk;
use super::notice::Notice;
use super::promotions::Panel;
use super::readiness::Readiness;
use super::told::{Hand, Owed, Waiting};
use super::transfers::DirectoryView;
use super::wishes::{Answer, presence_of};
use bellpull_protocol::operator::{AwayReason, Disposition, PlannedBreak, Presence, TryOutcome};
use bellpull_protocol::visitor::Channel;
use bellpull_protocol::{ContactId, PersonName};
use bellpull_widget::softphone::clock::ClockOffset;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    pub screen: Screen,
    pub connection: Connection,
    pub name: Option<PersonName>,
    pub organisation_name: String,
    pub clock: ClockOffset,
    pub readiness: Readiness,
    /// This page can ring and talk.
    pub ready: bool,
    /// None until the edge told it for the first time.
    pub presence: Option<Presence>,
    pub away_reason: Option<AwayReason>,
    pub stage: Stage,
    pub hand: Hand,
    pub muted: bool,
    pub outcome: Outcome,
    /// How dialling went, said a moment ago.
    pub tried: Option<TryOutcome>,
    /// What was and is written to whoever is in hand.
    pub beside: Option<Transcript>,
    /// The chat that rings.
    pub chat_ring: Option<ChatTab>,
    /// What its visitor wrote so far.
    pub ring_lines: Vec<Line>,
    /// The chats in hand, and ended ones whose outcome is open.
    pub chats: Vec<ChatTab>,
    /// The lines of the chat on show.
    pub chat: Option<Transcript>,
    /// The outcome of the chat on show.
    pub chat_outcome: Outcome,
    pub waiting: Waiting,
    pub owed: Owed,
    /// The owed callbacks that can be taken at this moment.
    pub takeable: Vec<ContactId>,
    pub promotions: Panel,
    pub directory: DirectoryView,
    pub break_reason: Option<String>,
    /// When the break, or being unavailable, ends by itself; the edge's time.
    pub presence_until_ms: Option<u64>,
    pub planned: Option<PlannedBreak>,
    /// All reasons for a break there are.
    pub breaks: Vec<String>,
    pub look: Look,
    pub notice: Option<Notice>,
    /// The ring sounds.
    pub ringing: bool,
}

/// The parts of the desk, where there is room for one only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Desk,
    Chats,
    Queue,
}

/// Which page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Entering,
    Shut(Shut),
    Desk,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Connection {
    /// The first one.
    #[default]
    Joining,
    Live,
    /// There was one; it is being made again.
    Lost,
}

/// What the centre of the desk shows. Runs ahead of [`Hand`] by what the person just decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Sound and microphone have to be switched on first.
    #[default]
    NotReady,
    Idle,
    Ringing,
    /// Sent back by the operator a moment ago.
    Declining,
    /// A callback was accepted or taken a moment ago.
    TakingCallback,
    RingingBack,
    Dialling,
    Connecting,
    Talking,
    /// Hung up by the operator a moment ago.
    HangingUp,
    WrapUp,
}

/// The outcome of the contact in hand, as written so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub disposition: Option<Disposition>,
    pub topic: Option<String>,
    pub note: String,
    pub saving: Saving,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was written.
    #[default]
    Blank,
    Unsaved,
    Saved,
}

impl Desk {
    #[must_use]
    pub fn view(&self) -> View {
        let told = self.told.as_ref();
        let in_hand = told.and_then(|told| told.hand.contact());
        let takeable = self.owed.rows.iter().filter(|row| self.may_take(row));
        View {
            screen: match &self.link {
                Link::Shut(shut) => Screen::Shut(*shut),
                Link::Closed
                | Link::SigningIn { .. }
                | Link::Asking
                | Link::Looking { .. }
                | Link::Opening { .. }
                | Link::Greeting
                | Link::Live
                | Link::Pausing { .. } => match &self.who {
                    Some(_) => Screen::Desk,
                    None => Screen::Entering,
                },
            },
            connection: match (self.link.is_live(), self.troubled || told.is_some()) {
                (true, _) => Connection::Live,
                (false, false) => Connection::Joining,
                (false, true) => Connection::Lost,
            },
            name: self.who.as_ref().map(|who| who.name.clone()),
            organisation_name: self.organisation_name.clone(),
            clock: self.clock,
            readiness: self.readiness.clone(),
            ready: self.readiness.is_ready(),
            presence: self
                .wishes
                .presence
                .map(presence_of)
                .or(told.map(|told| told.presence)),
            away_reason: told.and_then(|told| told.away_reason),
            stage: self.stage(),
            hand: told.map_or(Hand::Empty, |told| told.hand.clone()),
            muted: self.call.muted,
            outcome: self.outcome(in_hand),
            tried: self.wishes.tried.as_ref().map(|(_, outcome)| *outcome),
            beside: in_hand.and_then(|contact| self.lines_beside(contact)),
            chat_ring: self.chat_ring(),
            ring_lines: self.ring_lines(),
            chats: self.chat_tabs(),
            chat: self
                .open_chat()
                .and_then(|contact| self.transcript(contact)),
            chat_outcome: self.outcome(self.open_chat()),
            waiting: self.waiting.clone(),
            owed: self.owed.clone(),
            takeable: takeable.map(|row| row.contact.clone()).collect(),
            promotions: self.promotions.panel(),
            directory: self.directory_view(),
            break_reason: told.and_then(|told| told.break_reason.clone()),
            presence_until_ms: told.and_then(|told| told.presence_until_ms),
            planned: told.and_then(|told| told.planned.clone()),
            breaks: USUAL
                .iter()
                .map(|usual| (*usual).to_owned())
                .chain(self.breaks.iter().cloned())
                .collect(),
            look: self.look,
            notice: self.notice.clone(),
            ringing: self.alert.is_ringing(),
        }
    }

    fn stage(&self) -> Stage {
        let at_rest = if self.readiness.is_ready() {
            Stage::Idle
        } else {
            Stage::NotReady
        };
        let Some(told) = &self.told else {
            return at_rest;
        };
        let hanging_up =
            self.wishes.hang_up.is_some() && self.wishes.hang_up.as_ref() == told.hand.contact();
        match (&told.hand, &self.wishes.ring) {
            (Hand::Empty, _) if self.wishes.take.is_some() => Stage::TakingCallback,
            (Hand::Empty, _) => at_rest,
            (Hand::Ringing { .. }, None) => Stage::Ringing,
            (Hand::Ringing { caller, .. }, Some(wish)) => match wish.answer {
                Answer::Accept if caller.channel == Channel::Callback => Stage::TakingCallback,
                Answer::Accept => Stage::Connecting,
                Answer::Decline => Stage::Declining,
            },
            (Hand::Dialling { .. }, _) => Stage::Dialling,
            (hand, _) if hanging_up && hand.to_hang_up().is_some() => Stage::HangingUp,
            (Hand::RingingBack { .. }, _) => Stage::RingingBack,
            (Hand::Connecting { .. }, _) => Stage::Connecting,
            (Hand::Talking { .. }, _) => Stage::Talking,
            (Hand::WrapUp { caller, .. }, _) if self.outcomes.is_finished(&caller.contact) => {
                at_rest
            }
            (Hand::WrapUp { .. }, _) => Stage::WrapUp,
        }
    }

    fn outcome(&self, contact: Option<&ContactId>) -> Outcome {
        let Some(draft) = contact.and_then(|contact| self.outcomes.of(contact)) else {
            return Outcome::default();
        };
        let saving = match (draft.is_blank(), draft.is_saved()) {
            (true, _) => Saving::Blank,
            (false, true) => Saving::Saved,
            (false, false) => Saving::Unsaved,
        };
        Outcome {
            disposition: draft.disposition,
            topic: draft.topic.clone(),
            note: draft.note.clone(),
            saving,
        }
    }
}

//! What is drawn: everything a component asks, answered by the machine, so that components decide nothing.

use super::link::{Link, Shut};
use super::machine::Desk;
use super::notice::Notice;
use super::readiness::Readiness;
use super::told::{Hand, Waiting};
use super::wishes::{Answer, presence_of};
use bellpull_protocol::PersonName;
use bellpull_protocol::operator::{AwayReason, Disposition, Presence};
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
    pub waiting: Waiting,
    pub notice: Option<Notice>,
    /// The ring sounds.
    pub ringing: bool,
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
        View {
            screen: match &self.link {
                Link::Shut(shut) => Screen::Shut(*shut),
                Link::Closed
                | Link::SigningIn { .. }
                | Link::Asking
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
            outcome: self.outcome(),
            waiting: self.waiting.clone(),
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
            (Hand::Empty, _) => at_rest,
            (Hand::Ringing { .. }, None) => Stage::Ringing,
            (Hand::Ringing { .. }, Some(wish)) => match wish.answer {
                Answer::Accept => Stage::Connecting,
                Answer::Decline => Stage::Declining,
            },
            (Hand::Connecting { .. } | Hand::Talking { .. }, _) if hanging_up => Stage::HangingUp,
            (Hand::Connecting { .. }, _) => Stage::Connecting,
            (Hand::Talking { .. }, _) => Stage::Talking,
            (Hand::WrapUp { caller, .. }, _) if self.outcomes.is_finished(&caller.contact) => {
                at_rest
            }
            (Hand::WrapUp { .. }, _) => Stage::WrapUp,
        }
    }

    fn outcome(&self) -> Outcome {
        let contact = self.told.as_ref().and_then(|told| told.hand.contact());
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
            note: draft.note.clone(),
            saving,
        }
    }
}

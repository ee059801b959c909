//! The sound of the contact in hand: the softphone's offer rule, the mute button, and when either applies.

use super::effect::Effect;
use super::told::Leg;
use bellpull_protocol::operator::FromOperator;
use bellpull_protocol::{ContactId, Sdp};
use bellpull_widget::softphone::media_offer::{LegTold, MediaOffer, MediaStep};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    media: MediaOffer,
    pub muted: bool,
}

impl Call {
    /// Brings the connection in line with the call that is wanted. `known`: the edge has told the state on this
    /// connection; before that only the end of a call is acted on.
    pub fn follow(
        &mut self,
        now_ms: u64,
        wanted: Option<(&ContactId, Leg)>,
        known: bool,
    ) -> Vec<Effect> {
        if wanted.is_none() {
            self.muted = false;
        } else if !known {
            return vec![];
        }
        let told = wanted.map(|(contact, leg)| LegTold {
            contact,
            leg: leg.state,
            attempt: leg.attempt,
        });
        let told = self.media.told(now_ms, told);
        let due = self.media.tick(now_ms);
        [told, due]
            .into_iter()
            .flatten()
            .flat_map(|step| self.effects(step))
            .collect()
    }

    /// The browser made its offer.
    pub fn offered(&mut self, now_ms: u64, attempt: u32, sdp: Sdp) -> Vec<Effect> {
        let step = self.media.offer_made(now_ms, attempt, sdp);
        step.into_iter()
            .flat_map(|step| self.effects(step))
            .collect()
    }

    /// The media server answered.
    pub fn answered(&mut self, contact: &ContactId, attempt: u32, sdp: Sdp) -> Vec<Effect> {
        let step = self.media.answered(contact, attempt, sdp);
        step.into_iter()
            .flat_map(|step| self.effects(step))
            .collect()
    }

    /// The browser gave up.
    pub fn failed(&mut self, now_ms: u64, attempt: u32) -> Vec<Effect> {
        let step = self.media.failed(now_ms, attempt);
        step.into_iter()
            .flat_map(|step| self.effects(step))
            .collect()
    }

    pub fn offer_refused(&mut self) {
        self.media.refused();
    }

    /// What is heard goes on; offers wait.
    pub fn went_offline(&mut self) {
        self.media.went_offline();
    }

    fn effects(&self, step: MediaStep) -> Vec<Effect> {
        match step {
            MediaStep::OpenPeer { attempt } => {
                vec![Effect::OpenPeer { attempt }, Effect::Mute(self.muted)]
            }
            MediaStep::SendOffer {
                contact,
                attempt,
                sdp,
            } => {
                vec![Effect::Send(FromOperator::Offer {
                    contact,
                    attempt,
                    sdp,
                })]
            }
            MediaStep::AcceptAnswer { attempt, sdp } => vec![Effect::TakeAnswer { attempt, sdp }],
            MediaStep::ClosePeer => vec![Effect::ClosePeer, Effect::Mute(false)],
        }
    }
}

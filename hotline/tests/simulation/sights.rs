//! Situations that can be seen by looking at the hotline once a second.

use crate::coverage::Situation;
use crate::world::World;
use bellpull_hotline::{Activity, ChannelKind, ContactState, Switchboard};

impl World {
    pub fn look_around(&mut self, heart: &Switchboard) {
        let count = |is_it: fn(&ContactState) -> bool| {
            heart
                .contacts()
                .filter(|contact| is_it(&contact.state))
                .count()
        };
        if count(|state| matches!(state, ContactState::Queued)) >= 5 {
            self.coverage.reach(Situation::FiveWaiting);
        }
        if !heart.places_are_told() {
            self.coverage.reach(Situation::PlaceStillUntold);
        }
        if count(|state| matches!(state, ContactState::Ringing { .. })) >= 2 {
            self.coverage.reach(Situation::TwoRingAtOnce);
        }
        if count(|state| matches!(state, ContactState::Chatting { .. })) >= 3 {
            let mut operators = heart.operators();
            if operators.any(|operator| operator.chats.len() == 3) {
                self.coverage.reach(Situation::ThreeChatsAtOnce);
            }
        }
        let beside = heart.operators().any(|operator| {
            matches!(operator.activity, Activity::Talking { .. }) && !operator.chats.is_empty()
        });
        if beside {
            self.coverage.reach(Situation::ChatBesideACall);
        }
        for contact in heart.contacts() {
            let open = heart.is_open(&contact.hotline);
            let queued = contact.state == ContactState::Queued;
            let met = match (&contact.state, contact.channel.kind()) {
                (ContactState::Chatting { .. }, _) if contact.away => {
                    Situation::ChattingWithoutPage
                }
                (ContactState::Queued, ChannelKind::Callback) if contact.away => {
                    Situation::OwedWithoutPage
                }
                (_, ChannelKind::Callback | ChannelKind::Message) if queued && !open => {
                    Situation::OwedWhileClosed
                }
                (_, ChannelKind::Call | ChannelKind::Chat) if queued && !open => {
                    Situation::WaitedWhenItClosed
                }
                _ => continue,
            };
            self.coverage.reach(met);
        }
        let without_page = heart.contacts().any(|contact| {
            matches!(contact.state, ContactState::Bridged { .. })
                && contact.leg.is_up()
                && contact.lease.is_over(self.now)
        });
        if without_page {
            self.coverage.reach(Situation::TalkedWithoutPage);
        }
    }
}

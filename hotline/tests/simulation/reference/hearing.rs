//! What each input means.

use super::Reference;
use bellpull_hotline::{Input, Timestamp};

impl Reference {
    pub(super) fn hear(&mut self, now: Timestamp, input: &Input) {
        match input {
            Input::VisitorConnected { visitor } => self.visitor_seen(now, visitor, now),
            Input::VisitorSeen { visitor, at } | Input::VisitorDisconnected { visitor, at } => {
                self.visitor_seen(now, visitor, *at);
            }
            Input::Enter { entering, wish } => self.enter(now, entering, wish),
            Input::ChangeChannel {
                visitor,
                contact,
                to,
            } => self.change_channel(now, visitor, contact, *to),
            Input::AnswerRingBack { visitor, contact } => {
                self.answer_ring_back(now, visitor, contact);
            }
            Input::VisitorLine {
                visitor,
                contact,
                key,
                text,
            } => self.visitor_line(now, visitor, contact, key, text),
            Input::Rate {
                visitor,
                contact,
                stars,
                survey,
                ..
            } if survey.recommend.is_none_or(|points| points <= 10) => {
                self.rate(visitor, contact, *stars);
            }
            Input::Rate { .. } => {}
            Input::VisitorOffer {
                visitor,
                contact,
                attempt,
                ..
            } => self.visitor_offers(now, visitor, contact, *attempt),
            Input::VisitorHangUp { visitor, contact } => {
                self.visitor_hangs_up(now, visitor, contact)
            }

            Input::OperatorConnected { operator, ready } => {
                self.operator_connects(now, operator, *ready);
            }
            Input::OperatorSeen { operator, at } | Input::OperatorDisconnected { operator, at } => {
                self.operator_seen(operator, *at);
            }
            Input::OperatorSignedOut { operator } => self.operator_signs_out(now, operator),
            Input::OperatorSessionExpired { operator } => self.session_expires(now, operator),
            Input::ChoosePresence {
                operator,
                choice,
                reason,
                until,
            } => self.choose_presence(now, operator, *choice, (reason, *until)),
            Input::Accept {
                operator,
                contact,
                ring,
            } => self.accept(now, operator, contact, *ring),
            Input::Decline {
                operator,
                contact,
                ring,
            } => self.decline(now, operator, contact, *ring),
            Input::OperatorOffer {
                operator,
                contact,
                attempt,
                ..
            } => self.operator_offers(now, operator, contact, *attempt),
            Input::OperatorHangUp { operator, contact } => {
                self.operator_hangs_up(now, operator, contact);
            }
            Input::Tried {
                operator,
                contact,
                outcome,
            } => self.tried(now, operator, contact, *outcome),
            Input::TakeCallback { operator, contact } => {
                self.take_callback(now, operator, contact);
            }
            Input::WrapUp {
                operator,
                contact,
                disposition,
                finish,
                ..
            } => self.wrap_up(now, operator, contact, (*disposition, *finish)),
            Input::MoreTime { operator, contact } => self.more_time(operator, contact),

            Input::MediaConnected { legs } => self.media_connects(now, legs),
            Input::MediaStayed => self.media = true,
            Input::MediaGone => self.media = false,
            Input::LegUp { leg, attempt } => self.leg_up(now, leg, *attempt),
            Input::LegLost { leg, attempt } => {
                self.change_leg(leg, |leg| leg.lost(now, *attempt));
            }
            Input::LegClosed { leg, attempt } | Input::LegRefused { leg, attempt } => {
                self.change_leg(leg, |leg| leg.closed(now, *attempt));
            }

            Input::Hours { hours, .. } => {
                self.hours = hours.clone();
                self.look_at_the_clock(now);
            }
            Input::Woke => self.forgive(now),
            // Of these nobody's state depends.
            Input::AskColleagues { .. }
            | Input::ChooseDepartment { .. }
            | Input::PlanPause { .. }
            | Input::ForceOff { .. }
            | Input::Transfer { .. }
            | Input::Consult { .. }
            | Input::ConsultTogether { .. }
            | Input::CompleteTransfer { .. }
            | Input::CancelConsult { .. }
            | Input::Configure(_) => {}
            Input::VisitorLines { .. }
            | Input::VisitorTyping { .. }
            | Input::OperatorLine { .. }
            | Input::OperatorLines { .. }
            | Input::OperatorTyping { .. }
            | Input::LegAnswered { .. } => {}
        }
    }

    pub(super) fn look_at_the_clock(&mut self, now: Timestamp) {
        let hours = self.hours.as_ref();
        self.open = hours.is_none_or(|(hours, zone)| hours.standing(now, zone).open);
    }
}

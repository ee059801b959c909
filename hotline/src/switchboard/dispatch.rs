//! Which rule each input belongs to.

use super::Switchboard;
use crate::input::Input;
use crate::refusal::Refusal;
use crate::time::Timestamp;

impl Switchboard {
    pub(super) fn dispatch(&mut self, now: Timestamp, input: Input) -> Result<(), Refusal> {
        match input {
            Input::VisitorConnected { visitor } => self.visitor_connected(now, &visitor),
            Input::VisitorSeen { visitor, at } => self.visitor_seen(now, &visitor, at),
            Input::VisitorDisconnected { visitor, at } => {
                self.visitor_disconnected(now, &visitor, at)
            }
            Input::Enter { entering, wish } => return self.enter(now, entering, wish),
            Input::ChangeChannel {
                visitor,
                contact,
                to,
            } => return self.change_channel(now, &visitor, &contact, to),
            Input::AnswerRingBack { visitor, contact } => {
                return self.answer_ring_back(now, &visitor, &contact);
            }
            Input::VisitorLine {
                visitor,
                contact,
                key,
                text,
            } => return self.visitor_line(now, &visitor, &contact, (key, text)),
            Input::VisitorLines {
                visitor,
                contact,
                after,
            } => return self.visitor_lines(&visitor, &contact, after),
            Input::VisitorTyping { visitor, contact } => self.visitor_typing(&visitor, &contact),
            Input::Rate {
                visitor,
                contact,
                stars,
                remark,
                survey,
            } => return self.rate(now, &visitor, &contact, (stars, remark, survey)),
            Input::ChooseDepartment {
                visitor,
                contact,
                department,
            } => return self.choose_department(now, &visitor, &contact, &department),
            Input::VisitorOffer {
                visitor,
                contact,
                attempt,
                sdp,
            } => {
                return self.visitor_offer(now, &visitor, &contact, (attempt, sdp));
            }
            Input::VisitorHangUp { visitor, contact } => {
                return self.visitor_hang_up(now, &visitor, &contact);
            }

            Input::OperatorConnected { operator, ready } => {
                self.operator_connected(now, &operator, ready)
            }
            Input::OperatorSeen { operator, at } => self.operator_seen(&operator, at),
            Input::OperatorDisconnected { operator, at } => {
                self.operator_disconnected(&operator, at)
            }
            Input::OperatorSignedOut { operator } => self.operator_signed_out(now, &operator),
            Input::OperatorSessionExpired { operator } => {
                self.operator_session_expired(now, &operator)
            }
            Input::ChoosePresence {
                operator,
                choice,
                reason,
                until,
            } => return self.choose_presence(now, &operator, choice, (reason, until)),
            Input::PlanPause { operator, pause } => return self.plan_pause(now, &operator, pause),
            Input::ForceOff { operator } => return self.force_off(now, &operator),
            Input::Accept {
                operator,
                contact,
                ring,
            } => return self.accept(now, &operator, &contact, ring),
            Input::Decline {
                operator,
                contact,
                ring,
            } => return self.decline(now, &operator, &contact, ring),
            Input::OperatorOffer {
                operator,
                contact,
                attempt,
                sdp,
            } => {
                return self.operator_offer(now, &operator, &contact, (attempt, sdp));
            }
            Input::OperatorHangUp { operator, contact } => {
                return self.operator_hang_up(now, &operator, &contact);
            }
            Input::Transfer {
                operator,
                contact,
                to,
            } => return self.transfer(now, &operator, &contact, &to),
            Input::Consult {
                operator,
                contact,
                colleague,
            } => return self.consult(now, &operator, &contact, &colleague),
            Input::ConsultTogether {
                operator,
                contact,
                together,
            } => return self.consult_together(now, &operator, &contact, together),
            Input::CompleteTransfer { operator, contact } => {
                return self.complete_transfer(now, &operator, &contact);
            }
            Input::CancelConsult { operator, contact } => {
                return self.cancel_consult(now, &operator, &contact);
            }
            Input::AskColleagues { operator } => self.tell_colleagues(now, &operator),
            Input::Tried {
                operator,
                contact,
                outcome,
            } => return self.tried(now, &operator, &contact, outcome),
            Input::TakeCallback { operator, contact } => {
                return self.take_callback(now, &operator, &contact);
            }
            Input::OperatorLine {
                operator,
                contact,
                key,
                text,
            } => return self.operator_line(now, &operator, &contact, (key, text)),
            Input::OperatorLines {
                operator,
                contact,
                after,
            } => return self.operator_lines(&operator, &contact, after),
            Input::OperatorTyping { operator, contact } => {
                self.operator_typing(&operator, &contact)
            }
            Input::WrapUp {
                operator,
                contact,
                disposition,
                topic,
                note,
                finish,
            } => {
                self.save_outcome(now, &operator, &contact, (disposition, topic, note))?;
                if finish {
                    self.finish_wrap_up(now, &operator, &contact);
                }
            }
            Input::MoreTime { operator, contact } => {
                return self.more_time(now, &operator, &contact);
            }

            Input::MediaConnected { legs } => self.media_connected(now, legs),
            Input::MediaStayed => self.media = true,
            Input::MediaGone => self.media = false,
            Input::LegAnswered { leg, attempt, sdp } => self.leg_answered(&leg, attempt, sdp),
            Input::LegRefused { leg, attempt } => self.leg_refused(now, &leg, attempt),
            Input::LegUp { leg, attempt } => self.leg_up(now, &leg, attempt),
            Input::LegLost { leg, attempt } => self.leg_changed(&leg, |leg| leg.lost(now, attempt)),
            Input::LegClosed { leg, attempt } => {
                self.leg_changed(&leg, |leg| leg.closed(now, attempt))
            }

            Input::Hours { hotline, hours } => self.hours_told(now, &hotline, hours),
            Input::Configure(plan) => self.configure(now, *plan),
            Input::Woke => self.forgive_outage(now),
        }
        Ok(())
    }
}

//! Notices which situations were reached, and writes the trace.

use crate::coverage::Situation;
use crate::edge::Work;
use crate::house;
use crate::ledger::Stands;
use crate::world::World;
use bellpull_hotline::{
    AwayReason, ChannelKind, ConsultOutcome, ContactViewState, Effect, EndReason, Fact, FactKind,
    Input, OfferWhy, Presence, Refusal, RingOutcome, TransferredTo, WhyMoved,
};

impl World {
    pub fn note_outcome(&mut self, input: &Input, outcome: Result<(), Refusal>) {
        let met = match (input, outcome) {
            (Input::Accept { .. }, Err(Refusal::RingOver)) => Situation::AcceptedTooLate,
            (Input::MoreTime { .. }, Ok(())) => Situation::MoreTime,
            (Input::Enter { .. }, Err(Refusal::UnknownDepartment)) => Situation::UnknownDepartment,
            (Input::Enter { .. }, Err(Refusal::NobodyThere)) => Situation::RefusedWithNobodyThere,
            (Input::Enter { .. }, Err(Refusal::OutsideHours)) => Situation::WindowRefused,
            (Input::Transfer { .. }, Err(Refusal::ColleagueBusy)) => {
                Situation::TransferRefusedAsBusy
            }
            (Input::Consult { .. }, Err(Refusal::ColleagueBusy)) => Situation::ConsultRefusedAsBusy,
            (Input::ChoosePresence { .. } | Input::PlanPause { .. }, Err(_)) => {
                Situation::ReasonRefused
            }
            (_, Err(Refusal::Closed)) => Situation::RefusedWhileClosed,
            (Input::Enter { .. }, Err(Refusal::WaitingRoomFull)) => Situation::RefusedWhileFull,
            (_, Err(Refusal::WaitingRoomFull)) => Situation::NoSeatForACallback,
            (Input::Rate { .. }, Err(_)) => Situation::RatingRefused,
            (
                Input::VisitorLine { .. } | Input::OperatorLine { .. },
                Err(Refusal::ContactEnded),
            ) => Situation::LineAfterTheEnd,
            (Input::TakeCallback { .. }, Ok(())) => Situation::CallbackTaken,
            (_, Err(Refusal::NoMedia)) => Situation::OfferRefusedWithoutMedia,
            (Input::LegRefused { .. }, Ok(())) => Situation::OfferRefusedAsBad,
            (Input::ChoosePresence { until: Some(_), .. }, Ok(())) => Situation::BreakWithItsEnd,
            (_, Ok(()) | Err(_)) => return,
        };
        self.coverage.reach(met);
    }

    pub fn note_fact(&mut self, fact: &Fact) {
        let met = match &fact.kind {
            FactKind::RingEnded {
                outcome,
                operator,
                contact,
                ..
            } => match outcome {
                _ if self.ledger.asks(contact, operator) => match outcome {
                    RingOutcome::Accepted => None,
                    RingOutcome::Declined => Some(Situation::ColleagueDeclined),
                    RingOutcome::NoAnswer => Some(Situation::ColleagueUnanswered),
                    RingOutcome::OperatorLeft => Some(Situation::ColleagueLeft),
                    RingOutcome::VisitorLeft => Some(Situation::VisitorLeftAConsult),
                    RingOutcome::ChannelChanged
                    | RingOutcome::Elsewhere
                    | RingOutcome::Withdrawn => None,
                },
                RingOutcome::NoAnswer | RingOutcome::Declined
                    if self.ledger.contacts[contact].was_named =>
                {
                    Some(Situation::TransferNotTaken)
                }
                RingOutcome::Elsewhere => Some(Situation::AnsweredElsewhere),
                RingOutcome::NoAnswer if self.ledger.is_busy(operator) => {
                    Some(Situation::ChatMissedInMidCall)
                }
                RingOutcome::Declined => Some(Situation::RingDeclined),
                RingOutcome::NoAnswer => Some(Situation::RingUnanswered),
                RingOutcome::ChannelChanged => Some(Situation::RingEndedByChange),
                RingOutcome::VisitorLeft => Some(Situation::RingLeftByVisitor),
                RingOutcome::OperatorLeft => Some(Situation::RingLeftByOperator),
                RingOutcome::Accepted | RingOutcome::Withdrawn => None,
            },
            FactKind::Requeued { contact, .. } => {
                let entry = &self.ledger.contacts[contact];
                let has_media = self.connection_to(crate::network::Peer::Media).is_some();
                Some(match (&entry.stands, entry.channel) {
                    (Stands::Chatting(_), _) => Situation::RequeuedFromChat,
                    (_, ChannelKind::Callback) => Situation::RequeuedFromCallback,
                    (Stands::Talking(_), _) => Situation::RequeuedFromCall,
                    (_, _) if has_media => Situation::OperatorWithoutSound,
                    (_, _) => Situation::RequeuedWithoutMedia,
                })
            }
            FactKind::Ended {
                contact,
                reason,
                operator,
            } => {
                let entry = &self.ledger.contacts[contact];
                let chats = matches!(entry.stands, Stands::Chatting(_));
                let owed = entry.channel == ChannelKind::Callback;
                Some(match (reason, operator) {
                    (EndReason::TimedOut, _) => Situation::TimedOut,
                    (EndReason::VisitorHungUp, _) if chats => Situation::ChatEndedByVisitor,
                    (EndReason::OperatorHungUp, _) if chats => Situation::ChatEndedByOperator,
                    (EndReason::VisitorLost, _) if chats => Situation::LostInChat,
                    (EndReason::VisitorAbandoned, _) if owed => Situation::CallbackCancelled,
                    (EndReason::VisitorHungUp, _) => Situation::HungUpByVisitor,
                    (EndReason::OperatorHungUp, _) => Situation::HungUpByOperator,
                    (EndReason::VisitorAbandoned, None) => Situation::AbandonedWhileWaiting,
                    (EndReason::VisitorAbandoned, Some(_)) => Situation::AbandonedWhileConnecting,
                    (EndReason::VisitorLost, None) => Situation::LostWhileWaiting,
                    (EndReason::VisitorLost, Some(_)) => Situation::LostInCall,
                    (EndReason::CalledBack, _) => Situation::CalledBack,
                    (EndReason::NotReached, _) => Situation::NotReached,
                    (EndReason::Expired, _) => Situation::Expired,
                })
            }
            FactKind::ChatAccepted { contact, .. } => {
                Some(match self.ledger.contacts[contact].channel {
                    ChannelKind::Message => Situation::MessageAccepted,
                    ChannelKind::Call | ChannelKind::Chat | ChannelKind::Callback => {
                        Situation::ChatAccepted
                    }
                })
            }
            FactKind::ChannelChanged { contact, channel } => {
                let entry = &self.ledger.contacts[contact];
                let answers = matches!(entry.stands, Stands::Accepted(_));
                Some(match (entry.channel, channel) {
                    (_, ChannelKind::Callback) => Situation::BecameCallback,
                    (ChannelKind::Callback, _) if answers => Situation::RingBackAnswered,
                    (ChannelKind::Callback, _) => Situation::CallbackBecameLive,
                    (_, ChannelKind::Call) => Situation::ChatBecameCall,
                    (_, ChannelKind::Chat | ChannelKind::Message) => Situation::CallBecameChat,
                })
            }
            FactKind::Tried { contact, tried, .. } => {
                let heart = self.edge.disk.contacts.get(contact);
                let by_page = heart.is_some_and(|json| json.contains("\"browser\""));
                (by_page || *tried > 1).then_some(if by_page {
                    Situation::RingBackUnanswered
                } else {
                    Situation::PhoneTriedAgain
                })
            }
            FactKind::Rated { .. } => Some(Situation::Rated),
            FactKind::HotlineOpened { .. } => Some(Situation::HotlineOpened),
            FactKind::HotlineClosed { .. } => Some(Situation::HotlineClosed),
            FactKind::WrapUpEnded { .. } => Some(Situation::WrapUpFinished),
            FactKind::Disposed {
                contact, operator, ..
            } => {
                let late = !self.ledger.is_in_wrap_up(operator, contact);
                let ended = matches!(self.ledger.contacts[contact].stands, Stands::Ended(..));
                (late && ended).then_some(Situation::OutcomeAfterTheTimer)
            }
            FactKind::PresenceChanged { presence, .. } => match presence {
                Presence::Unavailable {
                    reason: AwayReason::ConnectionLost,
                } => Some(Situation::OperatorLostConnection),
                Presence::Unavailable {
                    reason: AwayReason::ForcedOff,
                } => Some(Situation::ForcedOff),
                Presence::Available
                | Presence::Break
                | Presence::Offline
                | Presence::Unavailable { .. } => None,
            },
            FactKind::Rang {
                contact, operator, ..
            } => {
                let entry = &self.ledger.contacts[contact];
                let asked = self.ledger.asks(contact, operator);
                let comes_back = entry.was_named && entry.former.contains(operator);
                match &entry.stands {
                    _ if asked => Some(Situation::ColleagueRang),
                    _ if comes_back => Some(Situation::TransferCameBack),
                    Stands::Ringing(_) => Some(Situation::RangAtSeveral),
                    Stands::Waiting
                    | Stands::Leaving
                    | Stands::Accepted(_)
                    | Stands::Talking(_)
                    | Stands::Chatting(_)
                    | Stands::Ended(..) => None,
                }
            }
            FactKind::DepartmentChanged { why, .. } => Some(match why {
                WhyMoved::Chosen => Situation::DepartmentChosen,
                WhyMoved::Transferred => Situation::TransferredToDepartment,
                WhyMoved::Escalated => Situation::Escalated,
                WhyMoved::Overflowed => Situation::DepartmentOverflowed,
                WhyMoved::Configured => Situation::DepartmentRemovedInUse,
            }),
            FactKind::Estimated { .. } => Some(Situation::Estimated),
            FactKind::WindowChosen { .. } => Some(Situation::WindowChosen),
            FactKind::CallbackOffered { why, .. } => Some(match why {
                OfferWhy::LongWait => Situation::OfferedForALongWait,
                OfferWhy::Closing => Situation::OfferedAtClosing,
                OfferWhy::NobodyThere => Situation::OfferedWithNobodyThere,
            }),
            FactKind::Transferred { contact, to, .. } => {
                let entry = &self.ledger.contacts[contact];
                match (to, &entry.consult) {
                    _ if matches!(entry.stands, Stands::Chatting(_)) => {
                        Some(Situation::ChatTransferred)
                    }
                    (TransferredTo::Operator(_), None) => Some(Situation::TransferredToColleague),
                    (TransferredTo::Department(to), _) if *to == entry.department => {
                        Some(Situation::TransferredToQueue)
                    }
                    (TransferredTo::Operator(_), Some(_)) | (TransferredTo::Department(_), _) => {
                        None
                    }
                }
            }
            FactKind::HeldBegan { .. } => Some(Situation::Consulted),
            FactKind::ConsultEnded { outcome, .. } => match outcome {
                ConsultOutcome::Transferred => Some(Situation::ConsultCompleted),
                ConsultOutcome::Cancelled => Some(Situation::ConsultCancelled),
                ConsultOutcome::VisitorLeft => Some(Situation::VisitorLeftAConsult),
                ConsultOutcome::NotAnswered => None,
            },
            FactKind::Configured { .. } => Some(Situation::PlanChanged),
            FactKind::Entered { .. }
            | FactKind::Bridged { .. }
            | FactKind::LineWritten { .. }
            | FactKind::HeldEnded { .. }
            | FactKind::Consulted { .. }
            | FactKind::Surveyed { .. }
            | FactKind::WrapUpBegan { .. }
            | FactKind::Topic { .. } => None,
        };
        if let Some(met) = met {
            self.coverage.reach(met);
        }
    }

    /// What the command met, seen from the heart as it is before the effects are performed.
    pub fn note_work(&mut self, work: &Work, effects: &[Effect]) {
        let journals = |is_it: fn(&FactKind) -> bool| {
            effects.iter().any(|effect| {
                let Effect::Journal(fact) = effect else {
                    return false;
                };
                is_it(&fact.kind)
            })
        };
        let does = |is_it: fn(&Effect) -> bool| effects.iter().any(is_it);
        let bridged_now = journals(|fact| matches!(fact, FactKind::Bridged { .. }));
        for input in &work.inputs {
            let met = match input {
                Input::MediaConnected { .. } => {
                    let mends = does(|effect| matches!(effect, Effect::Bridge { .. }));
                    let closes = does(|effect| matches!(effect, Effect::CloseLeg { .. }));
                    if mends && !bridged_now {
                        self.coverage.reach(Situation::BridgeMended);
                    }
                    closes.then_some(Situation::NeedlessLegClosed)
                }
                Input::LegUp { .. } => {
                    let bridges = does(|effect| matches!(effect, Effect::Bridge { .. }));
                    (bridges && !bridged_now).then_some(Situation::LegCameBackInCall)
                }
                Input::VisitorOffer { attempt, .. } | Input::OperatorOffer { attempt, .. } => {
                    let forwarded = does(|effect| matches!(effect, Effect::OpenLeg { .. }));
                    let answered = !forwarded && *attempt > 0 && !effects.is_empty();
                    answered.then_some(Situation::StaleOffer)
                }
                Input::VisitorHangUp { .. } | Input::OperatorHangUp { .. } => {
                    let ended = journals(|fact| matches!(fact, FactKind::Ended { .. }));
                    (!ended && !effects.is_empty()).then_some(Situation::HungUpTwice)
                }
                Input::WrapUp { .. } => {
                    let saved = does(|effect| matches!(effect, Effect::TellSaved { .. }));
                    let disposed = journals(|fact| matches!(fact, FactKind::Disposed { .. }));
                    (saved && !disposed).then_some(Situation::OutcomeSavedAgain)
                }
                Input::VisitorLine { .. } | Input::OperatorLine { .. } => {
                    let written = journals(|fact| matches!(fact, FactKind::LineWritten { .. }));
                    let told = does(|effect| {
                        matches!(
                            effect,
                            Effect::TellVisitorLine { .. } | Effect::TellOperatorLine { .. }
                        )
                    });
                    (told && !written).then_some(Situation::LineRepeated)
                }
                Input::Woke => (!effects.is_empty()).then_some(Situation::ForgivenOutage),
                _ => None,
            };
            if let Some(met) = met {
                self.coverage.reach(met);
            }
        }
        self.note_alarm(work, effects);
        let tells_behind = does(|effect| match effect {
            Effect::TellVisitor { view, .. } => match view.state {
                ContactViewState::Waiting { place, .. } => {
                    usize::try_from(place).is_ok_and(|place| place > house::PLACES_AT_ONCE)
                }
                _ => false,
            },
            _ => false,
        });
        if tells_behind && work.is_alarm {
            self.coverage.reach(Situation::PlacesSwept);
        }
        if does(|effect| matches!(effect, Effect::Forget(_))) {
            self.coverage.reach(Situation::ContactForgotten);
        }
    }
}

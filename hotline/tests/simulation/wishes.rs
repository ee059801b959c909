//! What visitors do besides calling: they change the channel, write, answer the ring of their page and rate.

use crate::coverage::Situation;
use crate::house::shop;
use crate::plans;
use crate::visitor::Kind;
use crate::world::World;
use bellpull_hotline::{
    Channel, ChannelKind, ContactView, ContactViewState, Entering, Input, Refusal, Survey, Way,
    Wish,
};
use bellpull_protocol::{ContactId, LineText, PhoneNumber, RequestId};

impl World {
    /// What is not possible is wanted otherwise.
    pub fn visitor_is_refused(&mut self, index: usize, refusal: Refusal) {
        let kinds = [Kind::Message, Kind::BrowserCallback, Kind::PhoneCallback];
        let instead = self.chance.pick(&kinds);
        let visitor = &mut self.visitors[index];
        match refusal {
            Refusal::NoMedia | Refusal::BadSdp => {
                if let Some(page) = visitor.page.as_mut() {
                    page.pc = None;
                    page.waits_for_state = true;
                }
            }
            Refusal::Closed | Refusal::WaitingRoomFull | Refusal::NobodyThere => {
                if let Some(wish) = visitor.wish.as_mut() {
                    wish.kind = instead;
                }
            }
            Refusal::UnknownDepartment => {
                if let Some(wish) = visitor.wish.as_mut() {
                    wish.department = None;
                }
            }
            Refusal::OutsideHours => {
                if let Some(wish) = visitor.wish.as_mut() {
                    wish.window = None;
                }
            }
            Refusal::ContactEnded | Refusal::UnknownContact | Refusal::TextTooLong => {
                if let Some(page) = visitor.page.as_mut() {
                    for transcript in page.transcripts.values_mut() {
                        transcript.unsaid.clear();
                    }
                }
            }
            Refusal::UnknownOperator
            | Refusal::RingOver
            | Refusal::WrongState
            | Refusal::TextEmpty
            | Refusal::BadRating
            | Refusal::NothingToRate
            | Refusal::ColleagueBusy
            | Refusal::UnknownReason => {}
        }
    }

    /// Enters with what the person wants; the edge gives the contact its id.
    pub fn visitor_enters(&mut self, index: usize, request: RequestId, kind: Kind) {
        let visitor = self.visitors[index].id.clone();
        let wanted = self.visitors[index].wish.as_ref();
        let window = wanted.and_then(|wanted| wanted.window);
        let hotline = wanted.map_or_else(shop, |wanted| wanted.hotline.clone());
        let department = wanted.and_then(|wanted| wanted.department.clone());
        let language = wanted.map_or("en", |wanted| wanted.language);
        let wish = match kind {
            Kind::Call => Wish::Call,
            Kind::Chat => Wish::Chat,
            Kind::Message => Wish::Message {
                text: LineText::new(request.as_str()),
                key: request.clone(),
            },
            Kind::BrowserCallback => Wish::Callback {
                way: Way::Browser,
                window,
            },
            Kind::PhoneCallback => Wish::Callback {
                way: Way::Phone {
                    number: PhoneNumber::new(format!("+{visitor}")),
                    zone: None,
                },
                window,
            },
        };
        let entering = Entering {
            visitor,
            contact: ContactId::new("numbered-by-the-edge").unwrap(),
            request,
            hotline,
            language: language.into(),
            page: None,
            department,
        };
        self.visitor_sends(index, Input::Enter { entering, wish });
    }

    /// Whatever the channel allows; true when that was all for now.
    pub fn visitor_goes_on(&mut self, index: usize, view: &ContactView) -> bool {
        self.visitor_keeps_transcript(index, view);
        let calm = self.is_calm();
        let visitor = self.visitors[index].id.clone();
        let contact = view.contact.clone();
        let waits = matches!(
            view.state,
            ContactViewState::Waiting { .. } | ContactViewState::Ringing
        );
        if waits && view.offered_callback && self.chance.percent(5) {
            self.coverage.reach(Situation::OfferedCallbackTaken);
            let request = self.visitors[index].next_request();
            self.visitor_enters(index, request, Kind::PhoneCallback);
            return true;
        }
        if waits && !calm && self.edge.plan.is_some() && self.chance.percent(2) {
            let departments = plans::departments();
            let department = departments[self.chance.index(departments.len())].clone();
            self.visitor_sends(
                index,
                Input::ChooseDepartment {
                    visitor,
                    contact,
                    department,
                },
            );
            return true;
        }
        if waits && !calm && self.chance.percent(2) {
            self.visitor_changes(index, view);
            return true;
        }
        match &view.state {
            ContactViewState::Chatting { .. } => {
                if !calm && self.chance.percent(1) {
                    let to = ChannelKind::Call;
                    self.visitor_sends(
                        index,
                        Input::ChangeChannel {
                            visitor,
                            contact,
                            to,
                        },
                    );
                } else if self.chance.percent(3) {
                    self.visitor_sends(index, Input::VisitorTyping { visitor, contact });
                }
                true
            }
            ContactViewState::RingingBack { .. } => {
                if self.chance.percent(if calm { 40 } else { 5 }) {
                    let input = Input::AnswerRingBack { visitor, contact };
                    if self.chance.percent(10) {
                        self.visitor_sends(index, input.clone());
                    }
                    self.visitor_sends(index, input);
                }
                true
            }
            ContactViewState::Waiting { .. }
            | ContactViewState::Ringing
            | ContactViewState::Connecting { .. }
            | ContactViewState::Talking { .. }
            | ContactViewState::Dialling { .. }
            | ContactViewState::Ended { .. } => view.channel != Channel::Call,
        }
    }

    /// Once it has ended after somebody had answered, until the stars are confirmed.
    pub fn visitor_rates(&mut self, index: usize, view: &ContactView) {
        let confirmed = view.stars.is_some();
        let likely = if confirmed { 1 } else { 10 };
        if view.answered && self.chance.percent(likely) {
            if confirmed {
                self.coverage.reach(Situation::RatedAgain);
            }
            let stars = if self.chance.percent(2) { 6 } else { 4 };
            let input = Input::Rate {
                visitor: self.visitors[index].id.clone(),
                contact: view.contact.clone(),
                stars,
                remark: None,
                survey: Survey {
                    recommend: self.chance.pick(&[None, Some(9), Some(11)]),
                    settled: self.chance.pick(&[None, Some(true)]),
                },
            };
            self.visitor_sends(index, input);
        }
    }

    fn visitor_changes(&mut self, index: usize, view: &ContactView) {
        let visitor = self.visitors[index].id.clone();
        let contact = view.contact.clone();
        let kinds = [Kind::BrowserCallback, Kind::PhoneCallback];
        let channels = [ChannelKind::Call, ChannelKind::Chat, ChannelKind::Call];
        if self.chance.percent(50) {
            let to = self.chance.pick(&channels);
            self.visitor_sends(
                index,
                Input::ChangeChannel {
                    visitor,
                    contact,
                    to,
                },
            );
        } else {
            let kind = self.chance.pick(&kinds);
            let request = self.visitors[index].next_request();
            self.visitor_enters(index, request, kind);
        }
    }

    /// Writes, repeats what is not acknowledged, and asks for what is missing.
    fn visitor_keeps_transcript(&mut self, index: usize, view: &ContactView) {
        let writes = !self.is_calm() && self.chance.percent(5);
        let has_ended = matches!(view.state, ContactViewState::Ended { .. });
        let text = self.visitors[index].next_request();
        let Some(page) = self.visitors[index].page.as_mut() else {
            return;
        };
        let transcript = page.transcripts.entry(view.contact.clone()).or_default();
        if writes && !has_ended {
            let line = (text.clone(), LineText::new(text.as_str()));
            transcript.unsaid.push(line);
        }
        let unsaid = transcript.unsaid.clone();
        let missing = transcript.missing_after();
        let visitor = self.visitors[index].id.clone();
        for (key, text) in unsaid {
            if !self.chance.percent(50) {
                continue;
            }
            let input = Input::VisitorLine {
                visitor: visitor.clone(),
                contact: view.contact.clone(),
                key,
                text,
            };
            self.visitor_sends(index, input);
        }
        if let Some(after) = missing.filter(|_| self.chance.percent(50)) {
            self.coverage.reach(Situation::LinesAskedAgain);
            let contact = view.contact.clone();
            self.visitor_sends(
                index,
                Input::VisitorLines {
                    visitor,
                    contact,
                    after,
                },
            );
        }
    }
}

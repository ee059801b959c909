//! A visitor's page without a browser, and the words it exchanges with the edge.

// Each test uses its part of it.
#![allow(dead_code)]

use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::visitor::{
    Channel, ContactState, EndReason, FromVisitor, LegState, Opening, ToVisitor,
};
use bellpull_protocol::{
    ContactId, LineText, PageId, RefusalCode, RequestId, Sdp, VERSION, VisitorToken,
};
use bellpull_widget::softphone::session::{
    Banner, Command, Input, Memory, Screen, Session, View, Visit, Wish,
};

pub struct Visitor {
    session: Session,
    now_ms: u64,
    memory: Memory,
    commands: Vec<Command>,
}

impl Visitor {
    pub fn with_memory(memory: Memory) -> Self {
        let page_id = PageId::new("page").expect("an id");
        let visit = Visit {
            page_id,
            language: "en".to_owned(),
            page: None,
        };
        let session = Session::new(visit, memory.clone());
        Self {
            session,
            now_ms: 1_000_000,
            memory,
            commands: Vec::new(),
        }
    }

    pub fn online() -> Self {
        let mut visitor = Self::with_memory(Memory::default());
        visitor.reconnects();
        visitor.commands();
        visitor
    }

    /// The contact was told to a fresh page.
    pub fn told(message: ToVisitor) -> Self {
        let mut visitor = Self::online();
        visitor.is_told(message);
        visitor.commands();
        visitor
    }

    pub fn calling(request: &str) -> Self {
        let mut visitor = Self::online();
        visitor.call(request);
        visitor.does(Input::Microphone(Ok(())));
        visitor.commands();
        visitor
    }

    /// Offered and answered.
    pub fn in_contact(told: ToVisitor) -> Self {
        let ToVisitor::Contact {
            contact, request, ..
        } = &told
        else {
            panic!("a contact");
        };
        let (contact, request) = (contact.to_string(), request.to_string());
        let mut visitor = Self::calling(&request);
        visitor.is_told(waiting(&contact, &request));
        visitor.does(Input::OfferMade {
            attempt: 1,
            sdp: sdp("offer"),
        });
        visitor.is_told(answer(&contact, 1, "answer"));
        visitor.is_told(told);
        visitor.commands();
        visitor
    }

    pub fn does(&mut self, input: Input) {
        self.session.handle(self.now_ms, input);
        while let Some(command) = self.session.poll_command() {
            match command {
                Command::Remember(memory) => self.memory = memory,
                command @ (Command::Send(_)
                | Command::AskForMicrophone
                | Command::ReleaseMicrophone
                | Command::OpenPeer { .. }
                | Command::AcceptAnswer { .. }
                | Command::ClosePeer
                | Command::Ring
                | Command::StopRinging
                | Command::EnterDraw(_)
                | Command::AskForEntries(_)
                | Command::Reconnect) => self.commands.push(command),
            }
        }
    }

    pub fn call(&mut self, request: &str) {
        self.asks(request, Wish::Call);
    }

    pub fn asks(&mut self, request: &str, wish: Wish) {
        self.does(Input::Ask {
            request: request_id(request),
            wish,
        });
    }

    pub fn says(&mut self, key: &str, text: &str) {
        self.does(Input::Say {
            key: request_id(key),
            text: text.to_owned(),
        });
    }

    /// The page is loaded again: only what it kept is left.
    pub fn reloads(&mut self) {
        let now_ms = self.now_ms;
        *self = Self::with_memory(Memory::from_text(&self.memory.to_text()));
        self.now_ms = now_ms;
        self.reconnects();
    }

    pub fn is_told(&mut self, message: ToVisitor) {
        self.does(Input::Message(message));
    }

    pub fn reconnects(&mut self) {
        self.does(Input::LinkUp);
        self.is_told(ToVisitor::Welcome {
            version: VERSION,
            token: token("token"),
            hotline_name: "Shop".to_owned(),
            staffed: true,
            opening: open(),
            now_ms: self.now_ms,
            menu: Vec::new(),
            survey: false,
            welcome: None,
        });
    }

    pub fn passes_ms(&mut self, ms: u64) {
        self.now_ms += ms;
        self.does(Input::Tick);
    }

    pub fn view(&self) -> View {
        self.session.view(self.now_ms)
    }

    pub fn screen(&self) -> Screen {
        self.view().screen
    }

    pub fn banner(&self) -> Option<Banner> {
        self.view().banner
    }

    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Since the last look.
    pub fn commands(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.commands)
    }

    /// What was sent since the last look; other commands are dropped.
    pub fn sent(&mut self) -> Vec<FromVisitor> {
        sent_in(&self.commands())
    }
}

pub fn sent_in(commands: &[Command]) -> Vec<FromVisitor> {
    let sent = |command: &Command| match command {
        Command::Send(message) => Some(message.clone()),
        Command::AskForMicrophone
        | Command::ReleaseMicrophone
        | Command::OpenPeer { .. }
        | Command::AcceptAnswer { .. }
        | Command::ClosePeer
        | Command::Ring
        | Command::StopRinging
        | Command::EnterDraw(_)
        | Command::AskForEntries(_)
        | Command::Remember(_)
        | Command::Reconnect => None,
    };
    commands.iter().filter_map(sent).collect()
}

pub fn contact(
    id: &str,
    request: &str,
    state: ContactState,
    leg: LegState,
    attempt: u32,
) -> ToVisitor {
    ToVisitor::Contact {
        contact: contact_id(id),
        request: request_id(request),
        channel: Channel::Call,
        state,
        entered_ms: 1_000_000,
        place: (state == ContactState::Waiting).then_some(1),
        leg,
        attempt,
        operator_name: None,
        talking_since_ms: None,
        operator_leg: None,
        lines: 0,
        by_phone: false,
        tries: 0,
        due_ms: None,
        until_ms: None,
        reason: None,
        answered: false,
        stars: None,
        department: None,
        estimate_ms: None,
        estimate_kept: None,
        offered_callback: false,
        on_hold: false,
        window_until_ms: None,
    }
}

/// A contact in another channel, without sound.
pub fn in_channel(id: &str, of: Channel, state: ContactState) -> ToVisitor {
    let mut message = contact(id, "r1", state, LegState::None, 0);
    if let ToVisitor::Contact { channel, .. } = &mut message {
        *channel = of;
    }
    message
}

pub fn chatting(id: &str, last_line: u32) -> ToVisitor {
    let mut message = in_channel(id, Channel::Chat, ContactState::Chatting);
    if let ToVisitor::Contact {
        lines, answered, ..
    } = &mut message
    {
        (*lines, *answered) = (last_line, true);
    }
    message
}

/// Ended by the operator, who had answered.
pub fn answered_and_ended(id: &str, of: Channel, rated: Option<u8>) -> ToVisitor {
    let mut message = ended(id, "r1", EndReason::OperatorHungUp);
    if let ToVisitor::Contact {
        channel,
        answered,
        stars,
        ..
    } = &mut message
    {
        (*channel, *answered, *stars) = (of, true, rated);
    }
    message
}

pub fn line(id: &str, seq: u32, from: LineFrom, key: &str, text: &str) -> ToVisitor {
    ToVisitor::Line {
        contact: contact_id(id),
        seq,
        from,
        key: request_id(key),
        at_ms: 1_000_000,
        text: LineText::new(text),
    }
}

pub fn says(id: &str, key: &str, text: &str) -> FromVisitor {
    FromVisitor::Line {
        contact: contact_id(id),
        key: request_id(key),
        text: LineText::new(text),
    }
}

pub fn open() -> Opening {
    Opening {
        open: true,
        ..Opening::default()
    }
}

pub fn waiting(id: &str, request: &str) -> ToVisitor {
    contact(id, request, ContactState::Waiting, LegState::None, 0)
}

pub fn talking(id: &str, request: &str) -> ToVisitor {
    contact(id, request, ContactState::Talking, LegState::Up, 1)
}

pub fn ended(id: &str, request: &str, why: EndReason) -> ToVisitor {
    let mut message = contact(id, request, ContactState::Ended, LegState::None, 1);
    if let ToVisitor::Contact { reason, .. } = &mut message {
        *reason = Some(why);
    }
    message
}

pub fn answer(id: &str, attempt: u32, text: &str) -> ToVisitor {
    ToVisitor::Answer {
        contact: contact_id(id),
        attempt,
        sdp: sdp(text),
    }
}

pub fn refused(code: RefusalCode, about: &str) -> ToVisitor {
    ToVisitor::Refused {
        code,
        sentence: code.sentence().to_owned(),
        about: Some(about.to_owned()),
    }
}

pub fn call(request: &str) -> FromVisitor {
    FromVisitor::Call {
        request: request_id(request),
        department: None,
    }
}

pub fn offer(id: &str, attempt: u32, text: &str) -> FromVisitor {
    FromVisitor::Offer {
        contact: contact_id(id),
        attempt,
        sdp: sdp(text),
    }
}

pub fn hang_up(id: &str) -> FromVisitor {
    FromVisitor::HangUp {
        contact: contact_id(id),
    }
}

pub fn sdp(text: &str) -> Sdp {
    Sdp::new(text)
}

pub fn token(text: &str) -> VisitorToken {
    VisitorToken::new(text)
}

pub fn contact_id(text: &str) -> ContactId {
    ContactId::new(text).expect("letters and digits are an id")
}

pub fn request_id(text: &str) -> RequestId {
    RequestId::new(text).expect("letters and digits are an id")
}

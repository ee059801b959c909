//! A desk on a virtual clock: what a browser would feed it, and what it asked for.

use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::operator::{
    Activity, ChatState, DeskChat, FromOperator, OwedCallback, Presence, ToOperator,
};
use bellpull_protocol::visitor::{Channel, LegState};
use bellpull_protocol::{
    ContactId, HotlineId, LineText, OperatorId, PageId, PersonName, PhoneNumber, RequestId, Sdp,
    SocketTicket,
};
use bellpull_www::desk::{Desk, Effect, Gesture, Input, Kept, View};

/// The edge's clock is this far ahead of the page's.
pub const EDGE_AHEAD_MS: u64 = 5_000_000;

#[derive(Default)]
pub struct Page {
    desk: Desk,
    pub now_ms: u64,
}

impl Page {
    /// Loaded with a session, connected, not yet online.
    pub fn signed_in() -> Self {
        let mut page = Self {
            now_ms: 1_000_000,
            ..Self::default()
        };
        page.feed(Input::Opened {
            page_id: PageId::new("p1").expect("an id"),
            link: None,
            seed: 1,
        });
        page.connect();
        page
    }

    /// As [`signed_in`](Self::signed_in), in a browser that kept something of an earlier page.
    pub fn signed_in_with(kept: Kept) -> Self {
        let mut page = Self::signed_in();
        page.feed(Input::SocketDown { code: 1006 });
        page.feed(Input::Recalled(kept));
        page.pass(6_000);
        page.greet();
        page.told(idle());
        page
    }

    /// Connected, sound unlocked, microphone granted, available.
    pub fn online() -> Self {
        let mut page = Self::signed_in();
        page.gesture(Gesture::GoOnline);
        page.feed(Input::SoundUnlocked);
        page.feed(Input::MicrophoneUp);
        page.told(idle());
        page
    }

    /// Online, with `c1` answered, sound connected.
    pub fn talking() -> Self {
        let mut page = Self::online();
        page.told(ringing(1));
        page.gesture(Gesture::Answer);
        page.told(talking(LegState::None, 0));
        page.feed(Input::Offered {
            attempt: 1,
            sdp: Sdp::new("offer 1"),
        });
        page.hear(answer(1));
        page.told(talking(LegState::Up, 1));
        page
    }

    /// From the question who this is to the first whole state, as after a fresh load or a loss.
    pub fn connect(&mut self) {
        self.greet();
        self.told(idle());
        self.hear(ToOperator::Chats { chats: vec![] });
    }

    /// As [`connect`](Self::connect), without the state.
    pub fn greet(&mut self) -> Vec<Effect> {
        self.feed(Input::KnownAs {
            operator: OperatorId::new("anna").expect("an id"),
            name: PersonName::new("Anna"),
            ticket: SocketTicket::new("ticket"),
        });
        // No other page says that it is the desk.
        self.pass(200);
        let mut effects = self.feed(Input::SocketUp);
        effects.extend(self.hear(ToOperator::Welcome {
            version: 1,
            operator: OperatorId::new("anna").expect("an id"),
            name: PersonName::new("Anna"),
            organisation_name: "Alpenglow Outfitters".to_owned(),
            now_ms: self.now_ms + EDGE_AHEAD_MS,
            breaks: Vec::new(),
        }));
        effects
    }

    /// The socket breaks and the pause before the next attempt passes.
    pub fn lose_socket(&mut self) {
        self.feed(Input::SocketDown { code: 1006 });
        self.pass(6_000);
    }

    pub fn feed(&mut self, input: Input) -> Vec<Effect> {
        self.desk.handle_input(self.now_ms, input);
        std::iter::from_fn(|| self.desk.poll_effect()).collect()
    }

    pub fn hear(&mut self, message: ToOperator) -> Vec<Effect> {
        self.feed(Input::Message(message))
    }

    pub fn told(&mut self, desk: ToOperator) -> Vec<Effect> {
        self.hear(desk)
    }

    pub fn gesture(&mut self, gesture: Gesture) -> Vec<Effect> {
        self.feed(Input::Gesture(gesture))
    }

    /// Time passes; every deadline on the way is kept.
    pub fn pass(&mut self, ms: u64) -> Vec<Effect> {
        let end = self.now_ms + ms;
        let mut effects = vec![];
        while let Some(due) = self.desk.poll_timeout().filter(|due| *due <= end) {
            self.now_ms = due.max(self.now_ms);
            assert_eq!(
                self.desk.poll_timeout(),
                Some(due),
                "a deadline must not move as time passes"
            );
            self.desk.handle_timeout(self.now_ms);
            effects.extend(std::iter::from_fn(|| self.desk.poll_effect()));
        }
        self.now_ms = end;
        effects
    }

    pub fn view(&self) -> View {
        self.desk.view()
    }
}

pub fn contact() -> ContactId {
    ContactId::new("c1").expect("an id")
}

pub fn idle() -> ToOperator {
    desk(Activity::Idle, None, LegState::None, 0)
}

/// The ring lasts 20 s from the start of every test.
pub fn ringing(ring: u32) -> ToOperator {
    desk(Activity::Ringing, Some(ring), LegState::None, 0)
}

pub fn talking(leg: LegState, attempt: u32) -> ToOperator {
    desk(Activity::Talking, Some(1), leg, attempt)
}

pub fn wrapping_up() -> ToOperator {
    desk(Activity::WrapUp, Some(1), LegState::None, 1)
}

/// `c1` as a callback that was tried once.
pub fn callback(activity: Activity) -> ToOperator {
    let mut told = desk(activity, Some(1), LegState::None, 0);
    if let ToOperator::Desk {
        channel,
        number,
        tries,
        ..
    } = &mut told
    {
        *channel = Some(Channel::Callback);
        *number = (activity == Activity::Dialling).then(|| PhoneNumber::new("+43512567890"));
        *tries = 1;
    }
    told
}

/// `c1` is owed a callback.
pub fn owed(by_phone: bool) -> ToOperator {
    ToOperator::Callbacks {
        total: 1,
        callbacks: vec![OwedCallback {
            contact: contact(),
            hotline_name: "Alpenglow Outfitters".to_owned(),
            language: "de-AT".to_owned(),
            entered_ms: 1_000_000 + EDGE_AHEAD_MS,
            by_phone,
            zone: None,
            due_ms: None,
            tries: 0,
            reachable: true,
            taken: false,
            window_until_ms: None,
        }],
    }
}

pub fn chat_contact(id: &str) -> ContactId {
    ContactId::new(id).expect("an id")
}

/// The only chat; it rings for 20 s from the start of every test.
pub fn chat(id: &str, state: ChatState, lines: u32) -> ToOperator {
    ToOperator::Chats {
        chats: vec![DeskChat {
            contact: chat_contact(id),
            ring: 1,
            state,
            channel: Channel::Chat,
            hotline: HotlineId::new("h1").expect("an id"),
            hotline_name: "Alpenglow Outfitters".to_owned(),
            page: None,
            language: "de-AT".to_owned(),
            entered_ms: 1_000_000 + EDGE_AHEAD_MS,
            until_ms: (state == ChatState::Ringing).then_some(1_020_000 + EDGE_AHEAD_MS),
            since_ms: Some(1_000_000 + EDGE_AHEAD_MS),
            lines,
            visitor_here: true,
            reason: None,
        }],
    }
}

pub fn line(id: &str, seq: u32, from: LineFrom, key: &str, text: &str) -> ToOperator {
    ToOperator::Line {
        contact: chat_contact(id),
        seq,
        from,
        key: RequestId::new(key).expect("an id"),
        at_ms: 1_000_000 + EDGE_AHEAD_MS,
        text: LineText::new(text),
    }
}

pub fn typed(id: &str, text: &str) -> Gesture {
    Gesture::Draft(chat_contact(id), text.to_owned())
}

pub fn answer(attempt: u32) -> ToOperator {
    ToOperator::Answer {
        contact: contact(),
        attempt,
        sdp: Sdp::new("answer"),
    }
}

pub fn desk(activity: Activity, ring: Option<u32>, leg: LegState, attempt: u32) -> ToOperator {
    ToOperator::Desk {
        presence: Presence::Available,
        away_reason: None,
        activity,
        contact: (activity != Activity::Idle).then(contact),
        ring,
        hotline: None,
        hotline_name: Some("Alpenglow Outfitters".to_owned()),
        page: None,
        language: Some("de-AT".to_owned()),
        entered_ms: Some(1_000_000 + EDGE_AHEAD_MS),
        until_ms: Some(1_020_000 + EDGE_AHEAD_MS),
        talking_since_ms: Some(1_000_000 + EDGE_AHEAD_MS),
        leg,
        attempt,
        visitor_leg: LegState::Up,
        reason: None,
        channel: Some(Channel::Call),
        lines: 0,
        number: None,
        zone: None,
        tries: 0,
        break_reason: None,
        presence_until_ms: None,
        planned: None,
        department_name: None,
        greeting: None,
        topics: Vec::new(),
        topic: None,
        from_name: None,
        consult: None,
    }
}

/// What was sent to the edge.
pub fn sent(effects: &[Effect]) -> Vec<&FromOperator> {
    effects
        .iter()
        .filter_map(|effect| {
            if let Effect::Send(message) = effect {
                Some(message)
            } else {
                None
            }
        })
        .collect()
}

/// What was last put into the browser's storage.
pub fn kept(effects: &[Effect]) -> Option<&Kept> {
    effects.iter().rev().find_map(|effect| {
        if let Effect::Keep(_, kept) = effect {
            Some(kept)
        } else {
            None
        }
    })
}

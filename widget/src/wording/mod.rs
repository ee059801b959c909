//! What each screen of the widget says and offers, as keys of `texts/*.json`.

mod action;
mod ended;
mod promotions;
mod titles;

pub use action::Action;
pub use promotions::entry_note;

use crate::softphone::session::{Banner, Screen, View};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::Channel;

/// A text with at most one gap to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub key: &'static str,
    /// The gap's name and what goes in.
    pub fill: Option<(&'static str, String)>,
}

/// One screen in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The screen's name for style sheets and tests.
    pub name: &'static str,
    pub icon: &'static str,
    pub title: Phrase,
    pub text: Phrase,
    /// Where in the queue, or how long it takes; beside a title that says something else.
    pub place: Option<Phrase>,
    /// The first is the one to take, the others are beside it.
    pub actions: [Option<Action>; 4],
    /// A small line below.
    pub note: Option<&'static str>,
    pub sound: Sound,
}

/// How far sound goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    Off,
    /// The microphone is on and nobody hears it.
    Measured,
    /// Somebody hears the visitor, or is about to.
    Heard,
}

/// The note that only makes sense in a panel of another page.
pub const NOTE_WAITING: &str = "note.waiting";

impl Wording {
    #[must_use]
    pub fn of(view: &View) -> Self {
        let (name, icon) = name_and_icon(view);
        let (title, text) = titles::title_and_text(view);
        let place = titles::beside(view);
        Self {
            name,
            icon,
            title,
            text,
            place,
            actions: action::actions(view),
            note: note(view),
            sound: sound(view),
        }
    }
}

/// The banner's key.
#[must_use]
pub fn banner(banner: Banner) -> &'static str {
    match banner {
        Banner::Reconnecting { in_call: true } => "banner.reconnecting_call",
        Banner::Reconnecting { in_call: false } => "banner.reconnecting_place",
        Banner::ReconnectingChat => "banner.reconnecting_chat",
        Banner::Offline => "banner.reconnecting",
        Banner::Refused(RefusalCode::UnsupportedVersion) => "banner.outdated",
        Banner::Refused(_) => "banner.refused",
        Banner::MicrophoneLost(_) => "banner.microphone_lost",
        Banner::OtherMicrophone => "banner.other_microphone",
        Banner::NoMedia => "banner.no_media",
        Banner::SoundLost => "banner.sound_lost",
        Banner::OperatorSilent => "banner.operator_silent",
        Banner::BackInQueue => "banner.back_in_queue",
        Banner::NotDone => "banner.not_done",
        Banner::Unstaffed => "banner.unstaffed",
    }
}

/// Why something is not done, in one sentence.
#[must_use]
pub fn refusal(code: RefusalCode) -> &'static str {
    // The code's set grows with the protocol: what has no words of its own here gets the general ones.
    const OWN_WORDS: [(RefusalCode, &str); 12] = [
        (RefusalCode::UnknownHotline, "refused.unknown_hotline"),
        (RefusalCode::UnsupportedVersion, "refused.version"),
        (RefusalCode::NoMedia, "refused.no_media"),
        (RefusalCode::Closed, "refused.closed"),
        (RefusalCode::TooMany, "refused.too_many"),
        (RefusalCode::WaitingRoomFull, "refused.waiting_room_full"),
        (RefusalCode::BadPhoneNumber, "refused.phone_number"),
        (RefusalCode::NobodyThere, "refused.nobody_there"),
        (RefusalCode::OutsideHours, "refused.outside_hours"),
        (RefusalCode::TextTooLong, "refused.too_long"),
        (RefusalCode::AlreadyEntered, "entry.before"),
        (RefusalCode::WrongStage, "entry.over"),
    ];
    OWN_WORDS
        .iter()
        .find(|(of, _)| *of == code)
        .map_or("refused.text", |(_, key)| key)
}

/// Nobody hangs up what was written.
fn writes(view: &View) -> bool {
    matches!(view.channel, Some(Channel::Chat | Channel::Message))
}

fn name_and_icon(view: &View) -> (&'static str, &'static str) {
    match view.screen {
        Screen::Loading => ("loading", "#bell"),
        Screen::Start => ("start", "#bell"),
        Screen::Closed => ("closed", "#moon"),
        Screen::CallbackForm => ("callback-form", "#phone"),
        Screen::MessageForm => ("message-form", "#chat"),
        Screen::Asking { .. } => ("asking", "#microphone"),
        Screen::NoMicrophone { .. } => ("no-microphone", "#microphone-off"),
        Screen::Calling => ("calling", "#bell"),
        Screen::Waiting => ("waiting", "#bell"),
        Screen::Ringing => ("ringing", "#bell"),
        Screen::Callback => ("callback", "#phone"),
        Screen::RingBack => ("ring-back", "#phone"),
        Screen::Dialling => ("dialling", "#phone"),
        Screen::Message => ("message", "#chat"),
        Screen::Connecting => ("connecting", "#phone"),
        Screen::Talking => ("talking", "#phone"),
        Screen::Chatting => ("chatting", "#chat"),
        Screen::Ended(_) if writes(view) => ("ended", "#chat"),
        Screen::Ended(_) => ("ended", "#hung-up"),
        Screen::Refused(_) => ("refused", "#hung-up"),
        Screen::Superseded => ("superseded", "#tabs"),
    }
}

fn sound(view: &View) -> Sound {
    match view.screen {
        Screen::Waiting | Screen::Ringing if view.channel == Some(Channel::Call) => Sound::Measured,
        Screen::Connecting | Screen::Talking => Sound::Heard,
        Screen::Loading
        | Screen::Start
        | Screen::Closed
        | Screen::CallbackForm
        | Screen::MessageForm
        | Screen::Asking { .. }
        | Screen::NoMicrophone { .. }
        | Screen::Calling
        | Screen::Waiting
        | Screen::Ringing
        | Screen::Callback
        | Screen::RingBack
        | Screen::Dialling
        | Screen::Message
        | Screen::Chatting
        | Screen::Ended(_)
        | Screen::Refused(_)
        | Screen::Superseded => Sound::Off,
    }
}

fn note(view: &View) -> Option<&'static str> {
    match view.screen {
        Screen::Start => Some("note.start"),
        Screen::Waiting => Some(NOTE_WAITING),
        Screen::Callback if view.by_phone => Some("note.callback_phone"),
        Screen::Callback => Some("note.callback_browser"),
        Screen::Message => Some("note.message"),
        Screen::Loading
        | Screen::Closed
        | Screen::CallbackForm
        | Screen::MessageForm
        | Screen::Asking { .. }
        | Screen::NoMicrophone { .. }
        | Screen::Calling
        | Screen::Ringing
        | Screen::RingBack
        | Screen::Dialling
        | Screen::Connecting
        | Screen::Talking
        | Screen::Chatting
        | Screen::Ended(_)
        | Screen::Refused(_)
        | Screen::Superseded => None,
    }
}

fn plain(key: &'static str) -> Phrase {
    Phrase { key, fill: None }
}

fn filled(key: &'static str, gap: &'static str, value: String) -> Phrase {
    Phrase {
        key,
        fill: Some((gap, value)),
    }
}

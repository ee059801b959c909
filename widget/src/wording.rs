//! What each screen of the widget says and offers, as keys of `texts/*.json`.

use crate::softphone::session::{Banner, MicrophoneProblem, Screen, View};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::EndReason;

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
    pub primary: Option<Action>,
    pub secondary: Option<Action>,
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

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Call,
    CallAgain,
    RetryMicrophone,
    /// Open the widget as a page of its own, where no other page's rules apply.
    OpenWindow,
    /// Take over from another tab.
    UseHere,
    /// Begin again after a refusal.
    TryAgain,
    Reload,
    LeaveQueue,
    HangUp,
    Cancel,
    Close,
}

impl Action {
    /// The label's key and the button's name for tests.
    #[must_use]
    pub fn label_and_name(self) -> (&'static str, &'static str) {
        match self {
            Action::Call => ("action.call", "call"),
            Action::CallAgain => ("action.call_again", "call-again"),
            Action::RetryMicrophone => ("action.retry", "retry"),
            Action::OpenWindow => ("action.open_window", "open-window"),
            Action::UseHere => ("action.use_here", "use-here"),
            Action::TryAgain => ("action.retry", "try-again"),
            Action::Reload => ("action.retry", "reload"),
            Action::LeaveQueue => ("action.leave_queue", "hang-up"),
            Action::HangUp => ("action.hang_up", "hang-up"),
            Action::Cancel => ("action.cancel", "cancel"),
            Action::Close => ("action.close", "close"),
        }
    }
}

impl Wording {
    #[must_use]
    pub fn of(view: &View) -> Self {
        let (name, icon) = name_and_icon(view.screen);
        let (title, text) = title_and_text(view);
        let (primary, secondary) = actions(view.screen);
        let (sound, note) = sound_and_note(view.screen);
        Self {
            name,
            icon,
            title,
            text,
            primary,
            secondary,
            note,
            sound,
        }
    }
}

/// The banner's key.
#[must_use]
pub fn banner(banner: Banner) -> &'static str {
    match banner {
        Banner::Reconnecting { in_call: true } => "banner.reconnecting_call",
        Banner::Reconnecting { in_call: false } => "banner.reconnecting_place",
        Banner::Offline => "banner.reconnecting",
        Banner::MicrophoneLost(_) => "banner.microphone_lost",
        Banner::NoMedia => "banner.no_media",
        Banner::SoundLost => "banner.sound_lost",
        Banner::OperatorSilent => "banner.operator_silent",
        Banner::BackInQueue => "banner.back_in_queue",
        Banner::Unstaffed => "banner.unstaffed",
    }
}

fn name_and_icon(screen: Screen) -> (&'static str, &'static str) {
    match screen {
        Screen::Loading => ("loading", "#bell"),
        Screen::Start => ("start", "#bell"),
        Screen::Asking { .. } => ("asking", "#microphone"),
        Screen::NoMicrophone { .. } => ("no-microphone", "#microphone-off"),
        Screen::Calling => ("calling", "#bell"),
        Screen::Waiting => ("waiting", "#bell"),
        Screen::Ringing => ("ringing", "#bell"),
        Screen::Connecting => ("connecting", "#phone"),
        Screen::Talking => ("talking", "#phone"),
        Screen::Ended(_) => ("ended", "#hung-up"),
        Screen::Refused(_) => ("refused", "#hung-up"),
        Screen::Superseded => ("superseded", "#tabs"),
    }
}

fn title_and_text(view: &View) -> (Phrase, Phrase) {
    match view.screen {
        Screen::Loading => (plain("loading.title"), plain("empty")),
        Screen::Start => {
            let hotline = view.hotline_name.clone().unwrap_or_default();
            (
                filled("start.title", "hotline", hotline),
                plain("start.text"),
            )
        }
        Screen::Asking { rejoin: false } => (plain("asking.title"), plain("asking.text")),
        Screen::Asking { rejoin: true } => (plain("asking.title"), plain("asking.rejoin")),
        Screen::NoMicrophone { problem, .. } => microphone_problem(problem),
        Screen::Calling => (plain("calling.title"), plain("calling.text")),
        Screen::Waiting => (place(view.place), plain("waiting.text")),
        Screen::Ringing => (plain("ringing.title"), plain("ringing.text")),
        Screen::Connecting => (
            by_name(view, "connecting.title_name", "connecting.title"),
            plain("connecting.text"),
        ),
        Screen::Talking => (
            by_name(view, "talking.title_name", "talking.title"),
            plain("empty"),
        ),
        Screen::Ended(reason) => ended(reason),
        Screen::Refused(code) => refused(code),
        Screen::Superseded => (plain("superseded.title"), plain("superseded.text")),
    }
}

fn actions(screen: Screen) -> (Option<Action>, Option<Action>) {
    match screen {
        Screen::Loading => (None, None),
        Screen::Start => (Some(Action::Call), None),
        Screen::Asking { rejoin: false } => (None, Some(Action::Cancel)),
        Screen::Asking { rejoin: true } => (None, Some(Action::HangUp)),
        Screen::NoMicrophone { problem, rejoin } => {
            let on = match problem {
                MicrophoneProblem::BlockedByPage => Action::OpenWindow,
                MicrophoneProblem::Denied
                | MicrophoneProblem::Missing
                | MicrophoneProblem::InUse
                | MicrophoneProblem::Insecure
                | MicrophoneProblem::Failed => Action::RetryMicrophone,
            };
            (
                Some(on),
                Some(if rejoin {
                    Action::HangUp
                } else {
                    Action::Cancel
                }),
            )
        }
        Screen::Calling | Screen::Waiting | Screen::Ringing => (None, Some(Action::LeaveQueue)),
        Screen::Connecting | Screen::Talking => (None, Some(Action::HangUp)),
        Screen::Ended(_) => (Some(Action::CallAgain), Some(Action::Close)),
        Screen::Refused(RefusalCode::UnsupportedVersion) => {
            (Some(Action::Reload), Some(Action::Close))
        }
        Screen::Refused(_) => (Some(Action::TryAgain), Some(Action::Close)),
        Screen::Superseded => (Some(Action::UseHere), None),
    }
}

fn sound_and_note(screen: Screen) -> (Sound, Option<&'static str>) {
    match screen {
        Screen::Start => (Sound::Off, Some("note.start")),
        Screen::Waiting => (Sound::Measured, Some(NOTE_WAITING)),
        Screen::Ringing => (Sound::Measured, None),
        Screen::Connecting | Screen::Talking => (Sound::Heard, None),
        Screen::Loading
        | Screen::Asking { .. }
        | Screen::NoMicrophone { .. }
        | Screen::Calling
        | Screen::Ended(_)
        | Screen::Refused(_)
        | Screen::Superseded => (Sound::Off, None),
    }
}

fn microphone_problem(problem: MicrophoneProblem) -> (Phrase, Phrase) {
    match problem {
        MicrophoneProblem::Denied => (
            plain("microphone.denied.title"),
            plain("microphone.denied.text"),
        ),
        MicrophoneProblem::Missing => (
            plain("microphone.missing.title"),
            plain("microphone.missing.text"),
        ),
        MicrophoneProblem::InUse => (
            plain("microphone.in_use.title"),
            plain("microphone.in_use.text"),
        ),
        MicrophoneProblem::BlockedByPage => (
            plain("microphone.blocked.title"),
            plain("microphone.blocked.text"),
        ),
        MicrophoneProblem::Insecure => (
            plain("microphone.insecure.title"),
            plain("microphone.insecure.text"),
        ),
        MicrophoneProblem::Failed => (
            plain("microphone.failed.title"),
            plain("microphone.failed.text"),
        ),
    }
}

fn ended(reason: EndReason) -> (Phrase, Phrase) {
    match reason {
        EndReason::VisitorHungUp => (plain("ended.title"), plain("ended.visitor_hung_up")),
        EndReason::OperatorHungUp => (plain("ended.title"), plain("ended.operator_hung_up")),
        EndReason::VisitorAbandoned => (plain("ended.left.title"), plain("ended.left.text")),
        EndReason::VisitorLost => (plain("ended.lost.title"), plain("ended.lost.text")),
        EndReason::CalledBack | EndReason::NotReached | EndReason::Expired | EndReason::Unknown => {
            (plain("ended.title"), plain("ended.unknown"))
        }
    }
}

fn refused(code: RefusalCode) -> (Phrase, Phrase) {
    // The code's set grows with the protocol: what has no words of its own here gets the general ones.
    let text = if code == RefusalCode::UnknownHotline {
        "refused.unknown_hotline"
    } else if code == RefusalCode::UnsupportedVersion {
        "refused.version"
    } else if code == RefusalCode::NoMedia {
        "refused.no_media"
    } else {
        "refused.text"
    };
    (plain("refused.title"), plain(text))
}

fn place(place: Option<u32>) -> Phrase {
    match place {
        Some(1) => plain("waiting.next"),
        Some(place) => filled("waiting.before", "n", place.saturating_sub(1).to_string()),
        None => plain("waiting.title"),
    }
}

fn by_name(view: &View, with_name: &'static str, without: &'static str) -> Phrase {
    match &view.operator_name {
        Some(name) => filled(with_name, "name", name.clone()),
        None => plain(without),
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

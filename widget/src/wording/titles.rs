//! The title and the sentence of each screen.

use super::{Phrase, ended, filled, plain, refusal};
use crate::softphone::session::{MicrophoneProblem, Screen, View};
use bellpull_protocol::visitor::Channel;

pub(super) fn title_and_text(view: &View) -> (Phrase, Phrase) {
    match view.screen {
        Screen::Loading => (plain("loading.title"), plain("empty")),
        Screen::Start => {
            let hotline = view.hotline_name.clone().unwrap_or_default();
            (
                filled("start.title", "hotline", hotline),
                match &view.welcome {
                    Some(welcome) => filled("start.said", "text", welcome.clone()),
                    None => plain("start.text"),
                },
            )
        }
        Screen::Closed => (plain("closed.title"), plain("closed.text")),
        Screen::CallbackForm => (plain("callback_form.title"), plain("callback_form.text")),
        Screen::MessageForm => (plain("message_form.title"), plain("message_form.text")),
        Screen::Asking { rejoin: false } => (plain("asking.title"), plain("asking.text")),
        Screen::Asking { rejoin: true } => (plain("asking.title"), plain("asking.rejoin")),
        Screen::NoMicrophone { problem, .. } => microphone_problem(problem),
        Screen::Calling => (plain("calling.title"), plain("calling.text")),
        Screen::Waiting if view.offered_callback => (place(view.place), plain("waiting.offered")),
        Screen::Waiting if view.channel == Some(Channel::Chat) => {
            (place(view.place), plain("waiting.chat"))
        }
        Screen::Waiting => (place(view.place), plain("waiting.text")),
        Screen::Ringing if view.channel == Some(Channel::Chat) => {
            (plain("ringing.title"), plain("waiting.chat"))
        }
        Screen::Ringing => (plain("ringing.title"), plain("ringing.text")),
        Screen::Callback => (plain("callback.title"), callback(view)),
        Screen::RingBack => (
            by_name(view, "ring_back.title_name", "ring_back.title"),
            plain("ring_back.text"),
        ),
        Screen::Dialling => (plain("dialling.title"), plain("dialling.text")),
        Screen::Message => (plain("message.title"), plain("message.text")),
        Screen::Connecting => (
            by_name(view, "connecting.title_name", "connecting.title"),
            plain("connecting.text"),
        ),
        Screen::Talking => (
            by_name(view, "talking.title_name", "talking.title"),
            plain(if view.on_hold {
                "talking.on_hold"
            } else {
                "empty"
            }),
        ),
        Screen::Chatting => (
            by_name(view, "talking.title_name", "chatting.title"),
            plain(if view.lines.is_empty() {
                "chatting.text"
            } else {
                "empty"
            }),
        ),
        Screen::Ended(reason) => ended::title_and_text(reason, view.channel),
        Screen::Refused(code) => (plain("refused.title"), plain(refusal(code))),
        Screen::Superseded => (plain("superseded.title"), plain("superseded.text")),
    }
}

/// A second line: how long it takes, or a callback's place.
pub(super) fn beside(view: &View) -> Option<Phrase> {
    match view.screen {
        Screen::Waiting => view.estimate_min.map(|minutes| match minutes {
            0 | 1 => plain("estimate.minute"),
            minutes => filled("estimate.minutes", "n", minutes.to_string()),
        }),
        Screen::Callback => view.place.map(|at| place(Some(at))),
        Screen::Loading
        | Screen::Start
        | Screen::Closed
        | Screen::CallbackForm
        | Screen::MessageForm
        | Screen::Asking { .. }
        | Screen::NoMicrophone { .. }
        | Screen::Calling
        | Screen::Ringing
        | Screen::RingBack
        | Screen::Dialling
        | Screen::Message
        | Screen::Connecting
        | Screen::Talking
        | Screen::Chatting
        | Screen::Ended(_)
        | Screen::Refused(_)
        | Screen::Superseded => None,
    }
}

fn place(place: Option<u32>) -> Phrase {
    match place {
        Some(1) => plain("waiting.next"),
        Some(place) => filled("waiting.before", "n", place.saturating_sub(1).to_string()),
        None => plain("waiting.title"),
    }
}

fn callback(view: &View) -> Phrase {
    match view.tries {
        0 if view.by_phone => plain("callback.phone"),
        0 => plain("callback.browser"),
        tries if view.by_phone => filled("callback.tried_phone", "n", tries.to_string()),
        tries => filled("callback.tried", "n", tries.to_string()),
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
        MicrophoneProblem::Unsupported => (
            plain("microphone.unsupported.title"),
            plain("microphone.unsupported.text"),
        ),
        MicrophoneProblem::Failed => (
            plain("microphone.failed.title"),
            plain("microphone.failed.text"),
        ),
    }
}

fn by_name(view: &View, with_name: &'static str, without: &'static str) -> Phrase {
    match &view.operator_name {
        Some(name) => filled(with_name, "name", name.clone()),
        None => plain(without),
    }
}

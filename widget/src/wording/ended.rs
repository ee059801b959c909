//! How a contact ended, in words.

use super::{Phrase, plain};
use bellpull_protocol::visitor::{Channel, EndReason};

pub(super) fn title_and_text(reason: EndReason, channel: Option<Channel>) -> (Phrase, Phrase) {
    let (title, text) = keys(reason, channel.unwrap_or(Channel::Call));
    (plain(title), plain(text))
}

fn keys(reason: EndReason, channel: Channel) -> (&'static str, &'static str) {
    let title = match channel {
        Channel::Chat | Channel::Message => "ended.chat.title",
        Channel::Call | Channel::Callback | Channel::Unknown => "ended.title",
    };
    match (reason, channel) {
        (EndReason::VisitorHungUp, Channel::Chat | Channel::Message) => {
            (title, "ended.chat.visitor_hung_up")
        }
        (EndReason::VisitorHungUp, Channel::Call | Channel::Callback | Channel::Unknown) => {
            (title, "ended.visitor_hung_up")
        }
        (EndReason::OperatorHungUp, Channel::Chat | Channel::Message) => {
            (title, "ended.chat.operator_hung_up")
        }
        (EndReason::OperatorHungUp, Channel::Call | Channel::Callback | Channel::Unknown) => {
            (title, "ended.operator_hung_up")
        }
        (EndReason::VisitorAbandoned, Channel::Callback) => {
            ("ended.cancelled.title", "ended.left.text")
        }
        (EndReason::VisitorAbandoned, Channel::Message) => {
            ("ended.withdrawn.title", "ended.left.text")
        }
        (EndReason::VisitorAbandoned, Channel::Call | Channel::Chat | Channel::Unknown) => {
            ("ended.left.title", "ended.left.text")
        }
        (EndReason::VisitorLost, _) => ("ended.lost.title", "ended.lost.text"),
        (EndReason::CalledBack, _) => ("ended.called_back.title", "ended.unknown"),
        (EndReason::NotReached, _) => ("ended.not_reached.title", "ended.not_reached.text"),
        (EndReason::Expired | EndReason::TimedOut, _) => {
            ("ended.expired.title", "ended.expired.text")
        }
        (EndReason::Unknown, _) => (title, "ended.unknown"),
    }
}

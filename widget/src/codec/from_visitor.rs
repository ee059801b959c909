//! What the widget says.

use super::words::CHANNELS;
use super::writer::Writer;
use bellpull_protocol::visitor::{Channel, FromVisitor};
use bellpull_protocol::{LineText, PageUrl, PhoneNumber, Remark, VisitorToken};

/// As JSON.
#[must_use]
pub fn write(message: &FromVisitor) -> String {
    let mut to = Writer::new();
    let mut kind = |kind| {
        to.text("kind", kind);
    };
    match message {
        FromVisitor::Hello {
            version,
            page_id,
            token,
            language,
            page,
        } => {
            kind("hello");
            to.number("version", *version)
                .text("page_id", page_id.as_str())
                .some_text("token", token.as_ref().map(VisitorToken::expose))
                .text("language", language)
                .some_text("page", page.as_ref().map(PageUrl::expose))
        }
        FromVisitor::Call { request } => {
            kind("call");
            to.text("request", request.as_str())
        }
        FromVisitor::Chat { request } => {
            kind("chat");
            to.text("request", request.as_str())
        }
        FromVisitor::Message { request, key, text } => {
            kind("message");
            to.text("request", request.as_str());
            line(&mut to, key.as_str(), text)
        }
        FromVisitor::Callback {
            request,
            number,
            zone,
        } => {
            kind("callback");
            to.text("request", request.as_str())
                .some_text("number", number.as_ref().map(PhoneNumber::expose))
                .some_text("zone", zone.as_deref())
        }
        FromVisitor::ChangeChannel { contact, channel } => {
            kind("change_channel");
            to.text("contact", contact.as_str())
                .text("channel", word_of(*channel))
        }
        FromVisitor::AnswerRingBack { contact } => {
            kind("answer_ring_back");
            to.text("contact", contact.as_str())
        }
        FromVisitor::Line { contact, key, text } => {
            kind("line");
            to.text("contact", contact.as_str());
            line(&mut to, key.as_str(), text)
        }
        FromVisitor::Lines { contact, after } => {
            kind("lines");
            to.text("contact", contact.as_str()).number("after", *after)
        }
        FromVisitor::Typing { contact } => {
            kind("typing");
            to.text("contact", contact.as_str())
        }
        FromVisitor::Rate {
            contact,
            stars,
            remark,
        } => {
            kind("rate");
            to.text("contact", contact.as_str())
                .number("stars", u32::from(*stars))
                .some_text("remark", remark.as_ref().map(Remark::expose))
        }
        FromVisitor::Offer {
            contact,
            attempt,
            sdp,
        } => {
            kind("offer");
            to.text("contact", contact.as_str())
                .number("attempt", *attempt)
                .text("sdp", sdp.expose())
        }
        FromVisitor::HangUp { contact } => {
            kind("hang_up");
            to.text("contact", contact.as_str())
        }
        FromVisitor::Unknown => {
            kind("unknown");
            &mut to
        }
    }
    .end()
}

fn line<'a>(to: &'a mut Writer, key: &str, text: &LineText) -> &'a mut Writer {
    to.text("key", key).text("text", text.expose())
}

fn word_of(channel: Channel) -> &'static str {
    CHANNELS
        .iter()
        .find(|(_, known)| *known == channel)
        .map_or("unknown", |(word, _)| word)
}

//! Sockets that the runtime keeps: attachments, sending, refusing.

use super::log;
use super::object::Object;
use crate::party::{Attachment, Door, Party};
use crate::refusing;
use bellpull_hotline::Timestamp;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::limits::HELLO_WITHIN_MS;
use std::time::Duration;
use worker::{Response, Result, WebSocket, WebSocketPair};

/// Lets a socket in by `door`; it has to say hello soon.
pub fn accept(
    object: &Object,
    door: Door,
    epoch: u64,
    now: Timestamp,
) -> Result<(WebSocket, Attachment, Response)> {
    let pair = WebSocketPair::new()?;
    object.keep_socket(&pair.server);
    let until = now.after(Duration::from_millis(HELLO_WITHIN_MS));
    let party = Party::Greeting { door, until };
    let attachment = Attachment {
        epoch,
        since: now,
        party,
    };
    attach(&pair.server, &attachment)?;
    Ok((
        pair.server,
        attachment,
        Response::from_websocket(pair.client)?,
    ))
}

/// A socket that is told why it may not come in. A plain HTTP status would not reach the page.
pub fn turn_away(code: RefusalCode) -> Result<Response> {
    let pair = WebSocketPair::new()?;
    pair.server.accept()?;
    refuse_and_close(&pair.server, code);
    Response::from_websocket(pair.client)
}

pub fn attach(socket: &WebSocket, attachment: &Attachment) -> Result<()> {
    socket.serialize_attachment(serde_json::to_string(attachment)?)
}

/// `None` when it was written by a version that is not understood any more.
pub fn attachment(socket: &WebSocket) -> Option<Attachment> {
    let text: String = socket.deserialize_attachment().ok()??;
    serde_json::from_str(&text).ok()
}

/// A socket that cannot be written to is about to close; leases judge, not this.
pub fn send(socket: &WebSocket, message: &str) {
    let _ = socket.send_with_str(message);
}

/// How many bytes the other side has not taken yet, beyond what the network holds.
pub fn backlog(socket: &WebSocket) -> usize {
    let raw: &web_sys::WebSocket = socket.as_ref();
    raw.buffered_amount() as usize
}

/// What a socket is told when it is refused something; `about` may be empty.
pub fn refusal(code: RefusalCode, about: &str) -> String {
    refusing::message(code, Some(about).filter(|about| !about.is_empty()))
}

/// Tells why, closes, and listens no more.
pub fn dismiss(socket: &WebSocket, code: RefusalCode) {
    ignore(socket);
    refuse_and_close(socket, code);
}

/// Listens no more.
pub fn ignore(socket: &WebSocket) {
    if let Some(attachment) = attachment(socket) {
        let _ = attach(
            socket,
            &Attachment {
                party: Party::Gone,
                ..attachment
            },
        );
    }
}

pub fn refuse_and_close(socket: &WebSocket, code: RefusalCode) {
    log::socket_refused(code);
    send(socket, &refusal(code, ""));
    let _ = socket.close(Some(refusing::close_code(code)), Some(code.sentence()));
}

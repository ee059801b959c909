//! Sockets that the runtime keeps: attachments, sending, refusing.

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

pub fn refuse(socket: &WebSocket, code: RefusalCode, about: &str) {
    let about = Some(about).filter(|about| !about.is_empty());
    send(socket, &refusing::message(code, about));
}

/// Tells why, closes, and listens no more.
pub fn dismiss(socket: &WebSocket, code: RefusalCode) {
    if let Some(attachment) = attachment(socket) {
        let _ = attach(
            socket,
            &Attachment {
                party: Party::Gone,
                ..attachment
            },
        );
    }
    refuse_and_close(socket, code);
}

fn refuse_and_close(socket: &WebSocket, code: RefusalCode) {
    refuse(socket, code, "");
    let _ = socket.close(Some(refusing::close_code(code)), Some(code.sentence()));
}

//! One WebSocket to the edge, from the hello until it breaks.

use std::time::Duration;

use bellpull_protocol::limits::{MAX_FRAME_BYTES, PING, PING_EVERY_MS, PONG};
use bellpull_protocol::media::{FromMedia, ToMedia};
use bellpull_protocol::{RefusalCode, VERSION};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use tracing::warn;

use super::Edge;

/// Reaching the edge and being welcomed takes milliseconds; a path that needs longer is dead.
const WELCOME_WITHIN: Duration = Duration::from_secs(10);

/// Three pings without an answer. Half-open connections are common and say nothing of themselves.
const SILENT_AFTER: Duration = Duration::from_secs(12);

/// Why a link is down.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The edge knows this node and does not want it; `sentence` says why.
    #[error("refused: {sentence}")]
    Refused { code: RefusalCode, sentence: String },
    #[error("the edge cannot be reached: {0}")]
    Unreachable(Box<Error>),
    #[error("the edge did not answer in time")]
    NoWelcome,
    #[error("the edge fell silent")]
    Silent,
    #[error("the edge closed the link")]
    Closed,
    #[error("the link broke: {0}")]
    Broken(Box<Error>),
}

pub struct Session {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    ping: Interval,
    heard: Instant,
}

impl Session {
    /// Connects, says hello and waits for the welcome.
    ///
    /// # Errors
    /// When the edge cannot be reached, refuses the node, or does not answer within 10 s.
    pub async fn open(url: &str, edge: &Edge) -> Result<Self, LinkError> {
        timeout(WELCOME_WITHIN, Self::open_slowly(url, edge))
            .await
            .unwrap_or(Err(LinkError::NoWelcome))
    }

    async fn open_slowly(url: &str, edge: &Edge) -> Result<Self, LinkError> {
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES));
        let connected = connect_async_with_config(url, Some(config), true).await;
        let (socket, _) = connected.map_err(|error| LinkError::Unreachable(Box::new(error)))?;
        let mut ping = interval(Duration::from_millis(PING_EVERY_MS));
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut session = Self {
            socket,
            ping,
            heard: Instant::now(),
        };
        let (node, secret) = (edge.node.clone(), edge.secret.clone());
        session
            .send(&FromMedia::Hello {
                version: VERSION,
                node,
                secret,
            })
            .await?;
        loop {
            if let ToMedia::Welcome { .. } = session.receive().await? {
                return Ok(session);
            }
        }
    }

    /// # Errors
    /// When the link is broken.
    pub async fn send(&mut self, message: &FromMedia) -> Result<(), LinkError> {
        match serde_json::to_string(message) {
            Ok(text) => self.send_text(text.into()).await,
            Err(error) => {
                warn!(%error, "a message could not be written");
                Ok(())
            }
        }
    }

    /// The next message; keeps the link alive meanwhile. What cannot be read is logged and left out.
    /// May be cancelled without losing anything.
    ///
    /// # Errors
    /// When the edge refuses the node, closes, falls silent for 12 s, or the link breaks.
    pub async fn receive(&mut self) -> Result<ToMedia, LinkError> {
        loop {
            tokio::select! {
                frame = self.socket.next() => {
                    let frame = frame.ok_or(LinkError::Closed)?;
                    let frame = frame.map_err(|error| LinkError::Broken(Box::new(error)))?;
                    self.heard = Instant::now();
                    if let Some(message) = read(frame)? {
                        return Ok(message);
                    }
                }
                _ = self.ping.tick() => self.send_text(Utf8Bytes::from_static(PING)).await?,
                () = sleep_until(self.heard + SILENT_AFTER) => return Err(LinkError::Silent),
            }
        }
    }

    async fn send_text(&mut self, text: Utf8Bytes) -> Result<(), LinkError> {
        let sent = self.socket.send(Message::Text(text)).await;
        sent.map_err(|error| LinkError::Broken(Box::new(error)))
    }
}

fn read(frame: Message) -> Result<Option<ToMedia>, LinkError> {
    let text = match frame {
        Message::Text(text) if text.as_str() == PONG => return Ok(None),
        Message::Text(text) => text,
        Message::Close(_) => return Err(LinkError::Closed),
        Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {
            return Ok(None);
        }
    };
    match serde_json::from_str(&text) {
        Ok(ToMedia::Refused { code, sentence }) => Err(LinkError::Refused { code, sentence }),
        Ok(message) => Ok(Some(message)),
        Err(error) => {
            // Only where it went wrong: the text of the error may repeat what is private.
            warn!(
                line = error.line(),
                column = error.column(),
                "a message of the edge could not be read"
            );
            Ok(None)
        }
    }
}

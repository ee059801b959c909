//! A client without manners: sockets to the edge as a browser, a media node or an attacker would open them.

use crate::patience::{A_WHILE, SOON};
use anyhow::{Context as _, Result, anyhow, bail};
use bellpull_protocol::limits::PONG;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use std::net::Ipv4Addr;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

/// An open socket.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
}

/// What came.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    Message(Value),
    /// With the close code; 1006 when the connection just ended.
    Closed(u16),
}

impl Socket {
    /// Opens `ws://HOST/PATH` on this machine, whatever the host is called.
    ///
    /// # Errors
    /// When the edge refuses the upgrade; says its status and answer.
    pub async fn open(host: &str, path: &str, headers: &[(&str, &str)]) -> Result<Self> {
        Self::open_from(Ipv4Addr::LOCALHOST, host, path, headers).await
    }

    /// As [`Self::open`], from another of this machine's own addresses, such as 127.0.0.77.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_from(
        from: Ipv4Addr,
        host: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Self> {
        let (_, port) = host
            .rsplit_once(':')
            .with_context(|| format!("{host} has no port"))?;
        let mut request = format!("ws://{host}{path}").into_client_request()?;
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes())?;
            request
                .headers_mut()
                .insert(name, HeaderValue::from_str(value)?);
        }
        let dialling = TcpSocket::new_v4()?;
        dialling.bind((from, 0).into())?;
        let connection = dialling
            .connect((Ipv4Addr::LOCALHOST, port.parse()?).into())
            .await?;
        match timeout(SOON, client_async(request, connection))
            .await
            .context("no answer to the upgrade")?
        {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(Error::Http(answer)) => {
                let body = answer
                    .body()
                    .as_deref()
                    .map(String::from_utf8_lossy)
                    .unwrap_or_default();
                Err(anyhow!("{} {body}", answer.status()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The socket itself, for who wants to send and to listen at the same time.
    #[must_use]
    pub fn into_stream(self) -> WebSocketStream<TcpStream> {
        self.stream
    }

    /// # Errors
    /// When the socket is closed.
    pub async fn say(&mut self, message: &Value) -> Result<()> {
        self.say_text(message.to_string()).await
    }

    /// Sends whatever text, well-formed or not.
    ///
    /// # Errors
    /// When the socket is closed.
    pub async fn say_text(&mut self, text: String) -> Result<()> {
        Ok(self.stream.send(Message::text(text)).await?)
    }

    /// # Errors
    /// When the socket is closed.
    pub async fn say_bytes(&mut self, bytes: Vec<u8>) -> Result<()> {
        Ok(self.stream.send(Message::binary(bytes)).await?)
    }

    /// The next message or the end, keep-alives left out.
    ///
    /// # Errors
    /// When nothing comes soon, or what comes is not JSON.
    pub async fn next(&mut self) -> Result<Heard> {
        loop {
            let next = timeout(A_WHILE, self.stream.next())
                .await
                .context("nothing came")?;
            match next {
                Some(Ok(Message::Text(text))) if text.as_str() == PONG => {}
                Some(Ok(Message::Text(text))) => {
                    return Ok(Heard::Message(serde_json::from_str(text.as_str())?));
                }
                Some(Ok(Message::Close(frame))) => {
                    return Ok(Heard::Closed(frame.map_or(1005, |frame| frame.code.into())));
                }
                Some(Ok(
                    Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_),
                )) => {}
                Some(Err(_)) | None => return Ok(Heard::Closed(1006)),
            }
        }
    }

    /// The next message of this kind; others are passed over.
    ///
    /// # Errors
    /// When none comes soon or the socket closes.
    pub async fn next_of_kind(&mut self, kind: &str) -> Result<Value> {
        loop {
            match self.next().await? {
                Heard::Message(message) if message["kind"] == kind => return Ok(message),
                Heard::Message(_) => {}
                Heard::Closed(code) => bail!("closed with {code} while waiting for {kind:?}"),
            }
        }
    }

    /// The code of the next refusal.
    ///
    /// # Errors
    /// As [`Self::next_of_kind`].
    pub async fn next_refusal(&mut self) -> Result<String> {
        let refused = self.next_of_kind("refused").await?;
        refused["code"]
            .as_str()
            .map(str::to_owned)
            .context("a refusal without a code")
    }

    /// Waits for the end and gives its code.
    ///
    /// # Errors
    /// When the socket stays open.
    pub async fn closed(&mut self) -> Result<u16> {
        loop {
            if let Heard::Closed(code) = self.next().await? {
                return Ok(code);
            }
        }
    }
}

//! Janus' API over one WebSocket and in one session: <https://janus.conf.meetecho.com/docs/rest.html>.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// Without it a question that Janus forgets would stop the benchmark.
const PATIENCE: Duration = Duration::from_secs(30);

type Sink = SplitSink<WebSocketStream<MaybeTlsStream<TcpStream>>, Message>;

pub struct Client {
    connection: Rc<Connection>,
    session: u64,
    _reader: JoinSet<()>,
}

struct Connection {
    sink: Mutex<Sink>,
    transactions: Cell<u64>,
    /// Who waits for an answer.
    asked: RefCell<HashMap<String, oneshot::Sender<Value>>>,
    /// Who is told what happens to which handle.
    told: RefCell<HashMap<u64, mpsc::UnboundedSender<Value>>>,
}

/// One party's connection to the plugin.
pub struct Handle {
    connection: Rc<Connection>,
    session: u64,
    handle: u64,
    events: mpsc::UnboundedReceiver<Value>,
}

impl Client {
    pub async fn open(port: u16) -> Result<Self> {
        let mut request = format!("ws://127.0.0.1:{port}").into_client_request()?;
        let protocol = HeaderValue::from_static("janus-protocol");
        request
            .headers_mut()
            .insert("Sec-WebSocket-Protocol", protocol);
        // The switchboard's link of our server sends without Nagle's delay too.
        let (socket, _) = connect_async_with_config(request, None, true).await?;
        let (sink, mut stream) = socket.split();
        let connection = Rc::new(Connection {
            sink: Mutex::new(sink),
            transactions: Cell::new(0),
            asked: RefCell::default(),
            told: RefCell::default(),
        });
        let mut reader = JoinSet::new();
        let heard = connection.clone();
        reader.spawn_local(async move {
            while let Some(Ok(frame)) = stream.next().await {
                let text = frame.to_text().unwrap_or_default();
                if let Ok(message) = serde_json::from_str(text) {
                    heard.take(message);
                }
            }
        });
        let session = connection.ask(json!({ "janus": "create" })).await?;
        Ok(Self {
            session: id(&session)?,
            connection,
            _reader: reader,
        })
    }

    pub async fn attach(&self) -> Result<Handle> {
        let attach = json!({ "janus": "attach", "session_id": self.session, "plugin": "janus.plugin.videocall" });
        let handle = id(&self.connection.ask(attach).await?)?;
        let (tell, events) = mpsc::unbounded_channel();
        self.connection.told.borrow_mut().insert(handle, tell);
        Ok(Handle {
            connection: self.connection.clone(),
            session: self.session,
            handle,
            events,
        })
    }
}

impl Handle {
    /// The same handle, for whoever goes on with it; what is left behind hears nothing any more.
    pub fn take(&mut self) -> Self {
        let (_, nothing) = mpsc::unbounded_channel();
        Self {
            connection: self.connection.clone(),
            session: self.session,
            handle: self.handle,
            events: std::mem::replace(&mut self.events, nothing),
        }
    }

    /// Returns when Janus has understood; what comes of it is an event.
    pub async fn ask(&self, body: Value, jsep: Option<Value>) -> Result<()> {
        let mut message = json!({ "janus": "message", "session_id": self.session, "handle_id": self.handle, "body": body });
        if let Some(jsep) = jsep {
            message["jsep"] = jsep;
        }
        self.connection.ask(message).await?;
        Ok(())
    }

    pub async fn event(&mut self, name: &str) -> Result<Value> {
        let wait = async {
            while let Some(event) = self.events.recv().await {
                let data = &event["plugindata"]["data"];
                if let Some(error) = data["error"].as_str() {
                    bail!("Janus refuses: {error}");
                }
                if data["result"]["event"] == name {
                    return Ok(event);
                }
            }
            bail!("Janus hung up")
        };
        timeout(PATIENCE, wait)
            .await
            .with_context(|| format!("Janus never said “{name}”"))?
    }
}

impl Connection {
    async fn ask(&self, mut message: Value) -> Result<Value> {
        let transaction = self.transactions.get() + 1;
        self.transactions.set(transaction);
        let name = transaction.to_string();
        message["transaction"] = name.clone().into();
        let (answer, answered) = oneshot::channel();
        self.asked.borrow_mut().insert(name, answer);
        self.sink
            .lock()
            .await
            .send(Message::text(message.to_string()))
            .await?;
        let answer = timeout(PATIENCE, answered)
            .await
            .context("Janus does not answer")??;
        if answer["janus"] == "error" {
            bail!("Janus refuses: {}", answer["error"]["reason"]);
        }
        Ok(answer)
    }

    /// An event may overtake the acknowledgement of what it comes of, and both name its transaction.
    fn take(&self, message: Value) {
        // Whoever asked or listened may have given up.
        if message["janus"] == "event" {
            let sender = message["sender"].as_u64().unwrap_or_default();
            if let Some(tell) = self.told.borrow().get(&sender) {
                let _ = tell.send(message);
            }
        } else if let Some(transaction) = message["transaction"].as_str()
            && let Some(asked) = self.asked.borrow_mut().remove(transaction)
        {
            let _ = asked.send(message);
        }
    }
}

fn id(answer: &Value) -> Result<u64> {
    answer["data"]["id"]
        .as_u64()
        .context("Janus answered without an id")
}

//! A WebSocket that comes back by itself and notices a dead path.
//!
//! The owner beats it: [`Socket::beat`] about once a second sends keep-alives, finds silence and retries. So the
//! keep-alive of a hidden desk can come from a worker (see [`super::ticker`]).

use super::chance::{chance, now_ms};
use crate::softphone::backoff::Backoff;
use bellpull_protocol::limits::{PING, PING_EVERY_MS, PONG};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// Without any message for this long the path counts as dead, in milliseconds: two keep-alives lost in a row.
const SILENT_AFTER_MS: u64 = 8_000;

/// Try later, says the edge: it is full, or this page asked or read too much.
const CLOSE_TRY_LATER: u16 = 1013;

/// What a socket tells its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketEvent {
    /// Open: send the hello.
    Up,
    /// Lost; it is retried by itself. The code is that of the close, 0 when the network failed.
    Down { code: u16 },
    /// Closed by the edge for good (4000 to 4999). [`Socket::reconnect`] comes back anyway.
    Closed { code: u16 },
    /// A text frame, JSON; keep-alives are left out.
    Message(String),
}

/// Clones are the same socket.
#[derive(Clone)]
pub struct Socket(Rc<RefCell<Inner>>);

struct Inner {
    url: String,
    /// Taken out while it runs, so that it may call back into the socket.
    owner: Rc<RefCell<dyn FnMut(SocketEvent)>>,
    connection: Option<Connection>,
    backoff: Backoff,
    /// When to try again; `None` while connected or closed for good.
    retry_at_ms: Option<u64>,
}

struct Connection {
    socket: WebSocket,
    heard_ms: u64,
    pinged_ms: u64,
    _on_event: Closure<dyn FnMut(web_sys::Event)>,
}

impl Socket {
    /// Connects at once. Events come later, never from within a call.
    pub fn open(url: &str, owner: impl FnMut(SocketEvent) + 'static) -> Self {
        let socket = Self(Rc::new(RefCell::new(Inner {
            url: url.to_owned(),
            owner: Rc::new(RefCell::new(owner)),
            connection: None,
            backoff: Backoff::default(),
            retry_at_ms: None,
        })));
        socket.connect();
        socket.retry_when_online();
        socket
    }

    /// Sends a text frame; false when the socket is not open.
    pub fn send(&self, text: &str) -> bool {
        match &self.0.borrow().connection {
            Some(connection) if connection.socket.ready_state() == WebSocket::OPEN => {
                connection.socket.send_with_str(text).is_ok()
            }
            Some(_) | None => false,
        }
    }

    /// Drops the connection there is and connects at once, also after [`SocketEvent::Closed`].
    pub fn reconnect(&self) {
        self.let_go();
        self.0.borrow_mut().backoff.reset();
        self.connect();
    }

    /// Closes for good, silently.
    pub fn close(&self) {
        self.let_go();
        self.0.borrow_mut().retry_at_ms = None;
    }

    /// Keep-alive, dead path, retry: call about once a second.
    pub fn beat(&self) {
        let now = now_ms();
        let mut inner = self.0.borrow_mut();
        let retry_due = inner.retry_at_ms.is_some_and(|at| now >= at);
        let Some(connection) = &mut inner.connection else {
            drop(inner);
            if retry_due {
                self.connect();
            }
            return;
        };
        if now >= connection.heard_ms + SILENT_AFTER_MS {
            drop(inner);
            self.lost(None);
        } else if connection.socket.ready_state() == WebSocket::OPEN
            && now >= connection.pinged_ms + PING_EVERY_MS
        {
            connection.pinged_ms = now;
            let _ = connection.socket.send_with_str(PING);
        }
    }

    fn connect(&self) {
        let on_event = {
            let socket = Rc::downgrade(&self.0);
            Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
                if let Some(inner) = socket.upgrade() {
                    Socket(inner).event(&event);
                }
            })
        };
        let url = self.0.borrow().url.clone();
        self.0.borrow_mut().retry_at_ms = None;
        let Ok(socket) = WebSocket::new(&url) else {
            return self.retry_later(0);
        };
        let handler = Some(on_event.as_ref().unchecked_ref());
        socket.set_onopen(handler);
        socket.set_onmessage(handler);
        socket.set_onclose(handler);
        let now = now_ms();
        let connection = Connection {
            socket,
            heard_ms: now,
            pinged_ms: now,
            _on_event: on_event,
        };
        self.0.borrow_mut().connection = Some(connection);
    }

    /// One handler for all kinds: each further closure costs bytes.
    fn event(&self, event: &web_sys::Event) {
        if let Some(connection) = &mut self.0.borrow_mut().connection {
            connection.heard_ms = now_ms();
        }
        if let Some(message) = event.dyn_ref::<MessageEvent>() {
            // Not when it opens: an edge that only ever accepts and closes would be asked without a pause.
            self.0.borrow_mut().backoff.reset();
            if let Some(text) = message.data().as_string().filter(|text| text != PONG) {
                self.tell(SocketEvent::Message(text));
            }
        } else if let Some(close) = event.dyn_ref::<CloseEvent>() {
            self.lost(Some(close.code()));
        } else {
            self.tell(SocketEvent::Up);
        }
    }

    fn lost(&self, code: Option<u16>) {
        self.let_go();
        if let Some(code @ 4000..=4999) = code {
            return self.tell(SocketEvent::Closed { code });
        }
        let code = code.unwrap_or_default();
        self.retry_later(code);
        self.tell(SocketEvent::Down { code });
    }

    fn retry_later(&self, code: u16) {
        let delay = {
            let mut inner = self.0.borrow_mut();
            let delay = if code == CLOSE_TRY_LATER {
                inner.backoff.later_ms(chance())
            } else {
                inner.backoff.next_delay_ms(chance())
            };
            inner.retry_at_ms = Some(now_ms() + u64::from(delay));
            delay
        };
        // The beat comes once a second at best; the first retry is due sooner.
        let socket = Rc::downgrade(&self.0);
        let beat = Closure::once_into_js(move || {
            if let Some(inner) = socket.upgrade() {
                Socket(inner).beat();
            }
        });
        if let (Some(window), Ok(delay)) = (web_sys::window(), i32::try_from(delay)) {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
                beat.unchecked_ref(),
                delay + 1,
            );
        }
    }

    /// The network changed or came back: what looks open may be dead, and waiting is pointless.
    fn retry_when_online(&self) {
        let socket = Rc::downgrade(&self.0);
        let retry = Closure::<dyn FnMut()>::new(move || {
            let Some(inner) = socket.upgrade() else {
                return;
            };
            let socket = Socket(inner);
            let (connected, waiting) = {
                let inner = socket.0.borrow();
                (inner.connection.is_some(), inner.retry_at_ms.is_some())
            };
            if connected {
                socket.lost(None);
            }
            if connected || waiting {
                socket.reconnect();
            }
        });
        if let Some(window) = web_sys::window() {
            let _ =
                window.add_event_listener_with_callback("online", retry.as_ref().unchecked_ref());
        }
        // As long as the page: there is one socket in it.
        retry.forget();
    }

    fn let_go(&self) {
        let Some(connection) = self.0.borrow_mut().connection.take() else {
            return;
        };
        connection.socket.set_onopen(None);
        connection.socket.set_onmessage(None);
        connection.socket.set_onclose(None);
        let _ = connection.socket.close();
    }

    fn tell(&self, event: SocketEvent) {
        let owner = self.0.borrow().owner.clone();
        if let Ok(mut owner) = owner.try_borrow_mut() {
            owner(event);
        }
    }
}

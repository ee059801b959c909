//! Carries out what the session decides.

use super::entries;
use super::json::Json;
use super::ringer::Ringer;
use bellpull_protocol::visitor::ToVisitor;
use bellpull_protocol::wire::Record;
use bellpull_widget::softphone::browser::chance::now_ms;
use bellpull_widget::softphone::browser::microphone::Microphone;
use bellpull_widget::softphone::browser::peer::{Peer, PeerEvent};
use bellpull_widget::softphone::browser::run;
use bellpull_widget::softphone::browser::socket::{Socket, SocketEvent};
use bellpull_widget::softphone::browser::storage;
use bellpull_widget::softphone::session::{Command, Input, Memory, Screen, Session, View, Visit};
use js_sys::Number;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlMediaElement};

/// The visitor's telephone; clones are the same one.
#[derive(Clone)]
pub struct Phone(Rc<Parts>);

struct Parts {
    session: RefCell<Session>,
    socket: RefCell<Option<Socket>>,
    microphone: RefCell<Option<Microphone>>,
    peer: RefCell<Option<Peer>>,
    muted: Cell<bool>,
    ringer: RefCell<Ringer>,
    hotline: String,
    shown_in: Cell<Option<RwSignal<View>>>,
    storage_key: String,
}

impl Phone {
    pub fn new(visit: Visit, hotline: &str) -> Self {
        let storage_key = ["bellpull:", hotline].concat();
        let memory = storage::read(&storage_key)
            .map(|text| Memory::from_text(&text))
            .unwrap_or_default();
        Self(Rc::new(Parts {
            session: RefCell::new(Session::new(visit, memory)),
            socket: RefCell::new(None),
            microphone: RefCell::new(None),
            peer: RefCell::new(None),
            muted: Cell::new(false),
            ringer: RefCell::default(),
            hotline: hotline.to_owned(),
            shown_in: Cell::new(None),
            storage_key,
        }))
    }

    pub fn view(&self) -> View {
        self.0.session.borrow().view(now_ms())
    }

    pub fn is_live(&self) -> bool {
        self.0.session.borrow().is_live()
    }

    pub fn show_in(&self, view: RwSignal<View>) {
        self.0.shown_in.set(Some(view));
    }

    pub fn connect(&self, url: &str) {
        let phone = self.clone();
        let socket = Socket::open(url, move |event| match event {
            SocketEvent::Up => phone.handle(Input::LinkUp),
            SocketEvent::Down { .. } => phone.handle(Input::LinkDown),
            SocketEvent::Closed { code } => phone.handle(Input::LinkClosed { code }),
            SocketEvent::Message(text) => {
                // What cannot be read is of a later version; the next whole state makes up for it.
                if let Some(message) = Json::parse(&text).and_then(|json| ToVisitor::read(&json)) {
                    phone.handle(Input::Message(message));
                }
            }
        });
        self.0.socket.replace(Some(socket));
    }

    /// Once a second.
    pub fn beat(&self) {
        if let Some(socket) = self.socket() {
            socket.beat();
        }
        self.handle(Input::Tick);
    }

    /// Shows how loud the microphone is, without a redraw.
    pub fn measure(&self) {
        let level = match &*self.0.microphone.borrow() {
            Some(microphone) => microphone.level(),
            None => return,
        };
        if let Some(root) = document()
            .document_element()
            .and_then(|root| root.dyn_into::<HtmlElement>().ok())
        {
            let _ = root.style().set_property("--level", &written(level));
        }
    }

    /// In a click. Who wants to be called back here must hear it later; nobody else needs the sound device.
    pub fn unlock_ringer(&self) {
        let screen = self.view().screen;
        if screen == Screen::CallbackForm || screen == Screen::Callback {
            self.0.ringer.borrow_mut().unlock();
        }
    }

    /// Returns whether the microphone is muted now.
    pub fn toggle_mute(&self) -> bool {
        let muted = !self.0.muted.get();
        self.0.muted.set(muted);
        if let Some(microphone) = &*self.0.microphone.borrow() {
            microphone.set_muted(muted);
        }
        muted
    }

    pub fn handle(&self, input: Input) {
        self.0.session.borrow_mut().handle(now_ms(), input);
        loop {
            // Released before the command runs: it may bring the next input at once.
            let command = self.0.session.borrow_mut().poll_command();
            match command {
                Some(command) => self.perform(command),
                None => break,
            }
        }
        if let Some(shown_in) = self.0.shown_in.get() {
            let view = self.view();
            if shown_in.with_untracked(|shown| *shown != view) {
                shown_in.set(view);
            }
        }
    }

    fn perform(&self, command: Command) {
        match command {
            Command::Send(message) => {
                if let Some(socket) = self.socket() {
                    socket.send(&Json::text_of(&message));
                }
            }
            Command::AskForMicrophone => self.ask_for_microphone(),
            Command::ReleaseMicrophone => {
                self.0.microphone.replace(None);
                self.0.muted.set(false);
            }
            Command::OpenPeer { attempt } => self.open_peer(attempt),
            Command::AcceptAnswer { attempt, sdp } => {
                if let Some(peer) = &*self.0.peer.borrow()
                    && peer.attempt() == attempt
                {
                    peer.accept(&sdp);
                }
            }
            Command::ClosePeer => drop(self.0.peer.replace(None)),
            Command::Ring => self.0.ringer.borrow_mut().ring(),
            Command::StopRinging => self.0.ringer.borrow_mut().stop(),
            Command::EnterDraw(entry) => {
                let phone = self.clone();
                run(async move {
                    let outcome = entries::enter(&phone.0.hotline, &entry).await;
                    phone.handle(Input::Entered {
                        promotion: entry.promotion,
                        outcome,
                    });
                });
            }
            Command::AskForEntries(mine) => {
                let phone = self.clone();
                run(async move {
                    if let Some(entries) = entries::of(&phone.0.hotline, &mine).await {
                        phone.handle(Input::Entries(entries));
                    }
                });
            }
            Command::Remember(memory) => storage::write(&self.0.storage_key, &memory.to_text()),
            Command::Reconnect => {
                if let Some(socket) = self.socket() {
                    socket.reconnect();
                }
            }
        }
    }

    fn ask_for_microphone(&self) {
        let phone = self.clone();
        run(async move {
            let outcome = Microphone::open()
                .await
                .map(|microphone| phone.take(microphone));
            phone.handle(Input::Microphone(outcome));
        });
    }

    fn take(&self, mut microphone: Microphone) {
        microphone.set_muted(self.0.muted.get());
        let phone = self.clone();
        microphone.on_change(move |works| {
            phone.handle(if works {
                Input::Microphone(Ok(()))
            } else {
                Input::MicrophoneLost
            });
        });
        if let Some(peer) = &*self.0.peer.borrow() {
            peer.use_track(microphone.track());
        }
        self.0.microphone.replace(Some(microphone));
    }

    fn open_peer(&self, attempt: u32) {
        let phone = self.clone();
        let owner = Rc::new(move |event| match event {
            PeerEvent::OfferMade { attempt, sdp } => {
                phone.handle(Input::OfferMade { attempt, sdp })
            }
            PeerEvent::Failed { attempt } => phone.handle(Input::PeerFailed { attempt }),
            PeerEvent::Connected { .. } => {}
        });
        let remote = document()
            .get_element_by_id("remote")
            .and_then(|element| element.dyn_into::<HtmlMediaElement>().ok());
        let peer = match (&*self.0.microphone.borrow(), remote) {
            (Some(microphone), Some(remote)) => Peer::open(attempt, microphone, remote, owner).ok(),
            _ => None,
        };
        let failed = peer.is_none();
        drop(self.0.peer.replace(peer));
        if failed {
            self.handle(Input::PeerFailed { attempt });
        }
    }

    fn socket(&self) -> Option<Socket> {
        self.0.socket.borrow().clone()
    }
}

/// The browser can write numbers; doing it here would cost 5 KB of every first open.
fn written(number: f32) -> String {
    Number::from(number)
        .to_string_with_radix(10)
        .map_or_else(|_| String::new(), String::from)
}

//! Carries inputs to the desk and its effects to the browser, one at a time.

use super::bell::Bell;
use super::other_pages::OtherPages;
use super::telephone::{Telephone, Voice};
use super::words::Language;
use super::{notification, page, session};
use crate::desk::{Desk, Effect, Gesture, Input, Kept, View};
use bellpull_protocol::operator::{FromOperator, ToOperator};
use bellpull_protocol::{OperatorId, PageId};
use bellpull_widget::softphone::browser::chance::{chance, now_ms, random_id};
use bellpull_widget::softphone::browser::microphone::on_devices_changed;
use bellpull_widget::softphone::browser::peer::PeerEvent;
use bellpull_widget::softphone::browser::socket::{Socket, SocketEvent};
use bellpull_widget::softphone::browser::storage;
use bellpull_widget::softphone::browser::ticker::Ticker;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The desk in this page. Clones are the same desk.
#[derive(Clone)]
pub struct Shell(Rc<Parts>);

struct Parts {
    desk: RefCell<Desk>,
    /// An effect may cause the next input while this one is still carried out.
    inbox: RefCell<VecDeque<Input>>,
    carrying: Cell<bool>,
    view: RwSignal<View>,
    now_ms: RwSignal<u64>,
    language: RwSignal<Language>,
    bell: RefCell<Option<Bell>>,
    notification: RefCell<Option<notification::Shown>>,
    socket: RefCell<Option<Socket>>,
    telephone: Telephone,
    ticker: RefCell<Option<Ticker>>,
    other_pages: RefCell<Option<OtherPages>>,
}

impl Shell {
    /// Starts the desk of this page.
    #[must_use]
    pub fn start(view: RwSignal<View>, now: RwSignal<u64>, language: RwSignal<Language>) -> Self {
        let shell = Self(Rc::new(Parts {
            desk: RefCell::default(),
            inbox: RefCell::default(),
            carrying: Cell::default(),
            view,
            now_ms: now,
            language,
            bell: RefCell::default(),
            notification: RefCell::default(),
            socket: RefCell::default(),
            telephone: Telephone::default(),
            ticker: RefCell::default(),
            other_pages: RefCell::default(),
        }));
        shell.listen();
        if let Ok(page_id) = PageId::new(random_id()) {
            let seed = (chance() * f64::from(u32::MAX)) as u32;
            shell.feed(Input::Opened {
                page_id,
                link: page::sign_in_token(),
                seed,
            });
        }
        shell
    }

    pub fn gesture(&self, gesture: Gesture) {
        self.feed(Input::Gesture(gesture));
    }

    pub fn feed(&self, input: Input) {
        self.0.inbox.borrow_mut().push_back(input);
        self.carry();
    }

    /// Lets the bell be heard once, and unlocks sound where a browser took it away. Within a gesture.
    pub fn try_bell(&self) {
        self.unlock_sound();
        self.with_bell(|bell| bell.chime());
    }

    /// From 0.0 to 1.0.
    #[must_use]
    pub fn level(&self, voice: Voice) -> f32 {
        self.0.telephone.level(voice)
    }

    fn carry(&self) {
        if self.0.carrying.replace(true) {
            return;
        }
        loop {
            let input = self.0.inbox.borrow_mut().pop_front();
            let Some(input) = input else { break };
            self.0.desk.borrow_mut().handle_input(now_ms(), input);
            self.perform_all();
        }
        self.0.carrying.set(false);
        self.draw();
    }

    fn beat(&self) {
        let now = now_ms();
        self.0.now_ms.set(now);
        if let Some(socket) = &*self.0.socket.borrow() {
            socket.beat();
        }
        if let Some(bell) = &mut *self.0.bell.borrow_mut() {
            bell.beat();
        }
        self.wake(now);
    }

    fn wake(&self, now: u64) {
        let due = self
            .0
            .desk
            .borrow()
            .poll_timeout()
            .is_some_and(|due| due <= now);
        if due && !self.0.carrying.get() {
            self.0.desk.borrow_mut().handle_timeout(now);
            self.perform_all();
            // Effects may have left inputs behind.
            self.carry();
        }
    }

    fn draw(&self) {
        let view = self.0.desk.borrow().view();
        if self.0.view.with_untracked(|drawn| *drawn != view) {
            // What just began is not drawn with the time of the last beat, up to a second ago.
            self.0.now_ms.set(now_ms());
            self.0.view.set(view);
        }
        self.wake_soon();
    }

    /// The beat is coarse; what is due within the next second gets a timer of its own.
    fn wake_soon(&self) {
        let now = now_ms();
        let due = self
            .0
            .desk
            .borrow()
            .poll_timeout()
            .map(|due| due.saturating_sub(now))
            .filter(|left| *left < 1_000);
        if let Some(left) = due {
            let shell = self.clone();
            set_timeout(
                move || shell.wake(now_ms()),
                std::time::Duration::from_millis(left + 1),
            );
        }
    }

    fn perform_all(&self) {
        loop {
            let effect = self.0.desk.borrow_mut().poll_effect();
            let Some(effect) = effect else { break };
            self.perform(effect);
        }
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::CleanAddress => page::clean_address(),
            Effect::SignIn { token } => self.feed_later(session::sign_in(token)),
            Effect::AskWhoIAm => self.feed_later(session::who_am_i()),
            Effect::SignOut => spawn_local(session::sign_out()),

            Effect::AskOtherPages(operator) => {
                self.with_other_pages(|others| others.ask(&operator))
            }
            Effect::AnswerOtherPage(operator) => {
                self.with_other_pages(|others| others.answer(&operator));
            }

            Effect::OpenSocket => self.open_socket(),
            Effect::CloseSocket => {
                if let Some(socket) = &*self.0.socket.borrow() {
                    socket.close();
                }
            }
            Effect::Send(message) => self.send(&message),

            Effect::UnlockSound => self.unlock_sound(),
            Effect::AskMicrophone => self.ask_microphone(),
            Effect::AskNotifications => notification::ask(),
            Effect::ReleaseMicrophone => self.0.telephone.release_microphone(),
            Effect::Chime => self.with_bell(|bell| bell.chime()),
            Effect::StartRinging { .. } => self.with_bell(Bell::start),
            Effect::StopRinging => self.with_bell(Bell::stop),
            Effect::Tick => self.with_bell(|bell| bell.tick()),
            Effect::Notify { contact } => {
                let shown = notification::Shown::ring(&contact, self.0.language.get_untracked());
                self.0.notification.replace(shown);
            }
            Effect::DropNotification => drop(self.0.notification.take()),

            Effect::AskPromotions { contact } => {
                let language = self.0.language.get_untracked();
                self.feed_later(session::promotions(language, contact));
            }

            Effect::OpenPeer { attempt } => self.open_peer(attempt),
            Effect::TakeAnswer { attempt, sdp } => self.0.telephone.accept(attempt, &sdp),
            Effect::ClosePeer => self.0.telephone.close_peer(),
            Effect::Mute(muted) => self.0.telephone.mute(muted),

            Effect::Recall(operator) => {
                let kept = storage::read(&kept_as(&operator))
                    .and_then(|text| serde_json::from_str::<Kept>(&text).ok());
                self.feed(Input::Recalled(kept.unwrap_or_default()));
            }
            Effect::Keep(operator, kept) => {
                if let Ok(text) = serde_json::to_string(&kept) {
                    storage::write(&kept_as(&operator), &text);
                }
            }
        }
    }

    fn listen(&self) {
        let shell = self.clone();
        page::on_visibility(move |seen| shell.feed(Input::Seen(seen)));
        let shell = self.clone();
        page::on_width(move |narrow| shell.feed(Input::Narrow(narrow)));
        let shell = self.clone();
        page::on_network(move || shell.feed(Input::Online));
        let shell = self.clone();
        on_devices_changed(move || shell.feed(Input::DevicesChanged));
        let shell = self.clone();
        let others = OtherPages::listen(move |input| shell.feed(input));
        self.0.other_pages.replace(others.ok());
        let shell = self.clone();
        let beat = move || shell.beat();
        let ticker = match web_sys::Worker::new("/keepalive.js") {
            Ok(worker) => Ticker::by_worker(worker, beat),
            Err(_) => Ticker::by_timer(beat),
        };
        self.0.ticker.replace(Some(ticker));
    }

    fn open_socket(&self) {
        if let Some(socket) = &*self.0.socket.borrow() {
            return socket.reconnect();
        }
        let shell = self.clone();
        let socket = Socket::open(&page::socket_url(), move |event| match event {
            SocketEvent::Up => shell.feed(Input::SocketUp),
            SocketEvent::Message(text) => {
                if let Ok(message) = serde_json::from_str::<ToOperator>(&text) {
                    shell.feed(Input::Message(message));
                }
            }
            SocketEvent::Down { code } | SocketEvent::Closed { code } => shell.socket_down(code),
        });
        self.0.socket.replace(Some(socket));
    }

    /// The desk asks who it is before it connects again, so the socket's own retry is called off.
    fn socket_down(&self, code: u16) {
        if let Some(socket) = &*self.0.socket.borrow() {
            socket.close();
        }
        self.feed(Input::SocketDown { code });
    }

    fn send(&self, message: &FromOperator) {
        if let (Some(socket), Ok(text)) = (&*self.0.socket.borrow(), serde_json::to_string(message))
        {
            socket.send(&text);
        }
    }

    fn unlock_sound(&self) {
        if self.0.bell.borrow().is_none() {
            // Made within the gesture: an earlier one would be born locked.
            self.0.bell.replace(Bell::new().ok());
        }
        let shell = self.clone();
        self.with_bell(|bell| {
            bell.unlock(move |sounds| {
                shell.feed(if sounds {
                    Input::SoundUnlocked
                } else {
                    Input::SoundBlocked
                })
            });
        });
        self.0.telephone.unlock();
    }

    fn ask_microphone(&self) {
        let shell = self.clone();
        spawn_local(async move {
            let lost = shell.clone();
            let opened = shell
                .0
                .telephone
                .open_microphone(move || lost.feed(Input::MicrophoneLost))
                .await;
            shell.feed(match opened {
                Ok(()) => Input::MicrophoneUp,
                Err(problem) => Input::MicrophoneRefused(problem),
            });
        });
    }

    fn open_peer(&self, attempt: u32) {
        let shell = self.clone();
        let owner: Rc<dyn Fn(PeerEvent)> = Rc::new(move |event| match event {
            PeerEvent::OfferMade { attempt, sdp } => shell.feed(Input::Offered { attempt, sdp }),
            // The edge tells that sound flows, for both sides at once.
            PeerEvent::Connected { .. } => {}
            PeerEvent::Failed { attempt } => shell.feed(Input::PeerFailed { attempt }),
        });
        if !self.0.telephone.open_peer(attempt, owner) {
            self.feed(Input::PeerFailed { attempt });
        }
    }

    fn with_bell(&self, ring: impl FnOnce(&mut Bell)) {
        if let Some(bell) = &mut *self.0.bell.borrow_mut() {
            ring(bell);
        }
    }

    fn with_other_pages(&self, tell: impl FnOnce(&OtherPages)) {
        if let Some(others) = &*self.0.other_pages.borrow() {
            tell(others);
        }
    }

    fn feed_later(&self, input: impl Future<Output = Input> + 'static) {
        let shell = self.clone();
        spawn_local(async move { shell.feed(input.await) });
    }
}

fn kept_as(operator: &OperatorId) -> String {
    format!("bellpull.desk.kept.{operator}")
}

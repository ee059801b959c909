//! The sound of this page: the microphone, the connection, the element that plays the visitor. The connection itself
//! adds another element for a third party.

use bellpull_protocol::Sdp;
use bellpull_widget::softphone::browser::meter::Meter;
use bellpull_widget::softphone::browser::microphone::Microphone;
use bellpull_widget::softphone::browser::peer::{Peer, PeerEvent};
use bellpull_widget::softphone::session::MicrophoneProblem;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlMediaElement, MediaStream};

/// Whose sound is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Operator,
    Visitor,
}

#[derive(Default)]
pub struct Telephone {
    microphone: RefCell<Option<Microphone>>,
    muted: Cell<bool>,
    peer: RefCell<Option<Peer>>,
    visitor_meter: RefCell<Option<Meter>>,
}

impl Telephone {
    /// Asks for the microphone. A call under way goes on with it.
    ///
    /// # Errors
    /// See [`MicrophoneProblem`].
    pub async fn open_microphone(
        &self,
        lost: impl Fn() + 'static,
    ) -> Result<(), MicrophoneProblem> {
        let mut microphone = Microphone::open().await?;
        microphone.on_change(move |works| {
            if !works {
                lost();
            }
        });
        microphone.set_muted(self.muted.get());
        if let Some(peer) = &*self.peer.borrow() {
            peer.use_track(microphone.track());
        }
        self.microphone.replace(Some(microphone));
        Ok(())
    }

    pub fn release_microphone(&self) {
        drop(self.microphone.take());
    }

    /// Replaces the connection there is. False when there is no microphone or the browser refuses.
    pub fn open_peer(&self, attempt: u32, owner: Rc<dyn Fn(PeerEvent)>) -> bool {
        self.close_peer();
        let microphone = self.microphone.borrow();
        let (Some(microphone), Some(remote)) = (&*microphone, remote_element()) else {
            return false;
        };
        let Ok(peer) = Peer::open(attempt, microphone, remote, owner) else {
            return false;
        };
        self.peer.replace(Some(peer));
        true
    }

    /// The media server's answer; an answer to an earlier attempt is void.
    pub fn accept(&self, attempt: u32, sdp: &Sdp) {
        if let Some(peer) = self
            .peer
            .borrow()
            .as_ref()
            .filter(|peer| peer.attempt() == attempt)
        {
            peer.accept(sdp);
        }
    }

    pub fn close_peer(&self) {
        drop(self.peer.take());
        drop(self.visitor_meter.take());
        if let Some(remote) = remote_element() {
            // Else the next call's meter would measure this one's silence.
            remote.set_src_object(None);
        }
    }

    pub fn mute(&self, muted: bool) {
        self.muted.set(muted);
        if let Some(microphone) = &*self.microphone.borrow() {
            microphone.set_muted(muted);
        }
    }

    /// Within a gesture: an element that was started in one may play whatever comes later.
    pub fn unlock(&self) {
        if let Some(Ok(playing)) = remote_element().map(|remote| remote.play()) {
            spawn_local(async move {
                let _ = JsFuture::from(playing).await;
            });
        }
    }

    /// From 0.0 to 1.0.
    #[must_use]
    pub fn level(&self, voice: Voice) -> f32 {
        match voice {
            Voice::Operator if self.muted.get() => 0.0,
            Voice::Operator => self
                .microphone
                .borrow()
                .as_ref()
                .map_or(0.0, Microphone::level),
            Voice::Visitor => {
                self.measure_visitor();
                self.visitor_meter
                    .borrow()
                    .as_ref()
                    .map_or(0.0, Meter::level)
            }
        }
    }

    /// The visitor's stream arrives some time after the answer; nobody tells when.
    fn measure_visitor(&self) {
        if self.visitor_meter.borrow().is_none()
            && self.peer.borrow().is_some()
            && let Some(stream) = remote_element().and_then(|remote| remote.src_object())
            && let Some(stream) = stream.dyn_ref::<MediaStream>()
        {
            self.visitor_meter.replace(Meter::new(stream).ok());
        }
    }
}

/// Plays the visitor: an element, because echo cancellation knows nothing of other outputs.
fn remote_element() -> Option<HtmlMediaElement> {
    web_sys::window()?
        .document()?
        .get_element_by_id("remote")?
        .dyn_into()
        .ok()
}

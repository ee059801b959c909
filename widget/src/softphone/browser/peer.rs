//! One attempt at a sound connection to the media server.

use super::microphone::Microphone;
use super::run;
use bellpull_protocol::Sdp;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlMediaElement, MediaStream, MediaStreamTrack, RtcPeerConnection, RtcPeerConnectionState,
    RtcRtpSender, RtcRtpTransceiverDirection, RtcRtpTransceiverInit, RtcSdpType,
    RtcSessionDescriptionInit, RtcTrackEvent,
};

/// What happens to an attempt; all name it, so that those of an earlier one can be told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeerEvent {
    OfferMade {
        attempt: u32,
        sdp: Sdp,
    },
    /// Sound can flow, also again after an interruption.
    Connected {
        attempt: u32,
    },
    /// No offer, a bad answer, or the browser gave up.
    Failed {
        attempt: u32,
    },
}

/// A peer connection. It is closed when dropped.
pub struct Peer {
    attempt: u32,
    connection: RtcPeerConnection,
    sender: RtcRtpSender,
    third: Rc<OnceCell<HtmlMediaElement>>,
    owner: Rc<dyn Fn(PeerEvent)>,
    _on_event: Closure<dyn FnMut(web_sys::Event)>,
}

impl Peer {
    /// Makes the connection and its offer, which is reported to `owner`. What the other party says plays in
    /// `remote`: an element, because echo cancellation knows nothing of other outputs. With three in one call the
    /// third plays in another element, which stands beside it as long as this connection lasts.
    ///
    /// The media server is reachable directly and answers without candidates of ours, so none are gathered.
    ///
    /// # Errors
    /// When the browser has no WebRTC, or refuses.
    pub fn open(
        attempt: u32,
        microphone: &Microphone,
        remote: HtmlMediaElement,
        owner: Rc<dyn Fn(PeerEvent)>,
    ) -> Result<Self, JsValue> {
        let connection = RtcPeerConnection::new()?;
        let sender = connection.add_track_0(microphone.track(), microphone.stream());
        receive_another(&connection);
        let third = Rc::new(OnceCell::new());
        let on_event = {
            let (connection, owner) = (connection.clone(), owner.clone());
            let (third, is_first) = (third.clone(), Cell::new(true));
            Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
                if let Some(event) = event.dyn_ref::<RtcTrackEvent>() {
                    // In the order of the offer.
                    if is_first.replace(false) {
                        play(&remote, &event.track());
                    } else if let Ok(element) = beside(&remote) {
                        play(&element, &event.track());
                        let _ = third.set(element);
                    }
                    return;
                }
                let state = connection.connection_state();
                if state == RtcPeerConnectionState::Connected {
                    owner(PeerEvent::Connected { attempt });
                } else if state == RtcPeerConnectionState::Failed {
                    owner(PeerEvent::Failed { attempt });
                }
            })
        };
        connection.set_ontrack(Some(on_event.as_ref().unchecked_ref()));
        connection.set_onconnectionstatechange(Some(on_event.as_ref().unchecked_ref()));
        let peer = Self {
            attempt,
            connection,
            sender,
            third,
            owner,
            _on_event: on_event,
        };
        peer.offer();
        Ok(peer)
    }

    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The media server's answer.
    pub fn accept(&self, sdp: &Sdp) {
        let answer = RtcSessionDescriptionInit::new(RtcSdpType::Answer);
        answer.set_sdp(sdp.expose());
        let (attempt, owner) = (self.attempt, self.owner.clone());
        let accepted = JsFuture::from(self.connection.set_remote_description(&answer));
        run(async move {
            if accepted.await.is_err() {
                owner(PeerEvent::Failed { attempt });
            }
        });
    }

    /// Goes on with another microphone without a new connection.
    pub fn use_track(&self, track: &MediaStreamTrack) {
        let replaced = JsFuture::from(self.sender.replace_track(Some(track)));
        run(async move {
            let _ = replaced.await;
        });
    }

    fn offer(&self) {
        let (attempt, connection, owner) =
            (self.attempt, self.connection.clone(), self.owner.clone());
        run(async move {
            let event = match make_offer(&connection).await {
                Ok(sdp) => PeerEvent::OfferMade {
                    attempt,
                    sdp: Sdp::new(sdp),
                },
                Err(_) => PeerEvent::Failed { attempt },
            };
            owner(event);
        });
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.connection.set_ontrack(None);
        self.connection.set_onconnectionstatechange(None);
        self.connection.close();
        if let Some(third) = self.third.get() {
            third.set_src_object(None);
            third.remove();
        }
    }
}

async fn make_offer(connection: &RtcPeerConnection) -> Result<String, JsValue> {
    let offer: RtcSessionDescriptionInit = JsFuture::from(connection.create_offer())
        .await?
        .unchecked_into();
    JsFuture::from(connection.set_local_description(&offer)).await?;
    let sdp = js_sys::Reflect::get(&offer, &"sdp".into())?;
    sdp.as_string().ok_or(sdp)
}

/// Offers a second section of audio, to receive only: the media server sends a third party there.
fn receive_another(connection: &RtcPeerConnection) {
    let receives = RtcRtpTransceiverInit::new();
    receives.set_direction(RtcRtpTransceiverDirection::Recvonly);
    connection.add_transceiver_with_str_and_init("audio", &receives);
}

fn beside(remote: &HtmlMediaElement) -> Result<HtmlMediaElement, JsValue> {
    let third: HtmlMediaElement = remote.clone_node()?.unchecked_into();
    third.set_id("third");
    remote.after_with_node_1(&third)?;
    Ok(third)
}

fn play(element: &HtmlMediaElement, track: &MediaStreamTrack) {
    // One of its own: the element would play all that came with the track.
    let stream = MediaStream::new().ok();
    if let Some(stream) = &stream {
        stream.add_track(track);
    }
    element.set_src_object(stream.as_ref());
    if let Ok(playing) = element.play() {
        // Refused without a gesture in this page; the next click plays it (`autoplay` tries again by itself).
        run(async move {
            let _ = JsFuture::from(playing).await;
        });
    }
}

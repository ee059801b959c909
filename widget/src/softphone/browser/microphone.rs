//! The microphone: asking, telling failures apart, muting, measuring.

use super::meter::Meter;
use crate::softphone::session::MicrophoneProblem;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// An open microphone. It is released when dropped.
pub struct Microphone {
    stream: MediaStream,
    track: MediaStreamTrack,
    meter: Option<Meter>,
    on_change: Option<Closure<dyn Fn(web_sys::Event)>>,
}

impl Microphone {
    /// Asks the browser, which may ask the person.
    ///
    /// # Errors
    /// Each problem has its own way on; see [`MicrophoneProblem`].
    pub async fn open() -> Result<Self, MicrophoneProblem> {
        let window = web_sys::window().ok_or(MicrophoneProblem::Failed)?;
        let devices =
            Reflect::get(&window.navigator(), &"mediaDevices".into()).unwrap_or(JsValue::UNDEFINED);
        let has_calls = Reflect::has(&window, &"RTCPeerConnection".into());
        if !has_calls.unwrap_or_default() {
            return Err(MicrophoneProblem::Unsupported);
        }
        let Some(devices) = devices.dyn_ref::<web_sys::MediaDevices>() else {
            return Err(if window.is_secure_context() {
                MicrophoneProblem::Unsupported
            } else {
                MicrophoneProblem::Insecure
            });
        };
        if !policy_allows_microphone() {
            return Err(MicrophoneProblem::BlockedByPage);
        }
        let wish = Object::new();
        for feature in ["echoCancellation", "noiseSuppression", "autoGainControl"] {
            let _ = Reflect::set(&wish, &feature.into(), &JsValue::TRUE);
        }
        let constraints = MediaStreamConstraints::new();
        constraints.set_audio(&wish);
        let asked = devices
            .get_user_media_with_constraints(&constraints)
            .map_err(|error| problem(&error))?;
        let stream: MediaStream = JsFuture::from(asked)
            .await
            .map_err(|error| problem(&error))?
            .unchecked_into();
        let track: MediaStreamTrack = stream
            .get_audio_tracks()
            .get(0)
            .dyn_into()
            .map_err(|_| MicrophoneProblem::Missing)?;
        let meter = Meter::new(&stream).ok();
        Ok(Self {
            stream,
            track,
            meter,
            on_change: None,
        })
    }

    #[must_use]
    pub fn stream(&self) -> &MediaStream {
        &self.stream
    }

    #[must_use]
    pub fn track(&self) -> &MediaStreamTrack {
        &self.track
    }

    /// A muted microphone sends silence; the connection goes on.
    pub fn set_muted(&self, muted: bool) {
        self.track.set_enabled(!muted);
    }

    /// How loud it is, from 0.0 to 1.0 on a scale like the ear's.
    #[must_use]
    pub fn level(&self) -> f32 {
        self.meter.as_ref().map_or(0.0, Meter::level)
    }

    /// Called with false when the device is unplugged, or the system takes it away for a while (a phone call, an
    /// assistant); with true when the system gives it back.
    pub fn on_change(&mut self, changed: impl Fn(bool) + 'static) {
        let heard = move |event: web_sys::Event| changed(event.type_() == "unmute");
        let heard = Closure::<dyn Fn(web_sys::Event)>::new(heard);
        self.listen(Some(heard.as_ref().unchecked_ref()));
        self.on_change = Some(heard);
    }

    fn listen(&self, heard: Option<&Function>) {
        self.track.set_onended(heard);
        self.track.set_onmute(heard);
        self.track.set_onunmute(heard);
    }
}

/// Calls back when devices come or go, and when the page is seen again, as long as the page lives: systems that take
/// the microphone away do not always tell that it is back.
pub fn on_devices_changed(changed: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let changed = Closure::<dyn Fn()>::new(changed).into_js_value();
    let devices = Reflect::get(&window.navigator(), &"mediaDevices".into());
    let seen = window.document().map(JsValue::from);
    for (target, kind) in [(devices.ok(), "devicechange"), (seen, "visibilitychange")] {
        if let Some(target) = target
            .as_ref()
            .and_then(JsCast::dyn_ref::<web_sys::EventTarget>)
        {
            let _ = target.add_event_listener_with_callback(kind, changed.unchecked_ref());
        }
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        self.listen(None);
        self.track.stop();
    }
}

/// A frame asks its page's Permissions-Policy first: the browser's own error would be the same as a denial.
fn policy_allows_microphone() -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return true;
    };
    for name in ["permissionsPolicy", "featurePolicy"] {
        let policy = Reflect::get(&document, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if !policy.is_object() {
            continue;
        }
        if let Ok(allows) = Reflect::get(&policy, &"allowsFeature".into())
            && let Some(allows) = allows.dyn_ref::<Function>()
        {
            return allows
                .apply(&policy, &Array::of1(&"microphone".into()))
                .is_ok_and(|answer| answer.is_truthy());
        }
    }
    true
}

fn problem(error: &JsValue) -> MicrophoneProblem {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "PermissionDeniedError" => MicrophoneProblem::Denied,
        "NotFoundError" | "DevicesNotFoundError" | "OverconstrainedError" => {
            MicrophoneProblem::Missing
        }
        "NotReadableError" | "TrackStartError" | "AbortError" => MicrophoneProblem::InUse,
        "SecurityError" => MicrophoneProblem::BlockedByPage,
        _ => MicrophoneProblem::Failed,
    }
}

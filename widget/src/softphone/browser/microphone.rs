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
        let Some(devices) = devices.dyn_ref::<web_sys::MediaDevices>() else {
            return Err(MicrophoneProblem::Insecure);
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

    /// Called when the device is unplugged or taken away.
    pub fn on_lost(&self, lost: impl FnOnce() + 'static) {
        let lost = Closure::once_into_js(lost);
        self.track
            .set_onended(Some(lost.unchecked_ref::<Function>()));
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        self.track.set_onended(None);
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

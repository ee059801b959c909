//! The ring of this page: a sound and, where there is one, the vibration of a telephone.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AudioContext, GainNode, OscillatorNode};

/// The two tones of an old bell, in hertz.
const TONES: [f32; 2] = [660.0, 830.0];

/// Loud enough to be heard from the next room, not in headphones alone.
const VOLUME: f32 = 0.15;

/// A ring takes two seconds of each four; this many end with the ring-back or soon after.
const RINGS: u32 = 10;

/// As long as the first ring sounds.
const VIBRATES_MS: u32 = 2_000;

/// Browsers give sound only to pages that were clicked in; visitors have, or nobody would call them back.
#[derive(Default)]
pub struct Ringer {
    context: Option<AudioContext>,
    sounding: Vec<OscillatorNode>,
}

impl Ringer {
    /// In a click: from here on the page may sound.
    pub fn unlock(&mut self) {
        if self.context.is_none() {
            self.context = AudioContext::new().ok();
        }
        if let Some(context) = &self.context {
            // Never awaited: without a sound device some browsers never settle it.
            let _ = context.resume();
        }
    }

    pub fn ring(&mut self) {
        self.unlock();
        vibrate();
        let Some(context) = self.context.clone() else {
            return;
        };
        let Some(gain) = bell(&context) else { return };
        for tone in TONES {
            let Ok(oscillator) = context.create_oscillator() else {
                return;
            };
            oscillator.frequency().set_value(tone);
            if oscillator.connect_with_audio_node(&gain).is_ok() && oscillator.start().is_ok() {
                self.sounding.push(oscillator);
            }
        }
    }

    pub fn stop(&mut self) {
        for oscillator in self.sounding.drain(..) {
            let _ = oscillator.stop();
            let _ = oscillator.disconnect();
        }
    }
}

/// Asked for first: Safari, and Firefox on a desk, have no such function, and calling it would be our end.
fn vibrate() {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return;
    };
    if let Ok(vibrate) = Reflect::get(&navigator, &"vibrate".into())
        && let Ok(vibrate) = vibrate.dyn_into::<Function>()
    {
        let _ = vibrate.call1(&navigator, &JsValue::from(VIBRATES_MS));
    }
}

fn bell(context: &AudioContext) -> Option<GainNode> {
    let gain = context.create_gain().ok()?;
    let volume = gain.gain();
    volume.set_value(0.0);
    let now = context.current_time();
    for ring in 0..RINGS {
        let at = now + f64::from(ring) * 4.0;
        volume.set_value_at_time(VOLUME, at).ok()?;
        volume.set_value_at_time(0.0, at + 2.0).ok()?;
    }
    gain.connect_with_audio_node(&context.destination()).ok()?;
    Some(gain)
}

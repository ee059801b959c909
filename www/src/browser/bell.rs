//! The sounds of the desk, synthesised: a small brass bell, struck twice every three seconds.
//!
//! Strokes are scheduled ahead by the beat, so timers of a hidden page do not matter, and a frozen page that
//! thaws hours later is silent instead of ringing on.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioContext, AudioContextState, GainNode, OscillatorType};

/// Seconds from one double stroke to the next.
const EVERY_S: f64 = 3.0;

/// How far ahead strokes are scheduled. Longer bridges a page that beats late; shorter falls silent sooner when it
/// no longer beats at all.
const AHEAD_S: f64 = 4.0;

/// Fading out takes this long, so that stopping does not click; well below the 300 ms in which it must be silent.
const FADE_S: f64 = 0.03;

/// Partials of the bell: frequency in hertz, loudness, and how many seconds it rings.
const PARTIALS: [(f32, f32, f64); 4] = [
    (784.0, 0.30, 1.4),
    (1_568.0, 0.16, 0.9),
    (2_352.0, 0.09, 0.5),
    (3_310.0, 0.05, 0.25),
];

/// Silent until the browser saw a gesture.
pub struct Bell {
    context: AudioContext,
    ringing: Option<Ringing>,
}

struct Ringing {
    loudness: GainNode,
    next_s: f64,
}

impl Bell {
    /// # Errors
    /// When the browser has no Web Audio.
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self {
            context: AudioContext::new()?,
            ringing: None,
        })
    }

    /// Within a gesture. Tells whether there is sound; without a sound device some browsers never tell.
    pub fn unlock(&self, told: impl FnOnce(bool) + 'static) {
        let (context, resumed) = (self.context.clone(), self.context.resume());
        spawn_local(async move {
            if let Ok(resumed) = resumed {
                let _ = JsFuture::from(resumed).await;
            }
            told(context.state() == AudioContextState::Running);
        });
    }

    pub fn chime(&self) {
        if let Ok(loudness) = self.output(0.5) {
            let now = self.context.current_time();
            let _ = self.strike(&loudness, now, 1.0);
            let _ = self.strike(&loudness, now + 0.16, 1.335);
        }
    }

    /// One soft stroke that does not drown a voice.
    pub fn tick(&self) {
        if let Ok(loudness) = self.output(0.18) {
            let _ = self.strike(&loudness, self.context.current_time(), 1.5);
        }
    }

    /// Rings until [`stop`](Self::stop), as long as [`beat`](Self::beat) is called.
    pub fn start(&mut self) {
        self.stop();
        let _ = self.context.resume();
        if let Ok(loudness) = self.output(0.9) {
            self.ringing = Some(Ringing {
                loudness,
                next_s: self.context.current_time(),
            });
            self.beat();
        }
    }

    pub fn stop(&mut self) {
        if let Some(ringing) = self.ringing.take() {
            let now = self.context.current_time();
            let loudness = ringing.loudness.gain();
            let _ = loudness.set_value_at_time(loudness.value(), now);
            let _ = loudness.linear_ramp_to_value_at_time(0.0, now + FADE_S);
        }
    }

    /// About once a second.
    pub fn beat(&mut self) {
        let now = self.context.current_time();
        let Some(mut ringing) = self.ringing.take() else {
            return;
        };
        ringing.next_s = ringing.next_s.max(now);
        while ringing.next_s < now + AHEAD_S {
            let _ = self.strike(&ringing.loudness, ringing.next_s, 1.0);
            let _ = self.strike(&ringing.loudness, ringing.next_s + 0.28, 1.0);
            ringing.next_s += EVERY_S;
        }
        self.ringing = Some(ringing);
    }

    fn output(&self, loudness: f32) -> Result<GainNode, JsValue> {
        let output = self.context.create_gain()?;
        output.gain().set_value(loudness);
        output.connect_with_audio_node(&self.context.destination())?;
        Ok(output)
    }

    fn strike(&self, output: &GainNode, at_s: f64, pitch: f32) -> Result<(), JsValue> {
        for (frequency, loudness, rings_s) in PARTIALS {
            let tone = self.context.create_oscillator()?;
            tone.set_type(OscillatorType::Sine);
            tone.frequency().set_value(frequency * pitch);
            let envelope = self.context.create_gain()?;
            let gain = envelope.gain();
            gain.set_value_at_time(0.0, at_s)?;
            gain.linear_ramp_to_value_at_time(loudness, at_s + 0.004)?;
            gain.exponential_ramp_to_value_at_time(0.000_1, at_s + rings_s)?;
            tone.connect_with_audio_node(&envelope)?;
            envelope.connect_with_audio_node(output)?;
            tone.start_with_when(at_s)?;
            tone.stop_with_when(at_s + rings_s)?;
        }
        Ok(())
    }
}

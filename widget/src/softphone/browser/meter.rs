//! How loud a stream is.

use wasm_bindgen::JsValue;
use web_sys::{AnalyserNode, AudioContext, MediaStream};

/// Samples per measurement of the level: 11 ms at 48 kHz, enough for speech.
const SAMPLES: u32 = 512;

/// The quietest level shown, in decibels below full scale; a quiet room has about -50.
const FLOOR_DB: f32 = -52.0;

/// Hears a stream without playing it.
pub struct Meter {
    context: AudioContext,
    analyser: AnalyserNode,
}

impl Meter {
    /// # Errors
    /// When the browser has no Web Audio, or the stream no sound.
    pub fn new(stream: &MediaStream) -> Result<Self, JsValue> {
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        analyser.set_fft_size(SAMPLES);
        context
            .create_media_stream_source(stream)?
            .connect_with_audio_node(&analyser)?;
        // Never awaited: without a sound device some browsers never settle it.
        let _ = context.resume();
        Ok(Self { context, analyser })
    }

    /// From 0.0 to 1.0 on a scale like the ear's.
    #[must_use]
    pub fn level(&self) -> f32 {
        let mut samples = [0.0_f32; SAMPLES as usize];
        self.analyser.get_float_time_domain_data(&mut samples);
        let power =
            samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32;
        let decibels = 10.0 * power.max(1e-10).log10();
        ((decibels - FLOOR_DB) / -FLOOR_DB).clamp(0.0, 1.0)
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        let _ = self.context.close();
    }
}

//! Recognising tones in what a page plays, by frequency.

use serde::Deserialize;
use std::fmt;

/// The script that a page runs to listen; for each of `ELEMENTS` that there are it answers [`Heard`].
const EAR: &str = include_str!("ear.js");

/// Where a page plays the other party, and where the third one with three in one call.
const ELEMENTS: [&str; 2] = ["remote", "third"];

/// What comes out of one audio element.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Heard {
    Spectrum(Spectrum),
    /// Why nothing can be heard.
    Nothing(String),
}

/// Listens to the element that plays the other party.
#[must_use]
pub fn one_ear() -> String {
    ear(&ELEMENTS[..1])
}

/// Listens to all elements that play somebody.
#[must_use]
pub fn all_ears() -> String {
    ear(&ELEMENTS)
}

fn ear(elements: &[&str]) -> String {
    format!("const ELEMENTS = {elements:?};\n{EAR}")
}

/// Below this, in decibels of full scale, is silence. Our tones arrive at about −20, the waiting tone at −35.
const AUDIBLE_DB: f64 = -70.0;
/// How far a pure tone stands above its neighbourhood.
const ABOVE_NEIGHBOURS_DB: f64 = 20.0;
/// The neighbourhood of a peak, in bins to each side, and the bins next to it that the window smears it over.
const NEIGHBOURS: usize = 40;
const SMEARED: usize = 4;
/// How far off a tone may be: less than two bins.
const TOLERANCE_HZ: f64 = 10.0;

/// What arrives at a listener in one moment (170 ms).
#[derive(Debug, Clone, Deserialize)]
pub struct Spectrum {
    pub bin_hz: f64,
    pub decibels: Vec<f64>,
}

/// What a spectrum is to an ear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sound {
    Silence,
    /// One frequency stands out.
    Tone {
        hz: f64,
        decibels: f64,
    },
    /// Something else, such as noise.
    Other {
        decibels: f64,
    },
}

impl Spectrum {
    #[must_use]
    pub fn sound(&self) -> Sound {
        // The lowest bins hold the direct current and rumble.
        let loudest =
            (4..self.decibels.len()).max_by(|a, b| self.decibels[*a].total_cmp(&self.decibels[*b]));
        let Some(peak) = loudest else {
            return Sound::Silence;
        };
        let decibels = self.decibels[peak];
        if decibels < AUDIBLE_DB {
            return Sound::Silence;
        }
        if decibels - self.around(peak) < ABOVE_NEIGHBOURS_DB {
            return Sound::Other { decibels };
        }
        #[allow(clippy::cast_precision_loss, reason = "a bin number has few digits")]
        let hz = peak as f64 * self.bin_hz;
        Sound::Tone { hz, decibels }
    }

    /// The median of the neighbourhood, which a second tone in it does not lift.
    fn around(&self, peak: usize) -> f64 {
        let from = peak.saturating_sub(NEIGHBOURS);
        let to = (peak + NEIGHBOURS).min(self.decibels.len() - 1);
        let mut neighbours: Vec<f64> = (from..=to)
            .filter(|bin| bin.abs_diff(peak) > SMEARED)
            .map(|bin| self.decibels[bin])
            .collect();
        neighbours.sort_by(f64::total_cmp);
        neighbours
            .get(neighbours.len() / 2)
            .copied()
            .unwrap_or(f64::NEG_INFINITY)
    }
}

impl Sound {
    #[must_use]
    pub fn is_tone(self, wanted: u32) -> bool {
        matches!(self, Sound::Tone { hz, .. } if (hz - f64::from(wanted)).abs() <= TOLERANCE_HZ)
    }
}

/// Whether these are the tones that come from somewhere, each from one element, and nothing else is heard.
#[must_use]
pub fn are_just(sounds: &[Sound], tones: &[u32]) -> bool {
    let audible = sounds.iter().filter(|sound| **sound != Sound::Silence);
    let is_heard = |hz: &u32| sounds.iter().any(|sound| sound.is_tone(*hz));
    audible.count() == tones.len() && tones.iter().all(is_heard)
}

impl fmt::Display for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sound::Silence => f.write_str("silence"),
            Sound::Tone { hz, decibels } => write!(f, "a tone of {hz:.0} Hz at {decibels:.0} dB"),
            Sound::Other { decibels } => {
                write!(f, "a sound without a clear tone at {decibels:.0} dB")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spectrum(floor: f64, peaks: &[(usize, f64)]) -> Spectrum {
        let mut decibels = vec![floor; 512];
        for (bin, db) in peaks {
            decibels[*bin] = *db;
        }
        Spectrum {
            bin_hz: 48_000.0 / 8192.0,
            decibels,
        }
    }

    #[test]
    fn knows_the_two_parties_apart() {
        let visitor = spectrum(-110.0, &[(75, -20.0), (171, -60.0)]).sound();
        assert!(visitor.is_tone(440) && !visitor.is_tone(1000));
        let operator = spectrum(-110.0, &[(171, -20.0)]).sound();
        assert!(operator.is_tone(1000) && !operator.is_tone(440));
    }

    #[test]
    fn takes_a_waiting_tone_for_neither() {
        for hz in [349.23, 523.25] {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a small positive number"
            )]
            let waiting = spectrum(-110.0, &[((hz / (48_000.0 / 8192.0)) as usize, -30.0)]).sound();
            assert!(matches!(waiting, Sound::Tone { .. }));
            assert!(!waiting.is_tone(440) && !waiting.is_tone(1000), "{waiting}");
        }
    }

    #[test]
    fn counts_who_is_heard_from_all_elements() {
        let visitor = Sound::Tone {
            hz: 440.0,
            decibels: -20.0,
        };
        let operator = Sound::Tone {
            hz: 1000.0,
            decibels: -20.0,
        };
        let noise = Sound::Other { decibels: -30.0 };
        assert!(are_just(&[operator, visitor], &[440, 1000]));
        assert!(are_just(&[visitor, Sound::Silence], &[440]));
        assert!(are_just(&[Sound::Silence, Sound::Silence], &[]));
        for heard in [
            &[visitor][..],
            &[visitor, visitor],
            &[visitor, noise],
            &[visitor, operator, noise],
            &[],
        ] {
            assert!(!are_just(heard, &[440, 1000]), "{heard:?}");
        }
        assert!(!are_just(&[visitor, operator], &[440]));
    }

    #[test]
    fn takes_a_faint_tone_for_silence_and_noise_for_no_tone() {
        assert_eq!(spectrum(-200.0, &[]).sound(), Sound::Silence);
        assert_eq!(spectrum(-140.0, &[(75, -80.0)]).sound(), Sound::Silence);
        assert_eq!(
            spectrum(-45.0, &[(75, -40.0)]).sound(),
            Sound::Other { decibels: -40.0 }
        );
    }
}

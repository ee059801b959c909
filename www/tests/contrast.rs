//! Every pair of text and background in `tokens.css` meets WCAG 2.2 AA, light and dark.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../tokens.css");

/// Text needs 4.5:1 (success criterion 1.4.3), borders of controls and focus rings 3:1 (1.4.11).
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

#[test]
fn text_can_be_read_in_both_schemes() {
    for (scheme, colours) in schemes() {
        for (front, backs) in [
            (
                "ink",
                &[
                    "ground",
                    "surface",
                    "sunken",
                    "go-wash",
                    "bell-wash",
                    "end-wash",
                ][..],
            ),
            (
                "ink-soft",
                &[
                    "ground",
                    "surface",
                    "sunken",
                    "go-wash",
                    "bell-wash",
                    "end-wash",
                ],
            ),
            ("ink-faint", &["ground", "surface", "sunken"]),
            ("go", &["ground", "surface", "sunken", "go-wash"]),
            ("bell", &["ground", "surface", "sunken", "bell-wash"]),
            ("end", &["ground", "surface", "sunken", "end-wash"]),
            ("on-go", &["go", "go-hover"]),
            ("on-bell", &["bell-fill"]),
            ("on-end", &["end", "end-hover"]),
        ] {
            check(scheme, &colours, front, backs, TEXT);
        }
    }
}

#[test]
fn controls_and_focus_can_be_seen_in_both_schemes() {
    for (scheme, colours) in schemes() {
        for front in ["line-strong", "focus"] {
            check(
                scheme,
                &colours,
                front,
                &["ground", "surface", "sunken"],
                SHAPE,
            );
        }
    }
}

type Colours = BTreeMap<String, [u8; 3]>;

fn check(scheme: &str, colours: &Colours, front: &str, backs: &[&str], least: f64) {
    for back in backs {
        let ratio = contrast(colours[front], colours[*back]);
        assert!(
            ratio >= least,
            "{scheme}: --bp-{front} on --bp-{back} is {ratio:.2}:1, needs {least}:1"
        );
    }
}

/// The colours of the light scheme, and those of the dark one, which inherits what it does not set.
fn schemes() -> [(&'static str, Colours); 2] {
    let (light, dark) = TOKENS
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("a dark scheme");
    let light = colours_in(light);
    let mut both = light.clone();
    both.extend(colours_in(dark));
    [("light", light), ("dark", both)]
}

fn colours_in(css: &str) -> Colours {
    css.lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("--bp-")?
                .strip_suffix(';')?
                .split_once(": #")
        })
        .map(|(name, hex)| {
            let rgb = u32::from_str_radix(hex, 16)
                .expect("six hexadecimal digits")
                .to_be_bytes();
            (name.to_owned(), [rgb[1], rgb[2], rgb[3]])
        })
        .collect()
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance as WCAG defines it for sRGB.
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|byte| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

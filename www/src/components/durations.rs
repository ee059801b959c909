//! How long, in words as short as they can be.

use super::tongue::Tongue;

/// `3 s`, `4 min 5 s`, `2 h 10 min`, `6 d 4 h`; the larger two units.
pub fn duration(tongue: Tongue, ms: u64) -> String {
    let seconds = ms.div_ceil(1_000);
    let parts = [
        (seconds / 86_400, "unit.d"),
        (seconds / 3_600 % 24, "unit.h"),
        (seconds / 60 % 60, "unit.min"),
        (seconds % 60, "unit.s"),
    ];
    let first = parts.iter().position(|(count, _)| *count > 0).unwrap_or(3);
    let said: Vec<String> = parts
        .iter()
        .skip(first)
        .take(2)
        .enumerate()
        .filter(|(place, (count, _))| *place == 0 || *count > 0)
        .map(|(_, (count, unit))| format!("{count}\u{a0}{}", tongue.say(unit)))
        .collect();
    said.join(" ")
}

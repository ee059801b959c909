//! Chance and time, as the browser has them.

/// Milliseconds since 1970 by the page's clock.
#[must_use]
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// In 0.0..1.0; for spreading, not for secrets.
#[must_use]
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// 128 unguessable bits in hexadecimal: fit for page and request ids.
#[must_use]
pub fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Not secret, but an id here only keeps repetitions apart.
        for byte in &mut bytes {
            *byte = (chance() * 256.0) as u8;
        }
    }
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}

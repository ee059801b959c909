//! Chance from the runtime's generator.

use bellpull_protocol::RefusalCode;
use data_encoding::BASE64URL_NOPAD;

/// # Errors
/// [`RefusalCode::Internal`] when the runtime has no chance to give.
pub fn bytes<const N: usize>() -> Result<[u8; N], RefusalCode> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| RefusalCode::Internal)?;
    Ok(bytes)
}

/// The text of a fresh id, 128 bits.
///
/// # Errors
/// As for [`bytes`].
pub fn id() -> Result<String, RefusalCode> {
    Ok(BASE64URL_NOPAD.encode(&bytes::<16>()?))
}

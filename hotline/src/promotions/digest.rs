//! A draw's seed and the hashes that bind to it, both written as hexadecimal digits.

use data_encoding::HEXLOWER_PERMISSIVE;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// 32 bytes of chance that decide a draw; secret until it is drawn, which is why `Debug` redacts it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed([u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidHex;

impl Digest {
    pub(super) fn of(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Seed {
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash of its bytes.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest::of(Sha256::new_with_prefix(self.0))
    }

    /// To be shown once the seed is revealed.
    #[must_use]
    pub fn to_hex(&self) -> String {
        HEXLOWER_PERMISSIVE.encode(&self.0)
    }
}

fn from_hex(text: &str) -> Result<[u8; 32], InvalidHex> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes());
    bytes
        .map_err(|_| InvalidHex)?
        .try_into()
        .map_err(|_| InvalidHex)
}

impl TryFrom<String> for Digest {
    type Error = InvalidHex;
    fn try_from(text: String) -> Result<Self, InvalidHex> {
        from_hex(&text).map(Self)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

impl TryFrom<String> for Seed {
    type Error = InvalidHex;
    fn try_from(text: String) -> Result<Self, InvalidHex> {
        from_hex(&text).map(Self)
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> String {
        seed.to_hex()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER_PERMISSIVE.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl fmt::Display for InvalidHex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a seed or hash has 64 hexadecimal digits")
    }
}

impl std::error::Error for InvalidHex {}

//! Secrets and what is derived from them.
//!
//! Comparisons take the same time whatever differs. What opens a door is stored as its hash only.

use bellpull_protocol::{SocketTicket, VisitorId, VisitorToken};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// Bytes of chance in an identifier: 128 bits cannot be guessed or met twice.
pub const ID_BYTES: usize = 16;
/// Bytes of chance in a secret.
pub const SECRET_BYTES: usize = 32;

/// A secret in an address or a cookie, as text.
#[must_use]
pub fn secret_text(chance: [u8; SECRET_BYTES]) -> String {
    BASE64URL_NOPAD.encode(&chance)
}

/// The SHA-256 of a secret: safe to store, useless to a thief.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretHash(String);

impl SecretHash {
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(BASE64URL_NOPAD.encode(&Sha256::digest(secret)))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash")
    }
}

/// Whether what is shown is the secret, without telling by the time taken how far they agree. An empty secret is
/// one that somebody forgot to set, and opens nothing.
#[must_use]
pub fn same_secret(shown: &str, secret: &str) -> bool {
    let (a, b) = (Sha256::digest(shown), Sha256::digest(secret));
    !secret.is_empty()
        && a.iter()
            .zip(b.iter())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

/// Makes and checks what the edge signs with its own key.
#[derive(Clone)]
pub struct Signer {
    key: String,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        let key = key.into();
        Self { key }
    }

    /// A new visitor and the token that proves it: `base64url(id ‖ HMAC-SHA256(id))`.
    #[must_use]
    pub fn new_visitor(&self, chance: [u8; ID_BYTES]) -> Option<(VisitorId, VisitorToken)> {
        let id = VisitorId::new(BASE64URL_NOPAD.encode(&chance)).ok()?;
        let mut bytes = chance.to_vec();
        bytes.extend(self.sign("visitor", &chance)?.finalize().into_bytes());
        Some((id, VisitorToken::new(BASE64URL_NOPAD.encode(&bytes))))
    }

    /// Whose token it is; `None` when it is not one of ours.
    #[must_use]
    pub fn visitor_of(&self, token: &VisitorToken) -> Option<VisitorId> {
        let bytes = BASE64URL_NOPAD.decode(token.expose().as_bytes()).ok()?;
        let (id, signature) = bytes.split_at_checked(ID_BYTES)?;
        self.sign("visitor", id)?.verify_slice(signature).ok()?;
        VisitorId::new(BASE64URL_NOPAD.encode(id)).ok()
    }

    /// Proves to a socket that its page could read an answer of ours for this session.
    #[must_use]
    pub fn ticket(&self, session: &SecretHash) -> Option<SocketTicket> {
        let signature = self.sign("ticket", session.as_str().as_bytes())?.finalize();
        Some(SocketTicket::new(
            BASE64URL_NOPAD.encode(&signature.into_bytes()),
        ))
    }

    #[must_use]
    pub fn is_ticket_of(&self, ticket: &SocketTicket, session: &SecretHash) -> bool {
        let check = || {
            let signature = BASE64URL_NOPAD.decode(ticket.expose().as_bytes()).ok()?;
            self.sign("ticket", session.as_str().as_bytes())?
                .verify_slice(&signature)
                .ok()
        };
        check().is_some()
    }

    /// `purpose` keeps a signature made for one thing from being valid for another.
    fn sign(&self, purpose: &str, what: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_bytes()).ok()?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(what);
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitors_token_names_its_visitor() {
        let signer = Signer::new("key");
        let (id, token) = signer.new_visitor([7; 16]).unwrap();
        assert_eq!(signer.visitor_of(&token), Some(id.clone()));
        assert_eq!(id.as_str().len(), 22);
        assert_ne!(signer.new_visitor([8; 16]).unwrap().0, id);
    }

    #[test]
    fn a_changed_foreign_or_cut_token_is_nobodys() {
        let signer = Signer::new("key");
        let (_, token) = signer.new_visitor([7; 16]).unwrap();
        let mut bytes = BASE64URL_NOPAD.decode(token.expose().as_bytes()).unwrap();
        bytes[0] ^= 1;
        let changed = BASE64URL_NOPAD.encode(&bytes);
        let cut = BASE64URL_NOPAD.encode(&bytes[..20]);
        for bad in [changed, cut, String::new(), "ü".into(), "AAAA".into()] {
            assert_eq!(signer.visitor_of(&VisitorToken::new(bad)), None);
        }
        assert_eq!(Signer::new("other").visitor_of(&token), None);
    }

    #[test]
    fn a_ticket_fits_its_session_only() {
        let signer = Signer::new("key");
        let (mine, other) = (SecretHash::of("mine"), SecretHash::of("other"));
        let ticket = signer.ticket(&mine).unwrap();
        assert!(signer.is_ticket_of(&ticket, &mine));
        assert!(!signer.is_ticket_of(&ticket, &other));
        assert!(!signer.is_ticket_of(&SocketTicket::new("x"), &mine));
    }

    #[test]
    fn compares_secrets() {
        assert!(same_secret("abc", "abc"));
        assert!(!same_secret("abc", "abd"));
        assert!(!same_secret("abc", ""));
        assert!(!same_secret("", ""));
    }
}

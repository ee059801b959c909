//! What a browser's ICE says at the port.

use str0m::crypto::from_feature_flags;
use str0m::ice::{StunMessage, TransId};

/// A binding request whose integrity shows `password`; `username` names ours first, then theirs.
pub fn binding_request(username: &str, password: &str) -> Vec<u8> {
    let provider = from_feature_flags();
    let hmac =
        |key: &[u8], payloads: &[&[u8]]| provider.sha1_hmac_provider.sha1_hmac(key, payloads);
    let request = StunMessage::binding_request(username, TransId::new(), true, 1, 1, true);
    let mut buffer = [0; 512];
    let length = request
        .to_bytes(Some(password.as_bytes()), &mut buffer, hmac)
        .unwrap();
    buffer[..length].to_vec()
}

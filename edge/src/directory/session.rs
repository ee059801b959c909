//! Sessions of operators and the cookie that carries them.

use std::time::Duration;

/// How long a session lasts: a long shift.
pub const SESSION_LASTS: Duration = Duration::from_secs(12 * 60 * 60);

/// The cookie's name.
pub const COOKIE: &str = "bellpull_session";

/// The `Set-Cookie` header that begins a session.
#[must_use]
pub fn cookie(secret: &str, secure: bool) -> String {
    set(secret, SESSION_LASTS, secure)
}

/// The `Set-Cookie` header that ends it.
#[must_use]
pub fn cleared_cookie(secure: bool) -> String {
    set("", Duration::ZERO, secure)
}

/// The session's secret in a `Cookie` header.
#[must_use]
pub fn session_in(header: &str) -> Option<&str> {
    header.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE && !value.is_empty()).then_some(value)
    })
}

fn set(value: &str, lasts: Duration, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    let seconds = lasts.as_secs();
    format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_other_sites_do_not_get_the_cookie() {
        assert_eq!(
            cookie("abc", true),
            "bellpull_session=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure"
        );
        assert!(cleared_cookie(false).contains("Max-Age=0"));
    }

    #[test]
    fn finds_the_session_among_other_cookies() {
        assert_eq!(session_in("a=1; bellpull_session=x-_; b=2"), Some("x-_"));
        assert_eq!(session_in("bellpull_session="), None);
        assert_eq!(session_in("other_bellpull_session=x"), None);
        assert_eq!(session_in(""), None);
    }
}

//! What a hotline may be embedded by.

/// Whether this is `scheme://host[:port]` with an optional `*.` before the host and `*` as port (CSP level 3,
/// host-source). Sites are written by people and end up in a header.
#[must_use]
pub fn is_site(site: &str) -> bool {
    let Some((scheme, rest)) = site.split_once("://") else {
        return false;
    };
    let (host, port) = match rest.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let host = host.strip_prefix("*.").unwrap_or(host);
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    matches!(scheme, "http" | "https")
        && host.len() <= 253
        && host.split('.').all(label)
        && port.is_none_or(|port| port == "*" || port.parse::<u16>().is_ok_and(|port| port > 0))
}

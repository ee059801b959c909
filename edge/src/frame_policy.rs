//! Which sites may frame the widget: `frame-ancestors` made from a hotline's allowed sites.
//!
//! Sites are written by people and end up in a header, so each is checked; one that is not a source is left out.

/// The value of the `frame-ancestors` directive. Without a valid site nobody may frame.
#[must_use]
pub fn frame_ancestors(sites: &[String]) -> String {
    let valid: Vec<_> = sites
        .iter()
        .map(String::as_str)
        .filter(|site| is_source(site))
        .collect();
    if valid.is_empty() {
        "'none'".into()
    } else {
        valid.join(" ")
    }
}

/// `scheme://host[:port]` with an optional `*.` before the host and `*` as port (CSP level 3, host-source).
#[must_use]
pub fn is_source(site: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_the_allowed_sites() {
        let sites = [
            "https://shop.example".to_owned(),
            "http://shop.localhost:*".to_owned(),
        ];
        assert_eq!(
            frame_ancestors(&sites),
            "https://shop.example http://shop.localhost:*"
        );
    }

    #[test]
    fn nobody_may_frame_without_a_site() {
        assert_eq!(frame_ancestors(&[]), "'none'");
        assert_eq!(frame_ancestors(&["*".into()]), "'none'");
    }

    #[test]
    fn accepts_hosts_with_port_and_subdomains() {
        for site in [
            "https://a.example",
            "https://*.a.example",
            "http://localhost:7300",
            "https://a-b.example:*",
        ] {
            assert!(is_source(site), "{site}");
        }
    }

    #[test]
    fn leaves_out_what_could_change_the_header() {
        for site in [
            "https://a.example; script-src *",
            "https://a.example\r\nSet-Cookie: x=1",
            "https://a.example https://b.example",
            "https://a.example,https://b.example",
            "https://*",
            "https://",
            "https://a..b",
            "https://a.example/path",
            "https://a.example:0",
            "https://a.example:99999",
            "javascript://a",
            "'self'",
            "",
        ] {
            assert!(!is_source(site), "{site:?}");
        }
    }
}

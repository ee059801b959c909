//! Which sites may embed a hotline: what is accepted ends up in a header.

use bellpull_hotline::configuration::is_site;

#[test]
fn accepts_hosts_with_port_and_subdomains() {
    for site in [
        "https://a.example",
        "https://*.a.example",
        "http://localhost:7300",
        "https://a-b.example:*",
    ] {
        assert!(is_site(site), "{site}");
    }
}

#[test]
fn refuses_what_could_change_the_header() {
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
        assert!(!is_site(site), "{site:?}");
    }
}

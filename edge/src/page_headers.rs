//! Headers of pages and files: what a document may do and who may frame it.

use crate::content_type::content_type;
use crate::frame_policy::frame_ancestors;
use crate::route::{Folder, Hosts};

/// A header's name and value.
pub type Header = (&'static str, String);

/// Headers of the widget's document in the frame.
#[must_use]
pub fn of_frame(hosts: &Hosts, sites: &[String]) -> Vec<Header> {
    let policy = app_policy(hosts, &hosts.widget, &frame_ancestors(sites));
    app(policy)
}

/// Headers of the desk's document. Nobody frames it.
#[must_use]
pub fn of_desk(hosts: &Hosts) -> Vec<Header> {
    let mut headers = app(app_policy(hosts, &hosts.desk, "'none'"));
    headers.push(("x-frame-options", "DENY".into()));
    headers
}

/// Headers of a file.
#[must_use]
pub fn of_file(folder: Folder, path: &str) -> Vec<Header> {
    let mut headers = vec![
        ("content-type", content_type(path).to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        // Files keep their names from version to version, so a browser asks each time; the answer is mostly 304.
        ("cache-control", "no-cache".to_owned()),
    ];
    match folder {
        // The loader is embedded by other origins, which may require this (COEP).
        Folder::Widget => headers.push(("cross-origin-resource-policy", "cross-origin".into())),
        Folder::Desk => headers.push(("cross-origin-resource-policy", "same-origin".into())),
        // A company's own pages: their policy is not ours to set.
        Folder::Site => {}
    }
    headers
}

/// Headers of answers of the interface: never cached, never sniffed.
#[must_use]
pub fn of_answer() -> Vec<Header> {
    vec![
        ("x-content-type-options", "nosniff".into()),
        ("cache-control", "no-store".into()),
    ]
}

fn app(policy: String) -> Vec<Header> {
    vec![
        ("content-type", content_type("index.html").to_owned()),
        ("content-security-policy", policy),
        (
            "permissions-policy",
            "microphone=(self), camera=(), geolocation=()".into(),
        ),
        ("referrer-policy", "no-referrer".into()),
        ("x-content-type-options", "nosniff".into()),
        ("cache-control", "no-cache".into()),
    ]
}

/// No inline scripts or styles; WASM; connections to the own host only.
fn app_policy(hosts: &Hosts, host: &str, ancestors: &str) -> String {
    let socket = if hosts.is_secure() { "wss" } else { "ws" };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; media-src 'self' blob:; manifest-src 'self'; \
         connect-src 'self' {socket}://{host}; base-uri 'none'; form-action 'self'; \
         frame-ancestors {ancestors}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(scheme: &str) -> Hosts {
        Hosts {
            scheme: scheme.into(),
            site: "shop.example".into(),
            widget: "widget.example".into(),
            desk: "desk.example".into(),
        }
    }

    fn header<'a>(headers: &'a [Header], name: &str) -> &'a str {
        headers
            .iter()
            .find(|header| header.0 == name)
            .map_or("", |header| &header.1)
    }

    #[test]
    fn the_frame_belongs_to_its_sites() {
        let headers = of_frame(&hosts("https"), &["https://shop.example".into()]);
        let policy = header(&headers, "content-security-policy");
        assert!(
            policy.ends_with("frame-ancestors https://shop.example"),
            "{policy}"
        );
        assert!(
            policy.contains("connect-src 'self' wss://widget.example;"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn nobody_frames_the_desk() {
        let headers = of_desk(&hosts("http"));
        let policy = header(&headers, "content-security-policy");
        assert!(policy.ends_with("frame-ancestors 'none'"));
        assert!(policy.contains("ws://desk.example"));
        assert_eq!(header(&headers, "x-frame-options"), "DENY");
    }

    #[test]
    fn every_file_says_what_it_is() {
        let headers = of_file(Folder::Widget, "bell.js");
        assert_eq!(
            header(&headers, "content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(header(&headers, "x-content-type-options"), "nosniff");
    }
}

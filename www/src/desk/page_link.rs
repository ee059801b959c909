//! The address of the caller's page: written by a stranger, so shown as text, and a link only if it is a web address.

use bellpull_protocol::PageUrl;

/// How the caller's page is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Without scheme, query and fragment.
    pub shown: String,
    /// Only http and https may be clicked.
    pub href: Option<String>,
}

/// The longest part of an address worth showing, in characters.
const SHOWN_CHARS: usize = 80;

impl PageLink {
    #[must_use]
    pub fn of(page: &PageUrl) -> Self {
        let text = page.expose().trim();
        let Some((scheme, rest)) = text.split_once("://") else {
            return Self {
                shown: shorten(text),
                href: None,
            };
        };
        let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let clean = !text.chars().any(|c| c.is_control() || c.is_whitespace());
        let place = rest
            .split(['?', '#'])
            .next()
            .unwrap_or(rest)
            .trim_end_matches('/');
        Self {
            shown: shorten(place),
            href: (web && clean).then(|| text.to_owned()),
        }
    }
}

fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str) -> PageLink {
        PageLink::of(&PageUrl::new(text))
    }

    #[test]
    fn links_web_addresses_and_shows_them_without_query() {
        let shown = link("https://shop.example/boots/?session=secret#size");
        assert_eq!(shown.shown, "shop.example/boots");
        assert_eq!(
            shown.href.as_deref(),
            Some("https://shop.example/boots/?session=secret#size")
        );
    }

    #[test]
    fn shows_but_never_links_what_could_run() {
        for text in [
            "javascript:alert(1)",
            "javascript://x%0aalert(1)",
            "data:text/html,<b>",
            " java\nscript://a",
        ] {
            assert_eq!(link(text).href, None, "{text:?}");
        }
        assert_eq!(link("https://a.example/\u{1}x").href, None);
    }

    #[test]
    fn cuts_what_does_not_fit_at_a_character() {
        assert_eq!(
            link(&format!("https://{}", "ü".repeat(200)))
                .shown
                .chars()
                .count(),
            SHOWN_CHARS + 1
        );
    }
}

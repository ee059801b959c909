//! The public feed as an HTTP answer: any site may read it, and any cache may keep it, but never beyond its change.

use super::language::WantedLanguage;
use crate::page_headers::Header;
use bellpull_hotline::Timestamp;
use bellpull_protocol::promotion::PublicFeed;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// For how long a cache need not ask again, in milliseconds: so long a withdrawn promotion may be seen.
const KEPT_MS: u64 = 1_000;
/// Bytes of the hash in an ETag: enough that two feeds of a hotline never share one.
const ETAG_BYTES: usize = 12;

/// Status, headers and body.
#[derive(Debug, PartialEq, Eq)]
pub struct FeedAnswer {
    pub status: u16,
    pub headers: Vec<Header>,
    /// Missing when the reader has it already.
    pub body: Option<String>,
}

/// Answers with a feed; `json` is the feed as it was read, `if_none_match` what the reader has.
#[must_use]
pub fn public_feed(
    feed: &PublicFeed,
    json: String,
    now: Timestamp,
    wanted: &WantedLanguage,
    if_none_match: &str,
) -> FeedAnswer {
    let etag = etag(&json);
    let is_known = is_among(&etag, if_none_match);
    let vary = if wanted.by_header {
        "accept-encoding, accept-language"
    } else {
        "accept-encoding"
    };
    let age = max_age(feed, now);
    let headers = vec![
        ("content-type", "application/json".into()),
        ("x-content-type-options", "nosniff".into()),
        ("access-control-allow-origin", "*".into()),
        ("cross-origin-resource-policy", "cross-origin".into()),
        (
            "cache-control",
            format!("public, max-age={age}, must-revalidate"),
        ),
        ("etag", etag),
        ("vary", vary.into()),
    ];
    FeedAnswer {
        status: if is_known { 304 } else { 200 },
        headers,
        body: (!is_known).then_some(json),
    }
}

/// In whole seconds, as the header counts; none at all when the feed changes before one is over.
fn max_age(feed: &PublicFeed, now: Timestamp) -> u64 {
    let left = feed
        .changes_ms
        .map_or(KEPT_MS, |at| at.saturating_sub(now.as_millis()));
    left.min(KEPT_MS) / 1_000
}

fn etag(json: &str) -> String {
    let hash = Sha256::digest(json);
    let short: Vec<u8> = hash.iter().copied().take(ETAG_BYTES).collect();
    format!("\"{}\"", BASE64URL_NOPAD.encode(&short))
}

/// A cache that compressed the answer marks the tag as weak.
fn is_among(etag: &str, if_none_match: &str) -> bool {
    let mut known = if_none_match.split(',').map(str::trim);
    known.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::super::wanted;
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(10_000);

    fn feed(changes_ms: Option<u64>) -> PublicFeed {
        PublicFeed {
            promotions: vec![],
            changes_ms,
        }
    }

    fn answer(changes_ms: Option<u64>, if_none_match: &str) -> FeedAnswer {
        let feed = feed(changes_ms);
        let json = serde_json::to_string(&feed).unwrap();
        public_feed(&feed, json, NOW, &wanted(Some("de"), ""), if_none_match)
    }

    fn header<'a>(answer: &'a FeedAnswer, name: &str) -> &'a str {
        let mut headers = answer.headers.iter();
        headers
            .find(|header| header.0 == name)
            .map_or("", |header| &header.1)
    }

    #[test]
    fn is_kept_a_second_but_never_beyond_its_change() {
        for (changes, age) in [
            (None, 1),
            (Some(20_000), 1),
            (Some(11_000), 1),
            (Some(10_999), 0),
            (Some(9_000), 0),
        ] {
            let cached = format!("public, max-age={age}, must-revalidate");
            assert_eq!(header(&answer(changes, ""), "cache-control"), cached);
        }
    }

    #[test]
    fn a_reader_who_has_it_gets_no_body() {
        let first = answer(None, "");
        let etag = header(&first, "etag").to_owned();

        for known in [etag.clone(), format!("\"x\", W/{etag}"), "*".into()] {
            let again = answer(None, &known);
            assert_eq!((again.status, again.body), (304, None));
            assert_eq!(again.headers, first.headers);
        }
        let changed = answer(Some(20_000), &etag);
        assert_eq!(changed.status, 200);
        assert_ne!(header(&changed, "etag"), etag);
    }

    #[test]
    fn caches_tell_languages_apart_when_the_browser_chose() {
        let feed = feed(None);
        let by_header = public_feed(&feed, "{}".into(), NOW, &wanted(None, "de"), "");

        assert_eq!(
            header(&by_header, "vary"),
            "accept-encoding, accept-language"
        );
        assert_eq!(header(&answer(None, ""), "vary"), "accept-encoding");
        assert_eq!(header(&by_header, "access-control-allow-origin"), "*");
    }
}

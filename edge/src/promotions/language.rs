//! In which language somebody wants to read.

use crate::greeting::language_tag;

/// A language, and whether the request's headers decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedLanguage {
    /// BCP 47; `und` when nothing usable was asked for, which every promotion answers in its default language.
    pub language: String,
    /// Caches must then keep an answer for each `Accept-Language`.
    pub by_header: bool,
}

/// What the query asks for, else the most wanted of `Accept-Language` (RFC 9110, 12.5.4).
#[must_use]
pub fn wanted(query: Option<&str>, accept_language: &str) -> WantedLanguage {
    match query.filter(|language| !language.is_empty()) {
        Some(language) => WantedLanguage {
            language: language_tag(language.to_owned()),
            by_header: false,
        },
        None => WantedLanguage {
            language: language_tag(most_wanted(accept_language).to_owned()),
            by_header: true,
        },
    }
}

/// The first of those with the highest weight; empty when there is none.
fn most_wanted(accept_language: &str) -> &str {
    let mut best = ("", 0.0_f32);
    for range in accept_language.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let weight = weight.map_or(1.0, |text| text.parse().unwrap_or(0.0));
        if tag != "*" && weight > best.1 {
            best = (tag, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_decides_before_the_browser() {
        let asked = wanted(Some("fr"), "de");

        assert_eq!(asked.language, "fr");
        assert!(!asked.by_header);
    }

    #[test]
    fn the_browsers_most_wanted_language_counts() {
        for (header, language) in [
            ("de-AT,de;q=0.9,en;q=0.8", "de-AT"),
            ("en;q=0.5, fr;q=0.9", "fr"),
            ("*, en;q=0.1", "en"),
            ("", "und"),
            ("<b>", "und"),
            ("de;q=soon", "und"),
        ] {
            let asked = wanted(None, header);
            assert_eq!(asked.language, language, "{header}");
            assert!(asked.by_header);
        }
    }
}

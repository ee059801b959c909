//! Which sites may frame the widget: `frame-ancestors` made from a hotline's allowed sites.
//!
//! Sites are written by people and end up in a header, so each is checked; one that is not a source is left out.

use bellpull_hotline::configuration::is_site;

/// The value of the `frame-ancestors` directive. Without a valid site nobody may frame.
#[must_use]
pub fn frame_ancestors(sites: &[String]) -> String {
    let valid: Vec<_> = sites
        .iter()
        .map(String::as_str)
        .filter(|site| is_site(site))
        .collect();
    if valid.is_empty() {
        "'none'".into()
    } else {
        valid.join(" ")
    }
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
}

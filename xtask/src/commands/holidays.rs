//! `cargo xtask holidays COUNTRY YEAR…`

use anyhow::{Result, anyhow, ensure};
use chrono::{Datelike, NaiveDate};
use opening_hours::localization::Country;

use crate::progress::say;

#[derive(Debug, clap::Args)]
pub struct Holidays {
    /// Two letters (ISO 3166-1), such as AT
    country: String,

    /// Such as 2027, several at will
    #[arg(required = true)]
    years: Vec<i32>,
}

impl Holidays {
    pub fn run(self) -> Result<()> {
        say(&list(&self.country, &self.years)?);
        Ok(())
    }
}

/// A block for `hotline.toml`. What the days are called, our source does not know.
fn list(country: &str, years: &[i32]) -> Result<String> {
    let code = country.to_uppercase();
    let country: Country = code
        .parse()
        .map_err(|_| anyhow!("`{code}` is no country's code; Austria's is AT."))?;
    let (everywhere, somewhere) = (country.holidays(), country.holidays_regional());
    let in_years = |day: &NaiveDate| years.contains(&day.year());
    let regional = somewhere.get_public().iter().filter(in_years);
    let days = everywhere.get_public().iter().filter(in_years);
    let mut lines: Vec<(NaiveDate, String)> = days
        .map(|day| {
            (
                day,
                format!("{day} = \"Public holiday\"   # {}", day.weekday()),
            )
        })
        .collect();
    ensure!(
        !lines.is_empty(),
        "The public holidays of {code} in these years are not known here."
    );
    for day in regional.filter(|day| !everywhere.get_public().contains(*day)) {
        let line = format!("# {day} = \"In some regions\"   # {}", day.weekday());
        lines.push((day, line));
    }
    lines.sort();
    let lines: Vec<_> = lines.into_iter().map(|(_, line)| line).collect();
    let name = code.to_lowercase();
    Ok(format!(
        "# For hotline.toml; opening hours name it: holidays = [\"{name}\"]\n[holidays.{name}]\n{}",
        lines.join("\n")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countrys_days_off_are_listed_year_by_year() {
        let list = list("at", &[2026, 2027]).unwrap();

        let mut lines = list.lines().skip(1);
        assert_eq!(lines.next(), Some("[holidays.at]"));
        assert_eq!(
            lines.next(),
            Some("2026-01-01 = \"Public holiday\"   # Thu")
        );
        for day in ["2026-05-25", "2026-10-26", "2027-03-29", "2027-12-26"] {
            assert!(list.contains(&format!("\n{day} = ")), "{day} in {list}");
        }
        assert!(!list.contains("2028"), "{list}");
        assert!(toml::from_str::<toml::Table>(&list).is_ok());
    }

    #[test]
    fn what_holds_in_some_regions_only_is_commented_out() {
        let list = list("DE", &[2027]).unwrap();

        assert!(list.contains("\n2027-10-03 = "), "{list}");
        assert!(list.contains("\n# 2027-01-06 = "), "{list}");
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(list("XX", &[2027]).unwrap_err().to_string().contains("AT"));
        assert!(
            list("AT", &[1066])
                .unwrap_err()
                .to_string()
                .contains("not known")
        );
    }
}

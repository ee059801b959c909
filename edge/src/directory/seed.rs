//! What an empty directory is filled with.

use crate::configuration::written_before;
use crate::{hours, zones};
use bellpull_hotline::configuration::{Configuration, is_site};
use bellpull_protocol::{HotlineId, OrganisationId};
use serde::Deserialize;

/// One organisation with all that is configured.
#[derive(Debug)]
pub struct Seed {
    pub organisation: OrganisationId,
    pub configuration: Configuration,
}

/// A whole configuration, or in short an organisation with its hotlines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    organisation: SeedOrganisation,
    #[serde(default)]
    hotlines: Vec<SeedHotline>,
    #[serde(default)]
    configuration: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedOrganisation {
    id: OrganisationId,
    /// A whole configuration has it itself.
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedHotline {
    pub id: HotlineId,
    pub name: String,
    /// Sites that may embed it, as CSP sources.
    pub sites: Vec<String>,
    /// When it is open; without hours always.
    #[serde(default)]
    pub hours: serde_json::Value,
}

impl Seed {
    /// # Errors
    /// A sentence that says what is wrong with the seed.
    pub fn read(json: &str) -> Result<Self, String> {
        let seed: Written =
            serde_json::from_str(json).map_err(|error| format!("SEED cannot be read: {error}"))?;
        let configuration = match seed.configuration {
            Some(document) => whole(&document)?,
            None => in_short(&seed.organisation.name, seed.hotlines)?,
        };
        Ok(Self {
            organisation: seed.organisation.id,
            configuration,
        })
    }
}

fn whole(document: &serde_json::Value) -> Result<Configuration, String> {
    Configuration::read(document, zones::zone).map_err(|mistakes| {
        let mistakes: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        format!("SEED: {}", mistakes.join("; "))
    })
}

fn in_short(name: &str, hotlines: Vec<SeedHotline>) -> Result<Configuration, String> {
    let sites = hotlines.iter().flat_map(|hotline| &hotline.sites);
    if let Some(site) = sites.into_iter().find(|site| !is_site(site)) {
        return Err(format!(
            "SEED: {site:?} is not a site such as https://shop.example"
        ));
    }
    for hotline in &hotlines {
        hours::checked(hotline.hours.clone()).map_err(|mistakes| {
            format!("SEED: hours of {}: {}", hotline.id, mistakes.join("; "))
        })?;
    }
    Ok(written_before(name, hotlines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_organisation_with_its_hotlines() {
        let seed = Seed::read(
            r#"{"organisation":{"id":"demo","name":"Alpenglow Outfitters"},
                "hotlines":[{"id":"demo","name":"Alpenglow Outfitters","sites":["http://shop.localhost:*"]}]}"#,
        );
        let seed = seed.unwrap();
        let demo = HotlineId::new("demo").unwrap();
        assert_eq!(
            seed.configuration.hotlines[&demo].sites,
            ["http://shop.localhost:*"]
        );
        assert_eq!(seed.configuration.name, "Alpenglow Outfitters");
    }

    #[test]
    fn reads_a_whole_configuration_or_says_what_is_wrong_with_it() {
        let seed = |name: &str| {
            let document = format!(
                r#"{{"schema":1,"name":"{name}","hotlines":{{"demo":{{"name":"Demo","survey":true}}}}}}"#
            );
            Seed::read(&format!(
                r#"{{"organisation":{{"id":"demo"}},"configuration":{document}}}"#
            ))
        };
        let demo = HotlineId::new("demo").unwrap();
        assert!(seed("Demo").unwrap().configuration.hotlines[&demo].survey);
        assert!(seed("").unwrap_err().contains("name"));
    }

    #[test]
    fn says_which_site_is_wrong() {
        let seed = Seed::read(
            r#"{"organisation":{"id":"a","name":"A"},"hotlines":[{"id":"a","name":"A","sites":["shop.example"]}]}"#,
        );
        assert!(seed.unwrap_err().contains("shop.example"));
    }

    #[test]
    fn says_whose_hours_are_wrong() {
        let seed = Seed::read(
            r#"{"organisation":{"id":"a","name":"A"},"hotlines":[{"id":"shop","name":"A","sites":[],
                "hours":{"zone":"Nowhere","week":{"monday":[{"opens":"09:00","closes":"17:00"}]}}}]}"#,
        );
        let error = seed.unwrap_err();
        assert!(error.contains("shop") && error.contains("zone"), "{error}");
    }
}

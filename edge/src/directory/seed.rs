//! What an empty directory is filled with.

use crate::hours;
use bellpull_hotline::configuration::is_site;
use bellpull_protocol::{HotlineId, OrganisationId};
use serde::Deserialize;

/// One organisation with its hotlines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    pub organisation: SeedOrganisation,
    pub hotlines: Vec<SeedHotline>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedOrganisation {
    pub id: OrganisationId,
    pub name: String,
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
        let seed: Self =
            serde_json::from_str(json).map_err(|error| format!("SEED cannot be read: {error}"))?;
        let sites = seed.hotlines.iter().flat_map(|hotline| &hotline.sites);
        if let Some(site) = sites.into_iter().find(|site| !is_site(site)) {
            return Err(format!(
                "SEED: {site:?} is not a site such as https://shop.example"
            ));
        }
        for hotline in &seed.hotlines {
            hours::checked(hotline.hours.clone()).map_err(|mistakes| {
                format!("SEED: hours of {}: {}", hotline.id, mistakes.join("; "))
            })?;
        }
        Ok(seed)
    }
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
        assert_eq!(seed.unwrap().hotlines[0].sites, ["http://shop.localhost:*"]);
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

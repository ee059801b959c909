//! Opening hours on their way from the administrator into the configuration, and with visitors' sockets to a switchboard
//! that has no plan yet.
//!
//! Every change has a higher version, which tells which are the last ones when sockets overtake each other. A plan has
//! them too, and wins.

use crate::refusing::RefusalBody;
use crate::zones;
use bellpull_hotline::Input;
use bellpull_hotline::hours::OpeningHours;
use bellpull_protocol::{HotlineId, RefusalCode};
use serde::{Deserialize, Serialize};

/// The most JSON of one hotline's hours, in bytes: they travel in a header. Four hundred holidays have 7 KiB.
const MAX_HOURS_BYTES: usize = 16 * 1024;

/// What a hotline's owner wrote down; without hours it is always open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotlineHours {
    /// From 1.
    pub version: u64,
    pub hours: Option<OpeningHours>,
}

impl HotlineHours {
    /// Larger ones reach the switchboard with its plan only.
    #[must_use]
    pub fn fits_a_header(&self) -> bool {
        serde_json::to_string(self).is_ok_and(|hours| hours.len() <= MAX_HOURS_BYTES)
    }
}

/// The body of refused hours.
#[derive(Debug, Serialize)]
pub struct MistakenHours {
    #[serde(flatten)]
    pub refusal: RefusalBody,
    /// One sentence for each: where, and what would be right.
    pub mistakes: Vec<String>,
}

impl From<Vec<String>> for MistakenHours {
    fn from(mistakes: Vec<String>) -> Self {
        let refusal = RefusalCode::BadHours.into();
        Self { refusal, mistakes }
    }
}

/// Reads hours, or `null` for none.
///
/// # Errors
/// Everything that is wrong with them.
pub fn checked(hours: serde_json::Value) -> Result<Option<OpeningHours>, Vec<String>> {
    if hours.to_string().len() > MAX_HOURS_BYTES {
        return Err(vec![format!("hours: at most {MAX_HOURS_BYTES} bytes")]);
    }
    let hours: Option<OpeningHours> =
        serde_json::from_value(hours).map_err(|error| vec![format!("hours: {error}")])?;
    let mistakes = hours.as_ref().map_or_else(Vec::new, mistakes);
    if mistakes.is_empty() {
        Ok(hours)
    } else {
        Err(mistakes)
    }
}

/// Hours whose zone no database has any more: it was there when they were taken in.
#[must_use]
pub fn has_lost_zone(hours: Option<&OpeningHours>) -> bool {
    hours.is_some_and(|hours| zones::zone(&hours.zone).is_none())
}

/// What the heart is told. Hours that have lost their zone cannot be kept and are none, so the hotline is open: closed,
/// it would turn away every caller and let all that is owed expire while operators sit at their desks; open, somebody
/// who calls at night hears that nobody is there.
#[must_use]
pub fn input(hotline: HotlineId, hours: Option<OpeningHours>) -> Input {
    let hours = hours.and_then(|hours| {
        let zone = zones::zone(&hours.zone)?;
        Some((hours, zone))
    });
    Input::Hours { hotline, hours }
}

fn mistakes(hours: &OpeningHours) -> Vec<String> {
    let zone = zones::zone(&hours.zone);
    let mistakes = hours.mistakes(zone.as_ref()).into_iter();
    mistakes.map(|mistake| mistake.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusing::status;
    use serde_json::json;

    #[test]
    fn good_hours_reach_the_heart_with_their_zone() {
        let hours = checked(json!({
            "zone": "Europe/Vienna",
            "week": {"monday": [{"opens": "09:00", "closes": "17:00"}]},
            "exceptions": {"2025-12-24": []}
        }));
        let demo = HotlineId::new("demo").unwrap();
        let Input::Hours { hotline, hours } = input(demo.clone(), hours.unwrap()) else {
            panic!("hours are told as hours");
        };
        assert_eq!(hotline, demo);
        assert_eq!(hours.unwrap().1.name(), "Europe/Vienna");
    }

    #[test]
    fn no_hours_are_always_open() {
        assert_eq!(checked(json!(null)), Ok(None));
        let demo = HotlineId::new("demo").unwrap();
        let told = input(demo.clone(), None);
        let (hotline, hours) = (demo, None);
        assert_eq!(told, Input::Hours { hotline, hours });
    }

    #[test]
    fn a_zone_that_is_gone_is_noticed_and_leaves_the_hotline_open() {
        let gone = json!({"zone": "Europe/Atlantis", "week": {}});
        let gone: OpeningHours = serde_json::from_value(gone).unwrap();
        let monday = json!([{"opens": "09:00", "closes": "17:00"}]);
        let kept = checked(json!({"zone": "UTC", "week": {"monday": monday}})).unwrap();

        assert!(has_lost_zone(Some(&gone)));
        assert!(!has_lost_zone(kept.as_ref()) && !has_lost_zone(None));
        let told = input(HotlineId::new("demo").unwrap(), Some(gone));
        assert!(matches!(told, Input::Hours { hours: None, .. }));
    }

    #[test]
    fn every_mistake_is_told() {
        let mistakes = checked(json!({
            "zone": "Europe/Viena",
            "week": {"friday": [{"opens": "09:00", "closes": "09:00"}]}
        }));
        let mistakes = mistakes.unwrap_err();
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert!(mistakes[0].contains("Europe/Vienna"), "{mistakes:?}");
        assert!(mistakes[1].contains("friday"), "{mistakes:?}");
    }

    #[test]
    fn what_are_no_hours_is_told_too() {
        for wrong in [
            json!("always"),
            json!({"week": {}}),
            json!({"zone": "UTC", "week": {"monday": [{"opens": "25:00", "closes": "26:00"}]}}),
            json!({"zone": "x".repeat(MAX_HOURS_BYTES)}),
        ] {
            assert_eq!(checked(wrong.clone()).unwrap_err().len(), 1, "{wrong}");
        }
    }

    #[test]
    fn the_answer_says_code_sentence_and_mistakes() {
        let body = MistakenHours::from(vec!["zone: another".to_owned()]);
        let body = serde_json::to_value(&body).unwrap();
        assert_eq!(body["code"], "bad_hours");
        assert_eq!(body["mistakes"], json!(["zone: another"]));
        assert_eq!(body["sentence"], RefusalCode::BadHours.sentence());
        assert_eq!(status(RefusalCode::BadHours), 422);
    }
}

//! Which change of a configuration is taken, and what it changes.

use super::Kept;
use crate::directory::SeedHotline;
use crate::zones;
use bellpull_hotline::Timestamp;
use bellpull_hotline::configuration::{Change, Configuration, HotlinePlan, Mistake, Tree, changes};
use bellpull_hotline::hours::OpeningHours;
use bellpull_protocol::HotlineId;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The longest name of who changed something, in characters.
const MAX_BY_CHARS: usize = 80;

/// Why a change is not taken. The live configuration stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It was made from another revision than this, which is the live one.
    Stale {
        revision: u64,
    },
    Mistaken(Vec<Mistake>),
}

/// The revision that a document makes; `None` when it says what the live one says. `foreign` are hotlines of other
/// organisations: their names are taken.
///
/// # Errors
/// [`Refused`]; everything that is wrong is told at once.
pub fn change(
    live: &Kept,
    base: u64,
    (now, by): (Timestamp, &str),
    document: &serde_json::Value,
    foreign: &BTreeSet<HotlineId>,
) -> Result<Option<Kept>, Refused> {
    if base != live.revision {
        let revision = live.revision;
        return Err(Refused::Stale { revision });
    }
    let read = Configuration::read(document, zones::zone).map_err(Refused::Mistaken)?;
    let taken = read.hotlines.keys().filter(|id| foreign.contains(*id));
    let taken = taken.map(|id| Mistake {
        path: format!("hotlines.{id}"),
        right: "another name; this one is taken by another organisation".to_owned(),
    });
    let taken: Vec<_> = taken.collect();
    if !taken.is_empty() {
        return Err(Refused::Mistaken(taken));
    }
    Ok(next(live, now, by, read))
}

/// The revision that goes back to an older document.
///
/// # Errors
/// As for [`change`]: what was right once may name a zone or a hotline that is not there any more.
pub fn undo(
    live: &Kept,
    base: u64,
    (now, by): (Timestamp, &str),
    older: &Kept,
    foreign: &BTreeSet<HotlineId>,
) -> Result<Option<Kept>, Refused> {
    let document = serde_json::to_value(&older.configuration).unwrap_or_default();
    change(live, base, (now, by), &document, foreign)
}

/// The revision with other hours of a hotline; `None` when it has them or there is no such hotline.
#[must_use]
pub fn with_hours(
    live: &Kept,
    (now, by): (Timestamp, &str),
    hotline: &HotlineId,
    hours: Option<OpeningHours>,
) -> Option<Kept> {
    let mut configuration = live.configuration.clone();
    configuration.hotlines.get_mut(hotline)?.hours = hours;
    next(live, now, by, configuration)
}

/// What an organisation's configuration says that nobody has written yet: its hotlines as they are.
#[must_use]
pub fn written_before(name: &str, hotlines: Vec<SeedHotline>) -> Configuration {
    let mut configuration = Configuration::named(name);
    for SeedHotline {
        id,
        name,
        sites,
        hours,
    } in hotlines
    {
        let plan = HotlinePlan {
            name,
            sites,
            // They were checked when they were taken in.
            hours: serde_json::from_value(hours).unwrap_or_default(),
            menu: vec![],
            greeting: Default::default(),
            welcome: Default::default(),
            topics: vec![],
            waiting_room: None,
            survey: false,
        };
        configuration.hotlines.insert(id, plan);
    }
    configuration
}

/// What is different, by path.
#[must_use]
pub fn differences(old: &Configuration, new: &Configuration) -> Vec<Change> {
    let tree = |configuration| {
        let value = serde_json::to_value(configuration).unwrap_or_default();
        Tree::deserialize(&value).unwrap_or(Tree::Nothing)
    };
    changes(&tree(old), &tree(new))
}

fn next(live: &Kept, now: Timestamp, by: &str, configuration: Configuration) -> Option<Kept> {
    (configuration != live.configuration).then(|| Kept {
        organisation: live.organisation.clone(),
        revision: live.revision + 1,
        at_ms: now,
        by: Some(by.trim().chars().take(MAX_BY_CHARS).collect()),
        configuration,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Timestamp = Timestamp::from_millis(5_000);

    #[test]
    fn a_change_of_the_live_revision_makes_the_next_one() {
        let live = live();
        let mut document = document(&live);
        document["hotlines"]["demo"]["name"] = json!("Tents");

        let next = try_change(&live, 3, &document).unwrap().unwrap();

        assert_eq!((next.revision, next.at_ms), (4, NOW));
        let told = differences(&live.configuration, &next.configuration);
        let paths: Vec<_> = told.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["hotlines.demo.name"]);
    }

    #[test]
    fn a_change_of_an_older_revision_is_stale() {
        let live = live();
        let refused = try_change(&live, 2, &document(&live));
        assert_eq!(refused, Err(Refused::Stale { revision: 3 }));
    }

    #[test]
    fn every_mistake_is_told_and_the_names_of_others_are_taken() {
        let live = live();
        let mut wrong = document(&live);
        wrong["hotlines"]["demo"]["menu"] = json!(["nowhere"]);
        wrong["hotlines"]["demo"]["sites"] = json!(["shop.example"]);
        let Err(Refused::Mistaken(mistakes)) = try_change(&live, 3, &wrong) else {
            panic!("it is mistaken");
        };
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");

        let mut taken = document(&live);
        taken["hotlines"]["other"] = json!({"name": "Ours"});
        let Err(Refused::Mistaken(mistakes)) = try_change(&live, 3, &taken) else {
            panic!("the name is taken");
        };
        assert_eq!(mistakes[0].path, "hotlines.other");
    }

    #[test]
    fn the_same_document_changes_nothing() {
        let live = live();
        assert_eq!(try_change(&live, 3, &document(&live)), Ok(None));
    }

    #[test]
    fn going_back_is_a_new_revision() {
        let live = live();
        let mut older = live.clone();
        older.revision = 1;
        older.configuration.name = "Before".into();

        let next = undo(&live, 3, (NOW, "anna"), &older, &BTreeSet::new());

        let next = next.unwrap().unwrap();
        assert_eq!(
            (next.revision, next.configuration),
            (4, older.configuration)
        );
    }

    #[test]
    fn hours_are_an_edit_of_the_document() {
        let live = live();
        let hours: OpeningHours = serde_json::from_value(json!({"zone": "UTC"})).unwrap();
        let demo = HotlineId::new("demo").unwrap();

        let next = with_hours(&live, (NOW, "x"), &demo, Some(hours.clone())).unwrap();

        assert_eq!(next.configuration.hotlines[&demo].hours, Some(hours));
        assert_eq!(with_hours(&live, (NOW, "x"), &demo, None), None);
        let unknown = HotlineId::new("nowhere").unwrap();
        assert_eq!(with_hours(&live, (NOW, "x"), &unknown, None), None);
    }

    fn try_change(
        live: &Kept,
        base: u64,
        document: &serde_json::Value,
    ) -> Result<Option<Kept>, Refused> {
        let foreign = BTreeSet::from([HotlineId::new("other").unwrap()]);
        change(live, base, (NOW, "anna"), document, &foreign)
    }

    fn document(kept: &Kept) -> serde_json::Value {
        serde_json::to_value(&kept.configuration).unwrap()
    }

    fn live() -> Kept {
        let demo = SeedHotline {
            id: HotlineId::new("demo").unwrap(),
            name: "Demo".into(),
            sites: vec!["http://shop.localhost:*".into()],
            hours: json!(null),
        };
        Kept {
            organisation: bellpull_protocol::OrganisationId::new("demo").unwrap(),
            revision: 3,
            at_ms: Timestamp::from_millis(1),
            by: None,
            configuration: written_before("Demo Ltd", vec![demo]),
        }
    }
}

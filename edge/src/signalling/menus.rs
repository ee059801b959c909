//! What visitors' pages are told when the configuration is another one.

use super::names::Names;
use super::post::{Letter, Recipient, json};
use crate::party::VisitorParty;
use bellpull_hotline::Switchboard;
use bellpull_protocol::visitor::ToVisitor;
use bellpull_protocol::{DepartmentId, HotlineId};
use std::collections::{BTreeMap, BTreeSet};

/// Welcome and menu of each page's hotline, in its language.
///
/// # Errors
/// When they cannot be written as JSON, which is a defect of ours.
pub fn menus<'a>(
    visitors: impl Iterator<Item = &'a VisitorParty>,
    names: &Names,
    heart: &Switchboard,
) -> Result<Vec<Letter>, serde_json::Error> {
    // Thousands of pages share a few hotlines and languages.
    let mut written: BTreeMap<(&HotlineId, &str), String> = BTreeMap::new();
    let mut letters = Vec::new();
    for VisitorParty {
        visitor,
        hotline,
        language,
        ..
    } in visitors
    {
        let known = written.get(&(hotline, language.as_str())).cloned();
        let text = match known {
            Some(text) => text,
            None => json(&menu(hotline, language, names, heart))?,
        };
        written.insert((hotline, language), text.clone());
        let to = Recipient::Visitor(visitor.clone());
        letters.push(Letter { to, text });
    }
    Ok(letters)
}

/// The departments of the hotline's menu that are closed now.
#[must_use]
pub fn closed(heart: &Switchboard, names: &Names, hotline: &HotlineId) -> BTreeSet<DepartmentId> {
    let menu = names.plan(hotline).map_or(&[][..], |plan| &plan.menu);
    let closed = menu.iter().filter(|id| !heart.is_department_open(id));
    closed.cloned().collect()
}

fn menu(hotline: &HotlineId, language: &str, names: &Names, heart: &Switchboard) -> ToVisitor {
    ToVisitor::Menu {
        welcome: names.welcome(hotline, language),
        menu: names.menu(hotline, language, &closed(heart, names, hotline)),
        survey: names.plan(hotline).is_some_and(|plan| plan.survey),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::Settings;
    use bellpull_hotline::configuration::Configuration;
    use bellpull_protocol::VisitorId;
    use serde_json::json;

    #[test]
    fn every_page_is_told_in_its_own_language() {
        let names = Names {
            configuration: Some(configuration()),
            ..Names::default()
        };
        let heart = Switchboard::new(Settings::default());
        let visitors = [
            visitor("v1", "demo", "de-AT"),
            visitor("v2", "demo", "en"),
            visitor("v3", "other", "en"),
        ];

        let letters = menus(visitors.iter(), &names, &heart).unwrap();

        let texts: Vec<serde_json::Value> = letters
            .iter()
            .map(|letter| serde_json::from_str(&letter.text).unwrap())
            .collect();
        assert_eq!(texts[0]["welcome"], "Grüß Gott");
        assert_eq!(texts[1]["welcome"], "Hello");
        assert_eq!(
            texts[1]["menu"],
            json!([
                {"department": "sales", "name": "Sales", "open": true},
                {"department": "repairs", "name": "repairs", "open": true},
            ])
        );
        assert_eq!(texts[2], json!({"kind": "menu"}));
    }

    fn configuration() -> Configuration {
        let document = json!({
            "schema": 1,
            "name": "Demo",
            "hotlines": {"demo": {
                "name": "Demo", "menu": ["sales", "repairs"], "welcome": {"en": "Hello", "de": "Grüß Gott"}
            }},
            "departments": {"sales": {"name": {"en": "Sales"}}, "repairs": {}}
        });
        serde_json::from_value(document).unwrap()
    }

    fn visitor(id: &str, hotline: &str, language: &str) -> VisitorParty {
        VisitorParty {
            visitor: VisitorId::new(id).unwrap(),
            hotline: HotlineId::new(hotline).unwrap(),
            language: language.into(),
            page: None,
        }
    }
}

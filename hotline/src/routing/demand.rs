//! What a department asks of whoever answers, by how long somebody has waited.

use super::waited_at;
use crate::configuration::{Department, LanguageRule, Profile, Skill};
use bellpull_protocol::DepartmentId;

/// Without the tiers, which depend on who is at a desk.
#[derive(Debug)]
pub(crate) struct Demand<'a> {
    department: &'a DepartmentId,
    /// Each with its least level.
    skills: Vec<(&'a Skill, u8)>,
    /// A primary tag.
    language: Option<&'a str>,
    /// How many seconds the contact has waited at least.
    pub(crate) waited: u32,
}

impl<'a> Demand<'a> {
    /// `language`: the visitor's, as [`Demand::language`] gave it.
    pub(crate) fn at(
        (id, department): (&'a DepartmentId, &'a Department),
        step: u32,
        language: Option<&'a str>,
    ) -> Self {
        let waited = waited_at(department, step);
        let preferred = department.prefers.iter();
        let insisted = preferred.filter(|preference| preference.for_s > waited);
        let insisted = insisted.map(|preference| (&preference.skill, preference.level));
        let required = department
            .skills
            .iter()
            .map(|(skill, level)| (skill, *level));
        Self {
            department: id,
            skills: required.chain(insisted).collect(),
            language,
            waited,
        }
    }

    /// The primary tag that counts at this step, if any does: `de` of `de-AT`.
    pub(crate) fn language(department: &Department, step: u32, language: &str) -> Option<String> {
        let counts = match department.language {
            LanguageRule::Ignored => false,
            LanguageRule::Preferred { for_s } => for_s > waited_at(department, step),
            LanguageRule::Required => true,
        };
        counts.then(|| primary(language))
    }

    /// Whether somebody can answer. Without a profile they serve every department, without any skill.
    pub(crate) fn is_met_by(&self, profile: Option<&Profile>) -> bool {
        let Some(profile) = profile else {
            return self.skills.is_empty();
        };
        let departments = profile.departments.as_ref();
        let serves = departments.is_none_or(|served| served.contains(self.department));
        let skilled = self.skills.iter().all(|(skill, least)| {
            let level = profile.skills.get(*skill);
            level.is_some_and(|level| level >= least)
        });
        let languages = profile.languages.as_ref();
        let speaks =
            |wanted| languages.is_none_or(|spoken| spoken.iter().any(|tag| primary(tag) == wanted));
        serves && skilled && self.language.is_none_or(speaks)
    }
}

/// In lower case, as tags are compared (RFC 5646, 2.1.1).
pub(crate) fn primary(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    primary.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Preference;

    fn knows(skills: &[(&str, u8)]) -> Profile {
        let skills = skills
            .iter()
            .map(|(skill, level)| ((*skill).to_owned(), *level));
        Profile {
            skills: skills.collect(),
            ..Profile::default()
        }
    }

    fn meets(
        department: &Department,
        step: u32,
        language: &str,
        profile: Option<&Profile>,
    ) -> bool {
        let language = Demand::language(department, step, language);
        let id = DepartmentId::general();
        Demand::at((&id, department), step, language.as_deref()).is_met_by(profile)
    }

    #[test]
    fn a_skill_needs_its_level() {
        let returns = Department {
            skills: [("returns".to_owned(), 5)].into(),
            ..Department::default()
        };

        assert!(meets(&returns, 0, "de", Some(&knows(&[("returns", 5)]))));
        assert!(!meets(&returns, 0, "de", Some(&knows(&[("returns", 4)]))));
        assert!(!meets(&returns, 0, "de", Some(&knows(&[("boots", 10)]))));
        assert!(
            !meets(&returns, 0, "de", None),
            "nobody said that they know it"
        );
    }

    #[test]
    fn a_preferred_skill_is_insisted_on_for_its_time() {
        let boots = Department {
            prefers: vec![
                Preference {
                    skill: "boots".into(),
                    level: 3,
                    for_s: 60,
                },
                Preference {
                    skill: "skis".into(),
                    level: 1,
                    for_s: 30,
                },
            ],
            ..Department::default()
        };
        let (both, boots_only) = (knows(&[("boots", 3), ("skis", 1)]), knows(&[("boots", 3)]));

        assert!(meets(&boots, 0, "de", Some(&both)));
        assert!(!meets(&boots, 0, "de", Some(&boots_only)));
        assert!(meets(&boots, 1, "de", Some(&boots_only)));
        assert!(!meets(&boots, 1, "de", None));
        assert!(meets(&boots, 2, "de", None));
    }

    #[test]
    fn a_language_is_compared_by_its_primary_tag() {
        let required = Department {
            language: LanguageRule::Required,
            ..Department::default()
        };
        let speaks = |tags: &[&str]| Profile {
            languages: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
            ..Profile::default()
        };

        assert!(meets(&required, 0, "de-AT", Some(&speaks(&["en", "DE"]))));
        assert!(!meets(&required, 0, "de-AT", Some(&speaks(&["en"]))));
        assert!(
            meets(&required, 0, "de-AT", Some(&Profile::default())),
            "as far as anybody said"
        );
    }

    #[test]
    fn a_preferred_language_is_forgotten_after_its_time() {
        let preferred = Department {
            language: LanguageRule::Preferred { for_s: 20 },
            ..Department::default()
        };

        assert_eq!(Demand::language(&preferred, 0, "de-AT"), Some("de".into()));
        assert_eq!(Demand::language(&preferred, 1, "de-AT"), None);
    }
}

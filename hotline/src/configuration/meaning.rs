//! What the parts of a configuration say about each other.

use super::tree::{below, element};
use super::{Configuration, Department, HotlinePlan, Mistake, NextStep, Profile, Skill, Tier};
use crate::hours::{OpeningHours, Zone};
use bellpull_protocol::DepartmentId;
use std::collections::BTreeSet;

/// Where a department says who takes over from it.
const OVERFLOW: &str = "max_wait.then.department";

/// Reasons for a break that everybody has.
const BREAKS: [&str; 3] = ["break", "lunch", "training"];

impl Configuration {
    /// Everything that contradicts itself or refers to what is not there. What a value may be by itself, only
    /// [`Configuration::read`] looks at.
    #[must_use]
    pub fn mistakes(&self, zone: impl Fn(&str) -> Option<Zone>) -> Vec<Mistake> {
        let mut check = Check {
            all: self,
            zone: &zone,
            mistakes: vec![],
        };
        for (index, reason) in self.breaks.iter().enumerate() {
            if BREAKS.contains(&reason.as_str()) {
                check.mistake(
                    &element("breaks", index),
                    "another word; everybody has this one",
                );
            }
        }
        for (id, hotline) in &self.hotlines {
            check.hotline(&below("hotlines", id.as_str()), hotline);
        }
        for (id, department) in &self.departments {
            check.department(id, department);
        }
        for (name, profile) in &self.operators {
            check.profile(&below("operators", name), profile);
        }
        let mut mistakes = check.mistakes;
        mistakes.extend(self.circles(OVERFLOW, overflow));
        mistakes.extend(self.circles("escalates_to", escalation));
        mistakes
    }
}

impl Configuration {
    /// Departments that lead back to themselves, each circle once, at the first of its departments.
    fn circles(&self, field: &str, next: fn(&Department) -> Option<&DepartmentId>) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        let mut looked_at = BTreeSet::new();
        for start in self.departments.keys() {
            let mut way: Vec<&DepartmentId> = Vec::new();
            let mut at = Some(start);
            while let Some(department) = at {
                if let Some(begins) = way.iter().position(|passed| *passed == department) {
                    let circle: Vec<_> = way[begins..].iter().map(|id| id.as_str()).collect();
                    let path = format!("{}.{field}", below("departments", department.as_str()));
                    let right = format!(
                        "another department; {} -> {department} goes round",
                        circle.join(" -> ")
                    );
                    mistakes.push(Mistake::new(path, right));
                    break;
                }
                if !looked_at.insert(department) {
                    break;
                }
                way.push(department);
                at = self.departments.get(department).and_then(next);
            }
        }
        mistakes
    }
}

fn escalation(department: &Department) -> Option<&DepartmentId> {
    department.escalates_to.as_ref()
}

fn overflow(department: &Department) -> Option<&DepartmentId> {
    match &department.max_wait.as_ref()?.then {
        NextStep::Department(next) => Some(next),
        NextStep::OfferCallback | NextStep::End => None,
    }
}

struct Check<'a> {
    all: &'a Configuration,
    zone: &'a dyn Fn(&str) -> Option<Zone>,
    mistakes: Vec<Mistake>,
}

impl Check<'_> {
    fn mistake(&mut self, path: &str, right: &str) {
        self.mistakes.push(Mistake::new(path, right));
    }

    fn hotline(&mut self, path: &str, hotline: &HotlinePlan) {
        self.hours(path, hotline.hours.as_ref());
        for (index, department) in hotline.menu.iter().enumerate() {
            self.known(&element(&below(path, "menu"), index), department);
        }
    }

    fn department(&mut self, id: &DepartmentId, department: &Department) {
        let path = &below("departments", id.as_str());
        self.hours(path, department.hours.as_ref());
        for (skill, level) in &department.skills {
            self.held(&below(&below(path, "skills"), skill), skill, *level);
        }
        for (index, preference) in department.prefers.iter().enumerate() {
            let at = element(&below(path, "prefers"), index);
            self.held(&below(&at, "skill"), &preference.skill, preference.level);
        }
        self.tiers(&below(path, "tiers"), id, &department.tiers);
        if let Some(next) = overflow(department) {
            self.known(&format!("{path}.{OVERFLOW}"), next);
        }
        if let Some(next) = &department.escalates_to {
            self.known(&below(path, "escalates_to"), next);
        }
    }

    fn tiers(&mut self, path: &str, department: &DepartmentId, tiers: &[Tier]) {
        let mut before = None;
        let mut seen = BTreeSet::new();
        for (index, tier) in tiers.iter().enumerate() {
            let at = element(path, index);
            let after = below(&at, "after_s");
            match before {
                None if tier.after_s > 0 => {
                    self.mistake(&after, "0, or nobody would ring at first")
                }
                Some(before) if tier.after_s <= before => {
                    self.mistake(&after, "later than the tier before it");
                }
                None | Some(_) => {}
            }
            before = Some(tier.after_s);
            for (index, name) in tier.operators.iter().enumerate() {
                let at = element(&below(&at, "operators"), index);
                if !seen.insert(name) {
                    self.mistake(&at, "somebody who is in no tier yet");
                }
                match self.all.operators.get(name) {
                    None => {
                        let entry = below("operators", name);
                        self.mistake(&at, &format!("somebody with an entry [{entry}]"));
                    }
                    Some(profile) if !serves(profile, department) => {
                        let list = below(&below("operators", name), "departments");
                        self.mistake(&at, &format!("somebody whose {list} has {department}"));
                    }
                    Some(_) => {}
                }
            }
        }
    }

    fn profile(&mut self, path: &str, profile: &Profile) {
        for (index, department) in profile.departments.iter().flatten().enumerate() {
            self.known(&element(&below(path, "departments"), index), department);
        }
    }

    fn hours(&mut self, path: &str, hours: Option<&OpeningHours>) {
        let Some(hours) = hours else { return };
        let path = below(path, "hours");
        let zone = (self.zone)(&hours.zone);
        for mistake in hours.mistakes(zone.as_ref()) {
            let text = mistake.to_string();
            let (at, right) = text.split_once(": ").unwrap_or(("", &text));
            self.mistake(&format!("{path}.{at}"), right);
        }
        for (index, list) in hours.holidays.iter().enumerate() {
            if !self.all.holidays.contains_key(list) {
                let right = one_of("a list of days off", self.all.holidays.keys());
                self.mistake(&element(&below(&path, "holidays"), index), &right);
            }
        }
    }

    fn known(&mut self, path: &str, department: &DepartmentId) {
        let there = self.all.departments.contains_key(department);
        if !there && *department != DepartmentId::general() {
            let right = one_of("a department", self.all.departments.keys());
            self.mistake(path, &right);
        }
    }

    /// A skill that nobody has can only be a slip of the pen, and would let visitors wait for ever.
    fn held(&mut self, path: &str, skill: &Skill, level: u8) {
        let mut profiles = self.all.operators.values();
        let has = |profile: &Profile| profile.skills.get(skill).is_some_and(|has| *has >= level);
        if !profiles.any(has) {
            let right = format!("a skill that somebody among the operators has at level {level}");
            self.mistake(path, &right);
        }
    }
}

fn serves(profile: &Profile, department: &DepartmentId) -> bool {
    let list = profile.departments.as_ref();
    list.is_none_or(|list| list.contains(department))
}

/// What could stand there, as far as one would read.
fn one_of(what: &str, known: impl ExactSizeIterator<Item = impl std::fmt::Display>) -> String {
    const READ: usize = 12;
    if known.len() == 0 {
        return format!("{what}; there is none yet");
    }
    let more = if known.len() > READ { ", …" } else { "" };
    let names: Vec<_> = known.take(READ).map(|name| name.to_string()).collect();
    format!("{what}: {}{more}", names.join(", "))
}

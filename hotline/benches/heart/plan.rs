//! A call centre with everything that a choice has to look at: six departments with points, skills, tiers, languages and
//! strategies of their own, and operators who know some of it.

use crate::people::{hotline, operator};
use bellpull_hotline::configuration::{
    Configuration, Department, HotlinePlan, LanguageRule, Plan, Preference, Profile, Strategy, Tier,
};
use bellpull_protocol::DepartmentId;
use std::collections::BTreeMap;

const DEPARTMENTS: u32 = 6;

/// Where somebody with this number waits.
pub fn department(number: u32) -> DepartmentId {
    DepartmentId::new(format!("department-{}", number % DEPARTMENTS)).unwrap()
}

pub fn plan(operators: u32) -> Plan {
    let names: Vec<String> = (0..operators)
        .map(|number| format!("Operator {number}"))
        .collect();
    let mut configuration = Configuration::named("Acme");
    configuration.hotlines.insert(hotline(), shop());
    for number in 0..DEPARTMENTS {
        configuration
            .departments
            .insert(department(number), rules(number, &names));
    }
    for (number, name) in (0..).zip(&names) {
        configuration
            .operators
            .insert(name.clone(), profile(number));
    }
    let people = (0..).map(operator).zip(names);
    Plan {
        revision: 1,
        configuration,
        people: people.collect(),
        zones: BTreeMap::new(),
    }
}

fn shop() -> HotlinePlan {
    HotlinePlan {
        name: "Shop".into(),
        sites: vec![],
        hours: None,
        menu: (0..DEPARTMENTS).map(department).collect(),
        greeting: BTreeMap::new(),
        welcome: BTreeMap::new(),
        topics: vec![],
        waiting_room: Some(u32::MAX),
        survey: false,
    }
}

fn rules(number: u32, names: &[String]) -> Department {
    let strategies = [
        Strategy::LongestIdle,
        Strategy::FewestContacts,
        Strategy::LeastTalkTime,
        Strategy::Linear,
        Strategy::RoundRobin,
        Strategy::Random { seed: 1 },
    ];
    let half = names.len() / 2;
    let tiers = [(0, &names[..half]), (30, &names[half..])];
    let tiers = tiers.map(|(after_s, names)| Tier {
        after_s,
        operators: names.to_vec(),
    });
    Department {
        points: i32::try_from(number).unwrap() * 10,
        strategy: strategies[number as usize],
        skills: BTreeMap::from([("products".into(), 2)]),
        prefers: vec![Preference {
            skill: "boots".into(),
            level: 5,
            for_s: 60,
        }],
        language: LanguageRule::Preferred { for_s: 45 },
        tiers: if number == 3 { tiers.into() } else { vec![] },
        ..Department::default()
    }
}

/// Three departments each, and more or less of what they ask for.
fn profile(number: u32) -> Profile {
    let level = |more: u32| u8::try_from((number + more) % 8 + 2).unwrap();
    Profile {
        departments: Some((0..3).map(|more| department(number + more)).collect()),
        skills: BTreeMap::from([("products".into(), level(0)), ("boots".into(), level(3))]),
        languages: Some(vec!["de".into(), "en".into()]),
        ..Profile::default()
    }
}

//! What an organisation of a random world has written down, and how it changes its mind. The first operator can do
//! everything, so that in the end everybody is served.

use crate::chance::Chance;
use crate::house;
use bellpull_hotline::configuration::{
    AtClosing, CallbackRules, Configuration, Department, HotlinePlan, LanguageRule, MaxWait,
    NextStep, Plan, Preference, Profile, RoutingRules, Strategy, Tier, WhenEmpty,
};
use bellpull_hotline::hours::Zone;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId};
use std::collections::BTreeMap;

const SKILLS: [&str; 2] = ["returns", "boots"];
pub const LANGUAGES: [&str; 4] = ["en", "de", "de-AT", "fr"];
/// A reason for a break that only a plan knows.
pub const OWN_REASON: &str = "smoke";
const NAMES: [&str; 4] = ["general", "sales", "billing", "vip"];

pub fn department(name: &str) -> DepartmentId {
    DepartmentId::new(name).unwrap()
}

/// Departments that any plan may have.
pub fn departments() -> Vec<DepartmentId> {
    NAMES.map(department).to_vec()
}

pub fn plan(chance: &mut Chance, revision: u64, operators: usize) -> Plan {
    let mut configuration = Configuration::named("A few shops");
    configuration.breaks = vec![OWN_REASON.into()];
    configuration.routing = RoutingRules {
        ageing: chance.pick(&[1, 1, 2, 5, 0]),
        raise_missed: chance.pick(&[0, 30]),
        raise_transferred: chance.pick(&[0, 60]),
        raise_due_callback: chance.pick(&[0, 20]),
        back_after_missed_s: chance.pick(&[None, None, Some(10), Some(25)]),
    };
    let mut some = departments();
    some.retain(|_| chance.percent(70));
    if some.is_empty() {
        some = departments();
    }
    let names: Vec<String> = (0..operators).map(name).collect();
    for id in &some {
        let rules = rules(chance, &some, &names);
        configuration.departments.insert(id.clone(), rules);
    }
    for hotline in house::hotlines() {
        let line = line(chance, &some);
        configuration.hotlines.insert(hotline, line);
    }
    let mut people = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let id = OperatorId::new(format!("o{index}")).unwrap();
        people.insert(id, name.clone());
        // Whoever is not described serves everything, without any skill.
        if index == 0 || chance.percent(80) {
            let profile = profile(chance, index, &some);
            configuration.operators.insert(name.clone(), profile);
        }
    }
    Plan {
        revision,
        configuration,
        people,
        zones: BTreeMap::from([("UTC".into(), Zone::utc())]),
    }
}

fn rules(chance: &mut Chance, all: &[DepartmentId], names: &[String]) -> Department {
    let strategies = [
        Strategy::LongestIdle,
        Strategy::LongestIdle,
        Strategy::RingAll,
        Strategy::RingAll,
        Strategy::RoundRobin,
        Strategy::Linear,
        Strategy::FewestContacts,
        Strategy::LeastTalkTime,
        Strategy::Random { seed: 7 },
    ];
    let mut skills = BTreeMap::new();
    for skill in SKILLS {
        if chance.percent(20) {
            skills.insert(skill.to_owned(), 3);
        }
    }
    let prefers = chance.percent(30).then(|| Preference {
        skill: "boots".into(),
        level: 5,
        for_s: u32::try_from(chance.between(5, 40)).unwrap(),
    });
    let for_s = u32::try_from(chance.between(5, 40)).unwrap();
    let language = chance.pick(&[
        LanguageRule::Ignored,
        LanguageRule::Ignored,
        LanguageRule::Preferred { for_s },
        LanguageRule::Required,
    ]);
    let another = all[chance.index(all.len())].clone();
    let next = match chance.below(3) {
        0 => NextStep::OfferCallback,
        1 => NextStep::Department(another.clone()),
        _ => NextStep::End,
    };
    let max_wait = chance.percent(35).then(|| MaxWait {
        after_s: u32::try_from(chance.between(15, 120)).unwrap(),
        then: next,
    });
    let hours = house::hours(chance).filter(|_| chance.percent(40));
    Department {
        hours,
        strategy: chance.pick(&strategies),
        points: chance.pick(&[0, 0, 20, 60]),
        skills,
        prefers: prefers.into_iter().collect(),
        language,
        tiers: if chance.percent(35) {
            tiers(chance, names)
        } else {
            vec![]
        },
        ring_s: chance.pick(&[None, None, Some(8), Some(14)]),
        wrap_up_s: chance.pick(&[None, None, Some(5)]),
        when_empty: chance.pick(&[
            WhenEmpty::Wait,
            WhenEmpty::Wait,
            WhenEmpty::Refuse,
            WhenEmpty::OfferCallback,
        ]),
        max_wait,
        at_closing: chance.pick(&[AtClosing::Finish, AtClosing::OfferCallback]),
        callbacks: CallbackRules {
            first_after_s: chance.pick(&[None, None, Some(15)]),
            tries: chance.pick(&[None, Some(2)]),
            retry_s: chance.pick(&[None, Some(10)]),
            expire_after_s: chance.pick(&[None, None, Some(600)]),
        },
        escalates_to: chance.percent(60).then_some(another),
        ..Department::default()
    }
}

/// Some at once, everybody later.
fn tiers(chance: &mut Chance, names: &[String]) -> Vec<Tier> {
    let first = Tier {
        after_s: chance.pick(&[0, 0, 0, 5]),
        operators: names
            .iter()
            .filter(|_| chance.percent(50))
            .cloned()
            .collect(),
    };
    let then = Tier {
        after_s: u32::try_from(chance.between(8, 40)).unwrap(),
        operators: names.iter().rev().cloned().collect(),
    };
    vec![first, then]
}

fn line(chance: &mut Chance, some: &[DepartmentId]) -> HotlinePlan {
    let menu: Vec<_> = some.iter().filter(|_| chance.percent(70)).collect();
    let hours = house::hours(chance);
    let room = chance.pick(&[None, None, Some(3)]);
    let mut line: HotlinePlan = serde_json::from_value(serde_json::json!({
        "name": "Shop",
        "menu": menu,
        "topics": ["returns"],
    }))
    .unwrap();
    line.hours = hours;
    line.waiting_room = room;
    line
}

fn profile(chance: &mut Chance, index: usize, some: &[DepartmentId]) -> Profile {
    if index == 0 {
        let skills = SKILLS.map(|skill| (skill.to_owned(), 10));
        return Profile {
            skills: skills.into(),
            ..Profile::default()
        };
    }
    let served = some
        .iter()
        .filter(|_| chance.percent(60))
        .cloned()
        .collect();
    let skills = SKILLS.iter().filter(|_| chance.percent(50));
    let skills = skills.map(|skill| ((*skill).to_owned(), 5)).collect();
    let spoken = ["en".to_owned(), "de".to_owned()];
    Profile {
        departments: chance.percent(50).then_some(served),
        skills,
        languages: chance
            .percent(60)
            .then(|| spoken[..chance.index(2) + 1].to_vec()),
        chats: chance.pick(&[None, None, Some(1), Some(2)]),
        chats_beside_calls: chance.percent(60),
        ..Profile::default()
    }
}

fn name(index: usize) -> String {
    format!("operator {index}")
}

/// One of the hotline's menu, seldom one that there may not be; often none is named.
pub fn chosen(
    chance: &mut Chance,
    plan: Option<&Plan>,
    hotline: &HotlineId,
) -> Option<DepartmentId> {
    let plan = plan?;
    let menu = plan.menu(hotline);
    match chance.below(10) {
        0..3 => None,
        3 => Some(chance.index(NAMES.len())).map(|index| department(NAMES[index])),
        _ => Some(menu[chance.index(menu.len())].clone()),
    }
}

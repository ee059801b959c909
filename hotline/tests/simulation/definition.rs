//! Who may answer whom and who goes before whom, computed from the definitions for every contact and operator anew: no
//! class, no step, no rank that somebody kept.

use crate::house;
use bellpull_hotline::configuration::{Department, LanguageRule, Plan, Profile};
use bellpull_hotline::{
    Activity, Channel, Contact, Operator, Presence, Switchboard, Timestamp, Way,
};
use bellpull_protocol::OperatorId;
use std::cmp::Reverse;
use std::time::Duration;

/// The switchboard at a moment, and what its organisation wants.
#[derive(Clone, Copy)]
pub struct Definition<'a> {
    pub now: Timestamp,
    pub plan: &'a Plan,
    pub heart: &'a Switchboard,
}

impl<'a> Definition<'a> {
    /// The greater score is served first (thousandths of a point); of equal ones whoever came first, then the lower id.
    pub fn order(&self, contact: &'a Contact) -> impl Ord + use<'a> {
        let routing = &self.plan.configuration.routing;
        let waited = i128::try_from(self.now.since(contact.entered).as_millis()).unwrap();
        let points = i128::from(self.points(contact)) + i128::from(contact.raised);
        let score = points * 1_000 + i128::from(routing.ageing) * waited;
        (Reverse(score), contact.entered, &contact.id)
    }

    pub fn points(&self, contact: &Contact) -> i32 {
        self.department(contact).map_or(0, |rules| rules.points)
    }

    pub fn department(&self, contact: &Contact) -> Option<&'a Department> {
        self.plan.department(&contact.department)
    }

    /// Could be rung for it, and nothing stands in the way now.
    pub fn could_take(&self, operator: &Operator, contact: &Contact) -> bool {
        let declined = contact.declined.get(&operator.id);
        let paused = declined.is_some_and(|until| *until > self.now);
        !paused
            && self.can_be_served(contact)
            && self.has_room(operator, contact)
            && self.is_eligible(operator, contact)
    }

    /// What the contact itself needs: sound, open hours, its page, the end of a pause.
    pub fn can_be_served(&self, contact: &Contact) -> bool {
        let open = self.heart.is_open(&contact.hotline)
            && self.heart.is_department_open(&contact.department);
        let sound = self.heart.has_media();
        match &contact.channel {
            Channel::Call => sound,
            Channel::Chat => true,
            Channel::Message => open,
            Channel::Callback(callback) => {
                let reachable = match callback.way {
                    Way::Browser => sound && !contact.away,
                    Way::Phone { .. } => true,
                };
                let window = callback.window;
                let begun = window.is_none_or(|window| window.from <= self.now);
                open && reachable && begun && callback.due <= self.now
            }
        }
    }

    pub fn has_room(&self, operator: &Operator, contact: &Contact) -> bool {
        let plan = operator.planned.as_ref();
        let pauses = plan.is_some_and(|plan| plan.from <= self.now);
        if operator.presence != Presence::Available || pauses || operator.chat_ring.is_some() {
            return false;
        }
        let idle = operator.activity == Activity::Idle;
        let talks = matches!(operator.activity, Activity::Talking { .. });
        match contact.channel {
            Channel::Call | Channel::Callback(_) => idle,
            Channel::Chat | Channel::Message => {
                let profile = self.plan.profile(&operator.id);
                let beside = profile.is_none_or(|profile| profile.chats_beside_calls);
                let room = operator.chats.len() < self.chats(&operator.id);
                room && (idle || (talks && beside))
            }
        }
    }

    /// How many chats at a time.
    pub fn chats(&self, operator: &OperatorId) -> usize {
        let own = self
            .plan
            .profile(operator)
            .and_then(|profile| profile.chats);
        own.map_or(house::settings().chats, |chats| {
            usize::try_from(chats).unwrap()
        })
    }

    /// Department, tier, language and skills, free or not.
    pub fn is_eligible(&self, operator: &Operator, contact: &Contact) -> bool {
        let Some(rules) = self.department(contact) else {
            return self.is_able(&operator.id, contact, &Department::default());
        };
        if !self.is_able(&operator.id, contact, rules) {
            return false;
        }
        if rules.tiers.is_empty() {
            return true;
        }
        let waited = self.now.since(contact.entered);
        let mut tiers: Vec<_> = rules.tiers.iter().collect();
        tiers.sort_by_key(|tier| tier.after_s);
        let mut anybody_there = false;
        for (index, tier) in tiers.into_iter().enumerate() {
            let reached = waited >= seconds(tier.after_s);
            let first_is_open = index > 0 && waited >= seconds(rules.tiers_from());
            if !reached && (anybody_there || !first_is_open) {
                return false;
            }
            let named = |id: &OperatorId| {
                let name = self.plan.people.get(id);
                name.is_some_and(|name| tier.operators.contains(name))
            };
            if named(&operator.id) {
                return true;
            }
            anybody_there |= self.heart.operators().any(|other| {
                named(&other.id) && is_at_a_desk(other) && self.is_able(&other.id, contact, rules)
            });
        }
        false
    }

    fn is_able(&self, operator: &OperatorId, contact: &Contact, rules: &Department) -> bool {
        let unnamed = Profile::default();
        let profile = self.plan.profile(operator).unwrap_or(&unnamed);
        let waited = self.now.since(contact.entered);
        let departments = profile.departments.as_ref();
        let serves = departments.is_none_or(|served| served.contains(&contact.department));
        let knows = |skill: &String, least: u8| {
            let level = profile.skills.get(skill);
            level.is_some_and(|level| *level >= least)
        };
        let required = rules
            .skills
            .iter()
            .all(|(skill, level)| knows(skill, *level));
        let preferred = rules.prefers.iter().all(|preference| {
            waited >= seconds(preference.for_s) || knows(&preference.skill, preference.level)
        });
        let spoken = profile.languages.as_ref();
        let wanted = primary(&contact.language);
        let speaks = spoken.is_none_or(|tags| tags.iter().any(|tag| primary(tag) == wanted));
        let language = match rules.language {
            LanguageRule::Ignored => true,
            LanguageRule::Preferred { for_s } => speaks || waited >= seconds(for_s),
            LanguageRule::Required => speaks,
        };
        serves && required && preferred && language
    }
}

trait Tiers {
    fn tiers_from(&self) -> u32;
}

impl Tiers for Department {
    /// From when on anybody may be rung.
    fn tiers_from(&self) -> u32 {
        let first = self.tiers.iter().map(|tier| tier.after_s).min();
        first.unwrap_or_default()
    }
}

/// Free or busy.
pub fn is_at_a_desk(operator: &Operator) -> bool {
    let talks = matches!(operator.activity, Activity::Talking { .. });
    operator.presence == Presence::Available || talks || !operator.chats.is_empty()
}

fn primary(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    primary.to_lowercase()
}

fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}

//! Who of those who wait could ring now, in classes: everybody in one can be answered by the same operators, but for who
//! has declined. So a choice looks at the heads of the classes only, and how many classes there are is up to the
//! configuration. Whoever pauses, whose page is away or whose hotline is closed is in none.

use super::Switchboard;
use super::crew::Crew;
use super::parts::Place;
use crate::channel::{Channel, Way};
use crate::configuration::{Department, Plan};
use crate::contact::{Contact, ContactState};
use crate::routing::{Demand, Members, step_at, step_ends};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Whoever waits and could ring now.
#[derive(Debug, Default)]
pub(super) struct Classes {
    numbers: BTreeMap<ClassKey, usize>,
    classes: Vec<Class>,
    /// Those in which anybody is.
    filled: BTreeSet<usize>,
    /// Who could answer has to be found out anew for some.
    unformed: bool,
    /// Pauses after a try, by its end; in its class from then on.
    pausing: BTreeSet<(Timestamp, Place)>,
    /// Whose department asks for less from then on.
    stepping: BTreeSet<(Timestamp, ContactId)>,
    /// What waits and rings only while its hotline and department are open, whether they are or not.
    needs_opening: BTreeMap<(HotlineId, DepartmentId), BTreeSet<ContactId>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ClassKey {
    department: DepartmentId,
    lane: Lane,
    step: u32,
    /// A primary tag, where it counts.
    language: Option<String>,
}

/// What an operator needs for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lane {
    /// Somebody idle, and a media server.
    Sound,
    /// Somebody idle, who dials.
    Phone,
    /// Somebody with room for a chat.
    Written,
}

#[derive(Debug)]
pub(super) struct Class {
    key: ClassKey,
    /// In the order in which they are served.
    pub(super) waiting: BTreeSet<Place>,
    team: Option<Team>,
}

/// Who could answer a class.
#[derive(Debug)]
struct Team {
    /// By tier, the first first. Without tiers there is one, of everybody.
    tiers: Vec<Members>,
    /// How many of them were reached by waiting.
    reached: usize,
    /// Who may ring: those of the tiers that were reached, by waiting or because nobody of the earlier ones is at a desk.
    may: Members,
}

/// Of a department that nobody described.
static USUAL: LazyLock<Department> = LazyLock::new(Department::default);

/// The rules of a department.
pub(super) fn rules<'a>(plan: &'a Plan, department: &DepartmentId) -> &'a Department {
    plan.department(department).unwrap_or(&USUAL)
}

impl Lane {
    pub(super) fn of(channel: &Channel) -> Self {
        match channel {
            Channel::Call => Self::Sound,
            Channel::Chat | Channel::Message => Self::Written,
            Channel::Callback(callback) => match callback.way {
                Way::Browser => Self::Sound,
                Way::Phone { .. } => Self::Phone,
            },
        }
    }
}

impl Team {
    fn of(plan: &Plan, crew: &Crew, key: &ClassKey) -> Self {
        let department = rules(plan, &key.department);
        let named = (&key.department, department);
        let demand = Demand::at(named, key.step, key.language.as_deref());
        let able = |operator: &_| demand.is_met_by(plan.profile(operator));
        if department.tiers.is_empty() {
            return Self {
                tiers: vec![crew.filter(able)],
                reached: 1,
                may: Members::default(),
            };
        }
        let mut tiers: Vec<_> = department.tiers.iter().collect();
        tiers.sort_by_key(|tier| tier.after_s);
        let reached = tiers.iter().filter(|tier| tier.after_s <= demand.waited);
        let reached = reached.count();
        let members = tiers.into_iter().map(|tier| {
            crew.filter(|operator| {
                let name = plan.people.get(operator);
                name.is_some_and(|name| tier.operators.contains(name)) && able(operator)
            })
        });
        Self {
            tiers: members.collect(),
            reached,
            may: Members::default(),
        }
    }

    /// A tier nobody of which is at a desk holds nobody up.
    fn look_who_is_there(&mut self, there: &Members) {
        let mut may = Members::default();
        for (index, tier) in self.tiers.iter().enumerate() {
            let skips = index > 0 && self.reached > 0 && !may.meets(there);
            if index < self.reached || skips {
                may.join(tier);
            } else {
                break;
            }
        }
        self.may = may;
    }
}

impl Class {
    pub(super) fn lane(&self) -> Lane {
        self.key.lane
    }

    pub(super) fn may(&self) -> Option<&Members> {
        self.team.as_ref().map(|team| &team.may)
    }
}

impl Classes {
    /// Those in which anybody waits.
    pub(super) fn filled(&self) -> impl Iterator<Item = &Class> {
        self.filled
            .iter()
            .filter_map(|number| self.classes.get(*number))
    }

    /// Nobody is in any; what was known of operators is forgotten.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Somebody joined the crew.
    pub(super) fn form_anew(&mut self) {
        for class in &mut self.classes {
            class.team = None;
        }
        self.unformed = true;
    }

    /// Somebody came to a desk or left it.
    pub(super) fn look_who_is_there(&mut self, there: &Members) {
        let teams = self
            .classes
            .iter_mut()
            .filter_map(|class| class.team.as_mut());
        for team in teams.filter(|team| team.tiers.len() > 1) {
            team.look_who_is_there(there);
        }
    }

    fn class(&mut self, key: ClassKey) -> usize {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.classes.len();
        self.numbers.insert(key.clone(), number);
        self.classes.push(Class {
            key,
            waiting: BTreeSet::new(),
            team: None,
        });
        number
    }

    fn insert(&mut self, key: ClassKey, place: Place) {
        let number = self.class(key);
        self.filled.insert(number);
        if let Some(class) = self.classes.get_mut(number) {
            self.unformed |= class.team.is_none();
            class.waiting.insert(place);
        }
    }

    fn remove(&mut self, key: &ClassKey, place: &Place) {
        let Some(number) = self.numbers.get(key) else {
            return;
        };
        if let Some(class) = self.classes.get_mut(*number) {
            class.waiting.remove(place);
            if class.waiting.is_empty() {
                self.filled.remove(number);
            }
        }
    }
}

impl Switchboard {
    pub(super) fn join_class(&mut self, contact: &Contact) {
        if contact.state != ContactState::Queued {
            return;
        }
        if let Some(at) = self.step_ends(contact) {
            self.classes.stepping.insert((at, contact.id.clone()));
        }
        if contact.channel.needs_no_page() {
            let place = (contact.hotline.clone(), contact.department.clone());
            let known = self.classes.needs_opening.entry(place).or_default();
            known.insert(contact.id.clone());
        }
        if !self.may_ring_now(contact) || contact.misses_its_page() {
            return;
        }
        let place = contact.place();
        match contact.pauses_until() {
            Some(until) => {
                self.classes.pausing.insert((until, place));
            }
            None => {
                let key = self.class_key(contact);
                self.classes.insert(key, place);
            }
        }
    }

    pub(super) fn leave_class(&mut self, contact: &Contact) {
        if contact.state != ContactState::Queued {
            return;
        }
        if let Some(at) = self.step_ends(contact) {
            self.classes.stepping.remove(&(at, contact.id.clone()));
        }
        let place = contact.place();
        let key = self.class_key(contact);
        self.classes.remove(&key, &place);
        if let Some(until) = contact.pauses_until() {
            self.classes.pausing.remove(&(until, place));
        }
        if contact.channel.needs_no_page() {
            let place = (contact.hotline.clone(), contact.department.clone());
            if let Some(known) = self.classes.needs_opening.get_mut(&place) {
                known.remove(&contact.id);
                if known.is_empty() {
                    self.classes.needs_opening.remove(&place);
                }
            }
        }
    }

    /// Whose pause is over may ring, and whose department asks for less may ring at more operators, even if their
    /// deadlines are handled late.
    pub(super) fn advance(&mut self, now: Timestamp) {
        while let Some((at, _)) = self.classes.stepping.first()
            && *at <= now
            && let Some((_, id)) = self.classes.stepping.pop_first()
        {
            let Some(contact) = self.contacts.get(&id) else {
                continue;
            };
            let department = rules(&self.plan, &contact.department);
            let step = step_at(department, contact.entered, now);
            self.with_contact(&id, |contact| contact.step = step);
        }
        // After the steps: whoever moves on by one joins anew, and its pause may be over as well.
        while let Some((until, _)) = self.classes.pausing.first()
            && *until <= now
            && let Some((_, place)) = self.classes.pausing.pop_first()
        {
            if let Some(contact) = self.contacts.get(&place.contact) {
                let key = self.class_key(contact);
                self.classes.insert(key, place);
            }
        }
    }

    /// When the contact's department asks for less.
    pub(super) fn step_ends(&self, contact: &Contact) -> Option<Timestamp> {
        if contact.state != ContactState::Queued {
            return None;
        }
        let department = rules(&self.plan, &contact.department);
        step_ends(department, contact.entered, contact.step)
    }

    /// Everybody who waits for a hotline or a department to open changes class with it; `concerned` says who that is.
    /// Hours change a few times a day.
    pub(super) fn reclass(&mut self, concerned: impl Fn(&HotlineId, &DepartmentId) -> bool) {
        let waiting = self.classes.needs_opening.iter();
        let waiting = waiting.filter(|((hotline, department), _)| concerned(hotline, department));
        let waiting = waiting.flat_map(|(_, contacts)| contacts.iter().cloned());
        for id in waiting.collect::<Vec<_>>() {
            if let Some(contact) = self.contacts.remove(&id) {
                self.leave_class(&contact);
                self.join_class(&contact);
                self.contacts.insert(id, contact);
            }
        }
    }

    /// Gives what was known before.
    pub(super) fn set_open(&mut self, hotline: &HotlineId, open: bool) -> Option<bool> {
        let before = self.is_open(hotline);
        let known = self.open.insert(hotline.clone(), open);
        if before != open {
            self.reclass(|of, _| of == hotline);
        }
        known
    }

    /// Finds out who could answer, where that is not known.
    pub(super) fn form_teams(&mut self) {
        if !std::mem::take(&mut self.classes.unformed) {
            return;
        }
        for number in &self.classes.filled {
            let class = self.classes.classes.get_mut(*number);
            if let Some(class) = class.filter(|class| class.team.is_none()) {
                let mut team = Team::of(&self.plan, &self.crew, &class.key);
                team.look_who_is_there(&self.crew.there);
                class.team = Some(team);
            }
        }
    }

    fn class_key(&self, contact: &Contact) -> ClassKey {
        let department = rules(&self.plan, &contact.department);
        let language = Demand::language(department, contact.step, &contact.language);
        ClassKey {
            department: contact.department.clone(),
            lane: Lane::of(&contact.channel),
            step: contact.step,
            // A tongue that nobody named is spoken by those who named none; so visitors add no classes.
            language: language.map(|tag| {
                if self.tongues.contains(&tag) {
                    tag
                } else {
                    String::new()
                }
            }),
        }
    }
}

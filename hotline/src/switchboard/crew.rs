//! Everybody who could answer, by number, so that whoever is free and able is found by comparing a few words.

use super::Switchboard;
use crate::configuration::{Plan, Profile};
use crate::operator::{Activity, Operator};
use crate::routing::{Candidate, Members};
use crate::settings::Settings;
use crate::time::Timestamp;
use bellpull_protocol::OperatorId;
use std::collections::BTreeMap;

/// Numbers are given in the order of appearance; nothing that anybody is told depends on them.
#[derive(Debug, Default)]
pub(super) struct Crew {
    numbers: BTreeMap<OperatorId, usize>,
    people: Vec<Person>,
    /// A call may ring there.
    idle: Members,
    /// A chat may ring there.
    room: Members,
    /// At a desk, free or busy.
    pub(super) there: Members,
}

/// What strategies look at.
#[derive(Debug)]
struct Person {
    id: OperatorId,
    idle_since: Timestamp,
    contacts: u32,
    talked_ms: u64,
    talks: bool,
    chats: usize,
}

/// What a change of an operator means for others.
pub(super) enum CrewChange {
    /// They were not known before.
    Joined,
    /// They came to a desk or left it.
    Desk,
    Nothing,
}

impl Crew {
    pub(super) fn update(&mut self, operator: &Operator, (idle, room): (bool, bool)) -> CrewChange {
        let person = Person {
            id: operator.id.clone(),
            idle_since: operator.idle_since,
            contacts: operator.contacts_this_shift,
            talked_ms: operator.talked_this_shift_ms,
            talks: matches!(operator.activity, Activity::Talking { .. }),
            chats: operator.chats.len(),
        };
        let known = self.number(&operator.id);
        let number = known.unwrap_or(self.people.len());
        match self.people.get_mut(number) {
            Some(known) => *known = person,
            None => {
                self.numbers.insert(operator.id.clone(), number);
                self.people.push(person);
            }
        }
        let there = operator.is_staffing();
        let was_there = self.there.contains(number);
        self.idle.set(number, idle);
        self.room.set(number, room);
        self.there.set(number, there);
        match known {
            None => CrewChange::Joined,
            Some(_) if there != was_there => CrewChange::Desk,
            Some(_) => CrewChange::Nothing,
        }
    }

    pub(super) fn number(&self, operator: &OperatorId) -> Option<usize> {
        self.numbers.get(operator).copied()
    }

    /// Whoever may ring now: for a chat those with room, else those who are idle.
    pub(super) fn free(&self, written: bool) -> &Members {
        if written { &self.room } else { &self.idle }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.idle.is_empty() && self.room.is_empty()
    }

    /// Those for whom the test holds.
    pub(super) fn filter(&self, test: impl Fn(&OperatorId) -> bool) -> Members {
        let mut members = Members::default();
        for (number, person) in self.people.iter().enumerate() {
            members.set(number, test(&person.id));
        }
        members
    }

    /// Somebody as strategies see them.
    pub(super) fn candidate(&self, number: usize, written: bool) -> Option<Candidate<'_>> {
        let person = self.people.get(number)?;
        let load = (person.talks, person.chats);
        Some(Candidate {
            id: &person.id,
            idle_since: person.idle_since,
            contacts: person.contacts,
            talked_ms: person.talked_ms,
            listed: (0, 0),
            load: if written { load } else { (false, 0) },
        })
    }
}

impl Switchboard {
    /// Whether a call may ring there now, and whether a chat may.
    pub(super) fn capacity(&self, operator: &Operator) -> (bool, bool) {
        let limit = chats_of(&self.plan, &self.settings, &operator.id);
        let talks = matches!(operator.activity, Activity::Talking { .. });
        let profile = self.plan.profile(&operator.id);
        let beside = profile.is_none_or(|profile| profile.chats_beside_calls);
        let room = operator.has_room_for_chat(limit) && (beside || !talks);
        (operator.may_ring(), room)
    }
}

/// How many chats they have at a time.
pub(super) fn chats_of(plan: &Plan, settings: &Settings, operator: &OperatorId) -> usize {
    let own = plan
        .profile(operator)
        .and_then(|profile: &Profile| profile.chats);
    own.and_then(|chats| usize::try_from(chats).ok())
        .unwrap_or(settings.chats)
}

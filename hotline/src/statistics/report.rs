//! The figures of a period, as a whole and sliced.

use super::definition::{About, Figure};
use super::definitions::DEFINITIONS;
use super::history::History;
use super::presence::{Day, Span};
use super::question::Question;
use super::repetition::Visitors;
use super::stay::Visit;
use super::tally::{Tally, ms};
use super::timeline::Timeline;
use crate::time::Timestamp;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId};
use std::collections::{BTreeMap, BTreeSet};

/// What is told about a period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub total: Vec<Figure>,
    pub intervals: Vec<(Span, Vec<Figure>)>,
    pub hotlines: BTreeMap<HotlineId, Vec<Figure>>,
    /// Here a contact counts once for every department it waited in.
    pub departments: BTreeMap<DepartmentId, Vec<Figure>>,
    pub operators: BTreeMap<OperatorId, Vec<Figure>>,
    /// Without a topic: nobody said what it was about.
    pub topics: BTreeMap<Option<String>, Vec<Figure>>,
}

/// Answers the question from what is known at `now`.
#[must_use]
pub fn report(history: &History, question: &Question, now: Timestamp) -> Report {
    let mut slices = Slices::of(question);
    let visitors = Visitors::of(history);
    for contact in history.contacts().values() {
        slices.add_contact(contact, &visitors, now);
    }
    if question.is_of_all() {
        for (operator, day) in days(history, now) {
            slices.add_day(operator, &day, now);
        }
    }
    slices.figures()
}

/// When those came who waited live and are asked for, in order: what a day is planned from.
#[must_use]
pub fn arrivals(history: &History, question: &Question) -> Vec<Timestamp> {
    let slices = Slices::of(question);
    let contacts = history.contacts().values();
    let asked = contacts.filter(|contact| {
        let began = contact.began.as_ref();
        began.is_some_and(|began| slices.asks_for(contact, &began.hotline))
    });
    let visits = asked.flat_map(|contact| slices.visits(contact));
    let arrivals = visits.map(|visit| visit.entered);
    let mut arrivals: Vec<_> = arrivals.filter(|at| question.contains(*at)).collect();
    arrivals.sort_unstable();
    arrivals
}

struct Slices<'a> {
    question: &'a Question,
    total: Tally,
    intervals: Vec<(Span, Tally)>,
    hotlines: BTreeMap<HotlineId, Tally>,
    departments: BTreeMap<DepartmentId, Tally>,
    operators: BTreeMap<OperatorId, Tally>,
    topics: BTreeMap<Option<String>, Tally>,
}

impl<'a> Slices<'a> {
    fn of(question: &'a Question) -> Self {
        let intervals = question.intervals().into_iter();
        Self {
            question,
            total: Tally::default(),
            intervals: intervals.map(|span| (span, Tally::default())).collect(),
            hotlines: BTreeMap::new(),
            departments: BTreeMap::new(),
            operators: BTreeMap::new(),
            topics: BTreeMap::new(),
        }
    }

    /// A contact counts as a whole; of a department asked for, each wait in it.
    fn add_contact(&mut self, contact: &Timeline, visitors: &Visitors, now: Timestamp) {
        let question = self.question;
        let Some(hotline) = contact.began.as_ref().map(|began| began.hotline.clone()) else {
            return;
        };
        if !self.asks_for(contact, &hotline) {
            return;
        }
        let topic = contact.topic.clone();
        for visit in self.visits(contact) {
            let at = question.counts_at(&visit, now);
            self.each(at, &hotline, &topic, |tally| {
                tally.add_visit(&visit, question.thresholds, now);
            });
        }
        for stay in &contact.stays {
            let Some(visit) = stay.visit.filter(|_| self.is_asked(&stay.department)) else {
                continue;
            };
            if question.contains(question.counts_at(&visit, now)) {
                let tally = self.departments.entry(stay.department.clone()).or_default();
                tally.add_visit(&visit, question.thresholds, now);
            }
        }
        let Some(at) = self
            .counts_at(contact, now)
            .filter(|at| question.contains(*at))
        else {
            return;
        };
        self.add_work(contact, at, &hotline, now);
        let repetition = visitors.repetition(contact);
        let quality = |tally: &mut Tally| {
            tally.add_quality(contact, repetition);
            tally.add_promises(contact);
        };
        self.each(at, &hotline, &topic, quality);
        quality(self.departments.entry(contact.department()).or_default());
        for operator in contact.handled_by().collect::<BTreeSet<_>>() {
            if self.is_them(operator) {
                let tally = self.operators.entry(operator.clone()).or_default();
                tally.add_quality(contact, repetition);
            }
        }
    }

    fn add_work(&mut self, contact: &Timeline, at: Timestamp, hotline: &HotlineId, now: Timestamp) {
        let topic = &contact.topic;
        for handling in &contact.handlings {
            if self.is_asked(&handling.department) && self.is_them(&handling.operator) {
                let add = |tally: &mut Tally| tally.add_handling(handling, now);
                self.each(at, hotline, topic, add);
                add(self
                    .departments
                    .entry(handling.department.clone())
                    .or_default());
                add(self.operators.entry(handling.operator.clone()).or_default());
            }
        }
        for rung in &contact.rings {
            if self.is_asked(&rung.department) && self.is_them(&rung.operator) {
                let add = |tally: &mut Tally| tally.add_ring(rung);
                self.each(at, hotline, topic, add);
                add(self.departments.entry(rung.department.clone()).or_default());
                add(self.operators.entry(rung.operator.clone()).or_default());
            }
        }
    }

    /// Clock time: it counts in the intervals in which it was, whatever the attribution of contacts.
    fn add_day(&mut self, operator: &OperatorId, day: &Day, now: Timestamp) {
        if !self.is_them(operator) {
            return;
        }
        let question = self.question;
        let end = question.until.min(now);
        let of_them = self.operators.entry(operator.clone()).or_default();
        let mut there = BTreeSet::new();
        type Field = fn(&mut Tally) -> &mut u64;
        let kinds: [(&[Span], Field); 4] = [
            (&day.logged_in, |tally| &mut tally.logged_in_ms),
            (&day.busy, |tally| &mut tally.busy_ms),
            (&day.busy_there, |tally| &mut tally.busy_there_ms),
            (&day.idle, |tally| &mut tally.idle_ms),
        ];
        for (spans, field) in kinds {
            for (from, until) in spans {
                let (mut from, until) = ((*from).max(question.from), (*until).min(end));
                while from < until {
                    let slot = question.slot(from);
                    let Some((span, tally)) = self.intervals.get_mut(slot) else {
                        break;
                    };
                    there.insert(slot);
                    let until = until.min(span.1);
                    let millis = ms(until.since(from));
                    for tally in [&mut self.total, of_them, tally] {
                        *field(tally) += millis;
                    }
                    from = until;
                }
            }
        }
        if !there.is_empty() {
            self.total.people += 1;
            of_them.people += 1;
        }
        for slot in there {
            if let Some((_, tally)) = self.intervals.get_mut(slot) {
                tally.people += 1;
            }
        }
    }

    /// The whole, the interval, the hotline and the topic, when it is within the period.
    fn each(
        &mut self,
        at: Timestamp,
        hotline: &HotlineId,
        topic: &Option<String>,
        add: impl Fn(&mut Tally),
    ) {
        if !self.question.contains(at) {
            return;
        }
        add(&mut self.total);
        add(self.hotlines.entry(hotline.clone()).or_default());
        add(self.topics.entry(topic.clone()).or_default());
        if let Some((_, tally)) = self.intervals.get_mut(self.question.slot(at)) {
            add(tally);
        }
    }

    fn asks_for(&self, contact: &Timeline, hotline: &HotlineId) -> bool {
        let question = self.question;
        let hotlines = question.hotlines.as_ref();
        let topic = question.topic.as_ref();
        let of_operator = |operator: &OperatorId| contact.handled_by().any(|by| by == operator);
        hotlines.is_none_or(|asked| asked.contains(hotline))
            && topic.is_none_or(|asked| contact.topic.as_ref() == Some(asked))
            && question.operator.as_ref().is_none_or(of_operator)
            && contact
                .stays
                .iter()
                .any(|stay| self.is_asked(&stay.department))
    }

    fn is_asked(&self, department: &DepartmentId) -> bool {
        let asked = self.question.department.as_ref();
        asked.is_none_or(|asked| asked == department)
    }

    fn is_them(&self, operator: &OperatorId) -> bool {
        let asked = self.question.operator.as_ref();
        asked.is_none_or(|asked| asked == operator)
    }

    fn visits(&self, contact: &Timeline) -> Vec<Visit> {
        if self.question.department.is_none() {
            return contact.visit.into_iter().collect();
        }
        let stays = contact.stays.iter();
        let stays = stays.filter(|stay| self.is_asked(&stay.department));
        stays.filter_map(|stay| stay.visit).collect()
    }

    /// When everything else about it counts.
    fn counts_at(&self, contact: &Timeline, now: Timestamp) -> Option<Timestamp> {
        let visit = self.visits(contact).into_iter().next();
        let visit = visit.map(|visit| self.question.counts_at(&visit, now));
        visit.or_else(|| contact.arrived())
    }

    fn figures(self) -> Report {
        use About::{Presence, Promises, Quality, Rings, Waiting, Work};
        let everything = [Waiting, Work, Rings, Presence, Quality, Promises];
        let of_contacts = [Waiting, Work, Rings, Quality, Promises];
        let of_people = [Work, Rings, Presence, Quality];
        let with_people = |about: &[About]| {
            let mut about = about.to_vec();
            about.retain(|about| *about != Presence || self.question.is_of_all());
            about
        };
        let (total, operators) = (with_people(&everything), with_people(&of_people));
        let intervals = with_people(&[Waiting, Work, Presence]);
        Report {
            total: figures(&self.total, &total),
            intervals: self
                .intervals
                .iter()
                .map(|(span, tally)| (*span, figures(tally, &intervals)))
                .collect(),
            hotlines: rows(self.hotlines, &of_contacts),
            departments: rows(self.departments, &of_contacts),
            operators: rows(self.operators, &operators),
            topics: rows(self.topics, &of_contacts),
        }
    }
}

/// Every operator's time, from all contacts, whether they are asked for or not.
fn days(history: &History, now: Timestamp) -> BTreeMap<&OperatorId, Day> {
    let mut busy: BTreeMap<&OperatorId, Vec<Span>> = BTreeMap::new();
    for contact in history.contacts().values() {
        for handling in &contact.handlings {
            let spans = busy.entry(&handling.operator).or_default();
            spans.extend(handling.busy(now));
        }
    }
    let operators = history.operators().iter();
    operators
        .map(|(id, presences)| {
            let busy = busy.remove(id).unwrap_or_default();
            (id, presences.day(busy, now))
        })
        .collect()
}

fn rows<K: Ord>(tallies: BTreeMap<K, Tally>, about: &[About]) -> BTreeMap<K, Vec<Figure>> {
    let rows = tallies.into_iter();
    rows.map(|(key, tally)| (key, figures(&tally, about)))
        .collect()
}

fn figures(tally: &Tally, about: &[About]) -> Vec<Figure> {
    let shown = DEFINITIONS.iter();
    let shown = shown.filter(|definition| about.contains(&definition.about));
    shown.map(|definition| definition.of(tally)).collect()
}

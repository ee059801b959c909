//! The switchboard: all contacts and operators of one organisation.

mod dispatch;
mod parts;

mod channels;
mod departments;
mod visitors;

mod operators;
mod outcomes;
mod pauses;
mod presence;
mod rings;

mod colleagues;
mod consult;
mod consult_ends;
mod transfers;

mod callbacks;
mod configure;
mod lines;
mod media;
mod opening;
mod queue_rules;
mod rating;
mod spans;
mod windows;

mod deadlines;

mod classes;
mod crew;
mod estimate;
mod matching;
mod places;
mod settle;
mod sound;
mod transitions;

use crate::agenda::{Agenda, Part};
use crate::configuration::Plan;
use crate::contact::Contact;
use crate::effect::{Configured, Effect, Flow, Record};
use crate::input::Input;
use crate::line::Line;
use crate::operator::Operator;
use crate::refusal::Refusal;
use crate::routing::Members;
use crate::settings::Settings;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, RequestId, VisitorId};
use classes::Classes;
use crew::Crew;
use opening::Hours;
use parts::Place;
use places::Places;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// All contacts and operators of one organisation. See the crate's documentation for the shell's duty.
#[derive(Debug)]
pub struct Switchboard {
    settings: Settings,
    plan: Plan,
    /// What estimates are made from.
    flows: BTreeMap<DepartmentId, Flow>,
    contacts: BTreeMap<ContactId, Contact>,
    /// The newest contact of each visitor.
    by_visitor: BTreeMap<VisitorId, ContactId>,
    /// The requests of all contacts that are remembered.
    requests: BTreeSet<(VisitorId, RequestId)>,
    operators: BTreeMap<OperatorId, Operator>,
    /// By contact, in the order of their numbers.
    lines: BTreeMap<ContactId, Vec<Line>>,
    /// Whose hours were told since the restore, and those that have any.
    hours_known: BTreeSet<HotlineId>,
    hours: BTreeMap<HotlineId, Hours>,
    /// How each hotline stood when that was told last.
    open: BTreeMap<HotlineId, bool>,
    /// As the plan has them.
    department_hours: BTreeMap<DepartmentId, Hours>,
    /// What of the plan was told last.
    configured: Configured,
    /// Whether a media node is connected; nobody rings without one.
    media: bool,

    // Indexes, kept by `parts` whenever a part changes.
    /// Contacts that wait, in the order in which they are served, and what their pages know of it.
    places: Places,
    /// Those of them that could ring now.
    classes: Classes,
    /// The languages that any operator's profile names, by their primary tags.
    tongues: BTreeSet<String>,
    /// Those who wait and the ones that ring, without callbacks.
    waiting: BTreeSet<Place>,
    /// How many wait live, by hotline.
    waiting_live: BTreeMap<HotlineId, usize>,
    /// Callbacks that have not ended, in the order in which they are served.
    owed: BTreeSet<Place>,
    /// Who could answer, and who of them is free.
    crew: Crew,
    /// Who serves a department, as far as anybody asked.
    serving: BTreeMap<DepartmentId, Members>,
    staffing: BTreeSet<OperatorId>,
    agenda: Agenda,

    // What the current call changed, and what was told before.
    changed_contacts: BTreeSet<ContactId>,
    changed_operators: BTreeSet<OperatorId>,
    changed_chats: BTreeSet<OperatorId>,
    changed_flows: BTreeSet<DepartmentId>,
    /// Who finished writing up a contact.
    wrote_up: BTreeSet<OperatorId>,
    waiting_changed: bool,
    owed_changed: bool,
    told_staffed: bool,
    effects: VecDeque<Effect>,
}

/// Whose deadline [`Switchboard::poll_timeout`] names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Contact(ContactId),
    Operator(OperatorId),
    /// It opens or closes.
    Hotline(HotlineId),
    /// The same.
    Department(DepartmentId),
    /// Pages are told their places.
    Places,
}

impl Switchboard {
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            plan: Plan::unwritten(),
            flows: BTreeMap::new(),
            contacts: BTreeMap::new(),
            by_visitor: BTreeMap::new(),
            requests: BTreeSet::new(),
            operators: BTreeMap::new(),
            lines: BTreeMap::new(),
            hours_known: BTreeSet::new(),
            hours: BTreeMap::new(),
            open: BTreeMap::new(),
            department_hours: BTreeMap::new(),
            configured: Configured::default(),
            media: false,
            places: Places::default(),
            classes: Classes::default(),
            tongues: BTreeSet::new(),
            waiting: BTreeSet::new(),
            waiting_live: BTreeMap::new(),
            owed: BTreeSet::new(),
            crew: Crew::default(),
            serving: BTreeMap::new(),
            staffing: BTreeSet::new(),
            agenda: Agenda::default(),
            changed_contacts: BTreeSet::new(),
            changed_operators: BTreeSet::new(),
            changed_chats: BTreeSet::new(),
            changed_flows: BTreeSet::new(),
            wrote_up: BTreeSet::new(),
            waiting_changed: false,
            owed_changed: false,
            told_staffed: false,
            effects: VecDeque::new(),
        }
    }

    /// Takes in what [`Effect::Keep`] gave out and [`Effect::Forget`] did not take back. No effect results.
    ///
    /// Media nodes are not restored: they connect again and list their legs. Nor are hours: give them as
    /// [`Input::Hours`], and the plan as [`Input::Configure`], before anything else.
    #[must_use]
    pub fn restore(settings: Settings, records: impl IntoIterator<Item = Record>) -> Self {
        let mut switchboard = Self::new(settings);
        let mut lines = vec![];
        for record in records {
            match record {
                Record::Contact(contact) => switchboard.take_in_contact(contact),
                Record::Operator(operator) => switchboard.insert_operator(operator),
                Record::Line(line) => lines.push(line),
                Record::Opening { hotline, open } => {
                    switchboard.set_open(&hotline, open);
                }
                Record::Configured(configured) => {
                    switchboard.configured = configured;
                    switchboard.reclass(|_, _| true);
                }
                Record::Flow(flow) => {
                    switchboard.flows.insert(flow.department.clone(), flow);
                }
                Record::Note { .. } | Record::Remark { .. } | Record::Phone { .. } => {}
            }
        }
        switchboard.take_in_lines(lines);
        switchboard.told_staffed = switchboard.is_staffed();
        switchboard.forget_changes();
        switchboard
    }

    /// What was taken in is no news to anybody.
    fn forget_changes(&mut self) {
        self.places.restored();
        self.changed_contacts.clear();
        self.changed_operators.clear();
        self.changed_chats.clear();
        self.waiting_changed = false;
        self.owed_changed = false;
    }

    /// Carries out what happened at `now`.
    ///
    /// # Errors
    /// A refusal for whoever asked; nothing was changed then.
    pub fn handle_input(&mut self, now: Timestamp, input: Input) -> Result<(), Refusal> {
        let outcome = self.dispatch(now, input);
        self.settle(now);
        outcome
    }

    /// Does what is due at `now`. Calling it early does nothing.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        self.advance(now);
        self.expire(now);
        self.settle(now);
    }

    /// The next thing to do, in order.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When to call [`Self::handle_timeout`] next, and for whom.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timestamp, Reason)> {
        self.agenda.first().map(|(at, part)| {
            let reason = match part {
                Part::Contact(id) => Reason::Contact(id.clone()),
                Part::Operator(id) => Reason::Operator(id.clone()),
                Part::Hotline(id) => Reason::Hotline(id.clone()),
                Part::Department(id) => Reason::Department(id.clone()),
                Part::Places => Reason::Places,
            };
            (*at, reason)
        })
    }

    /// Whether anybody is at the desks, free or busy.
    #[must_use]
    pub fn is_staffed(&self) -> bool {
        !self.staffing.is_empty()
    }

    /// Whether sound is available.
    #[must_use]
    pub fn has_media(&self) -> bool {
        self.media
    }

    #[must_use]
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.get(id)
    }

    /// The newest contact of a visitor, ended or not.
    #[must_use]
    pub fn contact_of(&self, visitor: &VisitorId) -> Option<&Contact> {
        self.contacts.get(self.by_visitor.get(visitor)?)
    }

    /// All contacts that are remembered, in the order of their ids.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// All known operators, in the order of their ids.
    pub fn operators(&self) -> impl Iterator<Item = &Operator> {
        self.operators.values()
    }
}

//! (S4) Ten thousand contacts, each ringing at five desks, and all five answer at the same instant: one wins, four are
//! told, and nobody ever has two.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[allow(dead_code, reason = "this test uses a part of it")]
#[path = "simulation/chance.rs"]
mod chance;

use bellpull_hotline::configuration::{
    Configuration, Department, HotlinePlan, Plan, Profile, Strategy,
};
use bellpull_hotline::{
    Activity, BreakReason, ContactState, Effect, Entering, FactKind, Input, PresenceChoice,
    Refusal, RingOutcome, Settings, Switchboard, Timestamp, Wish,
};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, RequestId, VisitorId};
use chance::Chance;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Departments with five operators each, so that so many contacts ring at the same time…
const DEPARTMENTS: usize = 100;
const AT_ONCE: usize = 5;
/// …and one after the other so often.
const ROUNDS: usize = 100;

#[test]
fn of_ten_thousand_contacts_that_five_answer_at_once_each_has_one_winner() {
    let mut stage = Stage::new();
    let (mut won, mut refused, mut told) = (0, 0, 0);

    for round in 0..ROUNDS {
        let contacts = stage.calls(round);
        for (operator, contact, ring) in stage.all_answer(&contacts) {
            let outcome = stage.says(Input::Accept {
                operator: operator.clone(),
                contact: contact.clone(),
                ring,
            });
            match outcome {
                Ok(()) => won += 1,
                Err(Refusal::RingOver) => refused += 1,
                Err(other) => panic!("{operator} on {contact}: {other:?}"),
            }
            stage.nobody_has_two();
        }
        told += stage.losers_told();
        stage.winners_hang_up(&contacts);
    }

    let contacts = DEPARTMENTS * ROUNDS;
    assert_eq!(won, contacts);
    assert_eq!(refused, contacts * (AT_ONCE - 1));
    assert_eq!(told, contacts * (AT_ONCE - 1));
}

/// Whom it rang at and whose desk shows something else now.
#[derive(Default)]
struct Desks {
    /// Contacts that rang somewhere and were answered elsewhere.
    lost: Vec<(OperatorId, ContactId)>,
    /// The last activity that each desk was told.
    told: BTreeMap<OperatorId, Activity>,
}

struct Stage {
    now: Timestamp,
    heart: Switchboard,
    chance: Chance,
    desks: Desks,
    /// Who had each contact in hand.
    holders: BTreeMap<ContactId, BTreeSet<OperatorId>>,
}

impl Stage {
    fn new() -> Self {
        let settings = Settings {
            visitor_lease: Duration::from_secs(1_000_000),
            operator_lease: Duration::from_secs(1_000_000),
            ..Settings::default()
        };
        let mut stage = Self {
            now: Timestamp::from_millis(1_790_000_000_000),
            heart: Switchboard::new(settings),
            chance: Chance::of(4),
            desks: Desks::default(),
            holders: BTreeMap::new(),
        };
        stage.says(Input::Configure(Box::new(plan()))).unwrap();
        let legs = vec![];
        stage.says(Input::MediaConnected { legs }).unwrap();
        for index in 0..DEPARTMENTS * AT_ONCE {
            let operator = operator(index);
            let connected = Input::OperatorConnected {
                operator: operator.clone(),
                ready: true,
            };
            stage.says(connected).unwrap();
            let available = Input::ChoosePresence {
                operator,
                choice: PresenceChoice::Available,
                reason: BreakReason::Break,
                until: None,
            };
            stage.says(available).unwrap();
        }
        stage
    }

    /// One call for every department, of which each rings at all five.
    fn calls(&mut self, round: usize) -> Vec<ContactId> {
        self.now = self.now.after(Duration::from_secs(1));
        let contacts: Vec<_> = (0..DEPARTMENTS)
            .map(|index| {
                let contact = ContactId::new(format!("c{round}-{index}")).unwrap();
                let entering = Entering {
                    visitor: VisitorId::new(format!("v{round}-{index}")).unwrap(),
                    contact: contact.clone(),
                    request: RequestId::new("once").unwrap(),
                    hotline: HotlineId::new("shop").unwrap(),
                    department: Some(department(index)),
                    language: "en".into(),
                    page: None,
                };
                let wish = Wish::Call;
                self.says(Input::Enter { entering, wish }).unwrap();
                contact
            })
            .collect();
        for contact in &contacts {
            let rings = self.heart.contact(contact).unwrap().ringing();
            assert_eq!(rings.len(), AT_ONCE, "{contact} rings at all of its desks");
        }
        contacts
    }

    /// Everybody's answer, in any order.
    fn all_answer(&mut self, contacts: &[ContactId]) -> Vec<(OperatorId, ContactId, u32)> {
        let known = contacts.iter().filter_map(|id| self.heart.contact(id));
        let mut answers: Vec<_> = known
            .flat_map(|contact| {
                let operators = contact.ringing().iter();
                operators.map(|operator| (operator.clone(), contact.id.clone(), contact.rings))
            })
            .collect();
        for last in (1..answers.len()).rev() {
            answers.swap(last, self.chance.index(last + 1));
        }
        answers
    }

    fn nobody_has_two(&mut self) {
        for contact in self.heart.contacts() {
            if let Some(operator) = contact.operator() {
                let holders = self.holders.entry(contact.id.clone()).or_default();
                holders.insert(operator.clone());
                assert_eq!(holders.len(), 1, "{} has one winner", contact.id);
            }
        }
    }

    /// How many lost, each of whom was shown that it no longer rings.
    fn losers_told(&mut self) -> usize {
        let lost = std::mem::take(&mut self.desks.lost);
        for (operator, contact) in &lost {
            let shown = self.desks.told.get(operator);
            assert_eq!(shown, Some(&Activity::Idle), "{operator} lost {contact}");
        }
        lost.len()
    }

    fn winners_hang_up(&mut self, contacts: &[ContactId]) {
        let mut busy = BTreeSet::new();
        for id in contacts {
            let contact = self.heart.contact(id).unwrap();
            assert!(matches!(contact.state, ContactState::Connecting { .. }));
            let operator = contact.operator().unwrap().clone();
            assert!(busy.insert(operator.clone()), "{operator} has one call");
            let contact = id.clone();
            let over = Input::OperatorHangUp { operator, contact };
            self.says(over).unwrap();
        }
        // What has ended is forgotten, so that looking at everybody stays cheap.
        self.now = self.now.after(Duration::from_secs(700));
        self.heart.handle_timeout(self.now);
        self.perform();
        self.holders.clear();
    }

    fn says(&mut self, input: Input) -> Result<(), Refusal> {
        let outcome = self.heart.handle_input(self.now, input);
        self.perform();
        outcome
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "the rest is for others")]
    fn perform(&mut self) {
        while let Some(effect) = self.heart.poll_effect() {
            match effect {
                Effect::TellOperator { operator, view } => {
                    self.desks.told.insert(operator, view.activity);
                }
                Effect::Journal(fact) => {
                    if let FactKind::RingEnded {
                        contact,
                        operator,
                        outcome: RingOutcome::Elsewhere,
                        ..
                    } = fact.kind
                    {
                        self.desks.lost.push((operator, contact));
                    }
                }
                _ => {}
            }
        }
    }
}

fn plan() -> Plan {
    let mut configuration = Configuration::named("Everybody at once");
    let menu: Vec<_> = (0..DEPARTMENTS).map(department).collect();
    for id in &menu {
        let all = Department {
            strategy: Strategy::RingAll,
            ..Department::default()
        };
        configuration.departments.insert(id.clone(), all);
    }
    let shop: HotlinePlan = serde_json::from_value(serde_json::json!({
        "name": "Shop",
        "menu": menu,
    }))
    .unwrap();
    let hotline = HotlineId::new("shop").unwrap();
    configuration.hotlines.insert(hotline, shop);
    let mut people = BTreeMap::new();
    for index in 0..DEPARTMENTS * AT_ONCE {
        let name = format!("operator {index}");
        people.insert(operator(index), name.clone());
        let profile = Profile {
            departments: Some(vec![department(index / AT_ONCE)]),
            ..Profile::default()
        };
        configuration.operators.insert(name, profile);
    }
    Plan {
        revision: 1,
        configuration,
        people,
        zones: BTreeMap::new(),
    }
}

fn department(index: usize) -> DepartmentId {
    DepartmentId::new(format!("d{index}")).unwrap()
}

fn operator(index: usize) -> OperatorId {
    OperatorId::new(format!("o{index}")).unwrap()
}

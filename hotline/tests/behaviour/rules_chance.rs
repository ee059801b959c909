//! Plans, departments, windows and breaks by chance: a switchboard that forgets everything after each step and comes back
//! from its disk decides what one decides that never slept.

use crate::channel_people::phone;
use crate::hotline::{Hotline, operator, visitor};
use crate::plans::{daily, department};
use bellpull_hotline::{
    BreakReason, ChannelKind, Contact, ContactState, EndReason, FactKind, Input, OfferWhy,
    Operator, PlannedPause, PresenceChoice, Reason, Timestamp, Way, WhyMoved, Wish,
};
use bellpull_protocol::{DepartmentId, OperatorId};
use serde_json::{Value, json};
use std::time::Duration;

const OPERATORS: [&str; 2] = ["anna", "ben"];
const VISITORS: [&str; 3] = ["v1", "v2", "v3"];
const DEPARTMENTS: [&str; 3] = ["general", "sales", "repairs"];
const SEEDS: u64 = 60;
const STEPS: usize = 80;

/// xorshift64*
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let index = self.below(u64::try_from(all.len()).unwrap());
        all[usize::try_from(index).unwrap()]
    }
}

/// A stand with the plan that it was given last.
struct Stand {
    hotline: Hotline,
    revision: u64,
    document: Value,
    forgets: bool,
}

#[test]
fn whoever_forgets_everything_decides_the_same() {
    let mut reached = [0; 8];
    for seed in 1..=SEEDS {
        let seed_of = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut awake = Stand::begin(false);
        let mut forgetful = Stand::begin(true);
        let mut chances = (Chance(seed_of), Chance(seed_of));
        for step in 0..STEPS {
            awake.something_happens(&mut chances.0);
            forgetful.something_happens(&mut chances.1);
            let seen = format!("seed {seed}, step {step}");
            assert_eq!(awake.facts(), forgetful.facts(), "{seen}");
            assert_eq!(awake.standing(), forgetful.standing(), "{seen}");
            if let (Some(one), Some(other)) = (awake.deadline(), forgetful.deadline()) {
                assert_eq!(one, other, "{seen}");
            }
            awake.nobody_is_lost(&seen);
        }
        for (count, is_it) in reached.iter_mut().zip(RULES) {
            *count += awake.hotline.count_facts(is_it);
        }
    }
    assert!(reached.iter().all(|count| *count > 0), "{reached:?}");
}

/// What chance must come upon, so that this says anything.
const RULES: [fn(&FactKind) -> bool; 8] = [
    |fact| {
        matches!(
            fact,
            FactKind::CallbackOffered {
                why: OfferWhy::LongWait,
                ..
            }
        )
    },
    |fact| {
        matches!(
            fact,
            FactKind::CallbackOffered {
                why: OfferWhy::Closing,
                ..
            }
        )
    },
    |fact| {
        matches!(
            fact,
            FactKind::CallbackOffered {
                why: OfferWhy::NobodyThere,
                ..
            }
        )
    },
    |fact| {
        matches!(
            fact,
            FactKind::DepartmentChanged {
                why: WhyMoved::Overflowed,
                ..
            }
        )
    },
    |fact| {
        matches!(
            fact,
            FactKind::DepartmentChanged {
                why: WhyMoved::Configured,
                ..
            }
        )
    },
    |fact| {
        matches!(
            fact,
            FactKind::Ended {
                reason: EndReason::TimedOut,
                ..
            }
        )
    },
    |fact| matches!(fact, FactKind::WindowChosen { .. }),
    |fact| {
        matches!(
            fact,
            FactKind::PresenceChanged {
                reason: Some(BreakReason::Lunch),
                ..
            }
        )
    },
];

impl Stand {
    fn begin(forgets: bool) -> Self {
        let mut hotline = Hotline::open();
        for name in OPERATORS {
            hotline.online(name);
        }
        let mut stand = Self {
            hotline,
            revision: 0,
            document: json!({}),
            forgets,
        };
        stand.configures(0);
        stand
    }

    fn something_happens(&mut self, chance: &mut Chance) {
        let name = chance.one_of(&VISITORS);
        let desk = chance.one_of(&OPERATORS);
        let of_menu = chance.one_of(&DEPARTMENTS);
        let number = chance.below(4000);
        match chance.below(13) {
            0 => self.configures(number),
            1 => self.enters(name, Some(of_menu), Wish::Call),
            2 => self.enters(name, None, Wish::Chat),
            3 => {
                let window = self.hotline.window(number, number + 900 + number);
                let way = [Way::Browser, phone("+43123456")];
                let way = way[usize::try_from(number % 2).unwrap()].clone();
                let window = Some(window).filter(|_| !number.is_multiple_of(3));
                self.enters(name, None, Wish::Callback { way, window });
            }
            4 => self.of_contact(name, |hotline, contact| {
                let _ = hotline.choose_department(name, &contact.id, of_menu);
            }),
            5 => self.of_contact(name, |hotline, contact| {
                let to = [ChannelKind::Call, ChannelKind::Chat];
                let to = to[usize::try_from(number % 2).unwrap()];
                let _ = hotline.change(name, &contact.id, to);
            }),
            6 => self.of_contact(name, |hotline, contact| {
                for rung in contact.ringing() {
                    let _ = hotline.try_accept(rung.as_str(), &contact.id, contact.rings);
                }
            }),
            7 => self.of_contact(name, |hotline, contact| {
                let _ = hotline.try_input(Input::VisitorHangUp {
                    visitor: visitor(name),
                    contact: contact.id.clone(),
                });
            }),
            8 => self.pauses(desk, number),
            9 => self.plans(desk, number),
            10 => {
                let operator = operator(desk);
                self.hotline.input(Input::ForceOff { operator });
            }
            11 => self.hotline.choose(desk, PresenceChoice::Available),
            _ => self.hotline.advance(number / 20),
        }
        if self.forgets {
            self.forgets_everything();
        }
        // The sockets tell the signs of life that no record has.
        self.hotline.tell_who_is_here();
    }

    /// Every plan lacks something that another one has.
    fn configures(&mut self, number: u64) {
        let third = usize::try_from(number % 3).unwrap();
        let hours = daily(["07:30-08:03", "07:30-08:06", "07:30-08:30"][third]);
        let then = [
            json!("offer_callback"),
            json!("end"),
            json!({ "department": "repairs" }),
        ];
        let then = &then[third];
        let sales = json!({
            "max_wait": { "after_s": 20 + number % 100, "then": then },
            "when_empty": "offer_callback", "at_closing": "offer_callback", "hours": hours,
            "callbacks": { "first_after_s": number % 60, "tries": 2, "expire_after_s": 3600 },
        });
        let repairs = json!({
            "max_wait": { "after_s": 50, "then": { "department": "sales" } },
            "when_empty": "refuse", "ring_s": 10, "wrap_up_s": 5, "points": 50,
        });
        let (menu, departments) = match number % 4 {
            0 => (json!([]), json!({})),
            1 => (json!(["sales"]), json!({ "sales": sales })),
            2 => (
                json!(["repairs", "sales"]),
                json!({ "sales": sales, "repairs": repairs }),
            ),
            _ => (json!(["general", "repairs"]), json!({ "repairs": repairs })),
        };
        let mut shop = json!({ "name": "Shop", "menu": menu, "waiting_room": 2 });
        if number.is_multiple_of(5) {
            shop["hours"] = daily("07:00-08:07");
        }
        let served = json!({ "departments": ["sales", "general"] });
        let operators = if number.is_multiple_of(2) {
            json!({ "ben": served })
        } else {
            json!({})
        };
        self.document = json!({
            "hotlines": { "shop": shop }, "departments": departments, "operators": operators,
            "routing": { "raise_due_callback": 10, "back_after_missed_s": 30 },
        });
        self.revision += 1;
        self.hotline.configure(self.revision, self.document.clone());
    }

    fn enters(&mut self, name: &str, chosen: Option<&str>, wish: Wish) {
        let _ = self.hotline.try_enter_in(name, chosen, wish);
    }

    fn of_contact(&mut self, name: &str, act: impl FnOnce(&mut Hotline, &Contact)) {
        let contact = self.hotline.switchboard.contact_of(&visitor(name)).cloned();
        if let Some(contact) = contact {
            act(&mut self.hotline, &contact);
        }
    }

    fn pauses(&mut self, desk: &str, number: u64) {
        let until = self.hotline.now.after(Duration::from_secs(number / 10));
        let _ = self.hotline.try_input(Input::ChoosePresence {
            operator: operator(desk),
            choice: PresenceChoice::Break,
            reason: BreakReason::Training,
            until: Some(until).filter(|_| number.is_multiple_of(2)),
        });
    }

    fn plans(&mut self, desk: &str, number: u64) {
        let at = |seconds| self.hotline.now.after(Duration::from_secs(seconds));
        let pause = PlannedPause {
            from: at(number / 40),
            until: at(number / 10),
            reason: BreakReason::Lunch,
        };
        let operator = operator(desk);
        let pause = Some(pause);
        let _ = self.hotline.try_input(Input::PlanPause { operator, pause });
    }

    fn forgets_everything(&mut self) {
        self.hotline.take_effects();
        self.hotline.restore();
        self.hotline.configure(self.revision, self.document.clone());
        self.hotline.input(Input::MediaStayed);
        assert!(
            self.hotline.effects().is_empty(),
            "{:?}",
            self.hotline.effects()
        );
    }

    fn facts(&self) -> &[bellpull_hotline::Fact] {
        &self.hotline.facts
    }

    /// Without leases, of which the disk knows an earlier end.
    fn standing(&self) -> (Vec<ContactStanding>, Vec<OperatorStanding>) {
        let contacts = self.hotline.switchboard.contacts().map(|contact| {
            let rules = (
                contact.waits_since,
                contact.expires_at,
                contact.offered_callback,
            );
            (
                contact.department.clone(),
                contact.rank,
                contact.state.clone(),
                rules,
            )
        });
        let operators = self.hotline.switchboard.operators();
        let operators = operators.map(|known| Operator {
            lease: bellpull_hotline::Lease::from(Timestamp::from_millis(0), Duration::ZERO),
            ..known.clone()
        });
        (
            contacts.collect(),
            operators.map(|known| (known.id.clone(), known)).collect(),
        )
    }

    /// Places are told again to whoever may not know them.
    fn deadline(&self) -> Option<(Timestamp, Reason)> {
        let next = self.hotline.switchboard.poll_timeout();
        next.filter(|(_, whose)| *whose != Reason::Places)
    }

    /// Whoever has entered and not ended is in a department of the plan.
    fn nobody_is_lost(&self, seen: &str) {
        let live = self
            .hotline
            .switchboard
            .contacts()
            .filter(|known| !known.has_ended());
        let live: Vec<_> = live.collect();
        let menu = self.document["hotlines"]["shop"]["menu"]
            .as_array()
            .unwrap();
        for contact in &live {
            let name = contact.department.as_str();
            let is_general = menu.is_empty() && contact.department == department("general");
            let is_known = self.document["departments"].get(name).is_some();
            let is_chosen = menu.iter().any(|known| known == name);
            assert!(is_general || is_known || is_chosen, "{seen}: {contact:?}");
        }
        let entered = self
            .hotline
            .count_facts(|fact| matches!(fact, FactKind::Entered { .. }));
        let ended = self
            .hotline
            .count_facts(|fact| matches!(fact, FactKind::Ended { .. }));
        assert_eq!(entered, ended + live.len(), "{seen}");
    }
}

type ContactStanding = (
    DepartmentId,
    Option<i64>,
    ContactState,
    (Option<Timestamp>, Option<Timestamp>, bool),
);
type OperatorStanding = (OperatorId, Operator);

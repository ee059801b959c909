//! Whatever is done to the heart in whatever order: it does not stop, its deadlines lie ahead, and it comes back from
//! its records as it was.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod configuration;
#[path = "../../../protocol/tests/support/damage.rs"]
mod damage;
#[path = "../support/disk.rs"]
mod disk;
mod hours;
mod operations;
mod routing;

// What the simulation's worlds are made of.
#[allow(dead_code, reason = "a part of it is used")]
#[path = "../simulation/chance.rs"]
mod chance;
#[allow(dead_code, reason = "a part of it is used")]
#[path = "../simulation/definition.rs"]
mod definition;
#[allow(dead_code, reason = "a part of it is used")]
#[path = "../simulation/house.rs"]
mod house;
#[allow(dead_code, reason = "a part of it is used")]
#[path = "../simulation/plans.rs"]
mod plans;

use bellpull_hotline::{
    Contact, Input, Lease, Operator, PresenceChoice, Settings, Switchboard, Timestamp,
};
use bellpull_protocol::OperatorId;
use bolero::produce;
use damage::{Count, executions};
use disk::Disk;
use operations::Operation;
use std::time::Duration;

/// The longest list: several contacts from the bell to the outcome.
const OPERATIONS: usize = 120;

/// Deadlines that are handled at once may uncover others; more than these are a loop.
const ROUNDS: usize = 50;

#[test]
fn the_switchboard_survives_any_list_of_operations() {
    let operations = produce::<Vec<[u8; 6]>>().with().len(0..=OPERATIONS);
    let count = Count::of("operations");
    bolero::check!()
        .with_generator((produce::<bool>(), operations))
        .with_iterations(executions() * 4 / 10)
        .for_each(|(at_work, choices)| {
            count.add(1);
            let mut stage = Stage::new();
            stage.is_configured(choices.len());
            if *at_work {
                stage.begins_to_work();
            }
            for choice in choices {
                stage.perform(&Operation::of(*choice));
            }
            stage.comes_back();
        });
}

struct Stage {
    now: Timestamp,
    heart: Switchboard,
    disk: Disk,
}

impl Stage {
    fn new() -> Self {
        let settings = Settings {
            waiting_room: 3,
            ..Settings::default()
        };
        Self {
            now: Timestamp::from_millis(1_790_000_000_000),
            heart: Switchboard::new(settings),
            disk: Disk::default(),
        }
    }

    /// Half of the lists are of an organisation that has written something down.
    fn is_configured(&mut self, seed: usize) {
        if seed.is_multiple_of(2) {
            return;
        }
        let mut chance = chance::Chance::of(seed as u64);
        let plan = plans::plan(&mut chance, 1, 4);
        let _ = self
            .heart
            .handle_input(self.now, Input::Configure(Box::new(plan)));
        self.keep();
    }

    /// Sound and two operators who wait for somebody, which lists of random operations come to seldom.
    fn begins_to_work(&mut self) {
        let mut inputs = vec![Input::MediaConnected { legs: vec![] }];
        for name in ["o0", "o1"] {
            let operator = OperatorId::new(name).unwrap();
            inputs.push(Input::OperatorConnected {
                operator: operator.clone(),
                ready: true,
            });
            inputs.push(Input::ChoosePresence {
                operator,
                choice: PresenceChoice::Available,
                reason: bellpull_hotline::BreakReason::Break,
                until: None,
            });
        }
        for input in inputs {
            let _ = self.heart.handle_input(self.now, input);
            self.keep();
        }
    }

    fn perform(&mut self, operation: &Operation) {
        self.now = self.now.after(operation.pause());
        self.let_time_pass();
        // Refusals are fine; so is everything else but a panic.
        let _ = self
            .heart
            .handle_input(self.now, operation.input(self.now, &self.heart));
        self.keep();
    }

    /// The alarm as the shell would set it.
    fn let_time_pass(&mut self) {
        for _ in 0..ROUNDS {
            if self
                .heart
                .poll_timeout()
                .is_none_or(|(at, _)| at > self.now)
            {
                return;
            }
            self.heart.handle_timeout(self.now);
            self.keep();
        }
        panic!("a deadline never passes: {:?}", self.heart.poll_timeout());
    }

    fn keep(&mut self) {
        while let Some(effect) = self.heart.poll_effect() {
            self.disk.perform(&effect);
        }
    }

    /// Everything but leases, which sockets tell again, and what follows from the plan, which is told again, is as it was.
    fn comes_back(&self) {
        let restored = Switchboard::restore(Settings::default(), self.disk.records());
        let lease = Lease::from(self.now, Duration::ZERO);
        let states = |heart: &Switchboard| {
            let contacts = heart.contacts().cloned();
            let operators = heart.operators().cloned();
            let contacts = contacts.map(|contact| Contact {
                lease,
                rank: None,
                step: 0,
                ..contact
            });
            let operators = operators.map(|operator| Operator { lease, ..operator });
            (contacts.collect::<Vec<_>>(), operators.collect::<Vec<_>>())
        };
        assert_eq!(states(&restored), states(&self.heart));
    }
}

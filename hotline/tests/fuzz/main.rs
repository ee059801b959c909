//! Whatever is done to the heart in whatever order: it does not stop, its deadlines lie ahead, and it comes back from
//! its records as it was.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../../../protocol/tests/support/damage.rs"]
mod damage;
#[path = "../support/disk.rs"]
mod disk;
mod hours;
mod operations;

use bellpull_hotline::{Settings, Switchboard, Timestamp};
use damage::executions;
use disk::Disk;
use operations::Operation;

/// Deadlines that are handled at once may uncover others; more than these are a loop.
const ROUNDS: usize = 50;

#[test]
fn the_switchboard_survives_any_list_of_operations() {
    bolero::check!()
        .with_iterations(executions() / 2)
        .with_max_len(6 * 200)
        .for_each(|choices: &[u8]| {
            let mut stage = Stage::new();
            for choice in choices.chunks_exact(6) {
                stage.perform(&Operation::of(choice.try_into().unwrap()));
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

    /// Everything but leases, which sockets tell again, is as it was.
    fn comes_back(&self) {
        let restored = Switchboard::restore(Settings::default(), self.disk.records());
        let states = |heart: &Switchboard| {
            let contacts = heart
                .contacts()
                .map(|contact| (contact.id.clone(), contact.state.clone()));
            let operators = heart
                .operators()
                .map(|one| (one.id.clone(), one.presence, one.activity.clone()));
            (contacts.collect::<Vec<_>>(), operators.collect::<Vec<_>>())
        };
        assert_eq!(states(&restored), states(&self.heart));
    }
}

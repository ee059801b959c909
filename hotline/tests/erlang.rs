//! The formulas of staffing against the switchboard itself: people who come, are served and give up at random times,
//! through the real rules, on a virtual clock. If choosing or freeing operators ever lost time, these would differ.
//!
//! Chats with one at a time take part, because nothing but the rules lies between the bell and the answer. A few points
//! always; the whole grid with `BELLPULL_GRID=1`, as `cargo xtask prove` runs it.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[allow(dead_code, reason = "this test uses a part of it")]
#[path = "simulation/chance.rs"]
mod chance;

use bellpull_hotline::staffing::{Demand, Load, Patience};
use bellpull_hotline::{
    BreakReason, ContactState, Effect, Entering, Input, PresenceChoice, Settings, Switchboard,
    Timestamp, Wish,
};
use bellpull_protocol::{ContactId, HotlineId, OperatorId, RequestId, VisitorId};
use chance::Chance;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Two points of a hundred.
const TOLERANCE: f64 = 0.02;
/// Longer than any run: here nobody's page goes away.
const FOR_EVER: Duration = Duration::from_secs(1_000_000_000);

/// Arrivals per hour, mean handling time and mean patience in seconds, operators.
type Point = (f64, f64, Option<f64>, u32);

/// The vectors of the domain first; from quiet rooms to a load of 5/6, where waits hang together for hours.
const GRID: [Point; 26] = [
    (100.0, 360.0, None, 14),
    (100.0, 360.0, None, 12),
    (30.0, 300.0, None, 3),
    (30.0, 300.0, None, 6),
    (10.0, 180.0, None, 2),
    (60.0, 240.0, None, 5),
    (60.0, 240.0, None, 6),
    (60.0, 240.0, None, 8),
    (200.0, 180.0, None, 13),
    (200.0, 180.0, None, 15),
    (20.0, 300.0, None, 3),
    (20.0, 300.0, None, 4),
    (12.0, 150.0, None, 1),
    (100.0, 360.0, Some(120.0), 14),
    (100.0, 360.0, Some(120.0), 10),
    (30.0, 300.0, Some(180.0), 3),
    (60.0, 240.0, Some(60.0), 3),
    (60.0, 240.0, Some(60.0), 5),
    (200.0, 180.0, Some(90.0), 8),
    (200.0, 180.0, Some(90.0), 10),
    (200.0, 180.0, Some(300.0), 12),
    (20.0, 300.0, Some(120.0), 1),
    (20.0, 300.0, Some(120.0), 2),
    (10.0, 180.0, Some(60.0), 1),
    (120.0, 300.0, Some(150.0), 10),
    (120.0, 300.0, Some(150.0), 12),
];

/// Of these few arrivals say enough.
const QUIET: [usize; 4] = [3, 4, 15, 22];

#[test]
fn who_has_to_wait_is_what_erlang_says() {
    let whole = std::env::var("BELLPULL_GRID").is_ok_and(|value| value != "0");
    let points: Vec<_> = if whole {
        GRID.iter().map(|point| (*point, arrivals(point))).collect()
    } else {
        QUIET.map(|index| (GRID[index], 20_000)).to_vec()
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut far_off = vec![];
        while let Some((point, arrivals)) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            let said = expected(point);
            let seen = Room::of(point).waited(*arrivals);
            let line = format!("{point:?}: formula {said:.4}, {arrivals} arrivals {seen:.4}");
            eprintln!("{line}");
            if (said - seen).abs() > TOLERANCE {
                far_off.push(line);
            }
        }
        far_off
    };

    let far_off: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });

    assert_eq!(far_off.concat(), Vec::<String>::new());
    eprintln!("{} grid points within {TOLERANCE}", points.len());
}

/// Where everybody waits for ever, the busier the room the longer one wait tells of the next.
fn arrivals((per_hour, handling_s, patience_s, operators): &Point) -> u32 {
    if patience_s.is_some() {
        return 100_000;
    }
    let load = per_hour * handling_s / 3_600.0 / f64::from(*operators);
    (40_000.0 / (1.0 - load).powi(2)).clamp(100_000.0, 1_500_000.0) as u32
}

fn expected((per_hour, handling_s, patience_s, operators): &Point) -> f64 {
    let demand = Demand {
        load: Load::new(*per_hour, *handling_s).unwrap(),
        patience: patience_s.map(|mean| Patience::new(mean).unwrap()),
    };
    demand.with(*operators, 20.0).waits
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The next one comes.
    Arrival,
    /// Everything is said.
    Done(OperatorId, ContactId),
    GivesUp(VisitorId, ContactId),
}

struct Room {
    now: Timestamp,
    heart: Switchboard,
    chance: Chance,
    events: BinaryHeap<Reverse<(Timestamp, u64, Event)>>,
    scheduled: u64,
    between_s: f64,
    handling_s: f64,
    patience_s: Option<f64>,
}

impl Room {
    fn of((per_hour, handling_s, patience_s, operators): &Point) -> Self {
        let settings = Settings {
            visitor_lease: FOR_EVER,
            operator_lease: FOR_EVER,
            ring: FOR_EVER,
            places_pause: FOR_EVER,
            remember_ended: Duration::from_secs(1),
            waiting_room: usize::MAX,
            places_at_once: 0,
            waiting_rows: 0,
            chats: 1,
            ..Settings::default()
        };
        let mut room = Self {
            now: Timestamp::from_millis(1_790_000_000_000),
            heart: Switchboard::new(settings),
            chance: Chance::of(u64::from(*operators)),
            events: BinaryHeap::new(),
            scheduled: 0,
            between_s: 3_600.0 / per_hour,
            handling_s: *handling_s,
            patience_s: *patience_s,
        };
        for index in 0..*operators {
            let operator = OperatorId::new(format!("o{index}")).unwrap();
            room.says(Input::OperatorConnected {
                operator: operator.clone(),
                ready: true,
            });
            room.says(Input::ChoosePresence {
                operator,
                choice: PresenceChoice::Available,
                reason: BreakReason::Break,
                until: None,
            });
        }
        room
    }

    /// The share of those who come that nobody answers at once.
    fn waited(&mut self, arrivals: u32) -> f64 {
        let mut came = 0;
        let mut waited = 0;
        self.after(self.between_s, Event::Arrival);
        while came < arrivals
            && let Some(Reverse((at, _, event))) = self.events.pop()
        {
            self.time_passes(at);
            match event {
                Event::Arrival => {
                    came += 1;
                    let contact = self.comes(came);
                    waited += u32::from(self.waits(&contact));
                    self.after(self.between_s, Event::Arrival);
                }
                Event::Done(operator, contact) => {
                    let input = Input::OperatorHangUp {
                        operator: operator.clone(),
                        contact: contact.clone(),
                    };
                    self.says(input);
                    self.says(Input::WrapUp {
                        operator,
                        contact,
                        disposition: None,
                        topic: None,
                        note: None,
                        finish: true,
                    });
                }
                Event::GivesUp(visitor, contact) => {
                    if self.waits(&contact) {
                        self.says(Input::VisitorHangUp { visitor, contact });
                    }
                }
            }
        }
        f64::from(waited) / f64::from(arrivals)
    }

    fn comes(&mut self, number: u32) -> ContactId {
        let contact = ContactId::new(format!("c{number}")).unwrap();
        let visitor = VisitorId::new(format!("v{number}")).unwrap();
        let entering = Entering {
            visitor: visitor.clone(),
            contact: contact.clone(),
            request: RequestId::new("once").unwrap(),
            hotline: HotlineId::new("shop").unwrap(),
            department: None,
            language: "en".into(),
            page: None,
        };
        let wish = Wish::Chat;
        self.says(Input::Enter { entering, wish });
        if let Some(mean) = self.patience_s {
            self.after(mean, Event::GivesUp(visitor, contact.clone()));
        }
        contact
    }

    fn waits(&self, contact: &ContactId) -> bool {
        let known = self.heart.contact(contact);
        known.is_some_and(|contact| contact.state == ContactState::Queued)
    }

    /// Whoever is rung answers at once.
    fn says(&mut self, input: Input) {
        self.heart.handle_input(self.now, input).unwrap();
        self.answers();
    }

    fn answers(&mut self) {
        let mut rung = vec![];
        while let Some(effect) = self.heart.poll_effect() {
            if let Effect::TellChats { operator, chats } = effect {
                let rings = chats
                    .into_iter()
                    .map(|chat| chat.contact)
                    .filter(|contact| matches!(contact.state, ContactState::Ringing { .. }));
                rung.extend(rings.map(|contact| (operator.clone(), contact)));
            }
        }
        for (operator, contact) in rung {
            let id = contact.contact;
            self.after(self.handling_s, Event::Done(operator.clone(), id.clone()));
            self.says(Input::Accept {
                operator,
                contact: id,
                ring: contact.ring,
            });
        }
    }

    fn time_passes(&mut self, until: Timestamp) {
        while let Some((due, _)) = self.heart.poll_timeout()
            && due <= until
        {
            self.now = due.max(self.now);
            self.heart.handle_timeout(self.now);
            self.answers();
        }
        self.now = until;
    }

    /// After an exponential time.
    fn after(&mut self, mean_s: f64, event: Event) {
        let uniform = self.chance.below(1 << 53) as f64 / (1_u64 << 53) as f64;
        let millis = -(1.0 - uniform).ln() * mean_s * 1_000.0;
        let at = self.now.after(Duration::from_millis(millis.round() as u64));
        self.scheduled += 1;
        self.events.push(Reverse((at, self.scheduled, event)));
    }
}

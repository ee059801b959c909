//! A day that never was: contacts that come by chance, with a patience of their own, at a switchboard with operators.

use bellpull_hotline::configuration::Plan;
use bellpull_hotline::statistics::{Figure, History, Question};
use bellpull_hotline::what_if::{
    Answer, Arrival, Patience, Recording, Scenario, Shift, Work, replay, what_if,
};
use bellpull_hotline::{ChannelKind, Fact, Timestamp};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId};
use std::time::Duration;

pub const BEGIN: u64 = 1_790_000_000_000;
pub const HOUR: u64 = 3_600;

/// What a day is like.
pub struct Day {
    pub seed: u64,
    pub per_hour: f64,
    pub hours: u64,
    pub operators: u32,
    pub patience_s: f64,
    pub talk_s: f64,
}

impl Default for Day {
    /// Nine erlang on ten operators: some wait, and some of them give up.
    fn default() -> Self {
        Self {
            seed: 1,
            per_hour: 180.0,
            hours: 6,
            operators: 10,
            patience_s: 120.0,
            talk_s: 160.0,
        }
    }
}

impl Day {
    /// The facts of the day, as the switchboard told them.
    pub fn facts(&self) -> Vec<Fact> {
        let until = moment(self.hours * HOUR);
        let scenario = Scenario::unchanged(Plan::unwritten());
        let played = replay(&self.recording(), &self.shifts(), &scenario, until);
        assert!(!played.cut_short);
        played.facts
    }

    pub fn history(&self) -> History {
        History::of(&self.facts())
    }

    /// Everybody from the second hour to the last but one, so that there is something around it.
    pub fn question(&self) -> Question {
        Question::of(moment(HOUR), moment((self.hours - 1) * HOUR))
    }

    pub fn answer(&self, scenario: &Scenario) -> Answer {
        let now = moment(self.hours * HOUR);
        what_if(&self.history(), &self.question(), scenario, now).unwrap()
    }

    pub fn shifts(&self) -> Vec<Shift> {
        let shifts = (0..self.operators).map(|number| Shift {
            operator: operator(number),
            from: moment(0),
            until: moment(self.hours * HOUR),
            departments: None,
            goes: true,
        });
        shifts.collect()
    }

    fn recording(&self) -> Recording {
        let mut chance = Chance(self.seed);
        let mut at = 0.0;
        let mut recording = Recording::default();
        loop {
            at += chance.exponential(3_600.0 / self.per_hour);
            if at > (self.hours * HOUR) as f64 {
                return recording;
            }
            let work = Work {
                ringing: Duration::from_secs(3),
                connecting: Duration::from_secs(1),
                talk: Duration::from_secs_f64(chance.exponential(self.talk_s)),
                wrap_up: Duration::from_secs(16),
            };
            let patience = Duration::from_secs_f64(chance.exponential(self.patience_s));
            // Whoever answers, the contact takes as long; `work` by operator stays empty.
            let number = recording.arrivals.len();
            for operator_number in 0..self.operators {
                let known = recording.work.entry(operator(operator_number));
                known.or_default().push(work);
            }
            recording.arrivals.push(Arrival {
                contact: ContactId::new(format!("c{number:05}")).unwrap(),
                at: Timestamp::from_millis(BEGIN + (at * 1_000.0) as u64),
                hotline: HotlineId::new("shop").unwrap(),
                department: DepartmentId::general(),
                language: "de".into(),
                channel: ChannelKind::Call,
                patience: Patience::GaveUp(patience),
                work: None,
            });
        }
    }
}

pub fn value(figures: &[Figure], key: &str) -> f64 {
    let mut known = figures.iter().filter(|figure| figure.key == key);
    known.next().unwrap().value.unwrap()
}

pub fn unchanged() -> Scenario {
    Scenario::unchanged(Plan::unwritten())
}

pub fn operator(number: u32) -> OperatorId {
    OperatorId::new(format!("o{number:02}")).unwrap()
}

pub fn moment(second: u64) -> Timestamp {
    Timestamp::from_millis(BEGIN + second * 1_000)
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn exponential(&mut self, mean: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let unit = ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
        -mean * (1.0 - unit).ln()
    }
}

//! Two pages write to each other over links that break: nothing is lost, nothing doubled.

use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::{MAX_LINE_CHARS, TYPING_EVERY_MS, TYPING_SHOWN_MS};
use bellpull_protocol::{ContactId, LineText, RefusalCode, RequestId};
use bellpull_widget::softphone::chat::{ChatPad, ChatStep, OwnState, ToldLine, Unsayable};
use std::collections::VecDeque;

#[test]
fn a_line_is_sending_until_it_is_told_back() {
    let mut pad = online(LineFrom::Visitor);
    pad.say(0, key("k1"), " Hello\nthere ").unwrap();
    assert_eq!(steps(&mut pad), [sent("k1", "Hello\nthere")]);
    assert_eq!(pad.own()[0].state, OwnState::Sending);

    pad.line(0, line(1, LineFrom::Visitor, "k1", "Hello\nthere"));
    assert!(pad.own().is_empty());
    assert_eq!(pad.lines().len(), 1);
    assert!(pad.is_whole());
}

#[test]
fn a_line_that_is_told_again_stands_once() {
    let mut pad = online(LineFrom::Operator);
    pad.line(0, line(1, LineFrom::Visitor, "k1", "Hello"));
    pad.line(0, line(1, LineFrom::Visitor, "k1", "Hello"));
    assert_eq!(pad.lines().len(), 1);
}

#[test]
fn asks_once_for_what_is_missing_and_again_after_a_while() {
    let mut pad = online(LineFrom::Visitor);
    pad.line(0, line(1, LineFrom::Operator, "k1", "one"));
    pad.line(0, line(4, LineFrom::Operator, "k4", "four"));
    pad.line(0, line(5, LineFrom::Operator, "k5", "five"));
    assert_eq!(steps(&mut pad), [ChatStep::Lines { after: 1 }]);
    pad.tick(4_000);
    assert_eq!(steps(&mut pad), []);
    pad.tick(5_000);
    assert_eq!(steps(&mut pad), [ChatStep::Lines { after: 1 }]);

    pad.line(5_000, line(2, LineFrom::Operator, "k2", "two"));
    pad.line(5_000, line(3, LineFrom::Operator, "k3", "three"));
    pad.tick(60_000);
    assert_eq!(steps(&mut pad), []);
    assert_eq!(texts(&pad), ["one", "two", "three", "four", "five"]);
}

#[test]
fn sends_what_is_unacknowledged_after_a_reconnection_and_when_no_answer_comes() {
    let mut pad = online(LineFrom::Visitor);
    pad.say(0, key("k1"), "one").unwrap();
    pad.went_offline();
    pad.say(0, key("k2"), "two").unwrap();
    pad.tick(9_000);
    assert_eq!(steps(&mut pad), [], "nobody hears it");

    pad.told(10_000, 0);
    assert_eq!(steps(&mut pad), [sent("k1", "one"), sent("k2", "two")]);
    pad.told(11_000, 0);
    pad.tick(14_000);
    assert_eq!(steps(&mut pad), []);
    pad.tick(15_000);
    assert_eq!(steps(&mut pad).len(), 2);
}

#[test]
fn what_cannot_be_a_line_stays_with_the_writer() {
    let mut pad = online(LineFrom::Visitor);
    let long = "ü".repeat(MAX_LINE_CHARS + 1);
    assert_eq!(pad.say(0, key("k1"), " \n "), Err(Unsayable::Empty));
    assert_eq!(pad.say(0, key("k1"), &long), Err(Unsayable::TooLong));
    pad.ended();
    assert_eq!(pad.say(0, key("k1"), "late"), Err(Unsayable::Ended));
    assert!(pad.own().is_empty() && steps(&mut pad).is_empty());
}

#[test]
fn a_line_that_was_refused_or_came_too_late_is_marked() {
    let mut pad = online(LineFrom::Visitor);
    for number in 1..=3 {
        pad.say(0, key(&format!("k{number}")), "text").unwrap();
    }
    pad.refused(RefusalCode::Internal);
    pad.refused(RefusalCode::TextTooLong);
    let states: Vec<OwnState> = pad.own().iter().map(|own| own.state).collect();
    assert_eq!(
        states,
        [OwnState::Failed, OwnState::Sending, OwnState::Sending]
    );

    pad.ended();
    // It arrived just before the end.
    pad.line(0, line(1, LineFrom::Visitor, "k2", "text"));
    let left: Vec<&str> = pad.own().iter().map(|own| own.key.as_str()).collect();
    assert_eq!(left, ["k1", "k3"]);
    assert!(pad.own().iter().all(|own| own.state == OwnState::Failed));
}

#[test]
fn says_now_and_then_that_somebody_is_typing() {
    let mut pad = online(LineFrom::Visitor);
    pad.typing(0);
    pad.typing(TYPING_EVERY_MS - 1);
    assert_eq!(steps(&mut pad), [ChatStep::Typing]);
    pad.typing(TYPING_EVERY_MS);
    assert_eq!(steps(&mut pad), [ChatStep::Typing]);
    pad.say(TYPING_EVERY_MS, key("k1"), "text").unwrap();
    pad.typing(TYPING_EVERY_MS + 1);
    assert_eq!(steps(&mut pad).last(), Some(&ChatStep::Typing));
}

#[test]
fn the_other_side_types_until_its_line_comes_or_it_falls_silent() {
    let mut pad = online(LineFrom::Visitor);
    pad.other_types(0);
    pad.tick(TYPING_SHOWN_MS - 1);
    assert!(pad.other_is_typing());
    pad.tick(TYPING_SHOWN_MS);
    assert!(!pad.other_is_typing());

    pad.other_types(0);
    pad.line(0, line(1, LineFrom::Operator, "k1", "Hello"));
    assert!(!pad.other_is_typing());
}

/// A run reaches some of 400 steps with cuts, reloads and lost answers; then both links come back.
#[test]
fn both_sides_have_the_same_lines_whatever_breaks() {
    for seed in 1..=300 {
        let mut world = World::new(seed);
        for _ in 0..400 {
            world.step();
        }
        world.settle();
        let lines: Vec<(u32, &str)> = world
            .lines
            .iter()
            .map(|l| (l.seq, l.key.as_str()))
            .collect();
        for side in &world.sides {
            let seen: Vec<(u32, &str)> = (side.pad.lines().iter())
                .map(|line| (line.seq, line.key.as_str()))
                .collect();
            assert_eq!(seen, lines, "seed {seed}");
            assert!(side.pad.is_whole(), "seed {seed}");
        }
        assert_eq!(world.lines.len(), world.written, "seed {seed}");
    }
}

/// A switchboard that keeps lines, and two pages whose links break.
struct World {
    chance: u64,
    now_ms: u64,
    written: usize,
    lines: Vec<ToldLine>,
    sides: [Side; 2],
}

struct Side {
    from: LineFrom,
    pad: ChatPad,
    up: bool,
    /// On their way; lost with the link.
    out: VecDeque<ChatStep>,
    back: VecDeque<Back>,
}

#[derive(Clone)]
enum Back {
    Contact(u32),
    Line(ToldLine),
    Typing,
}

impl World {
    fn new(seed: u64) -> Self {
        let side = |from| Side {
            from,
            pad: online(from),
            up: true,
            out: VecDeque::new(),
            back: VecDeque::new(),
        };
        Self {
            chance: seed,
            now_ms: 0,
            written: 0,
            lines: Vec::new(),
            sides: [side(LineFrom::Visitor), side(LineFrom::Operator)],
        }
    }

    fn step(&mut self) {
        let at = usize::try_from(self.roll(2)).expect("small numbers and plain ids");
        self.now_ms += self.roll(900);
        match self.roll(12) {
            0..=2 => {
                self.written += 1;
                let key = key(&format!("k{}", self.written));
                let said = self.sides[at].pad.say(self.now_ms, key, "text");
                assert_eq!(said, Ok(()));
            }
            3 => self.sides[at].cut(),
            4 => self.sides[at].reload(),
            5 => self.come_back(at),
            6 => self.sides[at].pad.typing(self.now_ms),
            7 => self.sides[at].pad.tick(self.now_ms),
            8 | 9 => self.arrive_at_switchboard(at),
            _ => self.arrive_at_page(at),
        }
        self.sides[at].take_steps();
    }

    fn settle(&mut self) {
        for at in [0, 1] {
            self.come_back(at);
        }
        for _ in 0..20 {
            self.now_ms += 5_000;
            for at in [0, 1] {
                self.sides[at].pad.tick(self.now_ms);
                self.sides[at].take_steps();
                while !self.sides[at].out.is_empty() {
                    self.arrive_at_switchboard(at);
                }
            }
            for at in [0, 1] {
                while !self.sides[at].back.is_empty() {
                    self.arrive_at_page(at);
                    self.sides[at].take_steps();
                }
            }
        }
    }

    fn come_back(&mut self, at: usize) {
        let side = &mut self.sides[at];
        if !std::mem::replace(&mut side.up, true) {
            let last = u32::try_from(self.lines.len()).expect("small numbers and plain ids");
            side.back.push_back(Back::Contact(last));
        }
    }

    fn arrive_at_switchboard(&mut self, at: usize) {
        let Some(step) = self.sides[at].out.pop_front() else {
            return;
        };
        match step {
            ChatStep::Line { key, text } => self.keep(at, key, text),
            ChatStep::Lines { after } => {
                let again = self.lines.iter().filter(|line| line.seq > after);
                self.sides[at].back.extend(again.cloned().map(Back::Line));
            }
            ChatStep::Typing => self.tell(1 - at, Back::Typing),
        }
    }

    fn keep(&mut self, at: usize, key: RequestId, text: LineText) {
        let from = self.sides[at].from;
        let before = |line: &&ToldLine| line.from == from && line.key == key;
        if let Some(line) = self.lines.iter().find(before).cloned() {
            return self.tell(at, Back::Line(line));
        }
        let seq = u32::try_from(self.lines.len()).expect("small numbers and plain ids") + 1;
        let line = ToldLine {
            seq,
            from,
            key,
            at_ms: self.now_ms,
            text,
        };
        self.lines.push(line.clone());
        for at in [0, 1] {
            self.tell(at, Back::Line(line.clone()));
        }
    }

    fn tell(&mut self, at: usize, what: Back) {
        if self.sides[at].up {
            self.sides[at].back.push_back(what);
        }
    }

    fn arrive_at_page(&mut self, at: usize) {
        let now_ms = self.now_ms;
        let side = &mut self.sides[at];
        match side.back.pop_front() {
            Some(Back::Contact(last)) => side.pad.told(now_ms, last),
            Some(Back::Line(line)) => side.pad.line(now_ms, line),
            Some(Back::Typing) => side.pad.other_types(now_ms),
            None => {}
        }
    }

    /// Below `sides`, by a linear congruential generator: the same seed is the same run everywhere.
    fn roll(&mut self, sides: u64) -> u64 {
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) % sides
    }
}

impl Side {
    fn take_steps(&mut self) {
        while let Some(step) = self.pad.poll_step() {
            if self.up {
                self.out.push_back(step);
            }
        }
    }

    fn cut(&mut self) {
        self.up = false;
        self.out.clear();
        self.back.clear();
        self.pad.went_offline();
    }

    /// Only what was not delivered outlives the page.
    fn reload(&mut self) {
        self.cut();
        self.pad = ChatPad::new(contact(), self.from, self.pad.own().to_vec());
    }
}

fn online(side: LineFrom) -> ChatPad {
    let mut pad = ChatPad::new(contact(), side, Vec::new());
    pad.told(0, 0);
    pad
}

fn steps(pad: &mut ChatPad) -> Vec<ChatStep> {
    std::iter::from_fn(|| pad.poll_step()).collect()
}

fn texts(pad: &ChatPad) -> Vec<&str> {
    pad.lines().iter().map(|line| line.text.expose()).collect()
}

fn sent(id: &str, text: &str) -> ChatStep {
    ChatStep::Line {
        key: key(id),
        text: LineText::new(text),
    }
}

fn line(seq: u32, from: LineFrom, id: &str, text: &str) -> ToldLine {
    ToldLine {
        seq,
        from,
        key: key(id),
        at_ms: 0,
        text: LineText::new(text),
    }
}

fn key(text: &str) -> RequestId {
    RequestId::new(text).expect("small numbers and plain ids")
}

fn contact() -> ContactId {
    ContactId::new("c1").expect("small numbers and plain ids")
}

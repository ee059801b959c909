//! What visitors, operators and media nodes send goes through reading, translation and the heart and comes out as
//! letters, whatever it is.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../../protocol/tests/support/damage.rs"]
mod damage;

use bellpull_edge::party::{OperatorParty, Party, VisitorParty};
use bellpull_edge::signalling::{Names, hear, post};
use bellpull_edge::tokens::SecretHash;
use bellpull_hotline::{Input, PresenceChoice, Settings, Switchboard, Timestamp};
use bellpull_protocol::{ContactId, HotlineId, NodeId, OperatorId, VisitorId};
use bolero::produce;
use damage::{Count, damaged, executions};
use std::time::Duration;

/// The wire's own examples, one a line.
const MESSAGES: &str = include_str!("../../protocol/tests/messages.rs");

/// How many messages meet one switchboard.
const MESSAGES_EACH: usize = 16;

#[test]
fn whatever_arrives_leaves_a_switchboard_that_goes_on() {
    let messages: Vec<_> = MESSAGES
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|line| line.starts_with("{\"kind\":") && line.ends_with('}'))
        .collect();
    let one = || produce::<Vec<u8>>().with().len(0..=22usize);
    let several = produce::<Vec<(u8, Vec<u8>)>>()
        .with()
        .values((produce::<u8>(), one()))
        .len(1..=MESSAGES_EACH);

    let count = Count::of("letters");
    bolero::check!()
        .with_generator(several)
        .with_iterations(executions() / MESSAGES_EACH)
        .for_each(|arriving| {
            count.add(arriving.len());
            let mut stage = Stage::new();
            for (who, choices) in arriving {
                stage.hears(*who, &damaged(&messages, choices));
            }
        });
}

struct Stage {
    now: Timestamp,
    heart: Switchboard,
    names: Names,
}

impl Stage {
    /// With somebody at the desk and sound, so that contacts ring.
    fn new() -> Self {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let mut stage = Self {
            now,
            heart: Switchboard::new(Settings::default()),
            names: Names::default(),
        };
        let operator = OperatorId::new("anna").unwrap();
        stage.does(Input::MediaConnected { legs: vec![] });
        stage.does(Input::OperatorConnected {
            operator: operator.clone(),
            ready: true,
        });
        stage.does(Input::ChoosePresence {
            operator,
            choice: PresenceChoice::Available,
            reason: bellpull_hotline::BreakReason::Break,
            until: None,
        });
        stage
    }

    fn hears(&mut self, who: u8, text: &str) {
        self.now = self.now.after(Duration::from_millis(u64::from(who) * 20));
        self.heart.handle_timeout(self.now);
        // The examples speak of "c1".
        let fresh = ContactId::new("c1").unwrap();
        let heard = hear(&party(who), text, self.now, fresh);
        for input in heard.inputs {
            self.does(input);
        }
    }

    fn does(&mut self, input: Input) {
        // A refusal is an answer.
        let _ = self.heart.handle_input(self.now, input);
        while let Some(effect) = self.heart.poll_effect() {
            assert!(
                post(effect, &self.names).is_ok(),
                "an effect cannot be told"
            );
        }
    }
}

fn party(who: u8) -> Party {
    match who % 5 {
        0..=2 => Party::Visitor(VisitorParty {
            visitor: VisitorId::new("vera").unwrap(),
            hotline: HotlineId::new("demo").unwrap(),
            language: "en".to_owned(),
            page: None,
        }),
        3 => Party::Operator(OperatorParty {
            operator: OperatorId::new("anna").unwrap(),
            session: SecretHash::of("a session"),
            until: Timestamp::from_millis(u64::MAX),
        }),
        _ => Party::Media {
            node: NodeId::new("node").unwrap(),
        },
    }
}

//! Two hundred random cuts and reloads in the middle of a chat: both transcripts are equal and nothing is lost.

use anyhow::{Result, ensure};
use bellpull_e2e::rig::{Chance, Rig, Trouble};
use bellpull_protocol::chat::LineFrom;

const TROUBLES: [Trouble; 5] = [
    Trouble::VisitorCut,
    Trouble::VisitorReloads,
    Trouble::DeskCut,
    Trouble::DeskReloads,
    Trouble::EdgeDies,
];

/// How many random runs; each has its 200 cuts and reloads.
const RUNS: u64 = 20;
const CUTS: usize = 200;

/// Both write all the time, and at random moments something breaks.
fn chats_through_trouble(seed: u64) -> Result<Rig> {
    let mut chance = Chance::new(seed);
    let mut rig = Rig::chatting(seed)?;
    for _ in 0..CUTS {
        for _ in 0..chance.below(4) {
            let from = if chance.below(2) == 0 {
                LineFrom::Visitor
            } else {
                LineFrom::Operator
            };
            rig.write(from)?;
            rig.pass(chance.below(300))?;
        }
        rig.befall(chance.one_of(&TROUBLES))?;
        rig.pass(chance.below(4_000))?;
    }
    rig.come_to_rest()?;
    Ok(rig)
}

#[test]
fn both_transcripts_are_equal_after_two_hundred_cuts_and_reloads() {
    for seed in 1..=RUNS {
        let rig =
            chats_through_trouble(seed).unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));

        assert_eq!(rig.visitor_has(), rig.desk_has(), "seed {seed}");
        assert_eq!(rig.visitor_has(), rig.edge_has(), "seed {seed}");
    }
}

#[test]
fn every_line_stands_once_and_none_is_lost() {
    for seed in 1..=RUNS {
        check_lines(
            &chats_through_trouble(seed).unwrap_or_else(|error| panic!("seed {seed}: {error:#}")),
        )
        .unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    }
}

/// Numbered without a gap, no words twice, and everything there that a page had not lost itself.
fn check_lines(rig: &Rig) -> Result<()> {
    let lines = rig.edge_has();
    ensure!(
        lines.len() > CUTS,
        "only {} lines were written",
        lines.len()
    );
    for (line, seq) in lines.iter().zip(1..) {
        ensure!(line.0 == seq, "a gap before {line:?}");
    }
    let mut words: Vec<_> = lines.iter().map(|(_, _, words)| words.clone()).collect();
    words.sort();
    let count = words.len();
    words.dedup();
    ensure!(words.len() == count, "a line stands twice");
    for expected in rig.expected() {
        ensure!(
            words.binary_search(&expected).is_ok(),
            "{expected:?} is lost"
        );
    }
    Ok(())
}

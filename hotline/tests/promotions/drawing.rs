//! Commitment, draw, proof.

use crate::stage::{Stage, announcement, entry, prize_draw, promotion, seed};
use bellpull_hotline::promotions::{
    DrawState, Effect, EntryOutcome, FactKind, Proof, ProofStage, Refusal, entries_hash, recompute,
};

fn with_entries(prizes: u32, visitors: u32) -> Stage {
    let mut stage = Stage::with_live_draw(prizes);
    for number in 0..visitors {
        stage.enter(&format!("v{number}"), "r").unwrap();
    }
    stage
}

fn proof(stage: &Stage) -> Proof {
    stage.promotions.proof(&promotion("p")).unwrap()
}

#[test]
fn the_seeds_hash_is_in_the_journal_from_publishing_on() {
    let mut stage = Stage::empty();
    stage.publish("p", prize_draw(1));

    let seed_hash = Some(seed(7).hash());
    let committed = stage.facts_of(
        |fact| matches!(fact, FactKind::Published { seed_hash: hash, .. } if *hash == seed_hash),
    );
    assert_eq!(committed, 1);
}

#[test]
fn the_entries_are_sealed_at_the_end_before_the_seed_is_known() {
    let mut stage = with_entries(2, 5);
    assert_eq!(proof(&stage).stage, ProofStage::Open);

    stage.at(100);

    let ProofStage::Sealed {
        entries_hash: sealed,
        entries,
    } = proof(&stage).stage
    else {
        panic!("the draw is sealed");
    };
    assert_eq!(entries.len(), 5);
    assert_eq!(sealed, entries_hash(&entries));
    let fact = FactKind::Sealed {
        entries_hash: sealed,
        entries: 5,
    };
    let in_journal = stage.facts_of(|other| *other == fact);
    assert_eq!(in_journal, 1);
}

#[test]
fn winners_are_those_that_anybody_computes() {
    let mut stage = with_entries(2, 5);
    stage.at(100);

    stage.draw("p").unwrap();

    let proof = proof(&stage);
    let ProofStage::Drawn {
        seed,
        entries,
        winners,
        ..
    } = &proof.stage
    else {
        panic!("the draw is drawn");
    };
    assert_eq!(seed.hash(), proof.seed_hash);
    assert_eq!(recompute(seed, entries, proof.prizes), *winners);
    assert_eq!(winners.len(), 2);
    assert!(proof.holds());
}

#[test]
fn a_proof_with_anything_exchanged_does_not_hold() {
    let mut stage = with_entries(2, 5);
    stage.at(100);
    stage.draw("p").unwrap();
    let ProofStage::Drawn {
        entries_hash,
        entries,
        seed: drawn,
        winners,
    } = proof(&stage).stage
    else {
        panic!("the draw is drawn");
    };
    let with = |entries: &[_], seed: &_, winners: &[_]| Proof {
        stage: ProofStage::Drawn {
            entries_hash,
            entries: entries.to_vec(),
            seed: Clone::clone(seed),
            winners: winners.to_vec(),
        },
        ..proof(&stage)
    };
    let more = [&entries[..], &[entry("friend")]].concat();
    let turned: Vec<_> = winners.iter().rev().cloned().collect();

    assert!(with(&entries, &drawn, &winners).holds());
    assert!(!with(&entries[1..], &drawn, &winners).holds());
    assert!(!with(&more, &drawn, &winners).holds());
    assert!(!with(&entries, &seed(8), &winners).holds());
    assert!(!with(&entries, &drawn, &turned).holds());
}

#[test]
fn drawing_twice_gives_the_same_winners() {
    let mut stage = with_entries(3, 9);
    stage.at(100);
    stage.draw("p").unwrap();
    let first = proof(&stage);

    stage.at(5_000);
    stage.draw("p").unwrap();
    stage.restart();
    stage.draw("p").unwrap();

    assert_eq!(proof(&stage), first);
    let drawn = |fact: &FactKind| matches!(fact, FactKind::Drawn { .. });
    assert_eq!(stage.facts_of(drawn), 1);
}

#[test]
fn every_entrant_learns_the_outcome() {
    let mut stage = with_entries(2, 3);
    stage.at(100);
    stage.take_effects();

    stage.draw("p").unwrap();

    let tell = Effect::TellEntrants {
        promotion: promotion("p"),
    };
    assert!(stage.take_effects().contains(&tell));
    let outcomes = ["v0", "v1", "v2"].map(|name| stage.outcome(name).unwrap());
    for outcome in [
        EntryOutcome::Won { prize: 1 },
        EntryOutcome::Won { prize: 2 },
        EntryOutcome::NotWon,
    ] {
        assert!(outcomes.contains(&outcome), "{outcome:?}");
    }
}

#[test]
fn nothing_is_drawn_before_the_end() {
    let mut stage = with_entries(1, 3);
    stage.at_without_alarm(99);
    assert_eq!(stage.draw("p"), Err(Refusal::NotOver));

    // No alarm has come yet: the clock counts.
    stage.at_without_alarm(100);
    assert_eq!(stage.draw("p"), Ok(()));
}

#[test]
fn only_published_draws_that_stand_can_be_drawn() {
    let mut stage = Stage::empty();
    assert_eq!(stage.draw("p"), Err(Refusal::UnknownPromotion));
    stage.publish("a", announcement());
    assert_eq!(stage.draw("a"), Err(Refusal::NotADraw));
    stage.save("p", prize_draw(1)).unwrap();
    assert_eq!(stage.draw("p"), Err(Refusal::NotPublished));
    stage.try_publish("p").unwrap();
    stage.withdraw("p").unwrap();
    assert_eq!(stage.draw("p"), Err(Refusal::Over));
}

#[test]
fn a_sealed_draw_is_owed_and_cannot_be_withdrawn() {
    let mut stage = with_entries(1, 3);
    stage.at(100);

    assert_eq!(stage.withdraw("p"), Err(Refusal::Over));
}

#[test]
fn fewer_entries_than_prizes_all_win_and_none_is_no_mistake() {
    for (visitors, winners) in [(0, 0), (2, 2)] {
        let mut stage = with_entries(5, visitors);
        stage.at(100);
        stage.draw("p").unwrap();

        let view = stage.promotions.view(&promotion("p")).unwrap();
        let DrawState::Drawn { winners: drawn, .. } = view.draw.unwrap().state else {
            panic!("the draw is drawn");
        };
        assert_eq!(drawn.len(), winners);
    }
}

#[test]
fn a_log_never_shows_the_seed() {
    let mut stage = with_entries(1, 3);
    let effects = stage.take_effects();
    let logged = format!("{:?} {effects:?}", stage.promotions);

    assert!(!logged.contains(&seed(7).to_hex()));
    assert!(logged.contains("Seed(…)"));
}

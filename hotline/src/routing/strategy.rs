//! Who of those who are free and able is rung.

use crate::configuration::Strategy;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

/// Somebody who could be rung, as strategies look at them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate<'a> {
    pub id: &'a OperatorId,
    pub idle_since: Timestamp,
    /// Since they came online.
    pub contacts: u32,
    /// Since they came online, in milliseconds.
    pub talked_ms: u64,
    /// Where the tiers name them: which one, and how far down. Without tiers the same for everybody.
    pub listed: (usize, usize),
    /// For what is written: whether they talk, and how many chats they have. Nothing for calls.
    pub load: (bool, usize),
}

/// One of them, unless there is nobody. What is written rings at whoever has the least in hand, and the strategy decides
/// between those. Everybody at once is the caller's business; here it counts as the longest idle.
///
/// `last`: who was rung last where they are rung in turn. `ring`: the number that this ring will have.
pub(crate) fn choose<'a>(
    strategy: Strategy,
    candidates: &[Candidate<'a>],
    last: Option<&OperatorId>,
    (contact, ring): (&ContactId, u32),
) -> Option<&'a OperatorId> {
    let least = candidates.iter().map(|candidate| candidate.load).min()?;
    let level = || {
        candidates
            .iter()
            .filter(|candidate| candidate.load == least)
    };
    let chosen = match strategy {
        Strategy::LongestIdle | Strategy::RingAll => level().min_by_key(|one| idle(one)),
        Strategy::RoundRobin => level().min_by_key(|one| (last >= Some(one.id), one.id)),
        Strategy::Linear => level().min_by_key(|one| (one.listed, one.id)),
        Strategy::FewestContacts => level().min_by_key(|one| (one.contacts, idle(one))),
        Strategy::LeastTalkTime => level().min_by_key(|one| (one.talked_ms, idle(one))),
        Strategy::Random { seed } => {
            let mut ids: Vec<_> = level().collect();
            ids.sort_unstable_by_key(|one| one.id);
            let index = drawn(seed, contact, ring) % ids.len() as u64;
            usize::try_from(index)
                .ok()
                .and_then(|index| ids.get(index).copied())
        }
    };
    chosen.map(|chosen| chosen.id)
}

/// The idle clock; ties go to fewer contacts this shift, then to the lower id.
fn idle<'a>(one: &Candidate<'a>) -> (Timestamp, u32, &'a OperatorId) {
    (one.idle_since, one.contacts, one.id)
}

/// The same for the same three, and else as good as chance: FNV-1a, and the finalizer of SplitMix64.
fn drawn(seed: u64, contact: &ContactId, ring: u32) -> u64 {
    let bytes = contact.as_str().bytes().chain(ring.to_le_bytes());
    let hash = bytes.fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let z = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
    use proptest::strategy::Strategy as Made;
    use std::collections::BTreeMap;

    /// What a candidate borrows from.
    #[derive(Debug, Clone)]
    struct Somebody {
        id: OperatorId,
        idle_since: u64,
        contacts: u32,
        talked_ms: u64,
        listed: (usize, usize),
    }

    fn crew() -> impl Made<Value = Vec<Somebody>> {
        let somebody = (0u64..5, 0u32..4, 0u64..4, (0usize..3, 0usize..3));
        prop::collection::btree_map("[a-z]{1,3}", somebody, 1..12).prop_map(|crew| {
            let crew = crew
                .into_iter()
                .map(|(id, (idle_since, contacts, talked_ms, listed))| Somebody {
                    id: OperatorId::new(id).unwrap(),
                    idle_since,
                    contacts,
                    talked_ms,
                    listed,
                });
            crew.collect()
        })
    }

    fn candidates(crew: &[Somebody]) -> Vec<Candidate<'_>> {
        let crew = crew.iter().map(|one| Candidate {
            id: &one.id,
            idle_since: Timestamp::from_millis(one.idle_since),
            contacts: one.contacts,
            talked_ms: one.talked_ms,
            listed: one.listed,
            load: (false, 0),
        });
        crew.collect()
    }

    fn chosen(strategy: Strategy, crew: &[Somebody], last: Option<&str>, ring: u32) -> Somebody {
        let contact = ContactId::new("c1").unwrap();
        let last = last.map(|last| OperatorId::new(last).unwrap());
        let id = choose(strategy, &candidates(crew), last.as_ref(), (&contact, ring)).unwrap();
        crew.iter().find(|one| one.id == *id).unwrap().clone()
    }

    proptest! {
        #[test]
        fn longest_idle_is_whoever_nobody_was_idle_longer_than(crew in crew()) {
            let one = chosen(Strategy::LongestIdle, &crew, None, 1);
            for other in &crew {
                prop_assert!(one.idle_since <= other.idle_since);
                if one.idle_since == other.idle_since {
                    prop_assert!(one.contacts <= other.contacts);
                    if one.contacts == other.contacts {
                        prop_assert!(one.id <= other.id);
                    }
                }
            }
        }

        #[test]
        fn fewest_contacts_and_least_talk_time_are_what_they_say(crew in crew()) {
            let fewest = chosen(Strategy::FewestContacts, &crew, None, 1);
            let least = chosen(Strategy::LeastTalkTime, &crew, None, 1);
            for other in &crew {
                prop_assert!(fewest.contacts <= other.contacts);
                prop_assert!(least.talked_ms <= other.talked_ms);
            }
        }

        #[test]
        fn linear_is_the_first_of_the_list(crew in crew()) {
            let first = chosen(Strategy::Linear, &crew, None, 1);
            for other in &crew {
                prop_assert!(first.listed <= other.listed);
            }
        }

        #[test]
        fn round_robin_rings_everybody_once_before_anybody_twice(crew in crew(), last in "[a-z]{1,3}") {
            let mut last = last;
            let mut rung = vec![];
            for _ in &crew {
                let next = chosen(Strategy::RoundRobin, &crew, Some(&last), 1);
                last = next.id.as_str().to_owned();
                rung.push(last.clone());
            }
            rung.sort();
            let all: Vec<_> = crew.iter().map(|one| one.id.as_str().to_owned()).collect();
            prop_assert_eq!(rung, all);
        }

        #[test]
        fn nobody_is_chosen_by_where_they_stand(crew in crew(), seed in any::<u64>()) {
            let mut backward = crew.clone();
            backward.reverse();
            for strategy in [
                Strategy::LongestIdle,
                Strategy::RoundRobin,
                Strategy::Linear,
                Strategy::FewestContacts,
                Strategy::LeastTalkTime,
                Strategy::Random { seed },
            ] {
                let forward = chosen(strategy, &crew, Some("m"), 3).id;
                prop_assert_eq!(forward, chosen(strategy, &backward, Some("m"), 3).id);
            }
        }
    }

    #[test]
    fn random_spreads_rings_evenly() {
        let crew: Vec<_> = ["a", "b", "c", "d"]
            .map(|id| Somebody {
                id: OperatorId::new(id).unwrap(),
                idle_since: 0,
                contacts: 0,
                talked_ms: 0,
                listed: (0, 0),
            })
            .into();
        let mut counts = BTreeMap::new();

        for ring in 0..4_000 {
            let one = chosen(Strategy::Random { seed: 7 }, &crew, None, ring);
            *counts.entry(one.id).or_insert(0) += 1;
        }

        assert_eq!(counts.len(), 4);
        assert!(
            counts.values().all(|count| (850..1_150).contains(count)),
            "{counts:?}"
        );
    }

    /// Computed by another implementation. A day that is played again must ring where it rang, also years later.
    #[test]
    fn what_is_drawn_stays_the_same() {
        let known = [
            (0, "c1", 1, 0x7853_ae5c_aacd_9ee5),
            (7, "c1", 1, 0x1849_4126_99de_d39d),
            (7, "c2", 1, 0xcf44_3231_44e2_08f5),
            (7, "c1", 2, 0x1c71_4cb9_9663_032d),
        ];
        for (seed, contact, ring, expected) in known {
            let contact = ContactId::new(contact).unwrap();
            assert_eq!(drawn(seed, &contact, ring), expected);
        }
    }

    #[test]
    fn what_is_written_rings_where_the_least_is_in_hand() {
        let ids = ["a", "b", "c"].map(|id| OperatorId::new(id).unwrap());
        let loads = [(true, 0), (false, 1), (false, 0)];
        let crew: Vec<_> = ids
            .iter()
            .zip(loads)
            .map(|(id, load)| Candidate {
                id,
                idle_since: Timestamp::from_millis(0),
                contacts: 0,
                talked_ms: 0,
                listed: (0, 0),
                load,
            })
            .collect();
        let contact = ContactId::new("c1").unwrap();

        let chosen = choose(Strategy::Linear, &crew, None, (&contact, 1));

        assert_eq!(chosen, Some(&ids[2]));
    }
}

//! Priority that grows with waiting.

use crate::time::Timestamp;

/// The place in the queue; the smaller is served earlier, and of equal ones whoever entered earlier.
///
/// Everybody's points grow by `ageing` a second, so who has more than whom never changes while they wait. What orders
/// them is therefore when somebody without points would have had to enter to be level now, in milliseconds: it needs no
/// clock and is known once. With `ageing` 0 it is strict priority, and waiting only breaks ties.
pub(crate) fn rank(entered: Timestamp, points: i32, raised: i32, ageing: u32) -> i64 {
    let points = i64::from(points) + i64::from(raised);
    if ageing == 0 {
        return -points;
    }
    let entered = i64::try_from(entered.as_millis()).unwrap_or(i64::MAX);
    let earlier = (points * 1_000).div_euclid(i64::from(ageing));
    entered.saturating_sub(earlier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    /// Somebody who waits, as the definition needs them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Waits {
        entered: u64,
        points: i32,
        raised: i32,
    }

    fn anybody() -> impl Strategy<Value = Waits> {
        (0u64..100_000, -500..500i32, 0..200i32).prop_map(|(seconds, points, raised)| Waits {
            entered: seconds * 1_000,
            points,
            raised,
        })
    }

    fn place(who: Waits, ageing: u32) -> (i64, u64) {
        let entered = Timestamp::from_millis(who.entered);
        (rank(entered, who.points, who.raised, ageing), who.entered)
    }

    /// `base + r × wait + bonus`, in thousandths of a point.
    fn score(who: Waits, now: u64, ageing: u32) -> i64 {
        let waited = i64::try_from(now - who.entered).unwrap();
        (i64::from(who.points) + i64::from(who.raised)) * 1_000 + i64::from(ageing) * waited
    }

    /// Ageing that divides a thousand, so that milliseconds are exact.
    fn ageing() -> impl Strategy<Value = u32> {
        prop::sample::select(vec![0u32, 1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100])
    }

    proptest! {
        #[test]
        fn the_smallest_rank_is_the_greatest_score_at_any_time(
            one in anybody(), other in anybody(), later in 0u64..1_000_000, ageing in ageing(),
        ) {
            let now = 100_000_000 + later;
            let by_score = |who: Waits| (Reverse(score(who, now, ageing)), who.entered);

            let by_rank = place(one, ageing).cmp(&place(other, ageing));

            prop_assert_eq!(by_rank, by_score(one).cmp(&by_score(other)));
        }

        #[test]
        fn whoever_waits_longer_with_as_many_points_is_served_earlier(
            who in anybody(), longer in 1u64..1_000, ageing in 0u32..1_000,
        ) {
            let earlier = Waits { entered: who.entered.saturating_sub(longer), ..who };
            prop_assert!(place(earlier, ageing) <= place(who, ageing));
        }

        #[test]
        fn equal_points_are_first_come_first_served(
            one in anybody(), other in anybody(), ageing in 0u32..1_000,
        ) {
            let other = Waits { entered: other.entered, ..one };
            let order = place(one, ageing).cmp(&place(other, ageing));
            prop_assert_eq!(order, one.entered.cmp(&other.entered));
        }

        #[test]
        fn nobody_is_overtaken_by_who_enters_more_than_the_difference_over_ageing_later(
            who in anybody(), points in -500..500i32, ageing in 1u32..1_000, later in 1u64..10_000,
        ) {
            let difference = i64::from(points) - i64::from(who.points) - i64::from(who.raised);
            let bound = u64::try_from(difference.max(0) * 1_000).unwrap().div_ceil(u64::from(ageing));
            let newcomer = Waits { entered: who.entered + bound + later, points, raised: 0 };
            prop_assert!(place(who, ageing) < place(newcomer, ageing));
        }

        #[test]
        fn without_ageing_more_points_always_win(one in anybody(), other in anybody()) {
            let points = |who: Waits| who.points + who.raised;
            prop_assume!(points(one) > points(other));
            prop_assert!(place(one, 0) < place(other, 0));
        }

        #[test]
        fn the_order_does_not_depend_on_the_order_of_asking(
            crowd in prop::collection::vec(anybody(), 0..30), ageing in 0u32..100,
        ) {
            let mut forward = crowd.clone();
            let mut backward: Vec<_> = crowd.into_iter().rev().collect();
            forward.sort_by_key(|who| place(*who, ageing));
            backward.sort_by_key(|who| place(*who, ageing));
            let places = |crowd: Vec<Waits>| -> Vec<_> {
                crowd.into_iter().map(|who| place(who, ageing)).collect()
            };
            prop_assert_eq!(places(forward), places(backward));
        }
    }

    #[test]
    fn extremes_do_not_overflow() {
        let ages = [0, 1, u32::MAX];
        for (points, ageing) in [i32::MIN, i32::MAX]
            .into_iter()
            .flat_map(|p| ages.map(|a| (p, a)))
        {
            rank(Timestamp::from_millis(u64::MAX), points, points, ageing);
            rank(Timestamp::from_millis(0), points, points, ageing);
        }
    }
}

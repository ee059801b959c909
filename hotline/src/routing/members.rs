//! A set of operators, so small that whoever is both free and able is found by looking at a few words.

/// Operators by their numbers, which count from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Members {
    words: Vec<u64>,
}

const BITS: usize = u64::BITS as usize;

impl Members {
    pub(crate) fn set(&mut self, number: usize, is_member: bool) {
        let (word, bit) = (number / BITS, 1u64 << (number % BITS));
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word = if is_member { *word | bit } else { *word & !bit };
        }
    }

    pub(crate) fn contains(&self, number: usize) -> bool {
        let word = self.words.get(number / BITS);
        word.is_some_and(|word| word & (1 << (number % BITS)) != 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Whether anybody is in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let mut pairs = self.words.iter().zip(&other.words);
        pairs.any(|(one, other)| one & other != 0)
    }

    pub(crate) fn count_of_both(&self, other: &Self) -> usize {
        let pairs = self.words.iter().zip(&other.words);
        pairs
            .map(|(one, other)| (one & other).count_ones() as usize)
            .sum()
    }

    /// Whoever is in both, ascending.
    pub(crate) fn both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let pairs = self.words.iter().zip(&other.words).enumerate();
        pairs.flat_map(|(index, (one, other))| {
            let mut left = one & other;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(index * BITS + bit)
            })
        })
    }

    /// Adds everybody of `other`.
    pub(crate) fn join(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn of(numbers: &BTreeSet<usize>) -> Members {
        let mut members = Members::default();
        for number in numbers {
            members.set(*number, true);
        }
        members
    }

    proptest! {
        #[test]
        fn it_says_what_sets_say(
            one in prop::collection::btree_set(0usize..300, 0..60),
            other in prop::collection::btree_set(0usize..300, 0..60),
            gone in 0usize..300,
        ) {
            let (mut one, mut left) = (one.clone(), of(&one));
            one.remove(&gone);
            left.set(gone, false);
            let right = of(&other);
            let both: Vec<_> = one.intersection(&other).copied().collect();

            prop_assert_eq!(left.both(&right).collect::<Vec<_>>(), both.clone());
            prop_assert_eq!(left.count_of_both(&right), both.len());
            prop_assert_eq!(left.meets(&right), !both.is_empty());
            prop_assert_eq!(left.is_empty(), one.is_empty());
            for number in 0..300 {
                prop_assert_eq!(left.contains(number), one.contains(&number));
            }
            left.join(&right);
            for number in 0..300 {
                let either = one.contains(&number) || other.contains(&number);
                prop_assert_eq!(left.contains(number), either);
            }
        }
    }
}

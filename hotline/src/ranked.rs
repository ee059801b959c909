//! A sorted set that knows how many come before each of its members.

use std::cmp::Ordering;

/// A treap (Seidel and Aragon, "Randomized Search Trees", 1996) whose nodes count their members, so that inserting,
/// removing and asking for a position take logarithmic time. Priorities are a fixed mix of a counter: there is no
/// chance in the heart, and who enters cannot choose them.
#[derive(Debug)]
pub(crate) struct Ranked<K> {
    root: Link<K>,
    inserted: u64,
}

type Link<K> = Option<Box<Node<K>>>;

#[derive(Debug)]
struct Node<K> {
    key: K,
    /// Not above that of the node's parent.
    priority: u64,
    /// Of the node and everything below.
    len: usize,
    left: Link<K>,
    right: Link<K>,
}

impl<K: Ord> Ranked<K> {
    pub(crate) const fn new() -> Self {
        Self {
            root: None,
            inserted: 0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        len(&self.root)
    }

    /// False when it is a member already.
    pub(crate) fn insert(&mut self, key: K) -> bool {
        if self.position(&key).is_ok() {
            return false;
        }
        self.inserted += 1;
        let (before, after) = split(self.root.take(), &key);
        let node = Node {
            key,
            priority: mixed(self.inserted),
            len: 1,
            left: None,
            right: None,
        };
        self.root = merge(merge(before, Some(Box::new(node))), after);
        true
    }

    /// False when it is no member.
    pub(crate) fn remove(&mut self, key: &K) -> bool {
        remove(&mut self.root, key)
    }

    /// How many come before: `Ok` of a member, `Err` of what would be one.
    pub(crate) fn position(&self, key: &K) -> Result<usize, usize> {
        let mut before = 0;
        let mut link = &self.root;
        while let Some(node) = link {
            link = match key.cmp(&node.key) {
                Ordering::Less => &node.left,
                Ordering::Equal => return Ok(before + len(&node.left)),
                Ordering::Greater => {
                    before += len(&node.left) + 1;
                    &node.right
                }
            };
        }
        Err(before)
    }

    /// At most `count` members in their order: the first, or those not before `from`.
    pub(crate) fn some(&self, from: Option<&K>, count: usize) -> Vec<&K> {
        let mut found = Vec::with_capacity(count.min(self.len()));
        collect(&self.root, from, count, &mut found);
        found
    }
}

fn len<K>(link: &Link<K>) -> usize {
    link.as_ref().map_or(0, |node| node.len)
}

impl<K> Node<K> {
    fn count(&mut self) {
        self.len = len(&self.left) + 1 + len(&self.right);
    }
}

/// Those before `key`, and the others.
fn split<K: Ord>(link: Link<K>, key: &K) -> (Link<K>, Link<K>) {
    let Some(mut node) = link else {
        return (None, None);
    };
    if node.key < *key {
        let (before, after) = split(node.right.take(), key);
        node.right = before;
        node.count();
        (Some(node), after)
    } else {
        let (before, after) = split(node.left.take(), key);
        node.left = after;
        node.count();
        (before, Some(node))
    }
}

/// Everything of the one is before everything of the other.
fn merge<K>(before: Link<K>, after: Link<K>) -> Link<K> {
    match (before, after) {
        (Some(mut before), Some(mut after)) => {
            if before.priority >= after.priority {
                before.right = merge(before.right.take(), Some(after));
                before.count();
                Some(before)
            } else {
                after.left = merge(Some(before), after.left.take());
                after.count();
                Some(after)
            }
        }
        (one, None) => one,
        (None, other) => other,
    }
}

fn remove<K: Ord>(link: &mut Link<K>, key: &K) -> bool {
    let Some(node) = link else {
        return false;
    };
    let removed = match key.cmp(&node.key) {
        Ordering::Less => remove(&mut node.left, key),
        Ordering::Greater => remove(&mut node.right, key),
        Ordering::Equal => {
            let (left, right) = (node.left.take(), node.right.take());
            *link = merge(left, right);
            return true;
        }
    };
    if removed {
        node.len -= 1;
    }
    removed
}

fn collect<'a, K: Ord>(link: &'a Link<K>, from: Option<&K>, count: usize, found: &mut Vec<&'a K>) {
    let Some(node) = link else {
        return;
    };
    let counts = from.is_none_or(|from| *from <= node.key);
    if counts {
        collect(&node.left, from, count, found);
        if found.len() == count {
            return;
        }
        found.push(&node.key);
    }
    collect(&node.right, from.filter(|_| !counts), count, found);
}

/// SplitMix64's finalizer.
fn mixed(number: u64) -> u64 {
    let z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_says_what_a_sorted_list_says(changes in vec((any::<bool>(), 0u8..40), 0..200)) {
            let mut ranked = Ranked::new();
            let mut model = BTreeSet::new();

            for (enters, key) in changes {
                if enters {
                    prop_assert_eq!(ranked.insert(key), model.insert(key));
                } else {
                    prop_assert_eq!(ranked.remove(&key), model.remove(&key));
                }
            }

            prop_assert_eq!(ranked.len(), model.len());
            let sorted: Vec<_> = model.iter().copied().collect();
            for key in 0..40 {
                prop_assert_eq!(ranked.position(&key), sorted.binary_search(&key));
                let after: Vec<_> = model.range(key..).take(5).collect();
                prop_assert_eq!(ranked.some(Some(&key), 5), after);
            }
            let first: Vec<_> = model.iter().take(7).collect();
            prop_assert_eq!(ranked.some(None, 7), first);
        }
    }

    #[test]
    fn who_comes_one_after_the_other_makes_no_long_branch() {
        fn depth(link: &Link<u32>) -> usize {
            let Some(node) = link else { return 0 };
            1 + depth(&node.left).max(depth(&node.right))
        }
        let mut ranked = Ranked::new();

        for key in 0..10_000 {
            ranked.insert(key);
        }

        assert!(depth(&ranked.root) < 50, "{}", depth(&ranked.root));
    }
}

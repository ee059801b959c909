//! How a switchboard is told what another object keeps for it: the whole of it, again and again until it is taken.

use bellpull_hotline::Timestamp;
use std::time::Duration;

/// How long after the first failure, in milliseconds; each further one doubles it.
const FIRST_WAIT_MS: u64 = 500;
/// The longest wait, in milliseconds: a switchboard that is back is told soon.
const LONGEST_WAIT_MS: u64 = 30_000;

/// Whether the switchboard has to be told, and when to try. An object that forgets this posts once when it wakes,
/// and its alarm wakes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    due: Option<Timestamp>,
    wait_ms: u64,
    /// Counts news, so that what comes while the last post is on its way is not taken for delivered.
    news: u64,
}

impl Posting {
    /// What was to be posted before may have been lost.
    #[must_use]
    pub fn woken(now: Timestamp) -> Self {
        Self {
            due: Some(now),
            wait_ms: FIRST_WAIT_MS,
            news: 1,
        }
    }

    pub fn news(&mut self, now: Timestamp) {
        let news = self.news + 1;
        *self = Self {
            news,
            ..Self::woken(now)
        };
    }

    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.due
    }

    /// Whether to post now; the result goes to [`Self::acknowledged`]. Until then it counts as failed.
    pub fn begin(&mut self, now: Timestamp) -> Option<u64> {
        self.due.filter(|due| *due <= now)?;
        self.due = Some(now.after(Duration::from_millis(self.wait_ms)));
        self.wait_ms = (self.wait_ms * 2).min(LONGEST_WAIT_MS);
        Some(self.news)
    }

    pub fn acknowledged(&mut self, news: u64) {
        if news == self.news {
            self.due = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn posts_until_it_is_acknowledged() {
        let mut posting = Posting::woken(at(0));

        let first = posting.begin(at(0));
        assert_eq!(posting.begin(at(499)), None);
        assert_eq!(posting.begin(at(500)), first);
        assert_eq!(posting.deadline(), Some(at(1_500)));

        posting.acknowledged(first.unwrap());
        assert_eq!(posting.deadline(), None);
        assert_eq!(posting.begin(at(9_000)), None);
    }

    #[test]
    fn news_during_a_post_are_posted_too() {
        let mut posting = Posting::woken(at(0));
        let first = posting.begin(at(0)).unwrap();

        posting.news(at(3));
        posting.acknowledged(first);

        assert_eq!(posting.deadline(), Some(at(3)));
    }

    #[test]
    fn waits_longer_and_longer_but_not_for_ever() {
        let mut posting = Posting::woken(at(0));
        for _ in 0..40 {
            let due = posting.deadline().unwrap();
            assert!(posting.begin(due).is_some());
            let waits = posting.deadline().unwrap().since(due);
            assert!(waits <= Duration::from_secs(30));
        }
    }
}

//! How much there may be, and for how long.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Promotions that are remembered, over or not. All are looked at for every alarm.
    pub max_promotions: usize,
    /// Entries of one draw. They are all in memory, some 300 bytes each; an object has 128 MB.
    pub max_entries: usize,
    /// How long a promotion that is over, its draw and the pseudonyms of who entered are remembered: long enough to
    /// find the winners and to answer complaints.
    pub remember_over: Duration,
    /// Texts of all that is scheduled or live, in all languages, in bytes. They are stored as one feed elsewhere, whose
    /// row may have 2 MB; JSON makes six bytes of one at worst.
    pub max_public_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_promotions: 200,
            max_entries: 100_000,
            remember_over: Duration::from_secs(180 * 24 * 3600),
            max_public_bytes: 300_000,
        }
    }
}

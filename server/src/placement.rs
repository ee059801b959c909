//! Which media thread holds which leg. Legs that will hear each other must share one.

use std::collections::HashMap;

use bellpull_protocol::LegId;

use crate::leg::LegKey;

pub struct Placement {
    homes: HashMap<LegKey, Home>,
    loads: Vec<usize>,
}

struct Home {
    thread: usize,
    /// How often the thread was ordered to open the leg and has not begun yet. Such a leg has a home even if
    /// the thread is just forgetting an earlier one of the same name.
    opens_ahead: u32,
}

impl Placement {
    #[must_use]
    pub fn new(threads: usize) -> Self {
        Self {
            homes: HashMap::new(),
            loads: vec![0; threads.max(1)],
        }
    }

    /// The thread for a leg that is opened: where it is already, else where the leg beside it is, else where
    /// the fewest legs are. For every call that thread calls [`Self::note_open`] once.
    pub fn place(&mut self, key: &LegKey, beside: Option<LegId>) -> usize {
        if let Some(home) = self.homes.get_mut(key) {
            home.opens_ahead += 1;
            return home.thread;
        }
        let beside = beside.map(|leg| LegKey {
            organisation: key.organisation.clone(),
            leg,
        });
        let thread = beside
            .and_then(|beside| self.home(&beside))
            .unwrap_or_else(|| self.emptiest());
        let home = Home {
            thread,
            opens_ahead: 1,
        };
        self.homes.insert(key.clone(), home);
        self.loads[thread] += 1;
        thread
    }

    /// The thread begins to open the leg; what it forgets from now on is this one.
    pub fn note_open(&mut self, key: &LegKey) {
        if let Some(home) = self.homes.get_mut(key) {
            home.opens_ahead = home.opens_ahead.saturating_sub(1);
        }
    }

    #[must_use]
    pub fn home(&self, key: &LegKey) -> Option<usize> {
        self.homes.get(key).map(|home| home.thread)
    }

    /// The thread no longer holds the leg. Its home stays while the leg is about to be opened there again.
    pub fn forget(&mut self, key: &LegKey) {
        let gone = self
            .homes
            .get(key)
            .filter(|home| home.opens_ahead == 0)
            .map(|home| home.thread);
        if let Some(thread) = gone {
            self.homes.remove(key);
            self.loads[thread] = self.loads[thread].saturating_sub(1);
        }
    }

    fn emptiest(&self) -> usize {
        let loads = self.loads.iter().enumerate();
        loads
            .min_by_key(|&(_, load)| *load)
            .map_or(0, |(thread, _)| thread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::OrganisationId;

    fn id(leg: &str) -> LegId {
        LegId::new(leg).unwrap()
    }

    fn key(leg: &str) -> LegKey {
        LegKey {
            organisation: OrganisationId::new("demo").unwrap(),
            leg: id(leg),
        }
    }

    #[test]
    fn spreads_visitors_and_puts_an_operator_beside_hers() {
        let mut placement = Placement::new(2);
        let vera = placement.place(&key("vera"), None);
        let victor = placement.place(&key("victor"), None);
        assert_ne!(vera, victor);
        assert_eq!(placement.place(&key("anna"), Some(id("victor"))), victor);
    }

    #[test]
    fn a_leg_stays_where_it_is_until_it_is_forgotten() {
        let mut placement = Placement::new(2);
        placement.place(&key("vera"), None);
        placement.place(&key("victor"), None);
        assert_eq!(placement.place(&key("victor"), Some(id("vera"))), 1);
        placement.note_open(&key("victor"));
        placement.note_open(&key("victor"));
        placement.forget(&key("victor"));
        assert_eq!(placement.home(&key("victor")), None);
        assert_eq!(placement.place(&key("anna"), Some(id("vera"))), 0);
        assert_eq!(placement.place(&key("victor"), None), 1);
    }
    #[test]
    fn a_leg_opened_again_while_it_is_being_removed_keeps_its_home() {
        let mut placement = Placement::new(2);
        let home = placement.place(&key("vera"), None);
        placement.note_open(&key("vera"));

        placement.place(&key("vera"), None);
        placement.forget(&key("vera"));
        assert_eq!(placement.home(&key("vera")), Some(home));

        placement.note_open(&key("vera"));
        placement.forget(&key("vera"));
        assert_eq!(placement.home(&key("vera")), None);
        assert_eq!(placement.loads, [0, 0]);
    }
}

//! Which media thread holds which leg. Legs that will hear each other must share one.

use std::collections::HashMap;

use bellpull_protocol::LegId;

use crate::leg::LegKey;

pub struct Placement {
    homes: HashMap<LegKey, usize>,
    loads: Vec<usize>,
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
    /// the fewest legs are.
    pub fn place(&mut self, key: &LegKey, beside: Option<LegId>) -> usize {
        if let Some(home) = self.home(key) {
            return home;
        }
        let beside = beside.map(|leg| LegKey {
            organisation: key.organisation.clone(),
            leg,
        });
        let home = beside
            .and_then(|beside| self.home(&beside))
            .unwrap_or_else(|| self.emptiest());
        self.homes.insert(key.clone(), home);
        self.loads[home] += 1;
        home
    }

    #[must_use]
    pub fn home(&self, key: &LegKey) -> Option<usize> {
        self.homes.get(key).copied()
    }

    pub fn forget(&mut self, key: &LegKey) {
        if let Some(home) = self.homes.remove(key) {
            self.loads[home] = self.loads[home].saturating_sub(1);
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
        placement.forget(&key("victor"));
        assert_eq!(placement.home(&key("victor")), None);
        assert_eq!(placement.place(&key("anna"), Some(id("vera"))), 0);
        assert_eq!(placement.place(&key("victor"), None), 1);
    }
}

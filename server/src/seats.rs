//! How many TCP connections there may be, in all and from one address.

use std::collections::HashMap;
use std::net::IpAddr;

/// Browsers of one office share an address, and each opens one connection for every address announced.
const MAX_PER_ADDRESS: usize = 64;

pub struct Seats {
    free: usize,
    taken: HashMap<IpAddr, usize>,
}

impl Seats {
    #[must_use]
    pub fn new(free: usize) -> Self {
        Self {
            free,
            taken: HashMap::new(),
        }
    }

    /// Whether a connection of this address may stay. Every one that does is given back once.
    pub fn take(&mut self, address: IpAddr) -> bool {
        let taken = self.taken.get(&address).copied().unwrap_or(0);
        if self.free == 0 || taken >= MAX_PER_ADDRESS {
            return false;
        }
        self.free -= 1;
        self.taken.insert(address, taken + 1);
        true
    }

    pub fn give_back(&mut self, address: IpAddr) {
        let Some(taken) = self.taken.get_mut(&address) else {
            return;
        };
        self.free += 1;
        *taken -= 1;
        if *taken == 0 {
            self.taken.remove(&address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    #[test]
    fn an_address_cannot_take_all_seats() {
        let mut seats = Seats::new(100);
        let taken = (0..200).filter(|_| seats.take(address(1))).count();
        assert_eq!(taken, MAX_PER_ADDRESS);
        assert!(seats.take(address(2)));
    }

    #[test]
    fn a_seat_is_free_again_when_it_is_given_back() {
        let mut seats = Seats::new(1);
        assert!(seats.take(address(1)));
        assert!(!seats.take(address(2)));
        seats.give_back(address(1));
        assert!(seats.take(address(2)));
        assert!(!seats.taken.contains_key(&address(1)));
    }
}

//! How many TCP connections there may be, in all and from one address.

use std::collections::HashMap;
use std::net::IpAddr;

/// One address gets at most this part of them, rounded up. Browsers of one office share an address, and each opens one
/// connection for every address announced; a larger part would let fewer strangers take all seats.
const PART_OF_ONE: usize = 8;

pub struct Seats {
    free: usize,
    most_of_one: usize,
    taken: HashMap<IpAddr, usize>,
}

impl Seats {
    #[must_use]
    pub fn new(free: usize) -> Self {
        Self {
            free,
            most_of_one: free.div_ceil(PART_OF_ONE),
            taken: HashMap::new(),
        }
    }

    /// Whether a connection of this address may stay. Every one that does is given back once.
    pub fn take(&mut self, address: IpAddr) -> bool {
        let taken = self.taken.get(&address).copied().unwrap_or(0);
        if self.free == 0 || taken >= self.most_of_one {
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
        for (seats, of_one) in [(512, 64), (64, 8), (8, 1)] {
            let mut seats = Seats::new(seats);
            let taken = (0..200).filter(|_| seats.take(address(1))).count();
            assert_eq!(taken, of_one);
            assert!(seats.take(address(2)));
        }
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

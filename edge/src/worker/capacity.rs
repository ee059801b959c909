//! How many sockets all objects of this process hold together. On plain workerd they share its file descriptors, and it
//! exits when none is left.

use std::cell::RefCell;
use std::collections::BTreeMap;
use worker::Env;

thread_local! {
    /// By the object's id. Kept while an object sleeps: its sockets stay open.
    static HELD: RefCell<BTreeMap<String, usize>> = const { RefCell::new(BTreeMap::new()) };
}

/// An object holds so many now.
pub fn holds(object: &str, sockets: usize) {
    HELD.with_borrow_mut(|held| match sockets {
        0 => {
            held.remove(object);
        }
        sockets => {
            held.insert(object.to_owned(), sockets);
        }
    });
}

/// How many all objects hold.
pub fn held() -> usize {
    HELD.with_borrow(|held| held.values().sum())
}

/// How many this installation can hold; without a binding there is no limit beside each object's.
pub fn most(env: &Env) -> usize {
    let binding = env.var("MAX_SOCKETS").ok();
    let most = binding.and_then(|most| most.to_string().parse().ok());
    most.unwrap_or(usize::MAX)
}

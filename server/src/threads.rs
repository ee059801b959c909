//! The media threads as the links see them: commands go to the thread that holds the leg, reports come back to
//! whoever subscribed for the organisation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bellpull_protocol::media::{FromMedia, LegReport};
use bellpull_protocol::{LegId, OrganisationId};
use tokio::sync::{mpsc, oneshot};

use crate::command::Command;
use crate::leg::LegKey;
use crate::placement::Placement;

/// What a media thread is asked to do.
pub enum Order {
    Command {
        organisation: OrganisationId,
        command: Command,
    },
    List {
        organisation: OrganisationId,
        reply: oneshot::Sender<Vec<LegReport>>,
    },
    /// Say goodbye to all browsers and end.
    Stop,
}

#[derive(Clone)]
pub struct MediaThreads {
    orders: Arc<[mpsc::UnboundedSender<Order>]>,
    board: Board,
}

/// What the threads and the links share. Held only for a look-up, never across an await.
#[derive(Clone)]
pub struct Board(Arc<Mutex<Shared>>);

struct Shared {
    placement: Placement,
    subscribers: HashMap<OrganisationId, mpsc::UnboundedSender<FromMedia>>,
}

impl MediaThreads {
    /// `orders` has one sender per thread.
    #[must_use]
    pub fn new(orders: Vec<mpsc::UnboundedSender<Order>>) -> Self {
        let board = Board::new(orders.len());
        Self {
            orders: orders.into(),
            board,
        }
    }

    #[must_use]
    pub fn board(&self) -> Board {
        self.board.clone()
    }

    /// `beside` names a leg whose thread the opened one must share.
    pub fn command(&self, organisation: &OrganisationId, command: Command, beside: Option<LegId>) {
        let key = key_of(organisation, &command);
        let home = match &command {
            Command::Open { .. } => Some(self.board.lock().placement.place(&key, beside)),
            Command::Bridge { .. } | Command::Hold { .. } | Command::Close { .. } => {
                self.board.lock().placement.home(&key)
            }
        };
        if let Some(orders) = home.and_then(|home| self.orders.get(home)) {
            // A thread that ended takes the process with it.
            let _ = orders.send(Order::Command {
                organisation: organisation.clone(),
                command,
            });
        }
    }

    /// Reports of this organisation from now on. A newer subscription replaces the older one; without one,
    /// reports are dropped.
    #[must_use]
    pub fn subscribe(&self, organisation: &OrganisationId) -> mpsc::UnboundedReceiver<FromMedia> {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.board
            .lock()
            .subscribers
            .insert(organisation.clone(), sender);
        receiver
    }

    /// All legs of this organisation on this node.
    pub async fn legs(&self, organisation: &OrganisationId) -> Vec<LegReport> {
        let mut legs = Vec::new();
        for orders in self.orders.iter() {
            let (reply, listed) = oneshot::channel();
            let _ = orders.send(Order::List {
                organisation: organisation.clone(),
                reply,
            });
            legs.extend(listed.await.unwrap_or_default());
        }
        legs
    }

    pub fn stop(&self) {
        for orders in self.orders.iter() {
            let _ = orders.send(Order::Stop);
        }
    }
}

fn key_of(organisation: &OrganisationId, command: &Command) -> LegKey {
    let (Command::Open { leg, .. }
    | Command::Bridge { a: leg, .. }
    | Command::Hold { leg }
    | Command::Close { leg }) = command;
    LegKey {
        organisation: organisation.clone(),
        leg: leg.clone(),
    }
}

impl Board {
    fn new(threads: usize) -> Self {
        let shared = Shared {
            placement: Placement::new(threads),
            subscribers: HashMap::new(),
        };
        Self(Arc::new(Mutex::new(shared)))
    }

    pub fn publish(&self, organisation: &OrganisationId, message: FromMedia) {
        let mut shared = self.lock();
        let is_gone = shared
            .subscribers
            .get(organisation)
            .is_some_and(|sender| sender.send(message).is_err());
        if is_gone {
            shared.subscribers.remove(organisation);
        }
    }

    /// A thread says this of every command just before it carries it out, so that what it forgot before does
    /// not take away the home of a leg it has yet to open.
    pub fn note_begun(&self, organisation: &OrganisationId, command: &Command) {
        match command {
            Command::Open { .. } => {
                let key = key_of(organisation, command);
                self.lock().placement.note_open(&key);
            }
            Command::Bridge { .. } | Command::Hold { .. } | Command::Close { .. } => {}
        }
    }

    pub fn forget(&self, key: &LegKey) {
        self.lock().placement.forget(key);
    }

    /// Nothing that can panic runs under the lock, so a poisoned one is still whole.
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::Sdp;
    use bellpull_protocol::media::Side;

    fn leg() -> LegId {
        LegId::new("vera").unwrap()
    }

    fn open(attempt: u32) -> Command {
        Command::Open {
            leg: leg(),
            attempt,
            side: Side::Visitor,
            sdp: Sdp::new(String::new()),
        }
    }

    /// What a media thread does with the next order, short of carrying it out.
    fn begin_next(orders: &mut mpsc::UnboundedReceiver<Order>, board: &Board) -> Option<Command> {
        match orders.try_recv() {
            Ok(Order::Command {
                organisation,
                command,
            }) => {
                board.note_begun(&organisation, &command);
                Some(command)
            }
            Ok(Order::List { .. } | Order::Stop) | Err(_) => None,
        }
    }

    #[test]
    fn a_leg_opened_again_while_it_is_being_removed_can_be_closed() {
        let organisation = OrganisationId::new("demo").unwrap();
        let (sender, mut orders) = mpsc::unbounded_channel();
        let threads = MediaThreads::new(vec![sender]);
        let board = threads.board();
        threads.command(&organisation, open(1), None);
        begin_next(&mut orders, &board);

        threads.command(&organisation, open(2), None);
        board.forget(&key_of(&organisation, &open(1)));
        begin_next(&mut orders, &board);
        threads.command(&organisation, Command::Close { leg: leg() }, None);

        let last = begin_next(&mut orders, &board);
        assert!(matches!(last, Some(Command::Close { .. })));
    }
}

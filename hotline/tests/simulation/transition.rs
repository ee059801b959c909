//! Everything that can happen next in the world, the unpleasant included.

use crate::network::{ConnectionId, Message, Peer};

/// One event of the world's agenda.
#[derive(Debug)]
pub enum Transition {
    /// A message arrives, unless its connection broke meanwhile.
    Deliver {
        connection: ConnectionId,
        message: Box<Message>,
    },
    /// The page or the media node learns that its connection is closed.
    PeerLearnsClose(ConnectionId),
    /// The edge learns it.
    EdgeLearnsClose(ConnectionId),
    /// A person looks at the page, the page pings, the media node looks at its packets.
    Tick(Peer),
    /// The object's one alarm; stale when it was set anew since.
    Alarm {
        setting: u64,
    },
    EdgeStarts,
    MediaStarts,
    /// Something goes wrong.
    Fault,
    /// The slow invariants are checked.
    Check,
}

/// What can go wrong. How often is drawn once per seed, so that seeds differ in temper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `kill -9` of the edge: memory, sockets and unsent effects are gone, records are not.
    KillEdge,
    /// The same in the middle of the next command, before the records are durable.
    KillEdgeBeforeCommit,
    /// The same when they are durable and nothing was sent.
    KillEdgeAfterCommit,
    /// The object is evicted; its sockets stay.
    Hibernate,
    DelayAlarm,
    /// A connection closes and both sides learn it.
    CutSocket,
    /// A connection is dead and nobody is told.
    HalfOpenSocket,
    CloseTab,
    ReloadTab,
    CloseDesk,
    ReloadDesk,
    SignOut,
    KillMedia,
    CutMediaLink,
    /// Packets of one person do not arrive for a while.
    CutSound,
    /// Everything takes seconds for a while.
    SlowNetwork,
    /// The organisation works otherwise at once: other hours, departments, rules and people.
    ChangePlan,
    /// A supervisor takes somebody out.
    ForceOff,
}

impl Fault {
    pub const ALL: &[Fault] = &[
        Fault::KillEdge,
        Fault::KillEdgeBeforeCommit,
        Fault::KillEdgeAfterCommit,
        Fault::Hibernate,
        Fault::DelayAlarm,
        Fault::CutSocket,
        Fault::HalfOpenSocket,
        Fault::CloseTab,
        Fault::ReloadTab,
        Fault::CloseDesk,
        Fault::ReloadDesk,
        Fault::SignOut,
        Fault::KillMedia,
        Fault::CutMediaLink,
        Fault::CutSound,
        Fault::SlowNetwork,
        Fault::ChangePlan,
        Fault::ForceOff,
    ];
}

//! To whom the edge sends what, and whose older sockets it no longer hears.

use crate::network::{ConnectionId, Message, Peer};
use crate::world::World;
use bellpull_hotline::{Effect, Refusal};

impl World {
    pub fn edge_sends(&mut self, effect: Effect) {
        let peer = match &effect {
            Effect::Keep(_) | Effect::Forget(_) | Effect::Journal(_) => return,
            // To everybody; the slow invariants look at the truth instead.
            Effect::TellStaffed { .. }
            | Effect::TellWaiting { .. }
            | Effect::TellOwed { .. }
            | Effect::TellOpening { .. }
            | Effect::TellConfigured => return,
            Effect::TellVisitor { visitor, .. }
            | Effect::TellVisitorLine { visitor, .. }
            | Effect::TellVisitorTyping { visitor, .. }
            | Effect::AnswerVisitor { visitor, .. }
            | Effect::RefuseVisitor { visitor, .. } => self.peer_of_visitor(visitor),
            Effect::TellOperator { operator, .. }
            | Effect::TellColleagues { operator, .. }
            | Effect::TellChats { operator, .. }
            | Effect::TellOperatorLine { operator, .. }
            | Effect::TellOperatorTyping { operator, .. }
            | Effect::AnswerOperator { operator, .. }
            | Effect::RefuseOperator { operator, .. }
            | Effect::TellSaved { operator, .. } => self.peer_of_operator(operator),
            Effect::OpenLeg { .. }
            | Effect::Bridge { .. }
            | Effect::Hold { .. }
            | Effect::CloseLeg { .. } => Peer::Media,
        };
        if let Some(connection) = self.connection_to(peer) {
            self.send(connection, Message::FromEdge(effect));
        }
    }

    pub fn edge_refuses(&mut self, peer: Peer, refusal: Refusal) {
        match peer {
            Peer::Visitor(index) => {
                let visitor = self.visitors[index].id.clone();
                self.edge_sends(Effect::RefuseVisitor { visitor, refusal });
            }
            Peer::Operator(index) => {
                let operator = self.operators[index].id.clone();
                self.edge_sends(Effect::RefuseOperator { operator, refusal });
            }
            Peer::Media => {}
        }
    }

    /// A newer socket of the same person fences the older.
    pub fn fence_older(&mut self, peer: Peer, newest: ConnectionId) {
        for id in 0..newest {
            let known = &mut self.network.connections[id];
            if known.peer == peer && known.open_at_edge {
                known.open_at_edge = false;
                known.carries = false;
            }
        }
        self.network.connections[newest].greeted = true;
    }
}

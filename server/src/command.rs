//! What the edge may ask of the engine. Every command may be repeated.

use bellpull_protocol::media::Side;
use bellpull_protocol::{LegId, Sdp};

#[derive(Debug, Clone)]
pub enum Command {
    /// Open the leg, or replace its connection when `attempt` is higher than before. The same attempt again
    /// gets the same answer again, a lower one nothing: what it would change has been overtaken.
    Open {
        leg: LegId,
        attempt: u32,
        side: Side,
        sdp: Sdp,
    },
    /// Let two or three legs hear each other. A leg that is not known is gone, which was reported when it went.
    Bridge {
        a: LegId,
        b: LegId,
        third: Option<LegId>,
    },
    /// Take the leg out of its bridge. Of three, the other two go on.
    Hold { leg: LegId },
    /// End the leg. For an unknown leg nothing is reported: it has no attempt, and the next list of legs says
    /// that it is gone.
    Close { leg: LegId },
}

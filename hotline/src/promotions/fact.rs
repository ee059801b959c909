//! Facts for the journal: append-only, pseudonymous, enough to prove how a draw came about.

use super::digest::{Digest, Seed};
use crate::time::Timestamp;
use bellpull_protocol::{EntryId, PromotionId};
use bellpull_protocol::{OperatorId, VisitorId};
use serde::{Deserialize, Serialize};

/// Something that happened at `at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub at: Timestamp,
    pub promotion: PromotionId,
    #[serde(flatten)]
    pub kind: FactKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum FactKind {
    Saved {
        by: OperatorId,
        revision: u32,
    },
    Discarded {
        by: OperatorId,
    },
    /// With a draw, the first half of its commitment.
    Published {
        by: OperatorId,
        revision: u32,
        seed_hash: Option<Digest>,
    },
    Started,
    Ended,
    Withdrawn {
        by: OperatorId,
    },
    Entered {
        entry: EntryId,
        visitor: VisitorId,
    },
    /// The second half of the commitment.
    Sealed {
        entries_hash: Digest,
        entries: u32,
    },
    Drawn {
        by: OperatorId,
        seed: Seed,
        winners: Vec<EntryId>,
    },
}

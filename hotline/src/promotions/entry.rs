//! One visitor in one draw.

use crate::time::Timestamp;
use bellpull_protocol::{EntryId, PromotionId};
use bellpull_protocol::{RequestId, VisitorId};
use serde::{Deserialize, Serialize};

/// Never changes; it is forgotten with its promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub promotion: PromotionId,
    pub visitor: VisitorId,
    /// Tells the same try again from another one.
    pub request: RequestId,
    pub at: Timestamp,
}

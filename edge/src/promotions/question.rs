//! What the entry asks the promotions of a hotline, once it has proved who wants to know.

use bellpull_protocol::marketer::Content;
use bellpull_protocol::promotion::{Entry, ShownPromotion};
use bellpull_protocol::{HotlineId, OperatorId, OrganisationId, PromotionId, RequestId, VisitorId};
use serde::{Deserialize, Serialize};

/// A question and whose promotions it is about: an object does not know its own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub hotline: HotlineId,
    pub organisation: OrganisationId,
    pub question: Question,
}

/// Each is answered with the JSON that its asker on the wire gets, unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    Feed {
        language: String,
    },
    Proof {
        promotion: PromotionId,
    },

    Enter {
        visitor: VisitorId,
        promotion: PromotionId,
        request: RequestId,
    },
    Entries {
        visitor: VisitorId,
    },

    /// Answered with [`HotlineLive`]; `entries` of this visitor, if any is named.
    Live {
        language: String,
        visitor: Option<VisitorId>,
    },

    List,
    Save {
        by: OperatorId,
        promotion: PromotionId,
        revision: u32,
        content: Content,
    },
    Publish {
        by: OperatorId,
        promotion: PromotionId,
        revision: u32,
    },
    Withdraw {
        by: OperatorId,
        promotion: PromotionId,
    },
    Discard {
        by: OperatorId,
        promotion: PromotionId,
    },
    Draw {
        by: OperatorId,
        promotion: PromotionId,
    },
}

/// What an operator sees of one hotline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotlineLive {
    pub live: Vec<ShownPromotion>,
    pub entries: Vec<Entry>,
}

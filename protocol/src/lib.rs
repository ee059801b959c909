//! What travels between Bellpull's programs: the widget, the desk, the edge and the media server.
//!
//! Messages are named by direction (`FromVisitor`, `ToVisitor`, …), tagged by `kind`, flat, and tolerant of
//! kinds they do not know. Integers stay below 2^53, because half of the readers are JavaScript engines.
//! Times are milliseconds since 1970 in UTC, fields ending in `_ms`.
//!
//! What is private is a newtype whose `Debug` redacts: see [`private`].

pub mod ids;
pub mod limits;
pub mod private;
pub mod refusal;

pub mod wire;

pub mod chat;
pub mod media;
pub mod operator;
pub mod visitor;

pub mod marketer;
pub mod promotion;
pub mod register;
pub mod staffing;
pub mod statistics;

pub use ids::{
    ContactId, DepartmentId, EntryId, HotlineId, LegId, NodeId, OperatorId, OrganisationId, PageId,
    PromotionId, RequestId, VisitorId,
};
pub use private::{
    LineText, NodeSecret, Note, PageUrl, PersonName, PhoneNumber, Remark, Sdp, SignInToken,
    SocketTicket, VisitorToken,
};
pub use refusal::RefusalCode;

/// Version of this protocol, sent in every hello. The edge serves this version and the one before it.
pub const VERSION: u32 = 1;

//! Both directions: JSON in gives inputs, effects give JSON out.

mod asking;
mod telling;

use bellpull_protocol::{ContactId, LegId, OperatorId, VisitorId};

fn contact_id() -> ContactId {
    ContactId::new("c1").unwrap()
}

fn operator_id() -> OperatorId {
    OperatorId::new("o1").unwrap()
}

fn visitor_id() -> VisitorId {
    VisitorId::new("v1").unwrap()
}

fn leg(id: &str) -> LegId {
    LegId::new(id).unwrap()
}

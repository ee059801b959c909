//! Both directions: JSON in gives inputs, effects give JSON out.

mod asking;
mod visiting;

mod channels;
mod telling;
mod transferring;

mod privacy;

use bellpull_hotline::{Channel, ContactState, DeskContact, Leg, LegState, Timestamp};
use bellpull_protocol::{ContactId, HotlineId, LegId, OperatorId, VisitorId};

const UP: Leg = Leg {
    attempt: 2,
    state: LegState::Up,
};

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

fn desk_contact(state: ContactState) -> DeskContact {
    DeskContact {
        contact: contact_id(),
        ring: 3,
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        page: None,
        entered: Timestamp::from_millis(5),
        channel: Channel::Call,
        lines: 0,
        visitor_leg: UP,
        state,
        department: bellpull_protocol::DepartmentId::general(),
        topic: None,
        from_colleague: None,
        consult: None,
    }
}

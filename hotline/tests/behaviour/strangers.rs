//! Somebody else's contact is refused like one that does not exist.

use crate::hotline::{Hotline, operator, sdp, visitor};
use bellpull_hotline::{Input, Refusal};
use bellpull_protocol::{ContactId, VisitorId};

fn hang_up(visitor: VisitorId, contact: &ContactId) -> Input {
    Input::VisitorHangUp {
        visitor,
        contact: contact.clone(),
    }
}

#[test]
fn a_visitor_cannot_touch_the_contact_of_another() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    let nowhere = ContactId::new("nowhere").unwrap();
    hotline.take_effects();

    let others = hotline.try_input(hang_up(visitor("v2"), &contact));
    let unknown = hotline.try_input(hang_up(visitor("v2"), &nowhere));
    let offer = hotline.try_input(Input::VisitorOffer {
        visitor: visitor("v2"),
        contact: contact.clone(),
        attempt: 1,
        sdp: sdp(),
    });

    assert_eq!(others, Err(Refusal::UnknownContact));
    assert_eq!(unknown, others);
    assert_eq!(offer, others);
    assert_eq!(hotline.take_effects(), []);
    assert!(hotline.is_queued(&contact));
}

#[test]
fn an_operator_cannot_touch_the_contact_of_another() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.online("zoe");
    hotline.take_effects();

    let intruder = || operator("zoe");
    let contact = || contact.clone();
    let inputs = [
        Input::OperatorHangUp {
            operator: intruder(),
            contact: contact(),
        },
        Input::OperatorOffer {
            operator: intruder(),
            contact: contact(),
            attempt: 9,
            sdp: sdp(),
        },
        Input::WrapUp {
            operator: intruder(),
            contact: contact(),
            disposition: None,
            note: None,
            finish: true,
            topic: None,
        },
    ];

    for input in inputs {
        let refused = hotline.try_input(input.clone());
        assert_eq!(refused, Err(Refusal::UnknownContact), "{input:?}");
    }
    assert_eq!(hotline.take_effects(), []);
    assert!(hotline.is_bridged(&contact()));
}

#[test]
fn an_operator_cannot_offer_sound_before_answering() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");

    let refused = hotline.try_input(Input::OperatorOffer {
        operator: operator("anna"),
        contact,
        attempt: 1,
        sdp: sdp(),
    });

    assert_eq!(refused, Err(Refusal::WrongState));
}

#[test]
fn offering_for_an_ended_contact_is_refused_as_ended() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_hangs_up("v1", &contact);

    let refused = hotline.try_input(Input::VisitorOffer {
        visitor: visitor("v1"),
        contact,
        attempt: 1,
        sdp: sdp(),
    });

    assert_eq!(refused, Err(Refusal::ContactEnded));
}

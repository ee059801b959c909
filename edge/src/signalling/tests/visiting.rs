//! What a visitor's page says becomes inputs.

use super::asking::{asked, key, visitor};
use super::{contact_id, visitor_id};
use bellpull_hotline::{ChannelKind, Entering, Input, Way, Wish};
use bellpull_protocol::{
    ContactId, HotlineId, LineText, PageUrl, PhoneNumber, Remark, RequestId, Sdp,
};
use serde_json::json;

#[test]
fn a_call_is_for_the_hotline_of_the_socket() {
    let call = asked(&visitor(), &json!({"kind": "call", "request": "r1"}));
    assert_eq!(call, Some(enters(Wish::Call)));
}

#[test]
fn a_visitor_enters_by_every_channel() {
    let table = [
        (json!({"kind": "chat", "request": "r1"}), Wish::Chat),
        (
            json!({"kind": "message", "request": "r1", "key": "k1", "text": "Is it in stock?\u{7}"}),
            Wish::Message {
                key: key(),
                text: LineText::new("Is it in stock?"),
            },
        ),
        (
            json!({"kind": "callback", "request": "r1"}),
            Wish::callback(Way::Browser),
        ),
        (
            json!({"kind": "callback", "request": "r1", "number": "+43 1 5880023", "zone": "Europe/Vienna"}),
            phone(Some("Europe/Vienna")),
        ),
        (
            json!({"kind": "callback", "request": "r1", "number": "+4315880023", "zone": "Mars/Phobos"}),
            phone(None),
        ),
    ];
    for (message, wish) in table {
        assert_eq!(asked(&visitor(), &message), Some(enters(wish)), "{message}");
    }
}

#[test]
fn a_visitor_goes_on_within_a_contact() {
    let (visitor_id, contact) = (visitor_id(), contact_id());
    let table = [
        (
            json!({"kind": "change_channel", "contact": "c1", "channel": "call"}),
            Input::ChangeChannel {
                visitor: visitor_id.clone(),
                contact: contact.clone(),
                to: ChannelKind::Call,
            },
        ),
        (
            json!({"kind": "answer_ring_back", "contact": "c1"}),
            Input::AnswerRingBack {
                visitor: visitor_id.clone(),
                contact: contact.clone(),
            },
        ),
        (
            json!({"kind": "line", "contact": "c1", "key": "k1", "text": "Two\nlines\r"}),
            Input::VisitorLine {
                visitor: visitor_id.clone(),
                contact: contact.clone(),
                key: key(),
                text: LineText::new("Two\nlines"),
            },
        ),
        (
            json!({"kind": "lines", "contact": "c1", "after": 4}),
            Input::VisitorLines {
                visitor: visitor_id.clone(),
                contact: contact.clone(),
                after: 4,
            },
        ),
        (
            json!({"kind": "typing", "contact": "c1"}),
            Input::VisitorTyping {
                visitor: visitor_id.clone(),
                contact: contact.clone(),
            },
        ),
        (
            json!({"kind": "rate", "contact": "c1", "stars": 4, "remark": "Kind!"}),
            Input::Rate {
                visitor: visitor_id.clone(),
                contact: contact.clone(),
                stars: 4,
                remark: Some(Remark::new("Kind!")),
                survey: bellpull_hotline::Survey::default(),
            },
        ),
        (
            json!({"kind": "rate", "contact": "c1", "stars": 9, "remark": "  "}),
            Input::Rate {
                visitor: visitor_id,
                contact,
                stars: 9,
                remark: None,
                survey: bellpull_hotline::Survey::default(),
            },
        ),
    ];
    for (message, input) in table {
        assert_eq!(asked(&visitor(), &message), Some(input), "{message}");
    }
}

#[test]
fn a_visitor_offers_and_hangs_up() {
    let offer = json!({"kind": "offer", "contact": "c1", "attempt": 2, "sdp": "v=0"});
    let (visitor_id, contact) = (visitor_id(), contact_id());
    assert_eq!(
        asked(&visitor(), &offer),
        Some(Input::VisitorOffer {
            visitor: visitor_id.clone(),
            contact: contact.clone(),
            attempt: 2,
            sdp: Sdp::new("v=0")
        })
    );
    assert_eq!(
        asked(&visitor(), &json!({"kind": "hang_up", "contact": "c1"})),
        Some(Input::VisitorHangUp {
            visitor: visitor_id,
            contact
        })
    );
}

fn enters(wish: Wish) -> Input {
    let entering = Entering {
        visitor: visitor_id(),
        contact: ContactId::new("fresh").unwrap(),
        request: RequestId::new("r1").unwrap(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        page: Some(PageUrl::new("https://shop.example/")),
        department: None,
    };
    Input::Enter { entering, wish }
}

fn phone(zone: Option<&str>) -> Wish {
    Wish::callback(Way::Phone {
        number: PhoneNumber::new("+4315880023"),
        zone: zone.map(str::to_owned),
    })
}

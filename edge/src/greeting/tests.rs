use super::*;
use crate::tokens::SecretHash;
use bellpull_hotline::{Entering, Settings, Wish};
use bellpull_protocol::{ContactId, HotlineId, OperatorId, PersonName, RequestId};
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp::from_millis(1_000);

fn keys() -> Keys {
    Keys {
        signer: Signer::new("key"),
        node_secret: "node secret".into(),
    }
}

fn visitor_door() -> Door {
    Door::Visitor {
        hotline: HotlineId::new("demo").unwrap(),
        hotline_name: "Demo".into(),
        hours: None,
        gone: false,
    }
}

fn gone_door() -> Door {
    Door::Visitor {
        hotline: HotlineId::new("demo").unwrap(),
        hotline_name: "Demo".into(),
        hours: None,
        gone: true,
    }
}

fn desk_door() -> Door {
    Door::Desk {
        operator: OperatorId::new("o1").unwrap(),
        name: PersonName::new("Anna Berg"),
        organisation_name: "Demo Ltd".into(),
        session: SecretHash::of("session"),
        until: Timestamp::from_millis(2_000),
    }
}

fn greet_with(door: &Door, message: &Value) -> Result<Admission, RefusalCode> {
    let names = Names::default();
    let reception = Reception {
        now: NOW,
        chance: [1; 16],
        staffed: true,
        opening: Opening {
            open: false,
            next_change_ms: Some(9_000),
            hours: Vec::new(),
        },
        names: &names,
        closed: BTreeSet::new(),
    };
    greet(door, &message.to_string(), &keys(), reception)
}

fn visitor_hello(token: Option<&str>) -> Value {
    json!({"kind": "hello", "version": 1, "page_id": "p1", "token": token, "language": "de-AT"})
}

fn desk_hello(ticket: &str) -> Value {
    json!({"kind": "hello", "version": 1, "page_id": "p1", "ticket": ticket, "ready": true})
}

#[test]
fn a_new_visitor_gets_a_token_that_is_believed_next_time() {
    let first = greet_with(&visitor_door(), &visitor_hello(None)).unwrap();
    let welcome: Value = serde_json::from_str(&first.welcome).unwrap();
    assert_eq!(welcome["hotline_name"], "Demo");
    assert_eq!(welcome["staffed"], true);
    assert_eq!(
        welcome["opening"],
        json!({"open": false, "next_change_ms": 9_000})
    );
    assert_eq!(welcome["now_ms"], 1_000);

    let again = greet_with(&visitor_door(), &visitor_hello(welcome["token"].as_str())).unwrap();
    assert_eq!(again.party, first.party);
    assert_eq!(again.inputs, first.inputs);
}

#[test]
fn a_hotline_that_is_gone_is_there_for_who_is_on_the_line() {
    let (door, gone) = (visitor_door(), gone_door());
    let admission = greet_with(&gone, &visitor_hello(None)).unwrap();
    let Party::Visitor(VisitorParty { visitor, .. }) = admission.party.clone() else {
        panic!("a visitor said hello");
    };
    let mut heart = Switchboard::new(Settings::default());
    let get_in = |door, heart: &Switchboard| lets_in(door, &admission.party, heart);

    assert_eq!(get_in(&door, &heart), Ok(()));
    assert_eq!(get_in(&gone, &heart), Err(RefusalCode::UnknownHotline));

    let entering = Entering {
        visitor: visitor.clone(),
        contact: ContactId::new("c1").unwrap(),
        request: RequestId::new("r1").unwrap(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "en".into(),
        page: None,
        department: None,
    };
    let wish = Wish::Call;
    heart
        .handle_input(NOW, Input::Enter { entering, wish })
        .unwrap();
    assert_eq!(get_in(&gone, &heart), Ok(()));

    let contact = ContactId::new("c1").unwrap();
    let hangs_up = Input::VisitorHangUp { visitor, contact };
    heart.handle_input(NOW, hangs_up).unwrap();
    assert_eq!(get_in(&gone, &heart), Err(RefusalCode::UnknownHotline));
}

#[test]
fn a_token_of_somebody_elses_making_is_refused() {
    let forged = Signer::new("guess").new_visitor([1; 16]).unwrap().1;
    let greeted = greet_with(&visitor_door(), &visitor_hello(Some(forged.expose())));
    assert_eq!(greeted.unwrap_err(), RefusalCode::BadToken);
}

#[test]
fn anything_before_the_hello_is_refused() {
    let call = json!({"kind": "call", "request": "r1"});
    assert_eq!(
        greet_with(&visitor_door(), &call).unwrap_err(),
        RefusalCode::HelloExpected
    );
    assert_eq!(
        greet_with(&visitor_door(), &json!({"kind": "later"})).unwrap_err(),
        RefusalCode::HelloExpected
    );
    assert_eq!(
        greet_with(&Door::Media, &json!({"kind": "legs", "legs": []})).unwrap_err(),
        RefusalCode::HelloExpected
    );
}

#[test]
fn other_versions_are_refused() {
    for version in [0, 2, u32::MAX] {
        let mut hello = visitor_hello(None);
        hello["version"] = json!(version);
        assert_eq!(
            greet_with(&visitor_door(), &hello).unwrap_err(),
            RefusalCode::UnsupportedVersion
        );
    }
}

#[test]
fn a_desk_needs_the_ticket_of_its_session() {
    let ticket = keys().signer.ticket(&SecretHash::of("session")).unwrap();
    let admission = greet_with(&desk_door(), &desk_hello(ticket.expose())).unwrap();
    assert!(admission.welcome.contains("Anna Berg"));
    assert!(matches!(
        admission.inputs[..],
        [Input::OperatorConnected { ready: true, .. }]
    ));

    let other = keys().signer.ticket(&SecretHash::of("other")).unwrap();
    assert_eq!(
        greet_with(&desk_door(), &desk_hello(other.expose())).unwrap_err(),
        RefusalCode::SignedOut
    );
}

#[test]
fn a_node_needs_the_secret() {
    let hello =
        |secret: &str| json!({"kind": "hello", "version": 1, "node": "n1", "secret": secret});
    let admission = greet_with(&Door::Media, &hello("node secret")).unwrap();
    assert_eq!(admission.welcome, r#"{"kind":"welcome","version":1}"#);
    assert_eq!(
        greet_with(&Door::Media, &hello("guess")).unwrap_err(),
        RefusalCode::BadNodeSecret
    );
}

#[test]
fn language_and_page_are_kept_within_bounds() {
    let mut hello = visitor_hello(None);
    hello["language"] = json!("<b>");
    hello["page"] = json!("é".repeat(2_000));
    let Party::Visitor(party) = greet_with(&visitor_door(), &hello).unwrap().party else {
        panic!("a visitor said hello");
    };
    assert_eq!(party.language, "und");
    assert_eq!(party.page.unwrap().expose().len(), MAX_PAGE_BYTES);
}

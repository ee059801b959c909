//! Lines: numbered, once, for both sides.

use crate::hotline::{Hotline, operator, visitor};
use bellpull_hotline::{Effect, Input, Refusal, Wish};
use bellpull_protocol::limits::{MAX_LINE_CHARS, MAX_LINES};

#[test]
fn lines_of_both_sides_are_numbered_together_and_told_to_both() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");

    hotline.visitor_writes("v1", &chat, "Hello").unwrap();
    hotline.operator_writes("anna", &chat, "Hello!").unwrap();
    hotline
        .visitor_writes("v1", &chat, "My boots leak")
        .unwrap();

    assert_eq!(
        hotline.transcript(&chat),
        [
            "1 Visitor Hello",
            "2 Operator Hello!",
            "3 Visitor My boots leak"
        ]
    );
    assert_eq!(hotline.lines_told_to_visitor(), [1, 2, 3]);
    assert_eq!(hotline.lines_told_to_operator("anna"), [1, 2, 3]);
}

#[test]
fn a_repeated_line_is_acknowledged_and_stands_once() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.visitor_writes("v1", &chat, "Hello").unwrap();
    hotline.operator_writes("anna", &chat, "World").unwrap();
    hotline.take_effects();

    hotline.visitor_writes("v1", &chat, "Hello").unwrap();
    hotline.operator_writes("anna", &chat, "World").unwrap();

    assert_eq!(hotline.transcript(&chat).len(), 2, "keys are of one side");
    assert_eq!(hotline.lines_told_to_visitor(), [1]);
    assert_eq!(hotline.lines_told_to_operator("anna"), [2]);
}

#[test]
fn a_line_whose_acknowledgement_was_lost_is_acknowledged_after_the_end() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.visitor_writes("v1", &chat, "Hello").unwrap();
    hotline.operator_writes("anna", &chat, "World").unwrap();
    hotline.operator_hangs_up("anna", &chat);

    assert_eq!(hotline.visitor_writes("v1", &chat, "Hello"), Ok(()));
    assert_eq!(hotline.operator_writes("anna", &chat, "World"), Ok(()));

    let more = hotline.visitor_writes("v1", &chat, "Anybody there?");
    assert_eq!(more, Err(Refusal::ContactEnded));
    let more = hotline.operator_writes("anna", &chat, "One more thing");
    assert_eq!(more, Err(Refusal::ContactEnded));
}

#[test]
fn what_was_missed_is_told_again_by_number() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    for words in ["a", "bb", "ccc"] {
        hotline.visitor_writes("v1", &chat, words).unwrap();
    }
    hotline.restore();
    hotline.take_effects();

    hotline.input(Input::VisitorLines {
        visitor: visitor("v1"),
        contact: chat.clone(),
        after: 1,
    });
    hotline.input(Input::OperatorLines {
        operator: operator("anna"),
        contact: chat.clone(),
        after: 0,
    });

    assert_eq!(hotline.lines_told_to_visitor(), [2, 3]);
    assert_eq!(hotline.lines_told_to_operator("anna"), [1, 2, 3]);
    hotline.visitor_writes("v1", &chat, "dddd").unwrap();
    assert_eq!(hotline.transcript(&chat).len(), 4);
}

#[test]
fn visitors_may_write_while_they_wait_and_whoever_answers_reads_it() {
    let mut hotline = Hotline::open();
    let call = hotline.call("v1");
    hotline
        .visitor_writes("v1", &call, "It is about boots")
        .unwrap();
    hotline.online("anna");
    let lines = || Input::OperatorLines {
        operator: operator("anna"),
        contact: call.clone(),
        after: 0,
    };

    hotline.input(lines());
    let early = hotline.operator_writes("anna", &call, "One moment");
    assert_eq!(early, Err(Refusal::WrongState), "before answering");
    hotline.accept("anna", &call);
    hotline
        .operator_writes("anna", &call, "One moment")
        .unwrap();

    assert_eq!(hotline.transcript(&call).len(), 2);
    let desk = hotline.told_operator("anna").unwrap();
    assert_eq!(desk.contact.unwrap().lines, 1, "as it was accepted");
}

#[test]
fn nobody_else_reads_or_writes() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.operator_writes("anna", &chat, "secret").unwrap();
    hotline.online("ben");
    hotline.enter("v2", Wish::Chat);
    hotline.take_effects();

    let stranger = Err(Refusal::UnknownContact);
    assert_eq!(hotline.visitor_writes("v2", &chat, "a"), stranger);
    assert_eq!(hotline.operator_writes("ben", &chat, "a"), stranger);
    let same_key = hotline.operator_writes("ben", &chat, "guess!");
    assert_eq!(same_key, stranger, "a key alone tells nothing");
    for input in [
        Input::VisitorLines {
            visitor: visitor("v2"),
            contact: chat.clone(),
            after: 0,
        },
        Input::OperatorLines {
            operator: operator("ben"),
            contact: chat.clone(),
            after: 0,
        },
    ] {
        assert_eq!(hotline.try_input(input), stranger);
    }
    assert!(hotline.lines_told_to_visitor().is_empty());
    assert!(hotline.lines_told_to_operator("ben").is_empty());
}

#[test]
fn lines_are_neither_empty_nor_endless() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let longest = "ö".repeat(MAX_LINE_CHARS);

    assert_eq!(
        hotline.visitor_writes("v1", &chat, " \n\t"),
        Err(Refusal::TextEmpty)
    );
    assert_eq!(hotline.visitor_writes("v1", &chat, &longest), Ok(()));
    let longer = format!("{longest}!");
    assert_eq!(
        hotline.operator_writes("anna", &chat, &longer),
        Err(Refusal::TextTooLong)
    );
}

#[test]
fn a_flood_of_lines_ends() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let most = usize::try_from(MAX_LINES).unwrap();
    for length in 1..=most {
        let words = "x".repeat(length);
        hotline.visitor_writes("v1", &chat, &words).unwrap();
    }

    let more = hotline.operator_writes("anna", &chat, "Stop");

    assert_eq!(more, Err(Refusal::TextTooLong));
    assert_eq!(hotline.transcript(&chat).len(), most);
}

#[test]
fn typing_is_told_to_the_other_side_only_while_somebody_has_it_in_hand() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.enter("v1", Wish::Chat);
    let by_visitor = Input::VisitorTyping {
        visitor: visitor("v1"),
        contact: chat.clone(),
    };
    let by_operator = Input::OperatorTyping {
        operator: operator("anna"),
        contact: chat.clone(),
    };
    let told_operator = Effect::TellOperatorTyping {
        operator: operator("anna"),
        contact: chat.clone(),
    };
    let told_visitor = Effect::TellVisitorTyping {
        visitor: visitor("v1"),
        contact: chat.clone(),
    };

    hotline.input(by_visitor.clone());
    hotline.input(by_operator.clone());
    assert!(!hotline.did(&told_operator) && !hotline.did(&told_visitor));
    hotline.accept("anna", &chat);
    hotline.input(by_visitor);
    hotline.input(by_operator);

    assert!(hotline.did(&told_operator) && hotline.did(&told_visitor));
}

#[test]
fn lines_are_forgotten_with_their_contact() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.visitor_writes("v1", &chat, "Hello").unwrap();
    hotline.visitor_hangs_up("v1", &chat);

    hotline.advance(601);

    assert!(hotline.disk.lines.is_empty());
    assert_eq!(hotline.switchboard.last_line(&chat), 0);
}

//! Chats beside the call: ringing, lines, unread ones, ending, and what survives a reload.

use crate::page::{Page, chat, chat_contact, idle, kept, line, ringing, sent, talking, typed};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use bellpull_protocol::operator::{ChatState, Disposition, FromOperator, ToOperator};
use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{LineText, RefusalCode, RequestId};
use bellpull_www::desk::chat_view::{LineState, TabState};
use bellpull_www::desk::view::{Look, Stage};
use bellpull_www::desk::{Effect, Gesture, Input};

fn chats(chats: &[ToOperator]) -> ToOperator {
    let all = chats.iter().flat_map(|message| {
        let ToOperator::Chats { chats } = message else {
            panic!("{message:?}")
        };
        chats.clone()
    });
    ToOperator::Chats {
        chats: all.collect(),
    }
}

/// Online, with the chats `k1` and `k2` in hand.
fn chatting() -> Page {
    let mut page = Page::online();
    page.hear(chats(&[
        chat("k1", ChatState::Chatting, 0),
        chat("k2", ChatState::Chatting, 0),
    ]));
    page
}

fn key(text: &str) -> RequestId {
    RequestId::new(text).expect("an id")
}

#[test]
fn a_chat_rings_like_a_call_while_nobody_talks() {
    let mut page = Page::online();

    let effects = page.hear(chat("k1", ChatState::Ringing, 0));

    let contact = chat_contact("k1");
    assert!(effects.contains(&Effect::StartRinging { contact }));
    assert_eq!(page.view().stage, Stage::Idle, "it stands beside");
    assert_eq!(page.view().look, Look::Chats);
    assert!(page.pass(20_001).contains(&Effect::StopRinging));
}

#[test]
fn a_chat_that_rings_during_a_call_ticks_once() {
    let mut page = Page::talking();

    let effects = page.hear(chat("k1", ChatState::Ringing, 0));

    assert!(effects.contains(&Effect::Tick));
    let rings = |effect: &Effect| matches!(effect, Effect::StartRinging { .. });
    assert!(!effects.iter().any(rings));
    assert!(!page.pass(3_000).contains(&Effect::Tick));
    assert_eq!(page.view().stage, Stage::Talking);
}

#[test]
fn what_was_written_is_read_while_it_rings() {
    let mut page = Page::online();

    let rings = page.hear(chat("k1", ChatState::Ringing, 1));
    let read = page.hear(line("k1", 1, LineFrom::Visitor, "v1", "Is it waterproof?"));

    let lines = FromOperator::Lines {
        contact: chat_contact("k1"),
        after: 0,
    };
    assert!(sent(&rings).contains(&&lines));
    assert!(!read.contains(&Effect::Tick), "the ring is loud enough");
    let shown = page.view().ring_lines;
    assert_eq!(shown[0].text.expose(), "Is it waterproof?");

    page.gesture(Gesture::Answer);
    page.hear(chat("k1", ChatState::Chatting, 1));
    let chat = page.view().chat.expect("the chat");
    assert_eq!(chat.lines, shown, "the same ones, now to be answered");
}

#[test]
fn answering_a_chat_accepts_it_opens_no_sound_and_shows_it() {
    let mut page = Page::online();
    page.hear(chats(&[
        chat("k1", ChatState::Chatting, 0),
        chat("k2", ChatState::Ringing, 0),
    ]));

    let effects = page.gesture(Gesture::Answer);
    assert_eq!(
        sent(&effects),
        [&FromOperator::Accept {
            contact: chat_contact("k2"),
            ring: 1
        }]
    );
    assert!(!effects.contains(&Effect::OpenPeer { attempt: 1 }));

    page.hear(chats(&[
        chat("k1", ChatState::Chatting, 0),
        chat("k2", ChatState::Chatting, 0),
    ]));
    let on_show = |page: &Page| page.view().chat.map(|chat| chat.contact);
    assert_eq!(on_show(&page), Some(chat_contact("k2")));
    page.gesture(Gesture::NextChat);
    assert_eq!(on_show(&page), Some(chat_contact("k1")));
}

#[test]
fn an_answer_to_a_chat_given_as_the_connection_broke_is_given_again() {
    let mut page = Page::online();
    page.hear(chat("k1", ChatState::Ringing, 0));
    page.gesture(Gesture::Answer);

    page.lose_socket();
    page.greet();
    let back = page.told(idle());

    assert!(sent(&back).contains(&&FromOperator::Accept {
        contact: chat_contact("k1"),
        ring: 1
    }));
}

#[test]
fn a_line_is_sending_until_it_is_told_back() {
    let mut page = chatting();
    page.gesture(typed("k1", "Hello"));

    let effects = page.gesture(Gesture::SendLine(chat_contact("k1"), key("a")));

    let line_sent = FromOperator::Line {
        contact: chat_contact("k1"),
        key: key("a"),
        text: LineText::new("Hello"),
    };
    assert_eq!(sent(&effects), [&line_sent]);
    let state = |page: &Page| page.view().chat.map(|chat| chat.lines[0].state);
    assert_eq!(state(&page), Some(LineState::Sending));
    assert_eq!(page.view().chat.map(|chat| chat.draft), Some(String::new()));

    page.hear(line("k1", 1, LineFrom::Operator, "a", "Hello"));
    assert_eq!(state(&page), Some(LineState::Sent));
}

#[test]
fn a_reloaded_page_sends_what_was_not_acknowledged_and_asks_for_the_lines() {
    let mut before = chatting();
    before.lose_socket();
    before.gesture(typed("k1", "Hello"));
    before.gesture(Gesture::SendLine(chat_contact("k1"), key("a")));
    let written = before.gesture(typed("k2", "half a sent"));
    let kept = kept(&written).cloned().expect("something kept");

    let mut after = Page::signed_in_with(kept);
    let back = after.hear(chats(&[
        chat("k1", ChatState::Chatting, 2),
        chat("k2", ChatState::Chatting, 0),
    ]));

    assert_eq!(
        sent(&back),
        [
            &FromOperator::Line {
                contact: chat_contact("k1"),
                key: key("a"),
                text: LineText::new("Hello"),
            },
            &FromOperator::Lines {
                contact: chat_contact("k1"),
                after: 0
            }
        ]
    );
    after.gesture(Gesture::OpenChat(chat_contact("k2")));
    let draft = after.view().chat.map(|chat| chat.draft);
    assert_eq!(draft.as_deref(), Some("half a sent"));
}

#[test]
fn a_refused_line_is_marked_in_the_chat_it_was_written_in() {
    let mut page = chatting();
    for (contact, id) in [("k2", "a"), ("k1", "b")] {
        page.gesture(typed(contact, "Hello"));
        page.gesture(Gesture::SendLine(chat_contact(contact), key(id)));
    }

    page.hear(ToOperator::Refused {
        code: RefusalCode::WrongState,
        sentence: String::new(),
        about: Some("line".to_owned()),
    });

    let states = ["k1", "k2"].map(|contact| {
        page.gesture(Gesture::OpenChat(chat_contact(contact)));
        page.view().chat.map(|chat| chat.lines[0].state)
    });
    assert_eq!(states, [Some(LineState::Sending), Some(LineState::Failed)]);
}

#[test]
fn a_line_that_is_too_long_stays_where_it_was_written() {
    let mut page = chatting();
    let long = "ö".repeat(MAX_LINE_CHARS + 1);
    page.gesture(typed("k1", &long));

    let effects = page.gesture(Gesture::SendLine(chat_contact("k1"), key("a")));

    assert_eq!(sent(&effects), Vec::<&FromOperator>::new());
    assert_eq!(page.view().chat.map(|chat| chat.draft), Some(long));
}

#[test]
fn no_tab_moves_when_another_chat_comes() {
    let mut page = Page::online();
    let mut younger = chat("k1", ChatState::Chatting, 0);
    if let ToOperator::Chats { chats } = &mut younger {
        chats[0].entered_ms += 1;
    }

    page.hear(chats(&[younger, chat("k2", ChatState::Chatting, 0)]));

    let tabs: Vec<_> = page
        .view()
        .chats
        .into_iter()
        .map(|tab| tab.contact)
        .collect();
    assert_eq!(tabs, [chat_contact("k2"), chat_contact("k1")]);
}

#[test]
fn counts_and_ticks_what_nobody_looks_at() {
    let mut page = chatting();

    let on_show = page.hear(line("k1", 1, LineFrom::Visitor, "v1", "Hello?"));
    let elsewhere = page.hear(line("k2", 1, LineFrom::Visitor, "v2", "Hello?"));
    let again = page.hear(line("k2", 2, LineFrom::Visitor, "v3", "Anybody?"));

    assert!(!on_show.contains(&Effect::Tick));
    assert!(elsewhere.contains(&Effect::Tick));
    assert!(!again.contains(&Effect::Tick), "once is enough");
    let unread = |page: &Page| -> Vec<_> {
        let tabs = page.view().chats;
        tabs.iter().map(|tab| tab.unread).collect()
    };
    assert_eq!(unread(&page), [0, 2]);
    page.gesture(Gesture::OpenChat(chat_contact("k2")));
    assert_eq!(unread(&page), [0, 0]);

    page.feed(Input::Seen(false));
    page.hear(line("k2", 3, LineFrom::Visitor, "v4", "?"));
    assert_eq!(unread(&page), [0, 1]);
    page.feed(Input::Seen(true));
    assert_eq!(unread(&page), [0, 0]);
}

#[test]
fn on_a_narrow_page_a_chat_is_read_only_while_the_chats_are_on_show() {
    let mut page = chatting();
    page.feed(Input::Narrow(true));
    page.gesture(Gesture::Look(Look::Desk));
    page.hear(line("k1", 1, LineFrom::Visitor, "v1", "Hello?"));
    assert_eq!(page.view().chats[0].unread, 1);

    page.gesture(Gesture::Look(Look::Chats));
    assert_eq!(page.view().chats[0].unread, 0);
}

#[test]
fn says_that_the_operator_types_and_shows_for_a_while_that_the_visitor_does() {
    let mut page = chatting();
    let says = |effects: Vec<Effect>| !sent(&effects).is_empty();
    assert!(says(page.gesture(typed("k1", "H"))));
    assert!(!says(page.gesture(typed("k1", "He"))), "not at every key");

    page.hear(ToOperator::Typing {
        contact: chat_contact("k1"),
    });
    assert!(page.view().chats[0].typing);
    page.pass(8_000);
    assert!(!page.view().chats[0].typing);
}

#[test]
fn a_chat_ends_without_a_question_and_its_outcome_holds_nobody_up() {
    let mut page = chatting();
    let ended = page.gesture(Gesture::EndChat(chat_contact("k1")));
    let contact = chat_contact("k1");
    assert_eq!(sent(&ended), [&FromOperator::HangUp { contact }]);
    assert_eq!(page.view().chats[0].state, TabState::Ending);

    page.hear(chat("k1", ChatState::Ended, 0));
    page.told(ringing(1));
    assert_eq!(page.view().stage, Stage::Ringing);

    page.gesture(Gesture::ChatOutcome(
        chat_contact("k1"),
        Disposition::Resolved,
    ));
    let finished = page.gesture(Gesture::FinishChat(chat_contact("k1")));
    let [
        FromOperator::WrapUp {
            disposition,
            finish,
            ..
        },
    ] = sent(&finished)[..]
    else {
        panic!("{finished:?}")
    };
    assert_eq!((*disposition, *finish), (Some(Disposition::Resolved), true));
    assert_eq!(page.view().chats, [], "nobody waits for a round trip");
}

#[test]
fn keys_for_an_outcome_belong_to_the_call_before_the_ended_chat() {
    let mut page = Page::online();
    page.hear(chat("k1", ChatState::Ended, 0));
    page.gesture(Gesture::Outcome(Disposition::FollowUp));
    assert_eq!(
        page.view().chat_outcome.disposition,
        Some(Disposition::FollowUp)
    );

    page.told(talking(LegState::Up, 1));
    page.gesture(Gesture::Outcome(Disposition::Spam));
    assert_eq!(page.view().outcome.disposition, Some(Disposition::Spam));
    assert_eq!(
        page.view().chat_outcome.disposition,
        Some(Disposition::FollowUp)
    );
}

#[test]
fn a_chat_that_becomes_a_call_keeps_its_lines_beside_the_call() {
    let mut page = Page::online();
    page.hear(chat("c1", ChatState::Chatting, 1));
    page.hear(line("c1", 1, LineFrom::Visitor, "v1", "Can we talk?"));

    page.told(ringing(1));
    page.hear(ToOperator::Chats { chats: vec![] });
    page.gesture(Gesture::Answer);
    page.told(talking(LegState::Up, 1));

    let beside = page.view().beside.expect("lines beside the call");
    assert!(beside.open, "and more can be written");
    assert_eq!(beside.lines.len(), 1);
}

#[test]
fn signing_out_leaves_no_lines_in_the_browser() {
    let mut page = chatting();
    page.gesture(typed("k1", "Hello"));
    let effects = page.gesture(Gesture::SignOut);
    assert_eq!(kept(&effects).map(|kept| kept.chats.len()), Some(0));
}

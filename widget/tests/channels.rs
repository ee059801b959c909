//! Chat, callback and message: what a visitor does without, or before, a call.

mod visitor;

use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::visitor::{Channel, ContactState, EndReason, FromVisitor, LegState};
use bellpull_protocol::{LineText, PhoneNumber, RefusalCode};
use bellpull_widget::softphone::session::{
    Banner, Command, Form, Input, MicrophoneProblem, RatingView, Screen, Wish,
};
use visitor::{
    Visitor, answered_and_ended, chatting, contact, contact_id, ended, in_channel, line,
    request_id, waiting,
};

#[test]
fn a_chat_needs_no_microphone() {
    let mut visitor = Visitor::online();
    visitor.asks("r1", Wish::Chat);
    let request = request_id("r1");
    assert_eq!(
        visitor.commands(),
        [Command::Send(FromVisitor::Chat {
            request,
            department: None
        })]
    );
    visitor.is_told(in_channel("c1", Channel::Chat, ContactState::Waiting));
    assert_eq!(visitor.screen(), Screen::Waiting);
    visitor.is_told(chatting("c1", 0));
    assert_eq!(visitor.screen(), Screen::Chatting);
    assert!(visitor.view().may_write);
    assert!(visitor.commands().is_empty());
}

#[test]
fn an_unsent_line_outlives_a_reload_and_is_forgotten_once_told() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.does(Input::LinkDown);
    visitor.says("k1", "Hello\nthere");
    assert_eq!(visitor.banner(), Some(Banner::ReconnectingChat));
    assert_eq!(visitor.memory().unsent.len(), 1);

    visitor.reloads();
    visitor.commands();
    visitor.is_told(chatting("c1", 1));
    assert_eq!(
        visitor.sent(),
        [
            visitor::says("c1", "k1", "Hello\nthere"),
            FromVisitor::Lines {
                contact: contact_id("c1"),
                after: 0
            }
        ]
    );
    visitor.is_told(line("c1", 1, LineFrom::Operator, "k9", "Welcome"));
    visitor.is_told(line("c1", 2, LineFrom::Visitor, "k1", "Hello\nthere"));
    let texts: Vec<String> = visitor.view().lines.into_iter().map(|l| l.text).collect();
    assert_eq!(texts, ["Welcome", "Hello\nthere"]);
    assert!(visitor.memory().unsent.is_empty());
}

#[test]
fn a_line_of_another_contact_is_not_shown() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.is_told(line("c2", 1, LineFrom::Operator, "k1", "Not for you"));
    assert!(visitor.view().lines.is_empty());
}

#[test]
fn a_chat_that_becomes_a_call_asks_for_the_microphone_first_and_keeps_its_lines() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.is_told(line("c1", 1, LineFrom::Operator, "k1", "Shall we talk?"));
    visitor.asks("r2", Wish::Call);
    assert_eq!(visitor.commands(), [Command::AskForMicrophone]);
    assert_eq!(visitor.screen(), Screen::Asking { rejoin: false });

    visitor.does(Input::Microphone(Ok(())));
    let change = FromVisitor::ChangeChannel {
        contact: contact_id("c1"),
        channel: Channel::Call,
    };
    assert_eq!(visitor.sent(), [change]);
    assert_eq!(visitor.screen(), Screen::Chatting);
    visitor.is_told(contact(
        "c1",
        "r1",
        ContactState::Ringing,
        LegState::None,
        0,
    ));
    assert_eq!(visitor.commands(), [Command::OpenPeer { attempt: 1 }]);
    assert_eq!(visitor.view().lines.len(), 1);
}

#[test]
fn who_has_no_microphone_for_it_goes_on_chatting() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.asks("r2", Wish::Call);
    visitor.does(Input::Microphone(Err(MicrophoneProblem::Missing)));
    visitor.does(Input::Dismiss);
    assert_eq!(visitor.screen(), Screen::Chatting);
    assert!(visitor.sent().is_empty());
}

#[test]
fn a_change_that_is_not_possible_is_said_and_lets_the_microphone_go() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.asks("r2", Wish::Call);
    visitor.does(Input::Microphone(Ok(())));
    visitor.commands();
    visitor.is_told(visitor::refused(RefusalCode::WrongState, "change_channel"));
    assert_eq!(visitor.banner(), Some(Banner::NotDone));
    assert_eq!(visitor.screen(), Screen::Chatting);
    assert_eq!(visitor.commands(), [Command::ReleaseMicrophone]);
}

#[test]
fn a_change_is_repeated_after_a_reconnection_until_it_is_told() {
    let mut visitor = Visitor::in_contact(waiting("c1", "r1"));
    visitor.asks("r2", Wish::Chat);
    visitor.does(Input::LinkDown);
    visitor.commands();
    visitor.reconnects();
    let change = FromVisitor::ChangeChannel {
        contact: contact_id("c1"),
        channel: Channel::Chat,
    };
    assert_eq!(visitor.sent().last(), Some(&change));

    visitor.is_told(in_channel("c1", Channel::Chat, ContactState::Waiting));
    assert_eq!(
        visitor.commands(),
        [Command::ClosePeer, Command::ReleaseMicrophone]
    );
    assert!(!visitor.view().busy);
}

#[test]
fn a_waiting_call_becomes_a_callback_and_lets_the_microphone_go() {
    let mut visitor = Visitor::in_contact(waiting("c1", "r1"));
    visitor.does(Input::Open(Form::Callback));
    assert_eq!(visitor.screen(), Screen::CallbackForm);
    visitor.asks("r2", in_browser());
    let callback = FromVisitor::Callback {
        request: request_id("r2"),
        number: None,
        zone: None,
        department: None,
        from_ms: None,
        until_ms: None,
    };
    assert_eq!(visitor.sent(), [callback]);
    assert!(visitor.view().busy);

    visitor.is_told(in_channel("c1", Channel::Callback, ContactState::Waiting));
    assert_eq!(visitor.screen(), Screen::Callback);
    assert!(visitor.commands().contains(&Command::ReleaseMicrophone));
}

#[test]
fn a_number_without_a_country_is_not_even_sent() {
    let mut visitor = Visitor::online();
    visitor.does(Input::Open(Form::Callback));
    visitor.asks("r1", at_number("0664 1234567"));
    assert!(visitor.sent().is_empty());
    assert_eq!(visitor.view().trouble, Some(RefusalCode::BadPhoneNumber));
    assert_eq!(visitor.screen(), Screen::CallbackForm);
}

#[test]
fn a_refused_number_leaves_the_form_open() {
    let mut visitor = Visitor::online();
    visitor.does(Input::Open(Form::Callback));
    visitor.asks("r1", at_number(" 0043 1 2345"));
    let callback = FromVisitor::Callback {
        request: request_id("r1"),
        number: Some(PhoneNumber::new("+43 1 2345")),
        zone: Some("Europe/Vienna".to_owned()),
        department: None,
        from_ms: None,
        until_ms: None,
    };
    assert_eq!(visitor.sent(), [callback]);
    visitor.is_told(visitor::refused(RefusalCode::BadPhoneNumber, "callback"));
    assert_eq!(visitor.screen(), Screen::CallbackForm);
    assert_eq!(visitor.view().trouble, Some(RefusalCode::BadPhoneNumber));

    visitor.asks("r2", at_number("+43 1 234567"));
    assert_eq!(visitor.view().trouble, None);
    visitor.is_told(in_channel("c1", Channel::Callback, ContactState::Waiting));
    assert_eq!(visitor.screen(), Screen::Callback);
}

#[test]
fn the_page_rings_until_it_is_answered_and_then_becomes_a_call() {
    let mut visitor = Visitor::told(in_channel("c1", Channel::Callback, ContactState::Waiting));
    visitor.is_told(in_channel("c1", Channel::Callback, ContactState::RingBack));
    assert_eq!(visitor.commands(), [Command::Ring]);
    assert_eq!(visitor.screen(), Screen::RingBack);

    visitor.does(Input::AnswerRingBack);
    let answer = FromVisitor::AnswerRingBack {
        contact: contact_id("c1"),
    };
    assert_eq!(
        visitor.commands(),
        [Command::Send(answer), Command::AskForMicrophone]
    );
    visitor.is_told(contact(
        "c1",
        "r1",
        ContactState::Connecting,
        LegState::None,
        0,
    ));
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(
        visitor.commands(),
        [Command::StopRinging, Command::OpenPeer { attempt: 1 }]
    );
    assert_eq!(visitor.screen(), Screen::Connecting);
}

#[test]
fn a_ring_back_that_was_missed_holds_its_place_again() {
    let mut visitor = Visitor::told(in_channel("c1", Channel::Callback, ContactState::RingBack));
    visitor.is_told(in_channel("c1", Channel::Callback, ContactState::Waiting));
    assert_eq!(visitor.commands(), [Command::StopRinging]);
    assert_eq!(visitor.screen(), Screen::Callback);
}

#[test]
fn declining_a_ring_back_ends_the_callback() {
    let mut visitor = Visitor::told(in_channel("c1", Channel::Callback, ContactState::RingBack));
    visitor.does(Input::HangUp);
    assert_eq!(visitor.sent(), [visitor::hang_up("c1")]);
    assert_eq!(visitor.screen(), Screen::Ended(EndReason::VisitorAbandoned));
}

#[test]
fn a_message_is_left_and_answered_as_a_chat() {
    let mut visitor = Visitor::online();
    visitor.does(Input::Open(Form::Message));
    let (key, text) = (request_id("k1"), LineText::new("My zip broke."));
    visitor.asks("r1", Wish::Message { key, text });
    assert!(matches!(visitor.sent()[..], [FromVisitor::Message { .. }]));
    visitor.is_told(in_channel("c1", Channel::Message, ContactState::Waiting));
    assert_eq!(visitor.screen(), Screen::Message);
    assert!(visitor.view().may_write);
    visitor.is_told(in_channel("c1", Channel::Message, ContactState::Chatting));
    assert_eq!(visitor.screen(), Screen::Chatting);
}

#[test]
fn a_closed_hotline_offers_no_call() {
    let mut visitor = Visitor::online();
    let opening = bellpull_protocol::visitor::Opening::default();
    visitor.is_told(bellpull_protocol::visitor::ToVisitor::Opening { opening });
    assert_eq!(visitor.screen(), Screen::Closed);
    let opening = visitor::open();
    visitor.is_told(bellpull_protocol::visitor::ToVisitor::Opening { opening });
    assert_eq!(visitor.screen(), Screen::Start);
}

#[test]
fn an_answered_contact_can_be_rated_once() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.is_told(answered_and_ended("c1", Channel::Chat, None));
    assert_eq!(visitor.view().rating, RatingView::Open);
    visitor.does(Input::LinkDown);
    visitor.does(Input::Rate {
        stars: 4,
        remark: None,
    });
    assert_eq!(visitor.view().rating, RatingView::Sending);
    assert!(visitor.sent().is_empty());

    visitor.reconnects();
    let rate = FromVisitor::Rate {
        contact: contact_id("c1"),
        stars: 4,
        remark: None,
        recommend: None,
        settled: None,
    };
    assert_eq!(visitor.sent().last(), Some(&rate));
    visitor.is_told(answered_and_ended("c1", Channel::Chat, Some(4)));
    assert_eq!(visitor.view().rating, RatingView::Rated(4));
    visitor.does(Input::Rate {
        stars: 1,
        remark: None,
    });
    assert!(visitor.sent().is_empty());
}

#[test]
fn who_hangs_up_may_rate_too() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    visitor.does(Input::HangUp);
    visitor.is_told(answered_and_ended("c1", Channel::Chat, None));
    assert_eq!(visitor.view().rating, RatingView::Open);
    visitor.does(Input::Dismiss);
    assert_eq!(visitor.screen(), Screen::Start);
}

#[test]
fn what_nobody_answered_is_not_rated() {
    let mut visitor = Visitor::told(in_channel("c1", Channel::Chat, ContactState::Waiting));
    visitor.is_told(ended("c1", "r1", EndReason::VisitorLost));
    assert_eq!(visitor.view().rating, RatingView::None);
}

fn in_browser() -> Wish {
    Wish::Callback {
        number: None,
        zone: None,
        at: None,
    }
}

fn at_number(number: &str) -> Wish {
    Wish::Callback {
        number: Some(PhoneNumber::new(number)),
        zone: Some("Europe/Vienna".to_owned()),
        at: None,
    }
}

#[test]
fn an_answer_that_came_while_the_visitor_was_away_is_read_once() {
    let answer = || answered_and_ended("c1", Channel::Message, None);
    let mut visitor = Visitor::online();

    visitor.is_told(answer());

    let ended = Screen::Ended(EndReason::OperatorHungUp);
    assert_eq!(visitor.screen(), ended);
    visitor.does(Input::Dismiss);
    visitor.reconnects();
    visitor.is_told(answer());
    assert_eq!(visitor.screen(), Screen::Start);
}

#[test]
fn who_changes_from_chat_to_call_and_waits_has_lost_nobody() {
    let mut visitor = Visitor::in_contact(chatting("c1", 0));
    visitor.is_told(waiting("c1", "r1"));
    assert_eq!(visitor.banner(), None);
}

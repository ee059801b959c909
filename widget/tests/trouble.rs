//! What a visitor's page does when browser, microphone or edge let it down.

mod visitor;

use bellpull_protocol::visitor::FromVisitor;
use bellpull_protocol::{ContactId, LineText, RefusalCode, RequestId};
use bellpull_widget::softphone::session::{
    Banner, Command, Form, Input, MicrophoneProblem, Screen, Wish,
};
use bellpull_widget::wording::{Action, Wording};
use visitor::{Visitor, chatting, refused, talking};

#[test]
fn a_lost_microphone_is_asked_for_again_when_devices_change_and_when_the_visitor_says_so() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::MicrophoneLost);
    visitor.does(Input::Microphone(Err(MicrophoneProblem::Missing)));
    visitor.commands();

    for again in [Input::DevicesChanged, Input::RetryMicrophone] {
        visitor.does(again);
        assert_eq!(visitor.commands(), [Command::AskForMicrophone]);
    }
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.banner(), Some(Banner::OtherMicrophone));
    visitor.does(Input::DevicesChanged);
    assert_eq!(visitor.commands(), []);
}

#[test]
fn who_cannot_call_may_chat_or_be_called_back_instead() {
    for problem in [MicrophoneProblem::Unsupported, MicrophoneProblem::Missing] {
        let mut visitor = Visitor::online();
        visitor.call("r1");
        visitor.does(Input::Microphone(Err(problem)));
        let offered = Wording::of(&visitor.view()).actions;
        assert!(offered.contains(&Some(Action::StartChat)), "{offered:?}");
        assert!(offered.contains(&Some(Action::AskCallback)), "{offered:?}");
        visitor.commands();

        visitor.asks("r2", Wish::Chat);

        let request = RequestId::new("r2").expect("an id");
        assert_eq!(
            visitor.sent(),
            [FromVisitor::Chat {
                request,
                department: None
            }]
        );
        assert_eq!(visitor.screen(), Screen::Calling);
    }
}

#[test]
fn a_form_instead_of_a_call_leads_back_to_the_start() {
    let mut visitor = Visitor::online();
    visitor.call("r1");
    visitor.does(Input::Microphone(Err(MicrophoneProblem::Unsupported)));
    visitor.does(Input::Open(Form::Callback));
    assert_eq!(visitor.screen(), Screen::CallbackForm);
    visitor.does(Input::Dismiss);
    assert_eq!(visitor.screen(), Screen::Start);
}

#[test]
fn who_finds_the_waiting_room_full_may_leave_a_message() {
    let mut visitor = Visitor::online();
    visitor.asks("r1", Wish::Chat);
    visitor.is_told(refused(RefusalCode::WaitingRoomFull, "chat"));
    let offered = Wording::of(&visitor.view()).actions;
    assert!(offered.contains(&Some(Action::LeaveMessage)), "{offered:?}");

    visitor.does(Input::Open(Form::Message));

    assert_eq!(visitor.screen(), Screen::MessageForm);
}

#[test]
fn a_line_that_came_too_fast_is_kept_and_said_again() {
    let mut visitor = Visitor::told(chatting("c1", 0));
    let (key, text) = (RequestId::new("k1").expect("an id"), "hello");
    visitor.does(Input::Say {
        key: key.clone(),
        text: text.into(),
    });
    visitor.commands();

    visitor.is_told(refused(RefusalCode::TooMany, "line"));

    assert!(!visitor.view().lines[0].failed);
    visitor.passes_ms(6_000);
    let line = FromVisitor::Line {
        contact: ContactId::new("c1").expect("an id"),
        key,
        text: LineText::new(text),
    };
    assert!(visitor.sent().contains(&line));
}

#[test]
fn a_hang_up_that_is_put_off_is_said_again() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::HangUp);
    visitor.commands();

    visitor.is_told(refused(RefusalCode::TooMany, "hang_up"));
    visitor.passes_ms(1_000);

    let contact = ContactId::new("c1").expect("an id");
    assert!(visitor.sent().contains(&FromVisitor::HangUp { contact }));
}

#[test]
fn a_refused_hello_in_mid_call_is_said_beside_the_call() {
    for (code, banner) in [
        (
            RefusalCode::UnsupportedVersion,
            Banner::Refused(RefusalCode::UnsupportedVersion),
        ),
        // It comes back by itself.
        (RefusalCode::TooMany, Banner::Reconnecting { in_call: true }),
    ] {
        let mut visitor = Visitor::in_contact(talking("c1", "r1"));
        visitor.does(Input::LinkDown);
        visitor.does(Input::LinkUp);
        visitor.is_told(refused(code, "hello"));
        assert_eq!(visitor.screen(), Screen::Talking);
        assert_eq!(visitor.banner(), Some(banner));
    }
}

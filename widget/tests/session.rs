//! A visitor's call from the first click to the end, and everything that can come between.

mod visitor;

use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::{ContactState, EndReason, FromVisitor, LegState};
use bellpull_widget::softphone::session::{
    Banner, Command, Input, Memory, MicrophoneProblem, Screen,
};
use visitor::{Visitor, contact, ended, talking, waiting};

#[test]
fn asks_for_the_microphone_before_it_enters_the_queue() {
    let mut visitor = Visitor::online();
    visitor.call("r1");
    assert_eq!(visitor.screen(), Screen::Asking { rejoin: false });
    assert_eq!(visitor.commands(), [Command::AskForMicrophone]);

    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.sent(), [visitor::call("r1")]);
    assert_eq!(visitor.screen(), Screen::Calling);
}

#[test]
fn follows_the_contact_from_the_queue_to_the_talk() {
    let mut visitor = Visitor::calling("r1");
    for (state, screen) in [
        (ContactState::Waiting, Screen::Waiting),
        (ContactState::Ringing, Screen::Ringing),
        (ContactState::Connecting, Screen::Connecting),
        (ContactState::Talking, Screen::Talking),
    ] {
        visitor.is_told(contact("c1", "r1", state, LegState::Up, 1));
        assert_eq!(visitor.screen(), screen);
    }
}

#[test]
fn opens_its_leg_as_soon_as_it_waits() {
    let mut visitor = Visitor::calling("r1");
    visitor.is_told(waiting("c1", "r1"));
    assert_eq!(visitor.commands(), [Command::OpenPeer { attempt: 1 }]);
    visitor.does(Input::OfferMade {
        attempt: 1,
        sdp: visitor::sdp("offer"),
    });
    assert_eq!(visitor.sent(), [visitor::offer("c1", 1, "offer")]);
    visitor.is_told(visitor::answer("c1", 1, "answer"));
    let answer = Command::AcceptAnswer {
        attempt: 1,
        sdp: visitor::sdp("answer"),
    };
    assert_eq!(visitor.commands(), [answer]);
}

#[test]
fn a_second_click_calls_once() {
    let mut visitor = Visitor::online();
    visitor.call("r1");
    visitor.call("r2");
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.sent(), [visitor::call("r1")]);
}

#[test]
fn without_a_microphone_it_stays_out_of_the_queue_and_can_try_again() {
    let mut visitor = Visitor::online();
    visitor.call("r1");
    visitor.does(Input::Microphone(Err(MicrophoneProblem::Denied)));
    let problem = MicrophoneProblem::Denied;
    assert_eq!(
        visitor.screen(),
        Screen::NoMicrophone {
            problem,
            rejoin: false
        }
    );
    assert!(visitor.sent().is_empty());

    visitor.does(Input::RetryMicrophone);
    assert_eq!(visitor.commands(), [Command::AskForMicrophone]);
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.sent(), [visitor::call("r1")]);
}

#[test]
fn a_microphone_that_comes_after_the_visitor_gave_up_is_let_go() {
    let mut visitor = Visitor::online();
    visitor.call("r1");
    visitor.does(Input::Dismiss);
    visitor.commands();
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.commands(), [Command::ReleaseMicrophone]);
    assert_eq!(visitor.screen(), Screen::Start);
}

#[test]
fn repeats_an_unconfirmed_call_after_a_reconnection() {
    let mut visitor = Visitor::calling("r1");
    visitor.does(Input::LinkDown);
    assert_eq!(visitor.banner(), Some(Banner::Offline));
    visitor.reconnects();
    assert_eq!(visitor.sent().last(), Some(&visitor::call("r1")));
}

#[test]
fn shows_that_the_place_is_kept_or_the_call_goes_on_while_the_edge_is_away() {
    let mut visitor = Visitor::in_contact(waiting("c1", "r1"));
    visitor.does(Input::LinkDown);
    assert_eq!(
        visitor.banner(),
        Some(Banner::Reconnecting { in_call: false })
    );

    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::LinkDown);
    assert_eq!(
        visitor.banner(),
        Some(Banner::Reconnecting { in_call: true })
    );
    assert_eq!(visitor.screen(), Screen::Talking);
    assert!(
        !visitor.commands().contains(&Command::ClosePeer),
        "the sound goes on"
    );
    visitor.reconnects();
    visitor.is_told(talking("c1", "r1"));
    assert_eq!(visitor.banner(), None);
}

#[test]
fn hanging_up_silences_at_once_and_tells_the_edge() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::HangUp);
    let commands = visitor.commands();
    assert!(commands.starts_with(&[Command::ClosePeer, Command::ReleaseMicrophone]));
    assert!(commands.contains(&Command::Send(visitor::hang_up("c1"))));
    assert_eq!(visitor.screen(), Screen::Ended(EndReason::VisitorHungUp));
}

#[test]
fn a_hang_up_while_offline_is_kept_and_sent_once_back() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::LinkDown);
    visitor.does(Input::HangUp);
    let commands = visitor.commands();
    assert!(commands.contains(&Command::ReleaseMicrophone));
    assert!(visitor::sent_in(&commands).is_empty());

    visitor.reconnects();
    assert_eq!(visitor.sent().last(), Some(&visitor::hang_up("c1")));
    // The edge's state of before the hang-up must not bring the call back.
    visitor.is_told(talking("c1", "r1"));
    assert_eq!(visitor.screen(), Screen::Ended(EndReason::VisitorHungUp));

    visitor.is_told(ended("c1", "r1", EndReason::VisitorHungUp));
    assert!(visitor.memory().hang_ups.is_empty());
}

#[test]
fn a_hang_up_while_offline_outlives_a_reload() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::LinkDown);
    visitor.does(Input::HangUp);
    let mut reloaded = Visitor::with_memory(Memory::from_text(&visitor.memory().to_text()));
    reloaded.reconnects();
    assert_eq!(reloaded.sent().last(), Some(&visitor::hang_up("c1")));
}

#[test]
fn a_contact_that_the_edge_forgot_needs_no_further_hang_up() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::HangUp);
    visitor.is_told(visitor::refused(RefusalCode::UnknownContact, "hang_up"));
    assert!(visitor.memory().hang_ups.is_empty());
}

#[test]
fn giving_up_before_the_call_is_confirmed_hangs_up_as_soon_as_it_is() {
    let mut visitor = Visitor::calling("r1");
    visitor.does(Input::HangUp);
    assert_eq!(visitor.screen(), Screen::Ended(EndReason::VisitorAbandoned));
    visitor.is_told(waiting("c1", "r1"));
    assert_eq!(visitor.sent(), [visitor::hang_up("c1")]);
    assert_eq!(visitor.screen(), Screen::Ended(EndReason::VisitorAbandoned));
}

#[test]
fn calling_again_over_an_unconfirmed_hang_up_makes_a_new_contact() {
    let mut visitor = Visitor::calling("r1");
    visitor.does(Input::HangUp);
    visitor.call("r2");
    visitor.does(Input::Microphone(Ok(())));
    // The edge had the first contact still, so it answered the second call with it.
    visitor.is_told(waiting("c1", "r1"));
    visitor.commands();
    visitor.is_told(ended("c1", "r1", EndReason::VisitorAbandoned));
    assert_eq!(visitor.sent(), [visitor::call("r2")]);
    visitor.is_told(waiting("c2", "r2"));
    assert_eq!(visitor.screen(), Screen::Waiting);
}

#[test]
fn a_reloaded_page_continues_its_call_with_a_new_attempt() {
    let mut visitor = Visitor::online();
    visitor.is_told(talking("c1", "r1"));
    assert_eq!(visitor.screen(), Screen::Asking { rejoin: true });
    assert_eq!(visitor.commands(), [Command::AskForMicrophone]);
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.commands(), [Command::OpenPeer { attempt: 2 }]);
    assert_eq!(visitor.screen(), Screen::Talking);
}

#[test]
fn says_why_the_contact_ended() {
    for reason in [EndReason::OperatorHungUp, EndReason::VisitorLost] {
        let mut visitor = Visitor::in_contact(talking("c1", "r1"));
        visitor.is_told(ended("c1", "r1", reason));
        assert_eq!(visitor.screen(), Screen::Ended(reason));
        let commands = visitor.commands();
        assert_eq!(commands, [Command::ClosePeer, Command::ReleaseMicrophone]);
    }
}

#[test]
fn a_visitor_whose_operator_was_lost_is_told_that_they_wait_again() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.is_told(contact("c1", "r1", ContactState::Waiting, LegState::Up, 1));
    assert_eq!(visitor.screen(), Screen::Waiting);
    assert_eq!(visitor.banner(), Some(Banner::BackInQueue));
}

#[test]
fn another_tab_silences_this_one_until_it_is_taken_back() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.is_told(visitor::refused(RefusalCode::Superseded, "hello"));
    visitor.does(Input::LinkClosed { code: 4002 });
    assert_eq!(visitor.screen(), Screen::Superseded);
    assert_eq!(
        visitor.commands(),
        [Command::ClosePeer, Command::ReleaseMicrophone]
    );

    visitor.does(Input::UseHere);
    assert_eq!(visitor.commands(), [Command::Reconnect]);
    visitor.reconnects();
    visitor.is_told(talking("c1", "r1"));
    assert_eq!(visitor.screen(), Screen::Asking { rejoin: true });
}

#[test]
fn a_visitor_whom_the_edge_forgot_begins_as_a_new_one() {
    let memory = Memory {
        token: Some(visitor::token("old")),
        ..Memory::default()
    };
    let mut visitor = Visitor::with_memory(memory);
    visitor.does(Input::LinkUp);
    visitor.commands();
    visitor.is_told(visitor::refused(RefusalCode::BadToken, "hello"));
    visitor.does(Input::LinkClosed { code: 4001 });
    assert_eq!(visitor.memory().token, None);
    assert!(visitor.commands().contains(&Command::Reconnect));
    visitor.does(Input::LinkUp);
    assert!(matches!(
        visitor.sent()[..],
        [FromVisitor::Hello { token: None, .. }]
    ));
}

#[test]
fn a_page_that_was_frozen_before_its_hello_comes_back_to_the_call() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::LinkDown);
    visitor.does(Input::LinkUp);
    visitor.commands();
    visitor.is_told(visitor::refused(RefusalCode::HelloExpected, "hello"));
    assert_eq!(visitor.commands(), [Command::Reconnect]);

    visitor.does(Input::LinkClosed { code: 4008 });
    assert_eq!(visitor.commands(), [Command::Reconnect]);
    visitor.reconnects();
    visitor.is_told(talking("c1", "r1"));
    assert_eq!(
        (visitor.screen(), visitor.banner()),
        (Screen::Talking, None)
    );
}

#[test]
fn a_refused_hello_is_shown() {
    let mut visitor = Visitor::with_memory(Memory::default());
    visitor.does(Input::LinkUp);
    visitor.is_told(visitor::refused(RefusalCode::UnknownHotline, "hello"));
    visitor.does(Input::LinkClosed { code: 4004 });
    assert_eq!(
        visitor.screen(),
        Screen::Refused(RefusalCode::UnknownHotline)
    );
}

#[test]
fn without_a_media_server_the_place_is_kept_and_the_offer_made_again() {
    let mut visitor = Visitor::calling("r1");
    visitor.is_told(waiting("c1", "r1"));
    visitor.does(Input::OfferMade {
        attempt: 1,
        sdp: visitor::sdp("offer"),
    });
    visitor.is_told(visitor::refused(RefusalCode::NoMedia, "offer"));
    assert_eq!(visitor.banner(), Some(Banner::NoMedia));
    visitor.commands();
    visitor.passes_ms(1_500);
    assert_eq!(visitor.commands(), [Command::OpenPeer { attempt: 2 }]);
    visitor.does(Input::OfferMade {
        attempt: 2,
        sdp: visitor::sdp("offer"),
    });
    visitor.is_told(visitor::answer("c1", 2, "answer"));
    assert_eq!(visitor.banner(), None);
}

#[test]
fn a_microphone_that_breaks_down_in_mid_call_is_asked_for_again() {
    let mut visitor = Visitor::in_contact(talking("c1", "r1"));
    visitor.does(Input::MicrophoneLost);
    assert_eq!(visitor.commands(), [Command::AskForMicrophone]);
    let lost = Banner::MicrophoneLost(MicrophoneProblem::Missing);
    assert_eq!(visitor.banner(), Some(lost));
    visitor.does(Input::Microphone(Ok(())));
    assert_eq!(visitor.banner(), Some(Banner::OtherMicrophone));
    assert!(visitor.commands().is_empty());
    visitor.passes_ms(9_000);
    assert_eq!(visitor.banner(), None);
}

#[test]
fn a_contact_that_the_edge_no_longer_mentions_has_ended() {
    let mut visitor = Visitor::in_contact(waiting("c1", "r1"));
    visitor.does(Input::LinkDown);
    visitor.reconnects();
    visitor.passes_ms(4_000);
    assert_eq!(visitor.screen(), Screen::Waiting);
    visitor.passes_ms(2_000);
    assert_eq!(visitor.screen(), Screen::Ended(EndReason::VisitorLost));
}

#[test]
fn an_earlier_contact_that_ended_does_not_end_the_next_one() {
    let mut visitor = Visitor::in_contact(waiting("c2", "r2"));
    visitor.is_told(ended("c1", "r1", EndReason::VisitorLost));
    assert_eq!(visitor.screen(), Screen::Waiting);

    let mut visitor = Visitor::online();
    visitor.is_told(ended("c1", "r1", EndReason::VisitorLost));
    assert_eq!(visitor.screen(), Screen::Start);
}

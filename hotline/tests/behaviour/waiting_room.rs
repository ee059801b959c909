//! The waiting room: how many may wait live, and what the others can do.

use crate::hotline::{Hotline, shop, visitor};
use bellpull_hotline::{ChannelKind, Input, Refusal, Settings, Way, Wish};

/// Three may wait.
fn small() -> Hotline {
    Hotline::with(Settings {
        waiting_room: 3,
        ..Settings::default()
    })
}

fn full() -> Hotline {
    let mut hotline = small();
    for name in ["v1", "v2", "v3"] {
        hotline.call(name);
    }
    hotline
}

#[test]
fn who_finds_the_waiting_room_full_is_told_so() {
    let mut hotline = full();

    let call = hotline.try_enter("v4", "request", Wish::Call);
    let chat = hotline.try_enter("v4", "request", Wish::Chat);

    assert_eq!(call, Err(Refusal::WaitingRoomFull));
    assert_eq!(chat, Err(Refusal::WaitingRoomFull));
    assert!(hotline.switchboard.contact_of(&visitor("v4")).is_none());
}

#[test]
fn a_callback_needs_no_seat() {
    let mut hotline = full();

    let contact = hotline.enter("v4", Wish::callback(Way::Browser));

    assert!(hotline.is_queued(&contact));
}

#[test]
fn who_waits_may_ask_again_and_change_the_channel() {
    let mut hotline = full();

    let again = hotline.try_enter("v1", "again", Wish::Call);
    let contact = hotline.contact_of("v1");
    let changed = hotline.try_input(Input::ChangeChannel {
        visitor: visitor("v1"),
        contact: contact.clone(),
        to: ChannelKind::Chat,
    });

    assert_eq!((again, changed), (Ok(()), Ok(())));
    assert!(hotline.is_queued(&contact));
}

#[test]
fn a_callback_that_wants_to_wait_live_needs_a_seat() {
    let mut hotline = full();
    let contact = hotline.enter("v4", Wish::callback(Way::Browser));
    let live = |contact| Input::ChangeChannel {
        visitor: visitor("v4"),
        contact,
        to: ChannelKind::Call,
    };

    let refused = hotline.try_input(live(contact.clone()));
    let first = hotline.contact_of("v1");
    hotline.visitor_hangs_up("v1", &first);
    let accepted = hotline.try_input(live(contact));

    assert_eq!(refused, Err(Refusal::WaitingRoomFull));
    assert_eq!(accepted, Ok(()));
}

#[test]
fn whoever_is_served_leaves_a_seat_and_may_take_it_again() {
    let mut hotline = full();
    hotline.online("anna");
    let served = hotline.contact_of("v1");
    hotline.accept("anna", &served);

    let entered = hotline.try_enter("v4", "request", Wish::Call);
    hotline.sign_out("anna");

    assert_eq!(entered, Ok(()));
    assert!(hotline.is_queued(&served), "back to its place beside three");
}

#[test]
fn a_ringing_contact_still_has_its_seat() {
    let mut hotline = full();
    hotline.online("anna");

    let refused = hotline.try_enter("v4", "request", Wish::Call);

    assert_eq!(refused, Err(Refusal::WaitingRoomFull));
}

#[test]
fn the_seats_are_counted_again_after_a_restore() {
    let mut hotline = full();

    hotline.restore();
    let refused = hotline.try_enter("v4", "request", Wish::Call);
    let open = hotline.switchboard.is_open(&shop());

    assert_eq!(refused, Err(Refusal::WaitingRoomFull));
    assert!(open);
}

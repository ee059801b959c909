//! Opening and closing, and what is possible meanwhile.

use crate::channel_people::{message, phone};
use crate::hotline::{Hotline, shop};
use bellpull_hotline::{
    ChannelKind, Effect, EndReason, FactKind, Input, OpeningView, Reason, Refusal, Way, Wish,
};

fn told(hotline: &Hotline) -> Vec<OpeningView> {
    let effects = hotline.effects().iter();
    let openings = effects.filter_map(|effect| {
        let Effect::TellOpening { opening, .. } = effect else {
            return None;
        };
        Some(opening.clone())
    });
    openings.collect()
}

fn changes(hotline: &Hotline) -> usize {
    hotline.count_facts(|fact| {
        matches!(
            fact,
            FactKind::HotlineOpened { .. } | FactKind::HotlineClosed { .. }
        )
    })
}

#[test]
fn without_hours_it_is_always_open() {
    let mut hotline = Hotline::open();
    let hours = None;
    let hotline_id = shop();
    hotline.input(Input::Hours {
        hotline: hotline_id,
        hours,
    });

    assert!(hotline.switchboard.is_open(&shop()));
    let opening = hotline.switchboard.opening(&shop(), hotline.now);
    assert!(opening.open && opening.hours.is_empty());
    assert_eq!((told(&hotline).len(), changes(&hotline)), (0, 0));
}

#[test]
fn while_closed_calls_and_chats_are_refused_and_the_rest_is_owed() {
    let mut hotline = Hotline::open();
    hotline.hours("09:00", "17:00");
    hotline.online("anna");

    let closed = Err(Refusal::Closed);
    assert_eq!(hotline.try_enter("v1", "r1", Wish::Call), closed);
    assert_eq!(hotline.try_enter("v1", "r1", Wish::Chat), closed);
    let by_phone = hotline.enter("v1", Wish::callback(phone("+43123456")));
    let by_page = hotline.enter("v2", Wish::callback(Way::Browser));
    let left = hotline.enter("v3", message("Later"));
    hotline.advance(3599);
    for contact in [&by_phone, &by_page, &left] {
        assert!(hotline.is_queued(contact));
    }
    let live = hotline.change("v2", &by_page, ChannelKind::Call);
    assert_eq!(live, closed, "no way round");
    hotline.advance(1);

    assert!(hotline.rings_at(&by_phone, "anna"), "first come");
    assert!(hotline.is_queued(&left), "one ring at a time");
    hotline.accept("anna", &by_phone);
    assert!(hotline.rings_at(&left, "anna"));
}

#[test]
fn what_is_owed_over_holidays_lasts_a_day_beyond_the_opening() {
    let mut hotline = Hotline::open();
    hotline.hours("07:00", "08:00");
    let left = hotline.enter("v1", message("Before Easter"));

    hotline.advance(72 * 3600 + 1);
    hotline.restore();
    hotline.hours("07:00", "08:00");
    let until_it_opens = 23 * 3600 - 1;
    hotline.advance(until_it_opens + 24 * 3600 - 1);
    assert!(hotline.is_queued(&left), "the first day is not over");
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&left), Some(EndReason::Expired));
}

#[test]
fn who_waits_when_it_closes_is_still_served() {
    let mut hotline = Hotline::open();
    hotline.hours("07:00", "09:00");
    let call = hotline.call("v1");
    let owed = hotline.enter("v2", Wish::callback(phone("+43123456")));

    hotline.advance(3600);
    hotline.online("anna");

    assert!(hotline.rings_at(&call, "anna"));
    hotline.visitor_hangs_up("v1", &call);
    assert!(hotline.is_queued(&owed));
}

#[test]
fn each_change_is_told_and_written_once() {
    let mut hotline = Hotline::open();
    hotline.hours("09:00", "17:00");
    assert_eq!(changes(&hotline), 1);
    let (at, whose) = hotline.switchboard.poll_timeout().unwrap();
    assert_eq!(whose, Reason::Hotline(shop()));
    hotline.take_effects();

    hotline.advance(3600);

    assert_eq!(hotline.now, at);
    let opening = told(&hotline).pop().unwrap();
    assert!(opening.open);
    assert_eq!(opening.hours.len(), 7, "of seven days");
    assert_eq!(opening.next_change, Some(opening.hours[0].1));
    assert_eq!(changes(&hotline), 2);
    hotline.hours("09:00", "17:00");
    assert_eq!(told(&hotline).len(), 1, "the same hours are no news");
    hotline.hours("09:00", "18:00");
    assert_eq!(told(&hotline).len(), 2, "others are");
    assert_eq!(changes(&hotline), 2);
}

#[test]
fn a_change_slept_through_is_told_once_at_the_wake() {
    let mut hotline = Hotline::open();
    hotline.hours("09:00", "17:00");
    hotline.take_effects();

    hotline.restore();
    hotline.hours("09:00", "17:00");
    assert_eq!((told(&hotline).len(), changes(&hotline)), (0, 1));
    hotline.stays_away(3600);
    hotline.restore();
    hotline.hours("09:00", "17:00");

    assert_eq!((told(&hotline).len(), changes(&hotline)), (1, 2));
    assert!(hotline.switchboard.is_open(&shop()));
}

#[test]
fn who_came_first_is_first_after_a_sleep_over_the_opening() {
    let mut hotline = Hotline::open();
    hotline.hours("09:00", "17:00");
    hotline.online("anna");
    let by_page = hotline.enter("v1", Wish::callback(Way::Browser));
    let by_phone = hotline.enter("v2", Wish::callback(phone("+43123456")));

    hotline.stays_away(3600);
    hotline.restore();
    hotline.input(Input::MediaStayed);
    hotline.hours("09:00", "17:00");

    assert!(hotline.rings_at(&by_page, "anna"));
    assert!(hotline.is_queued(&by_phone));
}

#[test]
fn a_late_alarm_keeps_nobody_out() {
    let mut hotline = Hotline::open();
    hotline.hours("09:00", "17:00");

    hotline.stays_away(3601);

    assert_eq!(hotline.try_enter("v1", "r1", Wish::Call), Ok(()));
}

#[test]
fn a_request_that_was_served_is_told_again_while_closed() {
    let mut hotline = Hotline::open();
    hotline.hours("07:00", "09:00");
    let call = hotline.call_with("v1", "r1");

    hotline.advance(3600);

    assert_eq!(hotline.try_enter("v1", "r1", Wish::Call), Ok(()));
    assert_eq!(hotline.contact_of("v1"), call);
}

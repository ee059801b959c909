//! One row of the register for each contact.

use crate::telling::{
    anna, bert, bridged, changed, chat_accepted, contact, disposed, ended, entered, facts, line,
    rated, second, told, tried,
};
use bellpull_hotline::register::{End, Item};
use bellpull_hotline::{ChannelKind, Disposition, EndReason, TryOutcome};
use bellpull_protocol::{Note, PhoneNumber, Remark};

#[test]
fn a_call_is_one_row_from_entering_to_its_outcome() {
    let summary = told(&facts([
        entered(ChannelKind::Call),
        bridged(anna()),
        ended(EndReason::VisitorHungUp),
        disposed(Disposition::FollowUp),
        disposed(Disposition::Resolved),
        rated(5),
    ]));

    let began = summary.began.unwrap();
    assert_eq!((began.at, began.hotline.as_str()), (second(1), "demo"));
    assert_eq!(began.language, "de-AT");
    assert_eq!(summary.channels, [ChannelKind::Call]);
    assert_eq!(summary.answered, Some(second(2)));
    assert_eq!(summary.operator, Some(anna()));
    let (at, reason) = (second(3), EndReason::VisitorHungUp);
    assert_eq!(summary.ended, Some(End { at, reason }));
    assert_eq!(summary.disposition, Some(Disposition::Resolved));
    assert_eq!(summary.stars, Some(5));
}

#[test]
fn a_chat_that_becomes_a_call_was_answered_when_the_chat_was_and_by_whom_the_call_was() {
    let summary = told(&facts([
        entered(ChannelKind::Chat),
        chat_accepted(anna()),
        changed(ChannelKind::Call),
        bridged(bert()),
    ]));

    assert_eq!(summary.channels, [ChannelKind::Chat, ChannelKind::Call]);
    assert_eq!(summary.answered, Some(second(2)));
    assert_eq!(summary.operator, Some(bert()));
}

#[test]
fn a_channel_that_comes_back_stands_there_twice_and_one_told_again_once() {
    let summary = told(&facts([
        entered(ChannelKind::Call),
        changed(ChannelKind::Callback),
        changed(ChannelKind::Callback),
        changed(ChannelKind::Call),
    ]));

    assert_eq!(
        summary.channels,
        [ChannelKind::Call, ChannelKind::Callback, ChannelKind::Call]
    );
}

#[test]
fn a_callback_keeps_all_its_tries_and_is_answered_when_the_visitor_is_reached() {
    let summary = told(&facts([
        entered(ChannelKind::Callback),
        tried(1, TryOutcome::NoAnswer),
        tried(2, TryOutcome::Reached),
        ended(EndReason::CalledBack),
    ]));

    let outcomes: Vec<_> = summary
        .tries
        .iter()
        .map(|one| (one.at, one.outcome))
        .collect();
    assert_eq!(
        outcomes,
        [
            (second(2), TryOutcome::NoAnswer),
            (second(3), TryOutcome::Reached)
        ]
    );
    assert_eq!(summary.answered, Some(second(3)));
}

#[test]
fn a_callback_nobody_took_was_not_answered_and_names_who_dialled() {
    let summary = told(&facts([
        entered(ChannelKind::Callback),
        tried(1, TryOutcome::WrongNumber),
        ended(EndReason::NotReached),
    ]));

    assert_eq!(summary.answered, None);
    assert_eq!(summary.operator, Some(anna()));
}

#[test]
fn texts_come_beside_the_facts_and_the_last_one_counts() {
    let texts = [
        Item::Phone {
            contact: contact(),
            number: PhoneNumber::new("+431234567"),
        },
        Item::Note {
            contact: contact(),
            note: Note::new("first"),
        },
        Item::Note {
            contact: contact(),
            note: Note::new("second"),
        },
        Item::Remark {
            contact: contact(),
            remark: Remark::new("kind"),
        },
    ];

    let summary = told(&texts);

    assert_eq!(summary.number, Some(PhoneNumber::new("+431234567")));
    assert_eq!(summary.note, Some(Note::new("second")));
    assert_eq!(summary.remark, Some(Remark::new("kind")));
}

#[test]
fn a_message_may_tell_its_line_before_its_entering() {
    let mut items = vec![line(1, "Do you have tents?")];
    items.extend(facts([entered(ChannelKind::Message)]));

    let summary = told(&items);

    assert_eq!(summary.lines, 1);
    assert_eq!(summary.channels, [ChannelKind::Message]);
    assert!(summary.began.is_some());
}

#[test]
fn facts_about_operators_and_hotlines_are_about_no_contact() {
    use bellpull_hotline::{FactKind, Presence};
    use bellpull_protocol::HotlineId;
    let others = facts([
        FactKind::PresenceChanged {
            operator: anna(),
            presence: Presence::Break,
            reason: None,
        },
        FactKind::HotlineOpened {
            hotline: HotlineId::new("demo").unwrap(),
        },
    ]);

    assert!(others.iter().all(|item| item.contact().is_none()));
    assert_eq!(line(1, "x").contact(), Some(&contact()));
}

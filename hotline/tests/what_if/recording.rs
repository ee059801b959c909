//! What is taken from the facts, and how what they do not say is drawn.

use crate::day::{BEGIN, HOUR, moment, operator, unchanged};
use bellpull_hotline::statistics::{History, Leaving};
use bellpull_hotline::what_if::{Arrival, Patience, Recording, Shift, Work, replay, roster};
use bellpull_hotline::{ChannelKind, Presence, Timestamp};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId};
use std::time::Duration;

#[test]
fn who_was_answered_would_have_waited_as_long_as_somebody_who_waited_longer() {
    // Half are answered after 10 s, half give up after 100 s; now nobody is there.
    let arrivals = (0..20).map(|number| {
        let patience = if number % 2 == 0 {
            Patience::AtLeast(Duration::from_secs(10))
        } else {
            Patience::GaveUp(Duration::from_secs(100))
        };
        arrival(number, ChannelKind::Call, patience)
    });
    let recording = Recording {
        arrivals: arrivals.collect(),
        ..Recording::default()
    };

    let played = replay(&recording, &[], &unchanged(), moment(HOUR));

    let history = History::of(&played.facts);
    assert_eq!(history.contacts().len(), 20);
    for contact in history.contacts().values() {
        let visit = contact.visit.unwrap();
        assert!(visit.has(Leaving::Abandoned));
        assert_eq!(visit.wait(moment(HOUR)), Duration::from_secs(100));
    }
}

#[test]
fn beyond_the_longest_wait_people_leave_with_the_mean_patience() {
    // A hundred were answered after 60 s and a hundred gave up before, after 40 s: a mean of 100 s.
    let arrivals = (0..200).map(|number| {
        let patience = if number % 2 == 0 {
            Patience::AtLeast(Duration::from_secs(60))
        } else {
            Patience::GaveUp(Duration::from_secs(40))
        };
        arrival(number, ChannelKind::Call, patience)
    });
    let recording = Recording {
        arrivals: arrivals.collect(),
        ..Recording::default()
    };

    let played = replay(&recording, &[], &unchanged(), moment(2 * HOUR));

    let history = History::of(&played.facts);
    let waits = history
        .contacts()
        .values()
        .map(|contact| contact.visit.unwrap());
    let waits = waits.map(|visit| visit.wait(moment(2 * HOUR)).as_secs_f64());
    let beyond: Vec<_> = waits
        .filter(|wait| *wait > 60.0)
        .map(|wait| wait - 60.0)
        .collect();
    assert_eq!(beyond.len(), 100);
    let mean = beyond.iter().sum::<f64>() / 100.0;
    assert!((75.0..130.0).contains(&mean), "{mean}");
}

#[test]
fn where_nobody_ever_gave_up_nobody_does() {
    let answered = Patience::AtLeast(Duration::from_secs(200));
    let recording = Recording {
        arrivals: vec![arrival(0, ChannelKind::Call, answered)],
        ..Recording::default()
    };

    let played = replay(&recording, &[], &unchanged(), moment(HOUR));

    let history = History::of(&played.facts);
    assert_eq!(history.contacts()[&contact(0)].visit.unwrap().left, None);
}

#[test]
fn who_asked_for_a_callback_asks_again_and_is_called() {
    let asked = Patience::Asked(Duration::from_secs(30));
    let mut recording = Recording {
        arrivals: vec![arrival(0, ChannelKind::Call, asked)],
        ..Recording::default()
    };
    let direct = arrival(1, ChannelKind::Callback, Patience::Endless);
    recording.arrivals.push(direct);
    recording.work.insert(operator(0), vec![a_minute(); 10]);

    let played = replay(&recording, &[shift(60, HOUR)], &unchanged(), moment(HOUR));

    let history = History::of(&played.facts);
    assert!(
        history.contacts()[&contact(0)]
            .visit
            .unwrap()
            .has(Leaving::Converted)
    );
    for number in [0, 1] {
        let callback = history.contacts()[&contact(number)]
            .callback
            .clone()
            .unwrap();
        assert!(callback.reached.is_some(), "{number}");
    }
}

#[test]
fn chats_and_messages_are_answered_too() {
    let chat = arrival(
        0,
        ChannelKind::Chat,
        Patience::AtLeast(Duration::from_secs(1)),
    );
    let message = arrival(1, ChannelKind::Message, Patience::Endless);
    let mut recording = Recording {
        arrivals: vec![chat, message],
        ..Recording::default()
    };
    recording.work.insert(operator(0), vec![a_minute(); 10]);

    let played = replay(&recording, &[shift(10, HOUR)], &unchanged(), moment(HOUR));

    let history = History::of(&played.facts);
    for number in [0, 1] {
        let known = &history.contacts()[&contact(number)];
        assert!(
            known.answered.is_some() && known.ended.is_some(),
            "{number}"
        );
    }
}

#[test]
fn shifts_are_when_somebody_was_available() {
    let mut journal = vec![];
    for (second, presence) in [
        (0, Presence::Available),
        (600, Presence::Break),
        (900, Presence::Available),
        (2_000, Presence::Offline),
        (3_000, Presence::Available),
    ] {
        journal.push(bellpull_hotline::Fact {
            at: moment(second),
            kind: bellpull_hotline::FactKind::PresenceChanged {
                operator: operator(0),
                presence,
                reason: None,
            },
        });
    }

    let shifts = roster(&History::of(&journal), (moment(300), moment(HOUR)));

    let spans = shifts
        .iter()
        .map(|shift| (shift.from, shift.until, shift.goes));
    assert_eq!(
        spans.collect::<Vec<_>>(),
        [
            (moment(300), moment(600), false),
            (moment(900), moment(2_000), true),
            (moment(3_000), moment(HOUR), true),
        ]
    );
}

fn shift(from: u64, until: u64) -> Shift {
    Shift {
        operator: operator(0),
        from: moment(from),
        until: moment(until),
        departments: None,
        goes: true,
    }
}

fn a_minute() -> Work {
    Work {
        ringing: Duration::from_secs(2),
        connecting: Duration::from_secs(1),
        talk: Duration::from_secs(60),
        wrap_up: Duration::from_secs(5),
    }
}

fn arrival(number: u64, channel: ChannelKind, patience: Patience) -> Arrival {
    Arrival {
        contact: contact(number),
        at: Timestamp::from_millis(BEGIN + number * 1_000),
        hotline: HotlineId::new("shop").unwrap(),
        department: DepartmentId::general(),
        language: "de".into(),
        channel,
        patience,
        work: None,
    }
}

fn contact(number: u64) -> ContactId {
    ContactId::new(format!("c{number}")).unwrap()
}

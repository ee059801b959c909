//! The widget's texts: complete in every language, and every screen has words.

use bellpull_protocol::visitor::{Channel, EndReason};
use bellpull_protocol::{PageId, RefusalCode};
use bellpull_widget::softphone::session::{
    Banner, EntryNote, Memory, MicrophoneProblem, Screen, Session, View, Visit,
};
use bellpull_widget::wording::{self, Phrase, Wording};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [(&str, &str); 2] = [
    ("en", include_str!("../texts/en.json")),
    ("de", include_str!("../texts/de.json")),
];

/// Keys that components name themselves.
const IN_COMPONENTS: [&str; 50] = [
    "action.busy",
    "action.mute",
    "action.unmute",
    "bell.live",
    "callback_form.browser",
    "callback_form.browser_text",
    "callback_form.number",
    "callback_form.phone",
    "callback_form.phone_text",
    "callback_form.submit",
    "chat.failed",
    "chat.left",
    "chat.over",
    "chat.lines",
    "chat.send",
    "chat.sending",
    "chat.typing",
    "chat.write",
    "closed.hours",
    "closed.opens",
    "closed.zone",
    "entry.enter",
    "level",
    "menu.closed",
    "menu.title",
    "callback.at",
    "callback_form.soon",
    "callback_form.when",
    "estimate.kept",
    "refused.outside_hours",
    "message_form.label",
    "message_form.submit",
    "promotions.earlier",
    "promotions.rules",
    "promotions.title",
    "promotions.until",
    "rating.remark",
    "rating.send",
    "rating.star",
    "rating.thanks",
    "rating.title",
    "refused.phone_number",
    "refused.too_long",
    "status.away",
    "status.closed",
    "status.here",
    "status.offline",
    "talking.muted",
    "refused.closed",
    "refused.text",
];

#[test]
fn all_languages_have_the_same_keys_and_gaps() {
    let english = texts(LANGUAGES[0].1);
    for (language, json) in LANGUAGES {
        let other = texts(json);
        assert_eq!(
            other.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>(),
            "{language}"
        );
        for (key, text) in &english {
            assert_eq!(gaps(&other[key]), gaps(text), "{language}: {key}");
        }
    }
}

#[test]
fn every_key_that_is_used_exists_and_every_key_is_used() {
    let texts = texts(LANGUAGES[0].1);
    let mut used: BTreeSet<&str> = IN_COMPONENTS.into();
    for view in views() {
        let Wording {
            title,
            text,
            place,
            actions,
            note,
            ..
        } = Wording::of(&view);
        used.extend([title.key, text.key]);
        used.extend(place.map(|place| place.key));
        used.extend(note);
        used.extend(
            actions
                .into_iter()
                .flatten()
                .map(|action| action.label_and_name().0),
        );
        for Phrase { key, fill } in [title, text] {
            let filled: Vec<String> = fill.into_iter().map(|(gap, _)| gap.to_owned()).collect();
            assert_eq!(gaps(&texts[key]), filled, "{key}");
        }
    }
    used.extend(banners().map(wording::banner));
    for note in entry_notes() {
        used.extend(wording::entry_note(note).map(|phrase| phrase.key));
    }
    assert_eq!(used, texts.keys().map(String::as_str).collect());
}

#[test]
fn counts_who_is_before_the_visitor() {
    let phrase = |place| {
        Wording::of(&View {
            place,
            ..view(Screen::Waiting)
        })
        .title
    };
    assert_eq!(
        phrase(Some(1)),
        Phrase {
            key: "waiting.next",
            fill: None
        }
    );
    assert_eq!(
        phrase(Some(3)),
        Phrase {
            key: "waiting.before",
            fill: Some(("n", "2".to_owned()))
        }
    );
}

#[test]
fn every_screen_but_the_loading_one_has_a_way_on() {
    for view in views() {
        let wording = Wording::of(&view);
        let has_way_on = wording.actions.iter().any(Option::is_some);
        assert_eq!(
            has_way_on,
            view.screen != Screen::Loading,
            "{:?}",
            view.screen
        );
    }
}

fn views() -> impl Iterator<Item = View> {
    screens().into_iter().flat_map(|screen| {
        let plain = view(screen);
        let named = View {
            operator_name: Some("Anna".to_owned()),
            place: Some(1),
            ..plain.clone()
        };
        let later = View {
            place: Some(2),
            ..plain.clone()
        };
        let phone = View {
            by_phone: true,
            ..later.clone()
        };
        let tried = View {
            tries: 1,
            ..later.clone()
        };
        let tried_phone = View {
            tries: 1,
            ..phone.clone()
        };
        let of = |channel| View {
            channel: Some(channel),
            ..plain.clone()
        };
        let channels = [
            Channel::Call,
            Channel::Chat,
            Channel::Callback,
            Channel::Message,
        ];
        let soon = View {
            estimate_min: Some(1),
            ..later.clone()
        };
        let slow = View {
            estimate_min: Some(4),
            offered_callback: true,
            ..later.clone()
        };
        let asked = View {
            on_hold: true,
            welcome: Some("Good to see you".to_owned()),
            ..plain.clone()
        };
        let mut views = vec![plain.clone(), named, later, phone, tried, tried_phone];
        views.extend([soon, slow, asked]);
        views.extend(channels.map(of));
        views
    })
}

fn screens() -> Vec<Screen> {
    use MicrophoneProblem::{BlockedByPage, Denied, Failed, InUse, Insecure, Missing, Unsupported};
    let mut screens = vec![
        Screen::Loading,
        Screen::Start,
        Screen::Closed,
        Screen::CallbackForm,
        Screen::MessageForm,
        Screen::Calling,
        Screen::Waiting,
        Screen::Ringing,
        Screen::Callback,
        Screen::RingBack,
        Screen::Dialling,
        Screen::Message,
        Screen::Chatting,
        Screen::Connecting,
        Screen::Talking,
        Screen::Superseded,
    ];
    for rejoin in [false, true] {
        screens.push(Screen::Asking { rejoin });
        for problem in [
            Denied,
            Missing,
            InUse,
            BlockedByPage,
            Insecure,
            Unsupported,
            Failed,
        ] {
            screens.push(Screen::NoMicrophone { problem, rejoin });
        }
    }
    for reason in [
        EndReason::VisitorHungUp,
        EndReason::OperatorHungUp,
        EndReason::VisitorAbandoned,
        EndReason::VisitorLost,
        EndReason::CalledBack,
        EndReason::NotReached,
        EndReason::Expired,
        EndReason::TimedOut,
        EndReason::Unknown,
    ] {
        screens.push(Screen::Ended(reason));
    }
    for code in [
        RefusalCode::UnknownHotline,
        RefusalCode::UnsupportedVersion,
        RefusalCode::NoMedia,
        RefusalCode::TooMany,
        RefusalCode::WaitingRoomFull,
        RefusalCode::NobodyThere,
        RefusalCode::Internal,
    ] {
        screens.push(Screen::Refused(code));
    }
    screens
}

fn banners() -> impl Iterator<Item = Banner> {
    [
        Banner::Reconnecting { in_call: true },
        Banner::Reconnecting { in_call: false },
        Banner::ReconnectingChat,
        Banner::Offline,
        Banner::NotDone,
        Banner::MicrophoneLost(MicrophoneProblem::Missing),
        Banner::OtherMicrophone,
        Banner::Refused(RefusalCode::UnsupportedVersion),
        Banner::Refused(RefusalCode::Malformed),
        Banner::NoMedia,
        Banner::SoundLost,
        Banner::OperatorSilent,
        Banner::BackInQueue,
        Banner::Unstaffed,
    ]
    .into_iter()
}

fn entry_notes() -> [EntryNote; 9] {
    [
        EntryNote::MayEnter,
        EntryNote::Entering,
        EntryNote::Refused(RefusalCode::WrongStage),
        EntryNote::EnteredBefore,
        EntryNote::In,
        EntryNote::Won { prize: Some(1) },
        EntryNote::Won { prize: None },
        EntryNote::NotWon,
        EntryNote::Void,
    ]
}

fn view(screen: Screen) -> View {
    let page_id = PageId::new("page").expect("an id");
    let visit = Visit {
        page_id,
        language: "en".to_owned(),
        page: None,
    };
    View {
        screen,
        hotline_name: Some("Shop".to_owned()),
        staffed: Some(true),
        ..Session::new(visit, Memory::default()).view(0)
    }
}

fn texts(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).expect("texts are a flat object of strings")
}

fn gaps(text: &str) -> Vec<String> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
        .collect()
}

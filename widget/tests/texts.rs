//! The widget's texts: complete in every language, and every screen has words.

use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::EndReason;
use bellpull_widget::softphone::clock::ClockOffset;
use bellpull_widget::softphone::session::{Banner, MicrophoneProblem, Screen, View};
use bellpull_widget::wording::{self, Phrase, Wording};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [(&str, &str); 2] = [
    ("en", include_str!("../texts/en.json")),
    ("de", include_str!("../texts/de.json")),
];

/// Keys that components name themselves.
const IN_COMPONENTS: [&str; 7] = [
    "action.mute",
    "action.unmute",
    "level",
    "talking.muted",
    "status.here",
    "status.away",
    "status.offline",
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
            primary,
            secondary,
            note,
            ..
        } = Wording::of(&view);
        used.extend([title.key, text.key]);
        used.extend(note);
        used.extend(
            [primary, secondary]
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
        let has_way_on = wording.primary.is_some() || wording.secondary.is_some();
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
        [plain, named, later]
    })
}

fn screens() -> Vec<Screen> {
    use MicrophoneProblem::{BlockedByPage, Denied, Failed, InUse, Insecure, Missing};
    let mut screens = vec![
        Screen::Loading,
        Screen::Start,
        Screen::Calling,
        Screen::Waiting,
        Screen::Ringing,
        Screen::Connecting,
        Screen::Talking,
        Screen::Superseded,
    ];
    for rejoin in [false, true] {
        screens.push(Screen::Asking { rejoin });
        for problem in [Denied, Missing, InUse, BlockedByPage, Insecure, Failed] {
            screens.push(Screen::NoMicrophone { problem, rejoin });
        }
    }
    for reason in [
        EndReason::VisitorHungUp,
        EndReason::OperatorHungUp,
        EndReason::VisitorAbandoned,
        EndReason::VisitorLost,
        EndReason::Unknown,
    ] {
        screens.push(Screen::Ended(reason));
    }
    for code in [
        RefusalCode::UnknownHotline,
        RefusalCode::UnsupportedVersion,
        RefusalCode::NoMedia,
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
        Banner::Offline,
        Banner::MicrophoneLost(MicrophoneProblem::Missing),
        Banner::NoMedia,
        Banner::SoundLost,
        Banner::OperatorSilent,
        Banner::BackInQueue,
        Banner::Unstaffed,
    ]
    .into_iter()
}

fn view(screen: Screen) -> View {
    View {
        screen,
        banner: None,
        hotline_name: Some("Shop".to_owned()),
        staffed: Some(true),
        place: None,
        operator_name: None,
        timer_from_ms: None,
        clock: ClockOffset::default(),
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

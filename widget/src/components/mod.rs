//! The widget's screens: one fixed skeleton whose words and buttons follow the call. Alternative subtrees would
//! cost bytes of every first open.

mod actions;

mod focus;

mod meter;

use crate::browser::{Host, Phone};
use bellpull_widget::softphone::browser::texts::Texts;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use bellpull_widget::softphone::session::{Banner, View};
use bellpull_widget::wording::{self, NOTE_WAITING, Phrase, Sound, Wording};
use leptos::prelude::*;

/// What the screens need.
pub struct Screens {
    pub phone: Phone,
    pub host: Host,
    pub texts: Texts,
    pub view: RwSignal<View>,
    /// The page's clock, once a second.
    pub now: RwSignal<u64>,
}

/// What buttons and texts reach for; copied into every closure.
#[derive(Clone, Copy)]
struct Frame {
    phone: StoredValue<Phone, LocalStorage>,
    host: StoredValue<Host, LocalStorage>,
    texts: StoredValue<Texts, LocalStorage>,
    view: RwSignal<View>,
    muted: RwSignal<bool>,
}

impl Frame {
    fn say(self, key: &str) -> String {
        self.texts.with_value(|texts| texts.get(key))
    }

    fn phrase(self, phrase: &Phrase) -> String {
        match &phrase.fill {
            Some((gap, value)) => self
                .texts
                .with_value(|texts| texts.with(phrase.key, gap, value)),
            None => self.say(phrase.key),
        }
    }

    fn wording(self) -> Wording {
        self.view.with(Wording::of)
    }
}

pub fn screens(app: &Screens) -> AnyView {
    let frame = Frame {
        phone: StoredValue::new_local(app.phone.clone()),
        host: StoredValue::new_local(app.host.clone()),
        texts: StoredValue::new_local(app.texts.clone()),
        view: app.view,
        muted: RwSignal::new(false),
    };
    focus::follow(frame);
    view! {
        <main class="frame" data-screen=move || frame.wording().name data-test="screen">
            {header(frame)}
            {banner(frame)}
            <div class="stage">
                {figure(frame)}
                <div class="words" aria-live="polite">
                    <h1 id="title" tabindex="-1" data-test="title">{move || frame.phrase(&frame.wording().title)}</h1>
                    <p data-test="text">{move || frame.phrase(&frame.wording().text)}</p>
                </div>
                {timer(frame, app.now)}
                {meter::meter(frame)}
            </div>
            {actions::actions(frame)}
            {note(frame)}
        </main>
    }
    .into_any()
}

fn header(frame: Frame) -> AnyView {
    let status = move || {
        frame.view.with(|view| match (view.banner, view.staffed) {
            (Some(Banner::Offline | Banner::Reconnecting { .. }), _) => {
                Some(("offline", "status.offline"))
            }
            (_, Some(true)) => Some(("here", "status.here")),
            (_, Some(false)) => Some(("away", "status.away")),
            (_, None) => None,
        })
    };
    view! {
        <header>
            {icon("#bell")}
            <div>
                <strong>{move || frame.view.with(|view| view.hotline_name.clone())}</strong>
                <span class="status" data-status=move || status().map(|(name, _)| name)>
                    {move || status().map(|(_, key)| frame.say(key))}
                </span>
            </div>
        </header>
    }
    .into_any()
}

fn figure(frame: Frame) -> AnyView {
    let initial = move || {
        let name = frame.view.with(|view| view.operator_name.clone())?;
        if frame.wording().sound == Sound::Heard {
            name.chars().next()
        } else {
            None
        }
    };
    view! {
        <div class="figure" aria-hidden="true">
            <svg hidden=move || initial().is_some()><use href=move || frame.wording().icon></use></svg>
            <b>{move || initial().map(|letter| letter.to_string())}</b>
        </div>
    }
    .into_any()
}

fn banner(frame: Frame) -> AnyView {
    let shown = move || frame.view.with(|view| view.banner);
    view! {
        <p class="banner" role="status" data-test="banner" hidden=move || shown().is_none()>
            {move || shown().map(|banner| frame.say(wording::banner(banner)))}
        </p>
    }
    .into_any()
}

/// How long it has been waiting, or talking.
fn timer(frame: Frame, now: RwSignal<u64>) -> AnyView {
    let time = move || {
        frame.view.with(|view| {
            let from = view.timer_from_ms?;
            Some(minutes_and_seconds(view.clock.since(from, now.get())))
        })
    };
    view! {
        <p class="timer" role="timer" aria-live="off" data-test="timer" hidden=move || time().is_none()>{time}</p>
    }
    .into_any()
}

fn note(frame: Frame) -> AnyView {
    let key = move || {
        let note = frame.wording().note?;
        (note != NOTE_WAITING || frame.host.with_value(Host::is_there)).then_some(note)
    };
    view! { <p class="note">{move || key().map(|key| frame.say(key))}</p> }.into_any()
}

/// A symbol of the sprite in `frame.html`.
fn icon(name: &'static str) -> AnyView {
    view! { <svg class="icon" aria-hidden="true"><use href=name></use></svg> }.into_any()
}

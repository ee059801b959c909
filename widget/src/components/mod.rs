//! The widget's screens: one fixed skeleton whose words and buttons follow the contact. Alternative subtrees would
//! cost bytes of every first open.

mod actions;

mod chat;

mod forms;

mod hours;

mod promotions;

mod rating;

mod focus;

mod list;

mod meter;

use crate::browser::{Host, Phone};
use bellpull_widget::softphone::browser::texts::Texts;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use bellpull_widget::softphone::session::{Banner, Screen, View};
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

    fn fill(self, key: &str, gap: &str, value: &str) -> String {
        self.texts.with_value(|texts| texts.with(key, gap, value))
    }

    fn phrase(self, phrase: &Phrase) -> String {
        match &phrase.fill {
            Some((gap, value)) => self.fill(phrase.key, gap, value),
            None => self.say(phrase.key),
        }
    }

    fn wording(self) -> Wording {
        self.view.with(Wording::of)
    }

    fn screen(self) -> Screen {
        self.view.with(|view| view.screen)
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
                {words(frame)}
                {timer(frame, app.now)}
                {meter::meter(frame)}
                {hours::hours(frame)}
                {chat::transcript(frame)}
                {forms::callback(frame)}
                {forms::message(frame)}
                {rating::rating(frame)}
                {promotions::promotions(frame)}
            </div>
            {chat::composer(frame)}
            {actions::actions(frame)}
            {note(frame)}
        </main>
    }
    .into_any()
}

fn header(frame: Frame) -> AnyView {
    let status = move || {
        frame.view.with(|view| match (view.banner, view.staffed) {
            (Some(Banner::Offline | Banner::Reconnecting { .. } | Banner::ReconnectingChat), _) => {
                Some(("offline", "status.offline"))
            }
            (_, Some(_)) if !view.opening.open => Some(("away", "status.closed")),
            (_, Some(true)) => Some(("here", "status.here")),
            (_, Some(false)) => Some(("away", "status.away")),
            (_, None) => None,
        })
    };
    view! {
        <header>
            {icon("#bell")}
            <div>
                <strong dir="auto">{move || frame.view.with(|view| view.hotline_name.clone())}</strong>
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

fn words(frame: Frame) -> AnyView {
    let in_title = move || (frame.screen() == Screen::Waiting).then_some("place");
    let place = move || frame.wording().place;
    let closed = move || (frame.screen() == Screen::Closed).then_some("closed-note");
    view! {
        <div class="words" aria-live="polite">
            <h1 id="title" tabindex="-1" data-test="title">
                <span dir="auto" data-test=in_title>{move || frame.phrase(&frame.wording().title)}</span>
            </h1>
            <p data-test=move || closed().unwrap_or("text")>{move || frame.phrase(&frame.wording().text)}</p>
            <p class="place" data-test="callback-place" hidden=move || place().is_none()>
                {move || place().map(|place| frame.phrase(&place))}
            </p>
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

/// Named for what it is about, where it is more than a hint.
fn note(frame: Frame) -> AnyView {
    let key = move || {
        let note = frame.wording().note?;
        (note != NOTE_WAITING || frame.host.with_value(Host::is_there)).then_some(note)
    };
    let name = move || {
        if frame.screen() == Screen::Callback {
            "callback-note"
        } else if frame.screen() == Screen::Message {
            "message-note"
        } else {
            "note"
        }
    };
    view! { <p class="note" data-test=name>{move || key().map(|key| frame.say(key))}</p> }
        .into_any()
}

/// A symbol of the sprite in `frame.html`.
fn icon(name: &'static str) -> AnyView {
    view! { <svg class="icon" aria-hidden="true"><use href=name></use></svg> }.into_any()
}

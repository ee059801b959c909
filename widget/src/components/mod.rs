//! The widget's screens: one fixed skeleton whose words and buttons follow the contact. Alternative subtrees would
//! cost bytes of every first open.

mod actions;

mod chat;

mod forms;

mod hours;

mod menu;

mod promotions;

mod rating;

mod focus;

mod meter;

mod shape;

use crate::browser::{Host, Phone};
use bellpull_widget::softphone::browser::texts::Texts;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use bellpull_widget::softphone::session::{Banner, Input, Screen, View};
use bellpull_widget::wording::{self, NOTE_WAITING, Phrase, Sound, Wording};
use leptos::prelude::*;
use shape::{Shape, el};
use std::sync::Arc;

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
    let stage = el("div")
        .class("stage")
        .with(figure(frame))
        .with(words(frame))
        .with(timer(frame, app.now))
        .with(meter::meter(frame))
        .with(hours::hours(frame))
        .with(menu::menu(frame))
        .with(chat::transcript(frame))
        .with(forms::callback(frame))
        .with(forms::message(frame))
        .with(rating::rating(frame))
        .with(promotions::promotions(frame));
    // Named, because the page around has a main part of its own.
    el("main")
        .class("frame")
        .is("aria-labelledby", "name")
        .attr("data-screen", move || Some(frame.wording().name.to_owned()))
        .test("screen")
        .with(header(frame))
        .with(banner(frame))
        .with(stage)
        .with(chat::composer(frame))
        .with(actions::actions(frame))
        .with(note(frame))
        .view()
}

fn header(frame: Frame) -> Shape {
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
    let name = el("strong")
        .is("id", "name")
        .is("dir", "auto")
        .says(move || frame.view.with(|view| view.hotline_name.clone()));
    let status = el("span")
        .class("status")
        .attr("data-status", move || {
            status().map(|(name, _)| name.to_owned())
        })
        .says(move || status().map(|(_, key)| frame.say(key)));
    el("header")
        .child(icon(|| Some("#bell")))
        .with(el("div").with(name).with(status))
}

fn figure(frame: Frame) -> Shape {
    let initial = move || {
        let name = frame.view.with(|view| view.operator_name.clone())?;
        if frame.wording().sound == Sound::Heard {
            name.chars().next()
        } else {
            None
        }
    };
    let symbol = move || initial().is_none().then(|| frame.wording().icon);
    el("div")
        .class("figure")
        .is("aria-hidden", "true")
        .child(icon(symbol))
        .with(el("b").says(move || initial().map(|letter| letter.to_string())))
}

fn words(frame: Frame) -> Shape {
    let place = move || frame.wording().place;
    let title = el("span")
        .is("dir", "auto")
        .attr("data-test", move || {
            (frame.screen() == Screen::Waiting).then(|| "place".to_owned())
        })
        .says(move || Some(frame.phrase(&frame.wording().title)));
    let heading = el("h1")
        .is("id", "title")
        .is("tabindex", "-1")
        .test("title")
        .with(title);
    let text = el("p")
        .attr("data-test", move || {
            let closed = frame.screen() == Screen::Closed;
            Some(if closed { "closed-note" } else { "text" }.to_owned())
        })
        .says(move || {
            let at = frame
                .view
                .with(|view| view.call_time.filter(|_| view.tries == 0));
            Some(match at {
                Some(at) if frame.screen() == Screen::Callback => {
                    frame.fill("callback.at", "time", &menu::in_words(at))
                }
                _ => frame.phrase(&frame.wording().text),
            })
        });
    let place = el("p")
        .class("place")
        .attr("data-test", move || {
            let waits = frame.screen() == Screen::Waiting;
            Some(if waits { "estimate" } else { "callback-place" }.to_owned())
        })
        .hidden(move || place().is_none())
        .says(move || place().map(|place| frame.phrase(&place)));
    let kept = move || {
        let kept = frame
            .view
            .with(|view| view.estimate_min.and(view.estimate_kept))?;
        Some(frame.fill("estimate.kept", "n", &kept.to_string()))
    };
    let kept = el("small").test("estimate-kept").says(kept);
    el("div")
        .class("words")
        .is("aria-live", "polite")
        .with(heading)
        .with(text)
        .with(place)
        .with(kept)
}

fn banner(frame: Frame) -> Shape {
    let shown = move || frame.view.with(|view| view.banner);
    let again = el("button")
        .test("banner-retry")
        .hidden(move || !matches!(shown(), Some(Banner::MicrophoneLost(_))))
        .on("click", move |_| {
            frame
                .phone
                .with_value(|phone| phone.handle(Input::RetryMicrophone));
        })
        .text(&frame.say("action.retry"));
    el("div")
        .class("banner")
        .is("role", "status")
        .test("banner")
        .hidden(move || shown().is_none())
        .says(move || shown().map(|banner| frame.say(wording::banner(banner))))
        .with(again)
}

/// How long it has been waiting, or talking.
fn timer(frame: Frame, now: RwSignal<u64>) -> Shape {
    let time = move || {
        frame.view.with(|view| {
            let from = view.timer_from_ms?;
            Some(minutes_and_seconds(view.clock.since(from, now.get())))
        })
    };
    el("p")
        .class("timer")
        .is("role", "timer")
        .is("aria-live", "off")
        .test("timer")
        .hidden(move || time().is_none())
        .says(time)
}

/// Named for what it is about, where it is more than a hint.
fn note(frame: Frame) -> Shape {
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
    el("p")
        .class("note")
        .attr("data-test", move || Some(name().to_owned()))
        .says(move || key().map(|key| frame.say(key)))
}

/// A symbol of the sprite in `frame.html`.
fn icon(symbol: impl Fn() -> Option<&'static str> + Send + Sync + 'static) -> AnyView {
    let symbol: Arc<dyn Fn() -> Option<&'static str> + Send + Sync> = Arc::new(symbol);
    let href = symbol.clone();
    view! {
        <svg class="icon" aria-hidden="true" hidden=move || symbol().is_none()>
            <use href=move || href()></use>
        </svg>
    }
    .into_any()
}

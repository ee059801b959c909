//! What every component holds: the view, the time, the language, and the way back to the desk.

use crate::browser::page;
use crate::browser::shell::Shell;
use crate::browser::telephone::Voice;
use crate::browser::words::{self, Language};
use crate::desk::keys::Action;
use crate::desk::{Gesture, View};
use bellpull_protocol::{ContactId, RequestId};
use bellpull_widget::softphone::browser::chance::random_id;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Ui {
    shell: StoredValue<Shell, LocalStorage>,
    pub view: RwSignal<View>,
    /// This page's time in milliseconds since 1970; moves about once a second.
    pub now_ms: RwSignal<u64>,
    pub language: RwSignal<Language>,
    pub help: RwSignal<bool>,
}

impl Ui {
    pub fn start() -> Self {
        let view = RwSignal::new(View::default());
        let now_ms = RwSignal::new(js_sys::Date::now() as u64);
        let language = RwSignal::new(Language::preferred());
        language.get_untracked().declare();
        let shell = StoredValue::new_local(Shell::start(view, now_ms, language));
        Self {
            shell,
            view,
            now_ms,
            language,
            help: RwSignal::new(false),
        }
    }

    /// One aspect of the view; what depends on it is drawn again only when it changes.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&View) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.view.with(&read))
    }

    /// A text in the language of the moment.
    pub fn t(self, key: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || words::get(self.language.get(), key)
    }

    pub fn filled(self, key: &'static str, name: &str, value: &str) -> String {
        words::filled(self.language.get(), key, name, value)
    }

    pub fn gesture(self, gesture: Gesture) {
        self.shell.with_value(|shell| shell.gesture(gesture));
    }

    /// What was drafted for this contact goes out as a line.
    pub fn send_line(self, contact: ContactId) {
        if let Ok(key) = RequestId::new(random_id()) {
            self.gesture(Gesture::SendLine(contact, key));
        }
    }

    /// What a key means.
    pub fn act(self, action: Action) {
        match action {
            Action::Answer => self.gesture(Gesture::Answer),
            Action::Decline => self.gesture(Gesture::Decline),
            Action::Mute => self.gesture(Gesture::Mute),
            Action::HangUp => self.gesture(Gesture::HangUp),
            Action::Outcome(disposition) => self.gesture(Gesture::Outcome(disposition)),
            Action::MoreTime => self.gesture(Gesture::MoreTime),
            Action::Finish => self.gesture(Gesture::Finish),
            Action::NextChat => self.gesture(Gesture::NextChat),
            Action::WriteLine => page::write_line(),
            Action::EndChat => self.gesture(Gesture::EndThisChat),
            Action::Transfer => self.gesture(Gesture::OpenDirectory),
            Action::TakeCallback => self.gesture(Gesture::TakeNextCallback),
            Action::LeaveText => page::leave_text(),
            Action::Help => self.help.update(|open| *open = !*open),
        }
    }

    pub fn try_bell(self) {
        self.shell.with_value(Shell::try_bell);
    }

    pub fn level(self, voice: Voice) -> f32 {
        self.shell.with_value(|shell| shell.level(voice))
    }
}

pub fn use_ui() -> Ui {
    expect_context::<Ui>()
}

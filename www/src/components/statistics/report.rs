//! What the parts of the page share, and how it is asked for.

use crate::browser::http;
use crate::browser::words::Language;
use crate::browser::{clocks, page};
use crate::components::gate::Leave;
use crate::components::tongue::Tongue;
use crate::statistics::Choice;
use crate::statistics::shown::{self, definition};
use bellpull_protocol::statistics::{Figure, Statistics};
use bellpull_widget::softphone::browser::chance::now_ms;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often the figures are asked for again while the page is seen: they are computed from the whole period.
const EVERY: Duration = Duration::from_secs(30);

#[derive(Clone, Copy)]
pub struct Report {
    pub tongue: Tongue,
    leave: Leave,
    pub choice: RwSignal<Choice>,
    pub told: RwSignal<Option<Statistics>>,
    pub is_lost: RwSignal<bool>,
    pub is_asking: RwSignal<bool>,
}

impl Report {
    pub fn start(tongue: Tongue) -> Self {
        let report = Self {
            tongue,
            leave: expect_context::<Leave>(),
            choice: RwSignal::new(Choice::of_address(page::asked_for)),
            told: RwSignal::new(None),
            is_lost: RwSignal::new(false),
            is_asking: RwSignal::new(false),
        };
        Effect::new(move |_| {
            report.choice.track();
            report.ask();
        });
        Effect::new(move |_| {
            let query = http::query(&report.choice.with(Choice::to_address));
            page::set_address(&format!("/statistics?{query}"));
        });
        let again = set_interval_with_handle(
            move || {
                if page::is_seen() {
                    report.ask();
                }
            },
            EVERY,
        );
        on_cleanup(move || {
            if let Ok(again) = again {
                again.clear();
            }
        });
        report
    }

    /// The same figures as a file.
    pub fn file(self, path: &str) -> String {
        let query = self
            .choice
            .with(|choice| choice.to_edge(now_ms(), clocks::ahead_here));
        format!("{path}?{}", http::query(&query))
    }

    /// A figure in words; no data is said.
    pub fn say(self, figures: &[Figure], key: &str) -> String {
        let unit = self.told.with(|told| {
            let definitions = &told.as_ref()?.definitions;
            definition(definitions, key).map(|definition| definition.unit)
        });
        let decimal = match self.tongue.language() {
            Language::English => '.',
            Language::German => ',',
        };
        let written = shown::of(figures, key)
            .zip(unit)
            .and_then(|(figure, unit)| shown::written(figure.value, unit, decimal));
        written.unwrap_or_else(|| self.tongue.say("statistics.no_data"))
    }

    fn ask(self) {
        let asked = self.choice.get_untracked();
        let query = asked.to_edge(now_ms(), clocks::ahead_here);
        let path = format!("/api/statistics?{}", http::query(&query));
        self.is_asking.set(true);
        spawn_local(async move {
            let told = http::get::<Statistics>(&path).await;
            // Something else was chosen meanwhile, or the page is gone.
            if self.choice.try_get_untracked().as_ref() != Some(&asked) {
                return;
            }
            self.is_asking.set(false);
            match told {
                Ok(told) => {
                    self.is_lost.set(false);
                    self.told.set(Some(told));
                }
                Err(trouble) if self.leave.on(&trouble) => {}
                Err(_) => self.is_lost.set(true),
            }
        });
    }
}

//! Keeps the marketer's page up to date without disturbing whoever types.

use super::office::Office;
use crate::browser::{clocks, http, page};
use crate::marketer::editor::Fields;
use bellpull_protocol::marketer::{Hotlines, Promotions};
use bellpull_widget::softphone::browser::chance::now_ms;
use bellpull_widget::softphone::clock::ClockOffset;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often the edge is asked while the page is seen.
const EVERY: Duration = Duration::from_secs(2);

impl Office {
    pub(super) fn find_hotlines(self, wanted: Option<String>, promotion: Option<String>) {
        spawn_local(async move {
            match http::get::<Hotlines>("/api/marketer/hotlines").await {
                Ok(told) => {
                    let mut ids = told.hotlines.iter().map(|known| known.hotline.clone());
                    let asked = ids
                        .clone()
                        .find(|id| Some(id.as_str()) == wanted.as_deref());
                    self.hotline.set(asked.or_else(|| ids.next()));
                    self.hotlines.set(told.hotlines);
                    self.refresh(promotion);
                }
                Err(trouble) if self.leave.on(&trouble) => {}
                Err(_) => {
                    self.is_lost.set(true);
                    set_timeout(move || self.find_hotlines(wanted, promotion), EVERY);
                }
            }
        });
    }

    /// Asks for the list; then opens what the address names.
    pub(super) fn refresh(self, open: Option<String>) {
        let Some(path) = self.path("") else { return };
        let asked = self.hotline.get_untracked();
        let deeds = self.deeds.get_value();
        spawn_local(async move {
            let told = http::get::<Promotions>(&path).await;
            // Another hotline was chosen or something done meanwhile, or the page is gone.
            if self.hotline.try_get_untracked() != Some(asked)
                || self.deeds.try_get_value() != Some(deeds)
            {
                return;
            }
            match told {
                Ok(told) => self.told(told, open),
                Err(trouble) if self.leaves(&trouble) => {}
                Err(_) => self.is_lost.set(true),
            }
        });
    }

    fn told(self, told: Promotions, open: Option<String>) {
        self.clock.set(ClockOffset::learn(told.now_ms, now_ms()));
        self.is_lost.set(false);
        self.is_out.set(false);
        self.is_there.set(true);
        if self.doing.get_untracked().is_none() {
            let mut fields = Fields::Stay;
            let before = self.editor.get_untracked();
            let mut after = before.clone();
            if let Some(editor) = &mut after {
                fields = editor.told(&told.promotions, &clocks::ahead);
            }
            if after != before {
                self.editor.set(after);
            }
            self.refill(fields);
        }
        if let Some(open) = open
            && let Some(found) = told
                .promotions
                .iter()
                .find(|known| known.promotion.as_str() == open)
        {
            self.open(found);
        }
        if self
            .promotions
            .with_untracked(|known| *known != told.promotions)
        {
            self.promotions.set(told.promotions);
        }
    }

    pub(super) fn keep_going(self) {
        let ticking =
            set_interval_with_handle(move || self.now.set(now_ms()), Duration::from_secs(1));
        let asking = set_interval_with_handle(
            move || {
                if page::is_seen() && self.doing.get_untracked().is_none() {
                    self.refresh(None);
                }
            },
            EVERY,
        );
        page::on_visibility(move |seen| {
            if seen && self.hotline.try_get_untracked().is_some() {
                self.refresh(None);
            }
        });
        on_cleanup(move || {
            for handle in [ticking, asking].into_iter().flatten() {
                handle.clear();
            }
        });
    }
}

//! What a visitor sees, told by the edge as it tells visitors.

use super::office::Office;
use crate::browser::clocks::{self, Shape};
use crate::browser::http;
use crate::browser::words;
use bellpull_protocol::promotion::ShownPromotion;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long after the last keystroke it is asked for: one request for a word, not for each letter.
const PAUSE: Duration = Duration::from_millis(250);

/// A language that nobody writes texts in, so that the default one is shown.
const ANY_OTHER: &str = "x-other";

#[component]
pub fn Preview() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let shown = RwSignal::new(None::<ShownPromotion>);
    let reader = RwSignal::new(None::<String>);
    let language = Memo::new(move |_| reader.get().unwrap_or_else(|| office.tab.get()));
    keep(office, language, shown);
    // Whoever goes on in another language wants to see that one.
    Effect::new(move |_| {
        office.tab.track();
        reader.set(None);
    });
    let options = move || {
        let chosen = language.get();
        let tags: Vec<String> =
            office.of_editor(|editor| editor.form.texts.keys().cloned().collect());
        tags.into_iter()
            .map(|tag| (words::name_of_language(tongue.language(), &tag), tag))
            .chain([(tongue.say("preview.other"), ANY_OTHER.to_owned())])
            .map(|(name, tag)| {
                let selected = tag == chosen;
                view! { <option value=tag selected=selected>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <aside class="preview" aria-labelledby="preview-title">
            <div class="preview-head">
                <h2 class="legend" id="preview-title">{tongue.t("preview.title")}</h2>
                <select aria-label=tongue.t("preview.language") data-test="preview-language"
                    on:change:target=move |event| reader.set(Some(event.target().value()))>
                    {options}
                </select>
            </div>
            <div class="phone" data-test="preview">
                {move || match shown.get() {
                    Some(promotion) => view! { <Shown promotion /> }.into_any(),
                    None => view! { <p class="soft blank">{tongue.t("preview.blank")}</p> }.into_any(),
                }}
            </div>
        </aside>
    }
}

#[component]
fn Shown(promotion: ShownPromotion) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let ends_ms = promotion.ends_ms;
    let ends = move || {
        let zone = office.of_editor(|editor| editor.form.zone.clone());
        let time = clocks::say(tongue.language(), &zone, Shape::Short, ends_ms);
        tongue.fill("preview.until", &[("time", &time)])
    };
    let empty = promotion.title.trim().is_empty();
    let title = move || {
        if empty {
            tongue.say("promotions.untitled")
        } else {
            promotion.title.clone()
        }
    };
    let draw = promotion.draw.map(|draw| {
        view! {
            <button class="button go" type="button" disabled>{tongue.t("preview.enter")}</button>
            <details open>
                <summary>{tongue.t("editor.rules")}</summary>
                <p class="shown-text" dir="auto">{draw.rules}</p>
            </details>
        }
    });
    view! {
        <article class="shown" lang=promotion.language>
            <h3 dir="auto" data-empty=empty.to_string()>{title}</h3>
            <p class="shown-text" dir="auto">{promotion.body}</p>
            <small class="soft">{ends}</small>
            {draw}
        </article>
    }
}

/// Asks again whenever something was written, and forgets answers to older questions.
fn keep(office: Office, language: Memo<String>, shown: RwSignal<Option<ShownPromotion>>) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let language = language.get();
        let content = office.of_editor(|editor| editor.form.content(&clocks::ahead).ok());
        if let Some(timeout) = waiting.try_update_value(Option::take).flatten() {
            timeout.clear();
        }
        let Some(content) = content else { return };
        let ask = move || {
            let query = http::query(&[("language", language)]);
            let Some(path) = office.path(&format!("/preview?{query}")) else {
                return;
            };
            let body = serde_json::to_string(&content).unwrap_or_default();
            let number = asked.try_update_value(|asked| {
                *asked += 1;
                *asked
            });
            spawn_local(async move {
                let told = http::post::<Option<ShownPromotion>>(&path, &body).await;
                if let Ok(told) = told
                    && number.is_some()
                    && asked.try_get_value() == number
                {
                    let _ = shown.try_set(told);
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
}

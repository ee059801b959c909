//! The texts, one language at a time.

use super::field::{Labelled, Mistakes, describes, frozen, is_wrong, reason};
use super::office::Office;
use crate::browser::{page, words};
use crate::components::icons::Icon;
use crate::marketer::field::Field;
use crate::marketer::form::{MAX_BODY_CHARS, MAX_RULES_CHARS, MAX_TITLE_CHARS};
use bellpull_protocol::marketer::Text;
use leptos::prelude::*;

#[component]
pub fn Languages() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let is_draw = move || office.of_editor(|editor| editor.form.is_draw);
    let is_frozen = Memo::new(move |_| reason(office, &Field::Languages));
    view! {
        <section class="languages" aria-label=tongue.t("editor.texts")>
            <Tabs />
            <Mistakes field=Field::Languages />
            <small class="soft" hidden=move || is_frozen.get().is_none()>{move || is_frozen.get().map(|key| tongue.say(key))}</small>
            <Words field=Field::Title label="editor.title" test="title" most=MAX_TITLE_CHARS rows=1
                read=|text| &text.title change=|text| &mut text.title />
            <Words field=Field::Body label="editor.body" test="body" most=MAX_BODY_CHARS rows=5
                read=|text| &text.body change=|text| &mut text.body />
            <div hidden=move || !is_draw()>
                <Words field=Field::Rules label="editor.rules" test="rules" most=MAX_RULES_CHARS rows=5
                    read=|text| &text.rules change=|text| &mut text.rules />
            </div>
            <LanguageFoot />
        </section>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let tags = Memo::new(move |_| {
        office.of_editor(|editor| editor.form.texts.keys().cloned().collect::<Vec<_>>())
    });
    let marks = move |tag: &str| {
        office.of_editor(|editor| {
            editor
                .mistakes
                .iter()
                .any(|mistake| mistake.field.language() == Some(tag))
        })
    };
    let one = move |tag: String| {
        let (named, wrong, selected, chosen) = (tag.clone(), tag.clone(), tag.clone(), tag.clone());
        view! {
            <button
                type="button"
                class="tab"
                aria-pressed=move || (office.tab.get() == selected).to_string()
                data-wrong=move || marks(&wrong).to_string()
                data-test=format!("language-{tag}")
                on:click=move |_| office.tab.set(chosen.clone())
            >
                {move || words::name_of_language(tongue.language(), &named)}
            </button>
        }
    };
    let typed = RwSignal::new(String::new());
    let is_bad = RwSignal::new(false);
    let add = move || {
        let tag = typed.get_untracked().trim().to_owned();
        let mut added = false;
        office.edit(|editor| added = editor.form.add_language(&tag));
        is_bad.set(!added);
        if added {
            let known = tags.get_untracked();
            let same = known.iter().find(|known| known.eq_ignore_ascii_case(&tag));
            office.tab.set(same.cloned().unwrap_or(tag));
            typed.set(String::new());
            page::focus_soon("field-title");
        }
    };
    let suggestions = move || {
        let there = tags.get();
        SUGGESTED
            .into_iter()
            .filter(|tag| !there.iter().any(|known| known == tag))
            .map(|tag| view! { <option value=tag>{words::name_of_language(tongue.language(), tag)}</option> })
            .collect_view()
    };
    view! {
        <div class="tabs" id=Field::Languages.element() tabindex="-1">
            <div class="chips" role="group" aria-label=tongue.t("editor.languages")>
                <For each=move || tags.get() key=String::clone children=one />
            </div>
            <form class="add-language" hidden=move || frozen(office, &Field::Languages).is_some() on:submit=move |event| { event.prevent_default(); add(); }>
                <input
                    type="text"
                    list="languages"
                    size="10"
                    data-test="new-language"
                    placeholder=tongue.t("editor.add_language.placeholder")
                    aria-label=tongue.t("editor.add_language.label")
                    aria-invalid=move || is_bad.get().to_string()
                    prop:value=typed
                    on:input:target=move |event| {
                        is_bad.set(false);
                        typed.set(event.target().value());
                    }
                />
                <datalist id="languages">{suggestions}</datalist>
                <button type="submit" class="quiet" data-test="add-language"><Icon name="plus" />{tongue.t("editor.add_language")}</button>
            </form>
            <small class="mistake" hidden=move || !is_bad.get() role="alert">{tongue.t("editor.add_language.bad")}</small>
        </div>
    }
}

/// Offered when a language is added; any other can be typed.
const SUGGESTED: [&str; 16] = [
    "de", "en", "fr", "it", "es", "pt", "nl", "pl", "cs", "hu", "hr", "tr", "uk", "ar", "he", "zh",
];

#[component]
fn Words(
    field: fn(String) -> Field,
    label: &'static str,
    test: &'static str,
    most: usize,
    rows: u32,
    read: fn(&Text) -> &String,
    change: fn(&mut Text) -> &mut String,
) -> impl IntoView {
    let office = expect_context::<Office>();
    let field = Signal::derive(move || field(office.tab.get()));
    let written = move |editor: &crate::marketer::Editor, tab: &str| {
        editor.form.texts.get(tab).map(|text| read(text).clone())
    };
    let count = Signal::derive(move || {
        let tab = office.tab.get();
        let text = office.of_editor(|editor| written(editor, &tab));
        (text.map_or(0, |text| text.chars().count()), most)
    });
    let value = move || {
        office.filled.get();
        let tab = office.tab.get();
        office
            .editor
            .with_untracked(|editor| editor.as_ref().and_then(|editor| written(editor, &tab)))
            .unwrap_or_default()
    };
    let typed = move |text: String| {
        let tab = office.tab.get_untracked();
        office.edit(|editor| {
            if let Some(known) = editor.form.texts.get_mut(&tab) {
                *change(known) = text;
            }
            editor.touched(&field.get_untracked());
        });
    };
    let id = field.get_untracked().element();
    let described = describes(&field.get_untracked());
    let disabled = move || frozen(office, &field.get()).is_some();
    let invalid = move || is_wrong(office, &field.get()).to_string();
    let input = if rows == 1 {
        view! {
            <input id=id type="text" dir="auto" lang=move || office.tab.get() data-test=test disabled=disabled
                aria-invalid=invalid aria-describedby=described prop:value=value
                on:input:target=move |event| typed(event.target().value()) />
        }
        .into_any()
    } else {
        view! {
            <textarea id=id rows=rows dir="auto" lang=move || office.tab.get() data-test=test disabled=disabled
                aria-invalid=invalid aria-describedby=described prop:value=value
                on:input:target=move |event| typed(event.target().value())></textarea>
        }
        .into_any()
    };
    view! { <Labelled label field count>{input}</Labelled> }
}

/// Which language everybody else sees, and the way to take one out.
#[component]
fn LanguageFoot() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let over = move || frozen(office, &Field::Title(String::new())).is_some();
    let is_default = Memo::new(move |_| {
        let tab = office.tab.get();
        office.of_editor(|editor| editor.form.default_language == tab)
    });
    let only = move || office.of_editor(|editor| editor.form.texts.len() < 2);
    view! {
        <div class="language-foot">
            <label class="check">
                <input
                    type="checkbox"
                    data-test="default-language"
                    prop:checked=is_default
                    disabled=move || is_default.get() || over()
                    on:change=move |_| {
                        let tab = office.tab.get_untracked();
                        office.edit(|editor| editor.form.default_language = tab);
                    }
                />
                {tongue.t("editor.default")}
            </label>
            <button
                type="button"
                class="quiet"
                data-test="remove-language"
                hidden=move || only() || frozen(office, &Field::Languages).is_some()
                on:click=move |_| {
                    let tab = office.tab.get_untracked();
                    office.edit(|editor| editor.form.remove_language(&tab));
                    office.refill(crate::marketer::editor::Fields::Refill);
                }
            >
                {tongue.t("editor.remove_language")}
            </button>
        </div>
    }
}

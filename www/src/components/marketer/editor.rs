//! A promotion being written.

use super::actions::Actions;
use super::draw::DrawCard;
use super::field::{Labelled, Mistakes, OVER, describes, frozen, is_wrong, reason};
use super::languages::Languages;
use super::list::{said, state_key};
use super::office::{Doing, Note, Office};
use super::period::Period;
use super::preview::Preview;
use crate::browser::clocks;
use crate::components::icons::Icon;
use crate::marketer::field::Field;
use crate::marketer::list::{state_name, title};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::marketer::Promotion;
use leptos::prelude::*;

#[component]
pub fn Write() -> impl IntoView {
    let office = expect_context::<Office>();
    view! {
        <section class="write" aria-labelledby="write-title">
            <Head />
            <Notes />
            <p class="banner over" hidden=move || frozen(office, &Field::Kind) != Some(OVER)>{office.tongue.t(OVER)}</p>
            <div class="write-columns">
                <div class="write-form">
                    <DrawCard />
                    <div class="card form">
                        <Kind />
                        <Languages />
                        <Period />
                    </div>
                    <Actions />
                </div>
                <Preview />
            </div>
            <p class="unseen" role="status" data-test="changed">
                {move || if office.is_changed() { office.tongue.say("editor.unsaved") } else { String::new() }}
            </p>
        </section>
    }
}

#[component]
fn Head() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let saved = Memo::new(move |_| office.of_editor(|editor| editor.saved.clone()));
    let state = move || office.of_editor(|editor| Some(editor.state()));
    let name = move || {
        let saved = saved.get();
        let title = saved
            .as_ref()
            .and_then(|saved| title(saved, tongue.language().code()));
        title.map_or_else(
            || {
                tongue.say(if saved.is_some() {
                    "promotions.untitled"
                } else {
                    "promotions.new"
                })
            },
            str::to_owned,
        )
    };
    let left = move || saved.with(|saved| saved.as_ref().map(|saved| said(office, saved)));
    view! {
        <header class="write-head">
            <button class="quiet back" data-test="back" aria-label=tongue.t("editor.back") on:click=move |_| {
                let sure = !office.is_changed() || window().confirm_with_message(&tongue.say("editor.leave")).unwrap_or(true);
                if sure { office.close(); }
            }>
                <Icon name="back" />
            </button>
            <h1 id="write-title" tabindex="-1"><bdi>{name}</bdi></h1>
            <span class="state" data-test="state" data-state=move || state().map(state_name)>
                {move || state().map(|state| tongue.say(state_key(state)))}
            </span>
            <span class="soft figure" data-test="remaining">{left}</span>
        </header>
    }
}

/// What happened meanwhile, and what came of what one did.
#[component]
fn Notes() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    // What is no longer so is not said any more.
    let said = move |note: &Note| match note {
        Note::Done(_) => !office.is_changed(),
        Note::Mistaken => office.of_editor(|editor| !editor.mistakes.is_empty()),
        Note::Refused(_) => office.of_editor(|editor| editor.conflict.is_none() && !editor.gone),
        Note::Nobody => true,
    };
    let note = move || {
        office.note.get().filter(said).map(|note| {
            let (class, key) = match note {
                Note::Done(Doing::Save) => ("banner go", "editor.saved"),
                Note::Done(Doing::Publish) => ("banner go", "editor.published"),
                Note::Done(Doing::Withdraw) => ("banner go", "editor.withdrawn"),
                Note::Done(Doing::Draw) => ("banner go", "editor.drawn"),
                Note::Done(Doing::Discard) => ("banner go", "editor.discarded"),
                Note::Nobody => ("banner end", "editor.nobody"),
                Note::Mistaken => ("banner end", "editor.mistaken"),
                Note::Refused(RefusalCode::Stale) => ("banner bell", "editor.stale"),
                Note::Refused(RefusalCode::Frozen) => ("banner end", "editor.frozen"),
                Note::Refused(RefusalCode::WrongStage) => ("banner end", "editor.wrong_stage"),
                Note::Refused(RefusalCode::UnknownPromotion) => ("banner end", "editor.gone"),
                Note::Refused(RefusalCode::Full) => ("banner end", "editor.full"),
                Note::Refused(_) => ("banner end", "editor.refused"),
            };
            view! { <p class=class>{tongue.t(key)}</p> }
        })
    };
    let gone = move || office.of_editor(|editor| editor.gone);
    view! {
        <div class="write-notes">
            <div role="status" data-test="note">{note}</div>
            <p class="banner end" role="alert" data-test="signed-out" hidden=move || !office.is_out.get()>{tongue.t("editor.signed_out")}</p>
            <p class="banner end" role="alert" hidden=move || !gone()>{tongue.t("editor.gone")}</p>
            <Conflict />
        </div>
    }
}

/// Somebody else saved what is being written here.
#[component]
fn Conflict() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let theirs: Memo<Option<Promotion>> =
        Memo::new(move |_| office.of_editor(|editor| editor.conflict.clone()));
    let shown = move || {
        theirs.get().map(|theirs| {
            let texts = theirs.content.texts.into_iter().map(|(tag, text)| {
                view! {
                    <dt>{crate::browser::words::name_of_language(tongue.language(), &tag)}</dt>
                    <dd dir="auto"><b>{text.title}</b><br />{text.body}</dd>
                }
            });
            view! {
                <section class="banner bell conflict" role="alert" data-test="conflict">
                    <h2>{tongue.t("conflict.title")}</h2>
                    <p>{tongue.t("conflict.body")}</p>
                    <details>
                        <summary>{tongue.t("conflict.theirs")}</summary>
                        <dl>{texts.collect_view()}</dl>
                    </details>
                    <div class="dialog-actions">
                        <button class="button" data-test="take-theirs" on:click=move |_| {
                            let mut fields = crate::marketer::editor::Fields::Stay;
                            office.edit(|editor| fields = editor.take_theirs(&clocks::ahead));
                            office.note.set(None);
                            office.refill(fields);
                        }>{tongue.t("conflict.take_theirs")}</button>
                        <button class="button" data-test="keep-mine" on:click=move |_| {
                            office.edit(|editor| editor.keep_mine(&clocks::ahead));
                            office.note.set(None);
                        }>{tongue.t("conflict.keep_mine")}</button>
                    </div>
                </section>
            }
        })
    };
    view! { {shown} }
}

#[component]
fn Kind() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let is_draw = Memo::new(move |_| office.of_editor(|editor| editor.form.is_draw));
    let is_frozen = move || frozen(office, &Field::Kind);
    let why = move || reason(office, &Field::Kind);
    let choice = move |draw: bool, test: &'static str, icon: &'static str, name: &'static str| {
        view! {
            <button
                type="button"
                class="choice"
                data-test=test
                aria-pressed=move || (is_draw.get() == draw).to_string()
                disabled=move || is_frozen().is_some()
                on:click=move |_| office.edit(|editor| editor.form.is_draw = draw)
            >
                <Icon name=icon />
                {tongue.t(name)}
            </button>
        }
    };
    let value = move || {
        office.filled.get();
        office
            .editor
            .with_untracked(|editor| editor.as_ref().map(|editor| editor.form.prizes.clone()))
    };
    view! {
        <div class="kind" id=Field::Kind.element() tabindex="-1">
            <div class="choices" role="group" aria-label=tongue.t("editor.kind")>
                {choice(false, "kind-announcement", "megaphone", "promotions.announcement")}
                {choice(true, "kind-draw", "gift", "promotions.draw")}
            </div>
            <Mistakes field=Field::Kind />
            <small class="soft" hidden=move || why().is_none()>{move || why().map(|key| tongue.say(key))}</small>
            <div class="prizes" hidden=move || !is_draw.get()>
                <Labelled label="editor.prizes" field=Field::Prizes>
                    <input
                        id=Field::Prizes.element()
                        type="number"
                        min="1"
                        max="1000"
                        inputmode="numeric"
                        data-test="prizes"
                        disabled=move || frozen(office, &Field::Prizes).is_some()
                        aria-invalid=move || is_wrong(office, &Field::Prizes).to_string()
                        aria-describedby=describes(&Field::Prizes)
                        prop:value=value
                        on:input:target=move |event| {
                            let typed = event.target().value();
                            office.edit(|editor| {
                                editor.form.prizes = typed;
                                editor.touched(&Field::Prizes);
                            });
                        }
                    />
                </Labelled>
            </div>
        </div>
    }
}

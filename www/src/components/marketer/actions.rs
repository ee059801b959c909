//! Save, publish, withdraw, discard; each where it makes sense.

use super::office::{Doing, Office};
use crate::browser::clocks::{self, Shape};
use crate::components::confirm::{Confirm, Question};
use crate::marketer::Editor;
use bellpull_protocol::marketer::PromotionState;
use leptos::prelude::*;

#[component]
pub fn Actions() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let asked = RwSignal::new(None::<Doing>);
    let question = RwSignal::new(None::<Question>);
    let state = Memo::new(move |_| office.of_editor(|editor| Some(editor.state())));
    let is = move |wanted: PromotionState| state.get() == Some(wanted);
    let is_new = Memo::new(move |_| office.of_editor(|editor| editor.saved.is_none()));
    let is_over = move || is(PromotionState::Ended) || is(PromotionState::Withdrawn);
    let is_public = move || is(PromotionState::Scheduled) || is(PromotionState::Live);
    let busy = move || office.doing.get().is_some();
    let blocked =
        move || busy() || office.of_editor(|editor| editor.conflict.is_some() || editor.gone);
    let ask = move |doing: Doing| {
        asked.set(Some(doing));
        question.set(office.of_editor(|editor| questions(office, editor, doing)));
    };
    let yes = move || match asked.get_untracked() {
        Some(Doing::Publish) => office.publish(),
        Some(doing) => office.simply(doing),
        None => {}
    };
    let is_saved = move || !office.is_changed() && !is_new.get();
    let label = move |doing: Doing, rest: &'static str, while_doing: &'static str| {
        move || {
            tongue.say(if office.doing.get() == Some(doing) {
                while_doing
            } else {
                rest
            })
        }
    };
    view! {
        <div class="actions" hidden=move || is_over() && !office.is_changed()>
            // Never disabled, which would take the keyboard's focus away from whoever just saved.
            <button class="button" data-test="save" hidden=is_over
                aria-disabled=move || (blocked() || is_saved()).to_string()
                aria-busy=move || (office.doing.get() == Some(Doing::Save)).to_string()
                on:click=move |_| if !blocked() && !is_saved() { office.save(); }>
                {label(Doing::Save, "editor.save", "editor.saving")}
            </button>
            <button class="button go" data-test="publish" hidden=move || !is(PromotionState::Draft)
                disabled=move || blocked() && office.doing.get() != Some(Doing::Save)
                on:click=move |_| if !blocked() { office.save_and_ask(move || untrack(move || ask(Doing::Publish))); }>
                {label(Doing::Publish, "editor.publish", "editor.publishing")}
            </button>
            <button class="quiet" data-test="revert" hidden=move || !office.is_changed() || is_new.get() on:click=move |_| {
                let mut fields = crate::marketer::editor::Fields::Stay;
                office.edit(|editor| fields = editor.revert());
                office.refill(fields);
            }>
                {tongue.t("editor.revert")}
            </button>
            <span class="spring"></span>
            <small class="soft wide-only" aria-hidden="true">{move || if office.is_changed() { tongue.say("editor.unsaved") } else { String::new() }}</small>
            <button class="button end-quiet" data-test="withdraw" hidden=move || !is_public() disabled=busy on:click=move |_| ask(Doing::Withdraw)>
                {label(Doing::Withdraw, "editor.withdraw", "editor.withdrawing")}
            </button>
            <button class="button end-quiet" data-test="discard" hidden=move || !is(PromotionState::Draft) disabled=busy on:click=move |_| {
                // What the edge never saw is simply closed.
                if is_new.get_untracked() && !office.is_changed() { office.close(); } else { ask(Doing::Discard); }
            }>
                {tongue.t("editor.discard")}
            </button>
        </div>
        <Confirm question yes />
    }
}

fn questions(office: Office, editor: &Editor, doing: Doing) -> Option<Question> {
    let tongue = office.tongue;
    let is_draw = editor.form.is_draw;
    let only_draw = |key: &'static str| is_draw.then(|| tongue.say(key));
    let question = match doing {
        Doing::Publish => {
            let zone = &editor.form.zone;
            let starts = editor
                .form
                .starts
                .read(zone, &clocks::ahead)
                .map(|read| read.ms());
            let when = match starts {
                Some(ms) if ms > office.now_ms() => {
                    let time = clocks::say(tongue.language(), zone, Shape::Exact, ms);
                    tongue.fill("publish.later", &[("time", &time)])
                }
                Some(_) | None => tongue.say("publish.now"),
            };
            let mut consequences = vec![when];
            consequences.extend(only_draw("publish.draw"));
            consequences.extend(only_draw("publish.seed"));
            consequences.push(tongue.say(if is_draw {
                "publish.period_of_draw"
            } else {
                "publish.kind"
            }));
            consequences.push(tongue.say("publish.words"));
            Question {
                title: "publish.title",
                consequences,
                yes: "editor.publish",
                is_grave: false,
            }
        }
        Doing::Withdraw => {
            let mut consequences = vec![tongue.say("withdraw.at_once")];
            consequences.extend(only_draw("withdraw.draw"));
            consequences.push(tongue.say("withdraw.for_good"));
            Question {
                title: "withdraw.title",
                consequences,
                yes: "editor.withdraw",
                is_grave: true,
            }
        }
        Doing::Discard => Question {
            title: "discard.title",
            consequences: vec![tongue.say("discard.body")],
            yes: "editor.discard",
            is_grave: true,
        },
        Doing::Save | Doing::Draw => return None,
    };
    Some(question)
}

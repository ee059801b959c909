//! A draw after it was published: who entered, who won, and whether anybody can check it.

use super::list::entries_in_words;
use super::office::{Doing, Office};
use crate::browser::clocks::{self, Shape};
use crate::browser::http;
use crate::components::icons::Icon;
use crate::marketer::proof::{Flaw, Verdict, verdict};
use bellpull_protocol::marketer::Draw;
use bellpull_protocol::promotion::{DrawProof, ProofStage};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn DrawCard() -> impl IntoView {
    let office = expect_context::<Office>();
    let draw = Memo::new(move |_| {
        office.of_editor(|editor| editor.saved.as_ref().and_then(|saved| saved.draw.clone()))
    });
    let is_there = Memo::new(move |_| draw.with(Option::is_some));
    view! {
        {move || is_there.get().then(|| view! { <Card draw /> })}
    }
}

#[component]
fn Card(draw: Memo<Option<Draw>>) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let stage = Memo::new(move |_| draw.with(|draw| draw.as_ref().map(|draw| draw.stage)));
    let entries = move || draw.with(|draw| draw.as_ref().map_or(0, |draw| draw.entries));
    let says = move || {
        tongue.say(match stage.get() {
            Some(ProofStage::Open) | None => "draw.open",
            Some(ProofStage::Sealed) if entries() == 0 => "draw.sealed_empty",
            Some(ProofStage::Sealed) => "draw.sealed",
            Some(ProofStage::Drawn) => "draw.drawn",
            Some(ProofStage::Void) => "draw.void",
        })
    };
    view! {
        <section class="card draw" data-test="draw-card">
            <div class="draw-head">
                <Icon name="gift" />
                <div>
                    <h2 data-test="entries-count">{move || entries_in_words(office, entries())}</h2>
                    <p class="soft">{says}</p>
                </div>
                <button
                    class="button go"
                    data-test="draw"
                    hidden=move || stage.get() != Some(ProofStage::Sealed)
                    disabled=move || office.doing.get().is_some()
                    on:click=move |_| office.simply(Doing::Draw)
                >
                    {move || tongue.say(if office.doing.get() == Some(Doing::Draw) { "draw.drawing" } else { "draw.draw" })}
                </button>
            </div>
            <Winners draw />
            {move || matches!(stage.get(), Some(ProofStage::Sealed | ProofStage::Drawn)).then(|| view! { <Proof stage /> })}
            <Hashes draw />
        </section>
    }
}

#[component]
fn Winners(draw: Memo<Option<Draw>>) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let shown = move || {
        let draw = draw.get()?;
        let drawn_ms = draw.drawn_ms?;
        let zone = office.of_editor(|editor| editor.form.zone.clone());
        let time = clocks::say(tongue.language(), &zone, Shape::Exact, drawn_ms);
        let rows = draw.winners.into_iter().enumerate().map(|(place, entry)| {
            let prize = (place + 1).to_string();
            view! { <li><span class="prize">{tongue.fill("draw.prize", &[("number", &prize)])}</span><code>{entry.as_str().to_owned()}</code></li> }
        });
        Some(view! {
            <div data-test="winners">
                <p class="legend">{tongue.fill("draw.at", &[("time", &time)])}</p>
                <ol class="winners">{rows.collect_view()}</ol>
            </div>
        })
    };
    view! { {shown} }
}

/// Two verdicts: the edge's, and this page's own.
#[component]
fn Proof(stage: Memo<Option<ProofStage>>) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let proof = RwSignal::new(None::<DrawProof>);
    let failed = RwSignal::new(false);
    let ask = move || {
        let id = office
            .editor
            .with_untracked(|editor| editor.as_ref().map(|editor| editor.promotion.clone()));
        let Some(path) = id.and_then(|id| office.path(&format!("/{id}/proof"))) else {
            return;
        };
        failed.set(false);
        spawn_local(async move {
            match http::get::<DrawProof>(&path).await {
                Ok(told) => drop(proof.try_set(Some(told))),
                Err(_) => drop(failed.try_set(true)),
            }
        });
    };
    Effect::new(move |_| {
        stage.track();
        ask();
    });
    let verdicts = move || {
        let proof = proof.get()?;
        let own = verdict(&proof);
        let (class, key) = match own {
            Verdict::Holds => ("verdict go", "proof.own.holds"),
            Verdict::TooEarly => ("verdict", "proof.own.too_early"),
            Verdict::Broken(Flaw::Entries) => ("verdict end", "proof.own.entries"),
            Verdict::Broken(Flaw::Seed) => ("verdict end", "proof.own.seed"),
            Verdict::Broken(Flaw::Winners) => ("verdict end", "proof.own.winners"),
        };
        let (edge_class, edge_key) = if proof.holds {
            ("verdict go", "proof.edge.holds")
        } else {
            ("verdict end", "proof.edge.broken")
        };
        let both = proof.holds && own == Verdict::Holds;
        Some(view! {
            <ul class="verdicts" data-test=if both { "proof-holds" } else { "proof-broken" }>
                <li class=edge_class><Icon name=if proof.holds { "check" } else { "close" } />{tongue.t(edge_key)}</li>
                <li class=class data-test="own-verdict"><Icon name=if own == Verdict::Holds { "check" } else { "close" } />{tongue.t(key)}</li>
            </ul>
        })
    };
    view! {
        <div class="proof" aria-live="polite">
            <h3 class="legend">{tongue.t("proof.title")}</h3>
            {verdicts}
            <p class="banner end" hidden=move || !failed.get()>
                {tongue.t("proof.failed")}
                <button class="quiet" on:click=move |_| ask()>{tongue.t("action.again")}</button>
            </p>
        </div>
    }
}

#[component]
fn Hashes(draw: Memo<Option<Draw>>) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let seed = move || draw.with(|draw| draw.as_ref().map(|draw| draw.seed_hash.clone()));
    let entries = Memo::new(move |_| {
        draw.with(|draw| draw.as_ref().and_then(|draw| draw.entries_hash.clone()))
    });
    view! {
        <details class="hashes">
            <summary>{tongue.t("proof.hashes")}</summary>
            <p class="soft">{tongue.t("proof.explained")}</p>
            <dl>
                <dt>{tongue.t("proof.seed_hash")}</dt><dd><code>{seed}</code></dd>
                <dt>{tongue.t("proof.entries_hash")}</dt>
                <dd><code>{move || entries.get().unwrap_or_else(|| tongue.say("proof.later"))}</code></dd>
            </dl>
        </details>
    }
}

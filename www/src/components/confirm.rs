//! A question before something that cannot be taken back.

use super::tongue::Tongue;
use leptos::html;
use leptos::prelude::*;

/// What is asked; `consequences` are said one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub title: &'static str,
    pub consequences: Vec<String>,
    /// The text of the button that does it.
    pub yes: &'static str,
    pub is_grave: bool,
}

#[component]
pub fn Confirm<F>(question: RwSignal<Option<Question>>, yes: F) -> impl IntoView
where
    F: Fn() + Copy + Send + 'static,
{
    let tongue = expect_context::<Tongue>();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (dialog.get(), question.with(Option::is_some)) else {
            return;
        };
        match (open, dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let inside =
        move || {
            question.get().map(|asked| {
            let points = asked.consequences.into_iter().map(|point| view! { <li>{point}</li> });
            view! {
                <h2 id="confirm-title">{tongue.t(asked.title)}</h2>
                <ul class="points soft">{points.collect_view()}</ul>
                <div class="dialog-actions">
                    <button class="button" data-test="cancel" on:click=move |_| question.set(None)>
                        {tongue.t("action.cancel")}
                    </button>
                    <button
                        class="button"
                        class:go=!asked.is_grave
                        class:end=asked.is_grave
                        data-test="confirm"
                        autofocus
                        on:click=move |_| {
                            question.set(None);
                            yes();
                        }
                    >
                        {tongue.t(asked.yes)}
                    </button>
                </div>
            }
        })
        };
    view! {
        <dialog class="ask" aria-labelledby="confirm-title" node_ref=dialog on:close=move |_| question.set(None)>
            {inside}
        </dialog>
    }
}

//! What stands around a field: its name, why it is frozen, and what is wrong with it.

use super::office::Office;
use crate::marketer::field::Field;
use crate::marketer::frozen::why_frozen;
use leptos::prelude::*;

/// Why a field cannot be changed, as the key of a text.
pub fn frozen(office: Office, field: &Field) -> Option<&'static str> {
    office.of_editor(|editor| why_frozen(editor.saved.as_ref(), field))
}

/// What to say about it at the field; that all is over is said once, above all of them.
pub fn reason(office: Office, field: &Field) -> Option<&'static str> {
    frozen(office, field).filter(|key| *key != OVER)
}

/// Why nothing can be changed any more.
pub const OVER: &str = "frozen.over";

pub fn is_wrong(office: Office, field: &Field) -> bool {
    office.of_editor(|editor| !editor.mistakes_at(field).is_empty())
}

/// Name above, reasons and mistakes below.
#[component]
pub fn Labelled(
    label: &'static str,
    #[prop(into)] field: Signal<Field>,
    /// How much of it may be written, of how much.
    #[prop(optional)]
    count: Option<Signal<(usize, usize)>>,
    children: Children,
) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let id = field.get_untracked().element();
    let why = move || reason(office, &field.get());
    let counter = count.map(|count| {
        view! {
            <small class="counter figure" data-over=move || (count.get().0 > count.get().1).to_string()>
                {move || format!("{} / {}", count.get().0, count.get().1)}
            </small>
        }
    });
    view! {
        <div class="field">
            <div class="field-head"><label class="legend" for=id>{tongue.t(label)}</label>{counter}</div>
            {children()}
            <Mistakes field />
            <small class="frozen soft" hidden=move || why().is_none()>{move || why().map(|key| tongue.say(key))}</small>
        </div>
    }
}

#[component]
pub fn Mistakes(#[prop(into)] field: Signal<Field>) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let id = describes(&field.get_untracked());
    let shown = move || {
        let mistakes = office.of_editor(|editor| editor.mistakes_at(&field.get()));
        mistakes
            .into_iter()
            .map(|mistake| {
                let text = mistake.key.map_or(mistake.sentence, |key| tongue.say(key));
                view! { <small class="mistake" data-test="mistake">{text}</small> }
            })
            .collect_view()
    };
    view! { <div id=id class="mistakes" aria-live="polite">{shown}</div> }
}

/// The id of the element with the mistakes of a field.
pub fn describes(field: &Field) -> String {
    let mut id = field.element().to_owned();
    id.push_str("-mistakes");
    id
}

//! The marketer's page: the list on one side, what is being written on the other.

mod following;
mod office;

mod list;

mod actions;
mod editor;
mod field;
mod languages;
mod period;

mod draw;
mod preview;

use super::tongue::Tongue;
use leptos::prelude::*;
use office::Office;

#[component]
pub fn Marketer() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let office = Office::start(tongue);
    provide_context(office);
    let open = Memo::new(move |_| {
        office
            .editor
            .with(|editor| editor.as_ref().map(|editor| editor.promotion.clone()))
    });
    view! {
        <main class="marketer" data-open=move || open.get().is_some().to_string()>
            <h1 class="unseen">{tongue.t("nav.promotions")}</h1>
            <list::List />
            {move || match open.get() {
                Some(_) => view! { <editor::Write /> }.into_any(),
                None => view! { <Nothing /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let some = move || office.promotions.with(|all| !all.is_empty());
    view! {
        <section class="nothing" data-test="nothing-open">
            <super::icons::Bellpull />
            <h1>{move || tongue.say(if some() { "promotions.choose.title" } else { "promotions.none.title" })}</h1>
            <p class="soft">{move || tongue.say(if some() { "promotions.choose.body" } else { "promotions.none.body" })}</p>
            <ul class="kinds" hidden=some>
                <li><b>{tongue.t("promotions.announcement")}</b><span class="soft">{tongue.t("promotions.announcement.body")}</span></li>
                <li><b>{tongue.t("promotions.draw")}</b><span class="soft">{tongue.t("promotions.draw.body")}</span></li>
            </ul>
        </section>
    }
}

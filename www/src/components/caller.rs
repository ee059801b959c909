//! What is known about the caller. Written by strangers: text nodes only.

use super::page_name::PageName;
use super::today::Today;
use super::ui::use_ui;
use crate::browser::words;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

#[component]
pub fn Caller() -> impl IntoView {
    let ui = use_ui();
    let caller = ui.memo(|view| view.hand.caller().cloned());
    let page = Memo::new(move |_| {
        caller.with(|caller| caller.as_ref().and_then(|caller| caller.page.clone()))
    });
    let language = move || {
        let code = caller.with(|caller| caller.as_ref()?.language.clone());
        code.map_or_else(
            || "–".to_owned(),
            |code| words::name_of_language(ui.language.get(), &code),
        )
    };
    let hotline =
        move || caller.with(|caller| caller.as_ref().map(|caller| caller.hotline_name.clone()));
    let waited = move || {
        let clock = ui.view.with(|view| view.clock);
        let entered = caller.with(|caller| caller.as_ref().map(|caller| caller.entered_ms));
        entered.map(|entered| minutes_and_seconds(clock.since(entered, ui.now_ms.get())))
    };
    let greeting = move || caller.with(|caller| caller.as_ref()?.greeting.clone());
    let from = move || {
        let name = caller.with(|caller| caller.as_ref()?.from_name.clone());
        name.map(|name| ui.filled("caller.from", "name", &name))
    };
    let department = move || {
        let name =
            caller.with(|caller| caller.as_ref().map(|caller| caller.department_name.clone()));
        // One department of everything needs no name.
        name.filter(|name| !name.is_empty() && name != "general")
    };
    view! {
        <p class="greeting" data-test="greeting" hidden=move || greeting().is_none()>
            <small class="legend">{ui.t("caller.greeting")}</small>
            <q dir="auto">{greeting}</q>
        </p>
        <p class="banner" data-test="caller-from" hidden=move || from().is_none()>{from}</p>
        <dl class="caller" data-test="caller">
            <div class="wide"><dt>{ui.t("caller.page")}</dt><dd><PageName page test="caller-page" /></dd></div>
            <div><dt>{ui.t("caller.hotline")}</dt><dd data-test="caller-hotline">{hotline}</dd></div>
            <div hidden=move || department().is_none()>
                <dt>{ui.t("caller.department")}</dt>
                <dd data-test="caller-department">{department}</dd>
            </div>
            <div><dt>{ui.t("caller.language")}</dt><dd data-test="caller-language">{language}</dd></div>
            <div class="ringing-only">
                <dt>{ui.t("caller.waited")}</dt>
                <dd class="figure" data-test="caller-waited">{waited}</dd>
            </div>
            <Today />
        </dl>
    }
}

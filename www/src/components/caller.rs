//! What is known about the caller. Written by strangers: text nodes only.

use super::page_name::PageName;
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
    view! {
        <dl class="caller" data-test="caller">
            <div class="wide"><dt>{ui.t("caller.page")}</dt><dd><PageName page test="caller-page" /></dd></div>
            <div><dt>{ui.t("caller.hotline")}</dt><dd data-test="caller-hotline">{hotline}</dd></div>
            <div><dt>{ui.t("caller.language")}</dt><dd data-test="caller-language">{language}</dd></div>
            <div class="ringing-only">
                <dt>{ui.t("caller.waited")}</dt>
                <dd class="figure" data-test="caller-waited">{waited}</dd>
            </div>
        </dl>
    }
}

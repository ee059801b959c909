//! The visitor's page. Written by strangers: text, and a link only to the web.

use super::ui::use_ui;
use crate::desk::page_link::PageLink;
use bellpull_protocol::PageUrl;
use leptos::prelude::*;

#[component]
pub fn PageName(page: Memo<Option<PageUrl>>, test: &'static str) -> impl IntoView {
    let ui = use_ui();
    move || {
        let link = page.with(|page| page.as_ref().map(PageLink::of));
        match link {
            Some(PageLink { shown, href: Some(href) }) => view! {
                <a href=href target="_blank" rel="noopener noreferrer" data-test=test><bdi>{shown}</bdi></a>
            }
            .into_any(),
            Some(PageLink { shown, href: None }) => {
                view! { <bdi data-test=test>{shown}</bdi> }.into_any()
            }
            None => view! { <span class="soft" data-test=test>{ui.t("caller.no_page")}</span> }.into_any(),
        }
    }
}

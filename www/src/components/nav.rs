//! The way from one page of somebody's to another. Whoever has only one page sees nothing of it.

use super::icons::Icon;
use super::tongue::Tongue;
use crate::browser::session;
use crate::pages::Page;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn Nav(here: Page, #[prop(into)] pages: Signal<Vec<Page>>, tongue: Tongue) -> impl IntoView {
    let links = move || {
        let pages = pages.get();
        let links = pages.iter().map(|page| {
            let (page, name, icon) = (*page, key(*page), icon(*page));
            view! {
                <a
                    class="nav-link"
                    href=page.path()
                    aria-current=(page == here).then_some("page")
                    data-test=format!("nav-{name}")
                >
                    <Icon name=icon />
                    {tongue.t(match page {
                        Page::Desk => "nav.desk",
                        Page::Promotions => "nav.promotions",
                        Page::Register => "nav.register",
                        Page::Statistics => "nav.statistics",
                        Page::Staffing => "nav.staffing",
                        Page::Team => "nav.team",
                    })}
                </a>
            }
        });
        (pages.len() > 1).then(|| links.collect_view())
    };
    view! { <nav class="nav" aria-label=tongue.t("nav.label") hidden=move || pages.with(|pages| pages.len() < 2)>{links}</nav> }
}

/// On the desk, which itself need not know that there are other pages.
#[component]
pub fn DeskNav(tongue: Tongue) -> impl IntoView {
    let pages = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(me) = session::me().await {
            let _ = pages.try_set(Page::of_roles(&me.roles));
        }
    });
    view! { <Nav here=Page::Desk pages tongue /> }
}

fn key(page: Page) -> &'static str {
    match page {
        Page::Desk => "desk",
        Page::Promotions => "promotions",
        Page::Register => "register",
        Page::Statistics => "statistics",
        Page::Staffing => "staffing",
        Page::Team => "team",
    }
}

fn icon(page: Page) -> &'static str {
    match page {
        Page::Desk => "handset",
        Page::Promotions => "gift",
        Page::Register => "list",
        Page::Statistics => "chart",
        Page::Staffing => "clock",
        Page::Team => "people",
    }
}

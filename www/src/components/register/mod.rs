//! The register: filters above, contacts below, one of them in a drawer.

mod archive;

mod filters;
mod rows;

mod detail;

use super::tongue::Tongue;
use archive::Archive;
use leptos::prelude::*;

#[component]
pub fn Register() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let archive = Archive::start(tongue);
    provide_context(archive);
    view! {
        <main class="register">
            <filters::Filters />
            <p class="banner bell" role="status" hidden=move || !archive.is_lost.get()>{tongue.t("register.lost")}</p>
            <rows::Rows />
            <detail::Detail />
        </main>
    }
}

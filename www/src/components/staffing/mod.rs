//! How many operators are needed.

use super::tongue::Tongue;
use leptos::prelude::*;

#[component]
pub fn Staffing() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    view! {
        <main class="register staffing" data-test="staffing">
            <header class="register-head"><h1>{tongue.t("nav.staffing")}</h1></header>
        </main>
    }
}

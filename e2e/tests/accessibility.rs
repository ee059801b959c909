//! Every state that the tours come to, under the eyes of axe: by day and by night, on a phone and on a laptop.

use anyhow::{Result, ensure};
use bellpull_e2e::axe;
use bellpull_e2e::browser::Browser;
use bellpull_e2e::patience::{SOON, until};
use bellpull_e2e::tours::{LOOKS, Look, Observer, tour};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::scenario;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;

#[tokio::test]
async fn everybody_can_use_a_call() {
    examine("call").await;
}

#[tokio::test]
async fn everybody_can_use_a_chat() {
    examine("chat").await;
}

#[tokio::test]
async fn everybody_can_use_a_callback() {
    examine("callback").await;
}

#[tokio::test]
async fn everybody_can_use_departments() {
    examine("departments").await;
}

#[tokio::test]
async fn everybody_can_use_a_transfer() {
    examine("transfer").await;
}

#[tokio::test]
async fn everybody_can_use_a_closed_hotline() {
    examine("hours").await;
}

#[tokio::test]
async fn everybody_can_use_promotions() {
    examine("promotions").await;
}

#[tokio::test]
async fn everybody_can_use_the_register() {
    examine("register").await;
}

#[tokio::test]
async fn everybody_can_use_the_supervisors_pages() {
    examine("office").await;
}

#[tokio::test]
async fn everybody_can_use_what_is_said_in_trouble() {
    examine("trouble").await;
}

#[tokio::test]
async fn everybody_can_use_what_is_said_at_the_door() {
    examine("doors").await;
}

/// Goes on a tour and fails with all that was found on it.
async fn examine(name: &str) {
    scenario(async |world| {
        let examiner = Examiner::default();
        tour(name, world, &examiner).await?;
        let found = examiner.found.into_inner();
        ensure!(examiner.stops.into_inner() > 0, "nothing was looked at");
        ensure!(found.is_empty(), "{}", report(&found));
        Ok(())
    })
    .await;
}

/// Looks at every stop in all looks.
#[derive(Default)]
struct Examiner {
    stops: RefCell<usize>,
    /// Each violation with where it was seen.
    found: RefCell<BTreeMap<axe::Violation, Vec<String>>>,
}

impl Examiner {
    /// With a visitor the driver is in the page around their frame.
    async fn examine(
        &self,
        browser: &Browser,
        visitor: Option<&Visitor>,
        state: &str,
    ) -> Result<()> {
        for look in LOOKS {
            turn_into(browser, look).await?;
            if let Some(visitor) = visitor {
                visitor.enter_frame().await?;
                has_turned(browser, look).await?;
                browser.driver().enter_default_frame().await?;
            }
            for violation in axe::violations(browser).await? {
                let mut found = self.found.borrow_mut();
                let places = found.entry(violation).or_default();
                places.push(format!("{state} ({})", look.name));
            }
        }
        *self.stops.borrow_mut() += 1;
        turn_into(browser, self.look()).await
    }
}

impl Observer for Examiner {
    fn look(&self) -> Look {
        let [_, _, desktop, _] = LOOKS;
        desktop
    }

    async fn page(&self, browser: &Browser, of: &str) -> Result<()> {
        axe::prepare(browser).await?;
        self.examine(browser, None, of).await
    }

    async fn widget(&self, visitor: &Visitor, state: &str) -> Result<()> {
        let browser = visitor.browser();
        axe::prepare(browser).await?;
        browser.driver().enter_default_frame().await?;
        axe::prepare(browser).await?;
        self.examine(browser, Some(visitor), &format!("widget-{state}"))
            .await?;
        visitor.enter_frame().await
    }
}

/// Size and scheme of a page that is open.
async fn turn_into(browser: &Browser, look: Look) -> Result<()> {
    let size = json!({
        "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": look.is_phone()
    });
    let scheme = if look.dark { "dark" } else { "light" };
    let features = json!({
        "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]
    });
    let devtools = browser.driver().cdp();
    devtools
        .send_raw("Emulation.setDeviceMetricsOverride", size)
        .await?;
    devtools
        .send_raw("Emulation.setEmulatedMedia", features)
        .await?;
    let width = format!("return innerWidth === {}", look.width);
    until(look.name, SOON, async || {
        ensure!(browser.run(&width).await? == true, "another width");
        Ok(())
    })
    .await?;
    has_turned(browser, look).await
}

/// The page or frame that the driver is in is drawn in the look's colours.
async fn has_turned(browser: &Browser, look: Look) -> Result<()> {
    let scheme = if look.dark { "dark" } else { "light" };
    let drawn = format!(
        "return matchMedia('(prefers-color-scheme: {scheme})').matches
            && new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))"
    );
    until(scheme, SOON, async || {
        ensure!(browser.run(&drawn).await? == true, "another scheme");
        Ok(())
    })
    .await
}

/// One line each, with the states it was seen in.
fn report(found: &BTreeMap<axe::Violation, Vec<String>>) -> String {
    let lines: Vec<String> = found
        .iter()
        .map(|(violation, places)| format!("\n{violation}\n    in {}", places.join(", ")))
        .collect();
    lines.concat()
}

//! What goes wrong, and what the pages say then.

use super::{Observer, guest, operator};
use crate::mishap::{
    BACK_ONLINE, CUT_OFF, DEVICES, GO_ON, TRAP, UNPLUG, UNPLUG_LAST, WASM_REFUSED, WITHOUT_CALLS,
    WITHOUT_WASM, open_differently,
};
use crate::patience::{A_WHILE, SOON};
use crate::world::World;
use anyhow::Result;
use tokio::try_join;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    browsers_that_cannot(world, observer).await?;
    a_call_in_trouble(world, observer).await
}

/// The widget as a page of its own, as a phone shows it.
async fn browsers_that_cannot(world: &World, observer: &impl Observer) -> Result<()> {
    let frame = format!("{}/frame/demo?lang=en", world.origins().widget());
    for (difference, state) in [
        (WITHOUT_WASM, "too-old"),
        (WASM_REFUSED, "not-loaded"),
        (WITHOUT_CALLS, "no-calls"),
    ] {
        let browser = world.browser(state, &guest(observer)).await?;
        observer.fit(&browser).await?;
        open_differently(&browser, difference, &frame).await?;
        if difference == WITHOUT_CALLS {
            browser.click("call").await?;
            browser
                .says("title", "This browser cannot make calls", SOON)
                .await?;
        } else {
            browser.shown("trouble").await?;
        }
        observer.page(&browser, &format!("widget-{state}")).await?;
        browser.quit().await;
    }
    Ok(())
}

async fn a_call_in_trouble(world: &World, observer: &impl Observer) -> Result<()> {
    let (operator, guest) = (operator(observer), guest(observer));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        observer.fit(browser).await?;
    }
    anna.browser().run(DEVICES).await?;
    visitor.pull_the_bell().await?;
    visitor.sees("start", A_WHILE).await?;
    visitor.browser().run(DEVICES).await?;
    visitor.browser().click("call").await?;
    visitor.waits_at_place(1, A_WHILE).await?;
    anna.goes_online().await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;

    visitor.browser().run(UNPLUG).await?;
    visitor
        .browser()
        .says("banner", "heard through another", SOON)
        .await?;
    observer.widget(&visitor, "other-microphone").await?;
    visitor.browser().run(UNPLUG_LAST).await?;
    visitor.browser().shown("banner-retry").await?;
    observer.widget(&visitor, "microphone-lost").await?;
    anna.browser().run(UNPLUG_LAST).await?;
    anna.browser().shown("microphone-trouble").await?;
    observer
        .page(anna.browser(), "desk-microphone-lost")
        .await?;
    for browser in [anna.browser(), visitor.browser()] {
        browser.run("window.unplugged = false").await?;
    }
    visitor.browser().click("banner-retry").await?;
    anna.browser().click("rejoin").await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;

    for browser in [anna.browser(), visitor.browser()] {
        browser.run(CUT_OFF).await?;
    }
    anna.browser()
        .shown_within("connection-lost", A_WHILE)
        .await?;
    observer.page(anna.browser(), "desk-cut-off").await?;
    visitor
        .browser()
        .says("banner", "the call goes on", A_WHILE)
        .await?;
    observer.widget(&visitor, "cut-off").await?;
    for browser in [anna.browser(), visitor.browser()] {
        browser.run(BACK_ONLINE).await?;
    }
    anna.browser().hidden("connection-lost").await?;

    let driver = anna.browser().driver();
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second).await?;
    observer.fit(anna.browser()).await?;
    anna.browser().open(&world.origins().desk()).await?;
    anna.browser().shown_within("take-back", A_WHILE).await?;
    observer.page(anna.browser(), "desk-elsewhere").await?;
    driver.close_window().await?;
    driver.switch_to_window(first).await?;

    anna.browser().run(TRAP).await?;
    anna.browser().shown("trouble").await?;
    observer.page(anna.browser(), "desk-broke").await?;
    visitor.browser().run(TRAP).await?;
    visitor.browser().shown("trouble").await?;
    observer.widget(&visitor, "broke").await?;
    visitor.browser().run(GO_ON).await?;
    visitor.enter_frame().await?;
    visitor.hears_the_operator(A_WHILE).await
}

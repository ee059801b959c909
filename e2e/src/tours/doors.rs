//! Who does not come in, and what people are asked or told on the way.

use super::{Observer, guest, operator};
use crate::browser::{Browser, Microphone, Options};
use crate::patience::{A_WHILE, SOON, until};
use crate::world::World;
use anyhow::{Result, ensure};
use tokio::try_join;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let operator = operator(observer);
    let speechless = Options {
        microphone: Microphone::Denied,
        ..guest(observer)
    };
    let link = world.stack().sign_in_link("Anna Berg")?.link;
    let (page, visitor) = try_join!(
        world.browser("operator", &operator),
        world.visitor_with("visitor", &speechless)
    )?;
    for browser in [&*page, visitor.browser()] {
        observer.fit(browser).await?;
    }
    page.open(&link).await?;
    page.shown_within("desk", A_WHILE).await?;
    page.click("help").await?;
    page.shown("help-dialog").await?;
    observer.page(&page, "desk-help").await?;
    page.press(thirtyfour::Key::Escape).await?;
    page.hidden("help-dialog").await?;
    page.click("go-online").await?;
    presence(&page, "available").await?;
    page.click("presence-break").await?;
    presence(&page, "break").await?;
    observer.page(&page, "desk-break").await?;
    page.click("sign-out").await?;
    page.shown_within("door", SOON).await?;
    observer.page(&page, "door-goodbye").await?;
    page.open(&link).await?;
    page.shown_within("door", A_WHILE).await?;
    observer.page(&page, "door-link-used").await?;
    page.open(&format!("{}/register", world.origins().desk()))
        .await?;
    page.shown_within("door", A_WHILE).await?;
    observer.page(&page, "door-signed-out").await?;
    page.open(&world.link_for("Mara Lindt", &["marketer"])?)
        .await?;
    page.shown_within("new-promotion", A_WHILE).await?;
    page.open(&format!("{}/register", world.origins().desk()))
        .await?;
    page.shown_within("door", A_WHILE).await?;
    observer.page(&page, "door-wrong-role").await?;

    visitor.pull_the_bell().await?;
    visitor.browser().click("call").await?;
    visitor.sees("no-microphone", A_WHILE).await?;
    observer.widget(&visitor, "no-microphone").await?;
    visitor.browser().click("cancel").await?;
    visitor.browser().click("ask-callback").await?;
    visitor.browser().click("callback-phone").await?;
    visitor
        .browser()
        .shown("phone-number")
        .await?
        .send_keys("12")
        .await?;
    visitor.browser().click("request-callback").await?;
    visitor
        .browser()
        .shown_within("callback-error", SOON)
        .await?;
    observer.widget(&visitor, "callback-error").await
}

/// By what the desk knows: narrow windows do not write it down.
async fn presence(page: &Browser, wanted: &str) -> Result<()> {
    until(&format!("the presence {wanted:?}"), A_WHILE, async || {
        let shown = page
            .run("return document.querySelector('[data-test=desk]').dataset.presence")
            .await?;
        ensure!(shown == wanted, "{shown}");
        Ok(())
    })
    .await
}

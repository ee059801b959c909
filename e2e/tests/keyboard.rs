//! Calls without a mouse: every step by Tab, Enter, Space, Escape and the desk's own keys, and the focus never lost.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::Browser;
use bellpull_e2e::desk::Desk;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::scenario;
use thirtyfour::Key;
use tokio::try_join;

const SPACE: &str = " ";

#[tokio::test]
async fn calls_need_no_mouse_on_either_side() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        tab_and_press(anna.browser(), "go-online", Key::Enter).await?;
        anna.is("available", A_WHILE).await?;
        anna.browser().shows_the_focus().await?;

        visitor.pull_the_bell_by_keyboard().await?;
        visitor.browser().shows_the_focus().await?;
        tab_and_press(visitor.browser(), "call", Key::Enter).await?;
        visitor.browser().shows_the_focus().await?;
        answers_by_key(&anna, &visitor).await?;
        each_mutes_and_unmutes(&anna, &visitor).await?;
        tab_and_press(visitor.browser(), "hang-up", Key::Enter).await?;
        visitor.sees("ended", SOON).await?;
        visitor.browser().shows_the_focus().await?;
        rates(visitor.browser()).await?;
        writes_the_outcome(&anna, "Wants a tent.").await?;

        tab_and_press(visitor.browser(), "call-again", Key::Enter).await?;
        answers_by_key(&anna, &visitor).await?;
        anna.browser().press("h").await?;
        anna.browser()
            .says("end-reason", "You hung up", SOON)
            .await?;
        visitor.sees("ended", SOON).await?;
        visitor.browser().shows_the_focus().await?;
        writes_the_outcome(&anna, "Has one now.").await?;

        visitor.browser().press(Key::Escape).await?;
        the_bell_has_the_focus(&visitor).await?;
        let journal = world.journal()?;
        assert_eq!(journal.contacts().len(), 2, "{journal}");
        journal.check_answered_calls()
    })
    .await;
}

async fn tab_and_press(browser: &Browser, hook: &str, key: Key) -> Result<()> {
    browser.shown_within(hook, A_WHILE).await?;
    browser.tab_to(hook).await?;
    browser.shows_the_focus().await?;
    browser.press(key).await
}

async fn answers_by_key(anna: &Desk, visitor: &Visitor) -> Result<()> {
    anna.sees("ringing", A_WHILE).await?;
    anna.browser().shows_the_focus().await?;
    anna.browser().press("a").await?;
    anna.hears_the_visitor(A_WHILE).await?;
    anna.browser().shows_the_focus().await?;
    visitor.hears_the_operator(A_WHILE).await?;
    visitor.browser().shows_the_focus().await
}

async fn each_mutes_and_unmutes(anna: &Desk, visitor: &Visitor) -> Result<()> {
    anna.browser().press("m").await?;
    visitor.browser().hear_silence(SOON).await?;
    anna.browser().press("m").await?;
    visitor.hears_the_operator(SOON).await?;

    visitor.browser().tab_to("mute").await?;
    visitor.browser().press(SPACE).await?;
    anna.browser().hear_silence(SOON).await?;
    visitor.browser().shows_the_focus().await?;
    visitor.browser().press(SPACE).await?;
    anna.hears_the_visitor(SOON).await
}

async fn rates(visitor: &Browser) -> Result<()> {
    visitor.tab_to("star-5").await?;
    visitor.press(SPACE).await?;
    visitor.shows_the_focus().await?;
    visitor.tab_to("remark").await?;
    visitor.types("Kind.").await?;
    visitor.tab_to("send-rating").await?;
    visitor.press(Key::Enter).await?;
    visitor.shown_within("rated", SOON).await?;
    visitor.shows_the_focus().await
}

async fn writes_the_outcome(anna: &Desk, note: &str) -> Result<()> {
    anna.sees("wrap-up", SOON).await?;
    anna.browser().shows_the_focus().await?;
    anna.browser().press("1").await?;
    anna.browser().tab_to("note").await?;
    anna.browser().types(note).await?;
    anna.browser().says("saving", "Saved", SOON).await?;
    anna.browser().press_with_control(Key::Enter).await?;
    anna.sees("idle", SOON).await?;
    anna.browser().shows_the_focus().await
}

/// The panel is closed and the keyboard is where it was before.
async fn the_bell_has_the_focus(visitor: &Visitor) -> Result<()> {
    let browser = visitor.browser();
    browser.driver().enter_default_frame().await?;
    let focused = "return document.activeElement?.shadowRoot?.activeElement?.dataset.test ?? ''";
    until("the bell to have the focus", SOON, async || {
        let focused = browser.run(focused).await?;
        ensure!(focused == "bell", "{focused}");
        Ok(())
    })
    .await?;
    browser.shows_the_focus().await
}

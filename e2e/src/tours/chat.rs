//! The chat, and what is said about it afterwards.

use super::{Observer, guest, operator};
use crate::patience::{A_WHILE, SOON};
use crate::world::World;
use anyhow::Result;
use tokio::try_join;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let (operator, guest) = (operator(observer), guest(observer));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        observer.fit(browser).await?;
    }
    anna.goes_online().await?;
    visitor.starts_a_chat().await?;
    anna.browser().shown_within("chat-ring", A_WHILE).await?;
    observer.page(anna.browser(), "desk-chat-ringing").await?;
    anna.takes_the_chat().await?;
    visitor.sees("chatting", A_WHILE).await?;

    visitor
        .browser()
        .writes("Hi! Is the Kestrel tent waterproof enough for Scotland in October?")
        .await?;
    anna.browser()
        .writes("Hello, good question. Its fly holds 5,000 mm of water, so yes.")
        .await?;
    anna.browser()
        .writes("I would take the longer pegs with it; the ground is soft there.")
        .await?;
    visitor
        .browser()
        .writes("Perfect, do you have both in stock?")
        .await?;
    let said = [
        (
            "visitor",
            "Hi! Is the Kestrel tent waterproof enough for Scotland in October?",
        ),
        (
            "operator",
            "Hello, good question. Its fly holds 5,000 mm of water, so yes.",
        ),
        (
            "operator",
            "I would take the longer pegs with it; the ground is soft there.",
        ),
        ("visitor", "Perfect, do you have both in stock?"),
    ];
    visitor.browser().reads(&said, SOON).await?;
    anna.browser().reads(&said, SOON).await?;
    anna.browser()
        .shown("line-text")
        .await?
        .send_keys("Let me look")
        .await?;
    visitor.browser().shown_within("typing", SOON).await?;
    observer.widget(&visitor, "chat").await?;
    observer.page(anna.browser(), "desk-chat").await?;

    anna.browser().click("end-chat").await?;
    visitor.sees("ended", SOON).await?;
    anna.browser().shown_within("finish-chat", SOON).await?;
    observer.page(anna.browser(), "desk-chat-outcome").await?;
    visitor.browser().click("star-5").await?;
    visitor
        .browser()
        .shown("remark")
        .await?
        .send_keys("Quick and friendly.")
        .await?;
    observer.widget(&visitor, "rating").await?;
    visitor.browser().click("send-rating").await?;
    visitor.browser().shown_within("rated", SOON).await?;
    observer.widget(&visitor, "rated").await
}

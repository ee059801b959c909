//! Callbacks of both ways.

use crate::photographer::Photographer;
use crate::{guest, operator};
use anyhow::Result;
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::World;
use serde_json::json;
use tokio::try_join;

pub async fn tour(world: &World, photographer: &Photographer<'_>) -> Result<()> {
    let (operator, guest) = (operator(photographer), guest(photographer));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        photographer.fit(browser).await?;
    }
    visitor.call().await?;
    visitor.browser().click("to-callback").await?;
    visitor.browser().click("callback-phone").await?;
    visitor.browser().shown("phone-number").await?;
    photographer.widget(&visitor, "callback-form").await?;
    visitor.browser().click("callback-browser").await?;
    visitor.browser().click("request-callback").await?;
    visitor
        .browser()
        .shown_within("callback-note", SOON)
        .await?;
    photographer.widget(&visitor, "callback").await?;

    let (mut caller, _) = world.bare_visitor().await?;
    caller
        .say(&json!({"kind": "callback", "request": "r1", "number": "+81312345678", "zone": "Asia/Tokyo"}))
        .await?;
    caller.next_of_kind("contact").await?;
    photographer.turn_to(anna.browser(), "queue").await?;
    anna.browser()
        .shown_within("owed-callback", A_WHILE)
        .await?;
    photographer.page(anna.browser(), "desk-callbacks").await?;
    photographer.turn_to(anna.browser(), "desk").await?;
    anna.goes_online().await?;
    anna.sees("ringing", A_WHILE).await?;
    photographer
        .page(anna.browser(), "desk-callback-ringing")
        .await?;
    anna.browser().click("answer").await?;
    visitor
        .browser()
        .shown_within("answer-ring-back", A_WHILE)
        .await?;
    photographer.widget(&visitor, "ring-back").await?;
    photographer
        .page(anna.browser(), "desk-ringing-back")
        .await?;
    visitor.browser().click("answer-ring-back").await?;
    visitor.hears_the_operator(A_WHILE).await?;
    anna.hangs_up().await?;
    anna.finishes().await?;

    anna.sees("ringing", A_WHILE).await?;
    anna.browser().click("answer").await?;
    anna.browser().shown_within("phone-number", SOON).await?;
    photographer.page(anna.browser(), "desk-dialling").await
}

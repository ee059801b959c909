//! The call.

use crate::busy::Busy;
use crate::photographer::Photographer;
use crate::{guest, operator};
use anyhow::{Result, ensure};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::world::World;
use tokio::try_join;

/// One call, with a picture of every state on the way.
pub async fn tour(world: &World, photographer: &Photographer<'_>) -> Result<()> {
    let (operator, guest) = (operator(photographer), guest(photographer));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        photographer.fit(browser).await?;
    }

    until("the bell", A_WHILE, async || {
        visitor.in_loader("[data-test=bell]").await
    })
    .await?;
    photographer.page(visitor.browser(), "shop").await?;
    photographer.page(anna.browser(), "desk-not-ready").await?;
    let mut busy = Busy::begin(world).await?;
    visitor.pull_the_bell().await?;
    visitor.sees("start", A_WHILE).await?;
    photographer.widget(&visitor, "start").await?;
    visitor.browser().click("call").await?;
    visitor.waits_at_place(1, A_WHILE).await?;
    photographer.widget(&visitor, "waiting").await?;
    busy.end().await?;

    anna.goes_online().await?;
    anna.sees("ringing", A_WHILE).await?;
    photographer.page(anna.browser(), "desk-ringing").await?;
    visitor.sees("ringing", A_WHILE).await?;
    photographer.widget(&visitor, "ringing").await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    visitor.hears_the_operator(A_WHILE).await?;
    until("a call that has begun", A_WHILE, async || {
        let timer = visitor.browser().text("timer").await?;
        ensure!(
            !["0:00", "0:01", "0:02"].contains(&timer.as_str()),
            "{timer}"
        );
        Ok(())
    })
    .await?;
    photographer.page(anna.browser(), "desk-talking").await?;
    photographer.widget(&visitor, "talking").await?;

    anna.hangs_up().await?;
    photographer.page(anna.browser(), "desk-wrap-up").await?;
    visitor.sees("ended", A_WHILE).await?;
    photographer.widget(&visitor, "ended").await?;
    anna.finishes().await?;
    anna.sees("idle", A_WHILE).await?;
    photographer.page(anna.browser(), "desk-idle").await
}

//! The call.

use super::busy::Busy;
use super::{Observer, guest, operator};
use crate::patience::{A_WHILE, until};
use crate::world::World;
use anyhow::{Result, ensure};
use tokio::try_join;

/// One call, with a picture of every state on the way.
pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let (operator, guest) = (operator(observer), guest(observer));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        observer.fit(browser).await?;
    }

    until("the bell", A_WHILE, async || {
        visitor.in_loader("[data-test=bell]").await
    })
    .await?;
    observer.page(visitor.browser(), "shop").await?;
    observer.page(anna.browser(), "desk-not-ready").await?;
    let mut busy = Busy::begin(world).await?;
    visitor.pull_the_bell().await?;
    visitor.sees("start", A_WHILE).await?;
    observer.widget(&visitor, "start").await?;
    visitor.browser().click("call").await?;
    visitor.waits_at_place(1, A_WHILE).await?;
    observer.widget(&visitor, "waiting").await?;
    busy.end().await?;

    anna.goes_online().await?;
    anna.sees("ringing", A_WHILE).await?;
    observer.page(anna.browser(), "desk-ringing").await?;
    visitor.sees("ringing", A_WHILE).await?;
    observer.widget(&visitor, "ringing").await?;
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
    observer.page(anna.browser(), "desk-talking").await?;
    observer.widget(&visitor, "talking").await?;

    anna.hangs_up().await?;
    observer.page(anna.browser(), "desk-wrap-up").await?;
    visitor.sees("ended", A_WHILE).await?;
    observer.widget(&visitor, "ended").await?;
    anna.finishes().await?;
    anna.sees("idle", A_WHILE).await?;
    observer.page(anna.browser(), "desk-idle").await
}

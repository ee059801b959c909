//! The supervisor's pages: figures, staffing, the team.

use super::{Observer, operator};
use crate::patience::{A_WHILE, until};
use crate::world::World;
use anyhow::{Result, ensure};
use serde_json::json;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    world.has_a_morning().await?;
    let mut clara = world.bare_desk("Clara Huber").await?;
    clara
        .say(&json!({"kind": "presence", "presence": "break", "reason": "training"}))
        .await?;
    clara.next_of_kind("desk").await?;
    let mut ben = world.bare_desk("Ben Ostler").await?;
    ben.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    ben.next_of_kind("desk").await?;

    let page = world.browser("supervisor", &operator(observer)).await?;
    observer.fit(&page).await?;
    world
        .signs_in(&page, "supervisor", ("/register", "export-csv"))
        .await?;
    let desk = world.origins().desk();
    page.open(&format!("{desk}/statistics")).await?;
    let offered = "return document.querySelector('[data-test=figure][data-key=offered] [data-test=value]')?.innerText";
    until("the whole morning", A_WHILE, async || {
        let shown = page.run(offered).await?;
        ensure!(shown == "4", "{shown}");
        Ok(())
    })
    .await?;
    observer.page(&page, "statistics").await?;
    page.run("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
        .await?;
    observer.page(&page, "statistics-formulas").await?;

    page.open(&format!("{desk}/staffing")).await?;
    page.says("staffing-summary", "operators are needed", A_WHILE)
        .await?;
    observer.page(&page, "staffing").await?;

    page.open(&format!("{desk}/team")).await?;
    page.shown_within("person", A_WHILE).await?;
    observer.page(&page, "team").await?;
    page.click_in_row("person", "Ben Ostler", "take-out")
        .await?;
    page.shown("confirm").await?;
    observer.page(&page, "team-take-out").await
}

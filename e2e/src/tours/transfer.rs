//! A colleague is asked, and breaks.

use super::{Observer, guest, operator};
use crate::browser::Options;
use crate::patience::{A_WHILE, SOON};
use crate::world::World;
use anyhow::Result;
use serde_json::json;
use tokio::try_join;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    is_configured(world)?;
    let (operator, guest) = (operator(observer), guest(observer));
    let colleague = Options::colleague();
    let (anna, ben, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.desk_with("Ben Ostler", &colleague),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        observer.fit(browser).await?;
    }
    anna.goes_online().await?;
    visitor.call().await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    ben.goes_online().await?;
    let mut clara = world.bare_desk("Clara Huber").await?;
    clara
        .say(&json!({"kind": "presence", "presence": "break", "reason": "lunch"}))
        .await?;
    clara.next_of_kind("desk").await?;

    anna.opens_the_directory("Ben Ostler").await?;
    observer.page(anna.browser(), "desk-directory").await?;
    anna.browser()
        .click_in_row("colleague", "Ben Ostler", "consult")
        .await?;
    anna.consults("ringing", SOON).await?;
    ben.sees("ringing", SOON).await?;
    ben.browser().click("answer").await?;
    anna.consults("private", A_WHILE).await?;
    observer.page(anna.browser(), "desk-consult").await?;
    visitor
        .browser()
        .says("text", "a colleague is being asked", SOON)
        .await?;
    observer.widget(&visitor, "on-hold").await?;
    anna.browser().click("together").await?;
    anna.consults("together", SOON).await?;
    observer.page(anna.browser(), "desk-three").await?;
    anna.browser().click("complete-transfer").await?;
    anna.sees("wrap-up", SOON).await?;
    anna.finishes().await?;

    let breaks = "document.querySelector('[data-test=breaks]').open = true";
    anna.browser().run(breaks).await?;
    anna.browser().shown("break-reason").await?;
    observer.page(anna.browser(), "desk-breaks").await
}

fn is_configured(world: &World) -> Result<u64> {
    world.configures(|document| {
        document["breaks"] = json!(["Stock-taking"]);
        document["departments"] = json!({
            "general": {
                "name": {"en": "Gear and orders"}, "responsible_for": "Everything about gear and orders.",
                "escalates_to": "repairs"
            },
            "repairs": {"name": {"en": "Repairs and warranty"}, "responsible_for": "Soles, zips, warranty claims."}
        });
        document["operators"] = json!({
            "Anna Berg": {"responsible_for": "Orders and returns."},
            "Ben Ostler": {"responsible_for": "Tents, stoves, anything that leaks."},
            "Clara Huber": {"departments": ["repairs"], "responsible_for": "Boots and skis."}
        });
        document["hotlines"]["demo"]["greeting"] = json!({"en": "Alpenglow Outfitters, good day!"});
    })
}

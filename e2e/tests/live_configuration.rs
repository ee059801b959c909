//! The configuration changes while visitors wait: what it says counts at once, and nobody loses the place.

use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::scenario;
use serde_json::json;
use tokio::try_join;

#[tokio::test]
async fn a_change_counts_for_those_who_wait_and_they_keep_their_places() {
    scenario(async |world| {
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        let onlooker = world.visitor("onlooker").await?;
        first.call().await?;
        second.call().await?;
        first.waits_at_place(1, SOON).await?;
        second.waits_at_place(2, SOON).await?;
        onlooker.pull_the_bell().await?;
        onlooker.sees("start", A_WHILE).await?;

        world.configures(|document| {
            document["hotlines"]["demo"]["welcome"] =
                json!({"en": "Snow is coming. Ask us about skis."});
            document["departments"] =
                json!({"general": {"max_wait": {"after_s": 10, "then": "offer_callback"}}});
        })?;

        let browser = onlooker.browser();
        browser.says("text", "Snow is coming", SOON).await?;
        for (place, visitor) in [(1, &first), (2, &second)] {
            visitor
                .browser()
                .says("text", "we can call you back", A_WHILE)
                .await?;
            visitor.waits_at_place(place, SOON).await?;
        }
        let anna = world.desk("Anna").await?;
        anna.goes_online().await?;
        anna.answers().await?;
        first.hears_the_operator(A_WHILE).await?;
        second.waits_at_place(1, SOON).await
    })
    .await;
}

#[tokio::test]
async fn departments_that_come_and_go_take_those_who_wait_along() {
    scenario(async |world| {
        let (first, second) = try_join!(world.visitor("first"), world.visitor("second"))?;
        first.call().await?;
        second.call().await?;
        let anna = world.desk("Anna").await?;

        world.configures(|document| {
            document["departments"] = json!({
                "sales": {"name": {"en": "Sales"}}, "repairs": {"name": {"en": "Repairs"}}
            });
            document["hotlines"]["demo"]["menu"] = json!(["sales", "repairs"]);
        })?;

        first.waits_at_place(1, SOON).await?;
        second.waits_at_place(2, SOON).await?;
        anna.goes_online().await?;
        anna.sees("ringing", A_WHILE).await?;
        anna.browser()
            .says("caller-department", "Sales", SOON)
            .await?;
        anna.answers().await?;
        first.hears_the_operator(A_WHILE).await
    })
    .await;
}

#[tokio::test]
async fn a_change_with_mistakes_names_every_one_and_changes_nothing() {
    scenario(async |world| {
        let visitor = world.visitor("visitor").await?;
        visitor.call().await?;
        let before = world.administrator_reads("configuration")?;
        let mut document = before["configuration"].clone();
        document["hotlines"]["demo"]["welcome"] = json!({"en": "Nobody may read this."});
        document["hotlines"]["demo"]["menu"] = json!(["general", "nowhere"]);
        document["departments"] = json!({"general": {
            "ring_s": 2, "strategy": "loudest", "tiers": [{"after_s": 0, "operators": ["Nobody"]}]
        }});
        let wish = json!({"base": before["revision"], "configuration": document});

        let refused = world.administrator_posts("configuration", &wish)?;

        assert_eq!(refused.status, 422, "{}", refused.text);
        let mistakes = refused.json()["mistakes"].to_string();
        for path in ["departments.general.ring_s", "departments.general.strategy"] {
            assert!(mistakes.contains(path), "{path} is not in {mistakes}");
        }
        assert_eq!(world.administrator_reads("configuration")?, before);
        visitor.waits_at_place(1, SOON).await
    })
    .await;
}

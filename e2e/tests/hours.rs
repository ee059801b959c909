//! Opening hours: what a visitor is offered when nobody answers, in the visitor's own zone.

use bellpull_e2e::browser::Options;
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};

/// Sets the demo hotline's hours.
fn opens(world: &World, hours: &Value) -> anyhow::Result<()> {
    world
        .administers("hours", &json!({"hotline": "demo", "hours": hours}))
        .map(drop)
}

/// Closed every day but a Monday far ahead: the same at whatever time the test runs.
fn one_monday() -> Value {
    json!({
        "zone": "Europe/Vienna",
        "week": {},
        "exceptions": {"2027-11-01": [{"opens": "09:00", "closes": "17:00"}]}
    })
}

#[tokio::test]
async fn a_closed_hotline_tells_the_next_opening_in_the_visitors_zone() {
    scenario(async |world| {
        opens(world, &one_monday())?;
        let there = Options {
            zone: "America/New_York",
            ..Options::visitor()
        };
        let visitor = world.visitor_with("visitor", &there).await?;

        visitor.pull_the_bell().await?;

        visitor.browser().shown_within("closed-note", A_WHILE).await?;
        // 09:00 in Vienna on the day after both clocks went back together is 04:00 in New York; a week later, when
        // only Vienna's had, it would be 03:00.
        visitor.browser().says("next-opening", "04:00", SOON).await?;
        visitor.browser().says("next-opening", "1 November", SOON).await?;
        visitor.browser().hidden("call").await
    })
    .await;
}

#[tokio::test]
async fn a_message_left_while_closed_is_answered_after_opening() {
    scenario(async |world| {
        opens(world, &one_monday())?;
        let (anna, visitor) = tokio::try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        visitor.pull_the_bell().await?;
        visitor.browser().click("leave-message").await?;
        let text = visitor.browser().shown("message-text").await?;
        text.send_keys("My zip broke.").await?;
        visitor.browser().click("send-message").await?;
        visitor.browser().shown_within("message-note", SOON).await?;
        anna.goes_online().await?;
        anna.browser().hidden("chat-ring").await?;

        opens(world, &Value::Null)?;

        anna.takes_the_chat().await?;
        anna.browser()
            .reads(&[("visitor", "My zip broke.")], SOON)
            .await?;
        anna.browser().writes("We will mend it.").await?;
        visitor.sees("chatting", SOON).await?;
        let said = [
            ("visitor", "My zip broke."),
            ("operator", "We will mend it."),
        ];
        visitor.browser().reads(&said, SOON).await
    })
    .await;
}

#[tokio::test]
async fn an_open_panel_changes_when_the_hotline_closes_and_opens() {
    scenario(async |world| {
        let visitor = world.visitor("visitor").await?;
        visitor.pull_the_bell().await?;
        visitor.browser().shown_within("call", A_WHILE).await?;

        opens(world, &one_monday())?;
        visitor.browser().shown_within("closed-note", SOON).await?;
        opens(world, &Value::Null)?;

        visitor.browser().shown_within("call", SOON).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn wrong_hours_are_refused_with_what_is_wrong() {
    scenario(async |world| {
        let never = json!({"zone": "Europe/Atlantis", "week": {}});

        let refused = opens(world, &never).unwrap_err().to_string();

        assert!(refused.contains("422"), "{refused}");
        assert!(refused.contains("zone"), "{refused}");
        Ok(())
    })
    .await;
}

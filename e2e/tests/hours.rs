//! Opening hours: what a visitor is offered when nobody answers, in the visitor's own zone.

use anyhow::Context as _;
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};

/// Sets the demo hotline's hours.
fn opens(world: &World, hours: &Value) -> anyhow::Result<()> {
    world
        .administers("hours", &json!({"hotline": "demo", "hours": hours}))
        .map(drop)
}

/// Closed but for one morning that is some weeks ahead whenever the test runs. The calendar is the browser's.
async fn one_morning(browser: &Browser) -> anyhow::Result<Value> {
    let in_weeks = "return new Date(Date.now() + 20 * 864e5).toISOString().slice(0, 10)";
    let day = browser.run(in_weeks).await?;
    let day = day.as_str().context("no day")?;
    Ok(json!({
        "zone": "Europe/Vienna",
        "week": {},
        "exceptions": {day: [{"opens": "09:00", "closes": "17:00"}]}
    }))
}

#[tokio::test]
async fn a_closed_hotline_tells_the_next_opening_in_the_visitors_zone() {
    scenario(async |world| {
        let there = Options {
            zone: "Asia/Kolkata",
            ..Options::visitor()
        };
        let visitor = world.visitor_with("visitor", &there).await?;
        opens(world, &one_morning(visitor.browser()).await?)?;

        visitor.pull_the_bell().await?;

        visitor.browser().shown_within("closed-note", A_WHILE).await?;
        let mut socket = world.visitor_socket("demo").await?;
        socket
            .say(&json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en"}))
            .await?;
        let welcome = socket.next_of_kind("welcome").await?;
        let opens = &welcome["opening"]["next_change_ms"];
        let at = |zone: &str| {
            format!(
                "return new Date({opens}).toLocaleTimeString('en-GB', {{timeZone: '{zone}', timeStyle: 'short'}})"
            )
        };
        let in_vienna = visitor.browser().run(&at("Europe/Vienna")).await?;
        assert_eq!(in_vienna, json!("09:00"));
        let in_kolkata = visitor.browser().run(&at("Asia/Kolkata")).await?;
        let in_kolkata = in_kolkata.as_str().unwrap_or_default();
        assert!(in_kolkata.ends_with(":30"), "{in_kolkata}");
        visitor.browser().says("next-opening", in_kolkata, SOON).await?;
        visitor.browser().hidden("call").await
    })
    .await;
}

#[tokio::test]
async fn a_message_left_while_closed_is_answered_after_opening() {
    scenario(async |world| {
        let (anna, visitor) = tokio::try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        opens(world, &one_morning(visitor.browser()).await?)?;
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
        visitor.browser().reads(&said, SOON).await?;
        anna.browser().click("end-chat").await?;
        let row = world.only_row().await?;
        assert_eq!(row["channels"], json!(["message"]), "{row}");
        assert_eq!(row["lines"], 2, "{row}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_open_panel_changes_when_the_hotline_closes_and_opens() {
    scenario(async |world| {
        let visitor = world.visitor("visitor").await?;
        visitor.pull_the_bell().await?;
        visitor.browser().shown_within("call", A_WHILE).await?;

        let closed = one_morning(visitor.browser()).await?;
        opens(world, &closed)?;
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
        assert!(refused.contains("bad_hours"), "{refused}");
        assert!(refused.contains("zone"), "{refused}");
        Ok(())
    })
    .await;
}

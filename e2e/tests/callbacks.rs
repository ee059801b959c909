//! Callbacks: the visitor need not wait, and the place is kept.

use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::scenario;
use serde_json::json;
use tokio::try_join;

#[tokio::test]
async fn a_waiting_call_becomes_a_ring_back_in_the_browser_and_is_answered() {
    scenario(async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        visitor.call().await?;

        visitor.browser().click("to-callback").await?;
        visitor.browser().click("callback-browser").await?;
        visitor.browser().click("request-callback").await?;
        visitor
            .browser()
            .shown_within("callback-note", SOON)
            .await?;
        anna.goes_online().await?;
        anna.sees("ringing", A_WHILE).await?;
        anna.browser().click("answer").await?;
        visitor
            .browser()
            .shown_within("answer-ring-back", A_WHILE)
            .await?;
        visitor.browser().click("answer-ring-back").await?;

        anna.hears_the_visitor(A_WHILE).await?;
        visitor.hears_the_operator(A_WHILE).await?;
        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        let journal = world.journal()?;
        assert_eq!(journal.contacts().len(), 1, "{journal}");
        let channels: Vec<_> = journal
            .of("channel_changed")
            .map(|fact| fact["channel"].clone())
            .collect();
        assert_eq!(channels, [json!("callback"), json!("call")], "{journal}");
        let row = world.only_row().await?;
        assert_eq!(
            row["channels"],
            json!(["call", "callback", "call"]),
            "{row}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_ring_back_keeps_its_place_before_those_who_came_later() {
    scenario(async |world| {
        let (visitor, (mut later, _)) = try_join!(world.visitor("visitor"), world.bare_visitor())?;
        visitor.call().await?;
        later
            .say(&json!({"kind": "call", "request": "later"}))
            .await?;
        visitor.browser().click("to-callback").await?;
        visitor.browser().click("callback-browser").await?;
        visitor.browser().click("request-callback").await?;
        visitor
            .browser()
            .shown_within("callback-note", SOON)
            .await?;

        let anna = world.desk("Anna").await?;
        anna.goes_online().await?;
        anna.sees("ringing", A_WHILE).await?;
        anna.browser().click("answer").await?;

        visitor
            .browser()
            .shown_within("answer-ring-back", A_WHILE)
            .await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_phone_callback_is_tried_twice_with_the_local_time_there() {
    let mut there = bellpull_e2e::browser::Options::visitor();
    there.zone = "Asia/Tokyo";
    scenario(async |world| {
        let (anna, visitor) = try_join!(
            world.desk("Anna"),
            world.visitor_with("visitor", &there)
        )?;
        visitor.pull_the_bell().await?;
        visitor.browser().click("ask-callback").await?;
        visitor.browser().click("callback-phone").await?;
        let number = visitor.browser().shown("phone-number").await?;

        number.send_keys("12").await?;
        visitor.browser().click("request-callback").await?;
        visitor.browser().says("callback-error", "country", SOON).await?;
        number.clear().await?;
        number.send_keys("+81 3-1234-5678").await?;
        visitor.browser().click("request-callback").await?;
        visitor.browser().shown_within("callback-note", SOON).await?;
        visitor.browser().close_tab().await?;

        anna.goes_online().await?;
        anna.sees("ringing", A_WHILE).await?;
        anna.browser().click("answer").await?;
        anna.browser().says("phone-number", "+81", SOON).await?;
        let shown = anna.browser().text("local-time").await?;
        let tokyo = "return new Date().toLocaleTimeString('en-GB', {timeZone: 'Asia/Tokyo', hour: '2-digit'})";
        let hour = anna.browser().run(tokyo).await?;
        assert!(
            hour.as_str().is_some_and(|hour| shown.contains(hour)),
            "{shown:?} is not the time in Tokyo, {hour}"
        );
        anna.browser().click("tried-no_answer").await?;

        // It comes again after a pause; whoever has time takes it before.
        anna.browser().click("take-callback").await?;
        anna.browser().says("phone-number", "+81", SOON).await?;
        anna.browser().click("tried-reached").await?;

        anna.sees("wrap-up", SOON).await?;
        let journal = world.journal()?;
        let tries: Vec<_> = journal
            .of("tried")
            .map(|fact| (fact["tried"].clone(), fact["outcome"].clone()))
            .collect();
        assert_eq!(
            tries,
            [
                (json!(1), json!("no_answer")),
                (json!(2), json!("reached"))
            ],
            "{journal}"
        );
        assert_eq!(journal.end_reason(&journal.contacts()[0])?, "called_back");
        let row = world.only_row().await?;
        assert_eq!(row["number"], "+81312345678", "{row}");
        assert_eq!(row["tries"], 2, "{row}");
        assert_eq!(row["operator_name"], "Anna", "{row}");
        Ok(())
    })
    .await;
}

//! A call from the bell to the goodbye.

use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::{World, scenario};
use bellpull_e2e::{desk::Desk, visitor::Visitor};
use tokio::try_join;

/// Anna is online, a visitor has called, they talk.
async fn talking(world: &World) -> anyhow::Result<(Desk, Visitor)> {
    let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
    anna.goes_online().await?;
    visitor.call().await?;
    anna.answers().await?;
    Ok((anna, visitor))
}

#[tokio::test]
async fn both_hear_each_other_and_the_visitor_hangs_up() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        anna.hears_the_visitor(A_WHILE).await?;
        visitor.hears_the_operator(A_WHILE).await?;

        visitor.hangs_up().await?;

        visitor
            .browser()
            .says("text", "You have hung up", SOON)
            .await?;
        anna.sees("wrap-up", SOON).await?;
        anna.browser()
            .says("end-reason", "The visitor hung up", SOON)
            .await?;
        let journal = world.journal()?;
        assert_eq!(
            journal.end_reason(&journal.contacts()[0])?,
            "visitor_hung_up"
        );
        journal.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn the_operator_hangs_up_and_both_pages_and_the_journal_say_so() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        visitor.hears_the_operator(A_WHILE).await?;

        anna.hangs_up().await?;

        anna.browser()
            .says("end-reason", "You hung up", SOON)
            .await?;
        visitor.sees("ended", SOON).await?;
        visitor
            .browser()
            .says("text", "The other side has hung up", SOON)
            .await?;
        let journal = world.journal()?;
        assert_eq!(
            journal.end_reason(&journal.contacts()[0])?,
            "operator_hung_up"
        );
        journal.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn who_is_muted_is_not_heard_until_unmuted() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        anna.hears_the_visitor(A_WHILE).await?;

        visitor.browser().click("mute").await?;
        anna.browser().hear_silence(SOON).await?;
        visitor.browser().click("mute").await?;
        anna.hears_the_visitor(SOON).await?;

        anna.browser().click("mute").await?;
        visitor.browser().hear_silence(SOON).await?;
        anna.browser().click("mute").await?;
        visitor.hears_the_operator(SOON).await
    })
    .await;
}

#[tokio::test]
async fn a_desk_that_is_reloaded_in_mid_call_comes_back_to_it() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        anna.hears_the_visitor(A_WHILE).await?;

        anna.reloads().await?;

        anna.hears_the_visitor(A_WHILE).await?;
        visitor.hears_the_operator(A_WHILE).await?;
        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        world.journal()?.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn a_visitor_who_loads_the_page_again_in_mid_call_comes_back_to_it() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        visitor.hears_the_operator(A_WHILE).await?;

        visitor.reloads().await?;

        visitor.hears_the_operator(A_WHILE).await?;
        anna.hears_the_visitor(A_WHILE).await?;
        world.journal()?.end_reason("nobody").unwrap_err();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_visitor_whose_tab_is_gone_in_mid_call_frees_the_line() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        anna.hears_the_visitor(A_WHILE).await?;

        visitor.browser().close_tab().await?;

        anna.browser().shown("visitor-sound-lost").await?;
        anna.sees("wrap-up", A_WHILE).await?;
        anna.browser()
            .says("end-reason", "The visitor was lost", SOON)
            .await?;
        world.journal()?.check_answered_calls()
    })
    .await;
}

#[tokio::test]
async fn outcome_and_note_are_saved_and_the_next_contact_comes_after_finishing() {
    scenario(async |world| {
        let (anna, visitor) = talking(world).await?;
        let next = world.visitor("next").await?;
        next.call().await?;
        next.waits_at_place(1, SOON).await?;
        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;

        let left: u32 = anna.browser().text("seconds-left").await?.parse()?;
        assert!((1..=30).contains(&left), "{left} s of 30 are left");
        anna.browser().click("disposition-resolved").await?;
        anna.browser()
            .shown("note")
            .await?
            .send_keys("Asked about tents.")
            .await?;
        anna.browser().says("saving", "Saved", SOON).await?;
        next.sees("waiting", SOON).await?;
        anna.finishes().await?;

        anna.sees("ringing", SOON).await?;
        let journal = world.journal()?;
        let disposed = journal
            .of("disposed")
            .last()
            .map(|row| row["disposition"].clone());
        assert_eq!(disposed, Some("resolved".into()), "{journal}");
        assert!(
            !journal.to_string().contains("tents"),
            "the journal has no personal data"
        );
        Ok(())
    })
    .await;
}

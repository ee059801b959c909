//! One operator answers for two companies, one at a time.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::Options;
use bellpull_e2e::journal::Journal;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::site::Site;
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::try_join;

const OUTFITTERS: [&str; 2] = ["Alpenglow Outfitters", "Alpenglow, good day!"];
const BOOKS: [&str; 2] = ["Lantern Books", "Lantern Books, hello!"];

#[tokio::test]
async fn each_company_has_its_greeting_its_page_and_its_figures() {
    scenario(async |world| {
        let bookshop = opens_a_second_company(world).await?;
        // Two chats of the first company were answered today.
        world.has_a_morning().await?;
        is_counted(world, "demo", 2).await?;
        let (anna, customer) = try_join!(world.desk("Anna"), world.visitor("customer"))?;
        let reader = reader(world, &bookshop).await?;
        anna.goes_online().await?;

        customer.call().await?;
        anna.sees("ringing", A_WHILE).await?;
        let shop = "shop.localhost";
        for (hook, text) in shown_of(OUTFITTERS, shop, "2 answered") {
            anna.browser().says(hook, text, A_WHILE).await?;
        }
        anna.answers().await?;
        customer.hears_the_operator(A_WHILE).await?;
        customer.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        anna.finishes().await?;

        reader.call().await?;
        anna.sees("ringing", A_WHILE).await?;
        let shop = "lantern.localhost";
        for (hook, text) in shown_of(BOOKS, shop, "0 answered") {
            anna.browser().says(hook, text, A_WHILE).await?;
        }
        anna.answers().await?;
        reader.hears_the_operator(A_WHILE).await
    })
    .await;
}

#[tokio::test]
async fn a_call_for_the_other_company_waits_until_the_operator_is_done() {
    scenario(async |world| {
        let bookshop = opens_a_second_company(world).await?;
        let (anna, customer) = try_join!(world.desk("Anna"), world.visitor("customer"))?;
        let reader = reader(world, &bookshop).await?;
        anna.goes_online().await?;
        customer.call().await?;
        anna.answers().await?;
        anna.hears_the_visitor(A_WHILE).await?;

        reader.call().await?;
        reader.waits_at_place(1, SOON).await?;
        anna.sees_waiting(1, SOON).await?;
        reader.hears_only_the_waiting_tone().await?;
        anna.hears_the_visitor(SOON).await?;
        customer.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        reader.sees("waiting", Duration::ZERO).await?;
        anna.finishes().await?;

        anna.answers().await?;
        anna.browser().says("greeting", BOOKS[1], SOON).await?;
        reader.hears_the_operator(A_WHILE).await?;
        reader.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        let journal = world.journal()?;
        assert_eq!(most_at_a_time(&journal), 1, "{journal}");
        journal.check_answered_calls()
    })
    .await;
}

/// Waits until today's figures of a hotline say so many.
async fn is_counted(world: &World, hotline: &str, answered: u32) -> Result<()> {
    let operator = world.session("Ben", &["operator"])?;
    until("today's figures", A_WHILE, async || {
        let today = operator.gets(&format!("/api/desk/figures?hotline={hotline}"))?;
        ensure!(today.json()["answered"] == answered, "{}", today.text);
        Ok(())
    })
    .await
}

/// What the desk shows of a call: hooks and texts.
fn shown_of<'a>(
    [name, greeting]: [&'a str; 2],
    site: &'a str,
    figures: &'a str,
) -> [(&'static str, &'a str); 4] {
    [
        ("caller-hotline", name),
        ("greeting", greeting),
        ("caller-page", site),
        ("caller-today", figures),
    ]
}

/// The second company's page, where its bell hangs.
async fn opens_a_second_company(world: &World) -> Result<Site> {
    world.configures(|document| {
        document["hotlines"]["demo"]["greeting"] = json!({"en": OUTFITTERS[1]});
        document["hotlines"]["lantern"] = json!({
            "name": BOOKS[0], "sites": ["http://lantern.localhost:*"], "greeting": {"en": BOOKS[1]}
        });
    })?;
    let widget = world.origins().widget();
    let page = format!(
        r#"<!doctype html><html lang="en"><script async src="{widget}/bell.js" data-hotline="lantern"></script>"#
    );
    Site::serve(page, &[]).await
}

async fn reader(world: &World, bookshop: &Site) -> Result<Visitor> {
    let browser = world.browser("reader", &Options::visitor()).await?;
    Visitor::at(browser, &bookshop.url("lantern.localhost")).await
}

/// How many contacts were ringing, in hand or written up at the same time.
fn most_at_a_time(journal: &Journal) -> usize {
    let mut in_hand: Vec<&Value> = Vec::new();
    let mut most = 0;
    for fact in journal.facts() {
        let contact = &fact["contact"];
        match fact["fact"].as_str().unwrap_or_default() {
            "rang" => in_hand.push(contact),
            "wrap_up_ended" => in_hand.retain(|known| *known != contact),
            _ => {}
        }
        most = most.max(in_hand.len());
    }
    most
}

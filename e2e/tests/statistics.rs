//! The supervisor's pages: figures with their formulas, how many operators are needed, the team.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::world::{World, scenario};
use serde_json::Value;
use std::sync::Arc;

#[tokio::test]
async fn figures_are_what_happened_and_say_how_they_are_computed() {
    scenario(async |world| {
        world.has_a_morning().await?;
        let page = supervisor(world, "/statistics", "statistics").await?;

        for (key, value) in [
            ("offered", "4"),
            ("answered", "2"),
            ("abandoned", "2"),
            ("abandon_rate", "50.0\u{a0}%"),
            ("fcr_marked", "100.0\u{a0}%"),
            ("csat", "no data"),
        ] {
            reads(&page, key, "[data-test=value]", value).await?;
        }
        reads(&page, "abandon_rate", "summary", "version 1, n = 4").await?;
        let formula = "[data-test=figure][data-key=abandon_rate] details";
        page.run(&format!("document.querySelector('{formula}').open = true"))
            .await?;
        let text = page
            .run(&format!(
                "return document.querySelector('{formula} p').innerText"
            ))
            .await?;
        assert!(text.as_str().is_some_and(|text| text.len() > 10), "{text}");
        for (hook, name) in [("hotlines", "Alpenglow Outfitters"), ("operators", "Anna")] {
            page.says(hook, name, SOON).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_staffing_page_computes_as_erlang_did() {
    scenario(async |world| {
        let page = supervisor(world, "/staffing", "staffing").await?;

        // Without an end of patience it is Erlang C.
        for (field, text) in [
            ("load", "100"),
            ("aht", "6:00"),
            ("patience", ""),
            ("shrinkage", "0"),
        ] {
            page.fill(field, text).await?;
        }

        page.says("staffing-summary", "14 operators are needed", A_WHILE)
            .await?;
        page.says("staffing-formula", "ERLANG-C", SOON).await?;
        let target =
            "return document.querySelector('[data-test=staffing-row][aria-current]')?.innerText";
        until("14 operators", SOON, async || {
            let row = page.run(target).await?;
            let row = row.as_str().unwrap_or_default();
            ensure!(row.starts_with("14") && row.contains("86.1"), "{row}");
            Ok(())
        })
        .await?;

        page.fill("patience", "2:00").await?;
        page.says("staffing-formula", "ERLANG-A", SOON).await
    })
    .await;
}

#[tokio::test]
async fn a_supervisor_takes_somebody_out_who_learns_why() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        anna.goes_online().await?;
        let page = supervisor(world, "/team", "team").await?;

        page.click_in_row("person", "Anna", "take-out").await?;
        page.click("confirm").await?;

        anna.is("unavailable", SOON).await?;
        let away = anna.browser().shown("away").await?;
        assert_eq!(
            away.attr("data-reason").await?.as_deref(),
            Some("forced-off")
        );
        page.says("person", "Unavailable", SOON).await?;
        anna.browser().click("available-again").await?;
        anna.is("available", SOON).await?;
        page.says("person", "Free", SOON).await
    })
    .await;
}

/// Somebody signed in who looks at one of the pages.
async fn supervisor(world: &World, path: &str, landmark: &str) -> Result<Arc<Browser>> {
    let page = world.browser("supervisor", &Options::operator()).await?;
    let register = ("/register", "export-csv");
    world.signs_in(&page, "supervisor", register).await?;
    page.open(&format!("{}{path}", world.origins().desk()))
        .await?;
    page.shown_within(landmark, A_WHILE).await?;
    Ok(page)
}

/// Waits until a part of a figure's card contains this, whether its group is open or not.
async fn reads(page: &Browser, key: &str, part: &str, text: &str) -> Result<()> {
    let script = format!(
        "return document.querySelector('[data-test=figure][data-key={key}] {part}')?.textContent ?? ''"
    );
    until(&format!("{key} {text:?}"), A_WHILE, async || {
        let shown: Value = page.run(&script).await?;
        ensure!(
            shown.as_str().is_some_and(|shown| shown.contains(text)),
            "{shown}"
        );
        Ok(())
    })
    .await
}

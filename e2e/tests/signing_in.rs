//! One-time links, sessions, and one desk at a time.

use anyhow::{Context as _, Result};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::http::{self, Answer};
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_link_opens_the_desk_once_and_then_says_that_it_was_used() {
    scenario(async |world| {
        let link = world.stack().sign_in_link("Anna")?.link;
        let first = world.browser("first", &Options::operator()).await?;
        let anna = Desk::sign_in(first, &link).await?;
        anna.browser().says("operator-name", "Anna", SOON).await?;
        let address = anna.browser().driver().current_url().await?;
        assert!(
            address.fragment().is_none(),
            "the token stays in the address and in the history"
        );

        let thief = world.browser("thief", &Options::operator()).await?;
        thief.open(&link).await?;
        stands_before_the_door(&thief, "link-used").await
    })
    .await;
}

#[tokio::test]
async fn signing_out_shuts_the_desk_for_good() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        anna.browser().click("sign-out").await?;
        stands_before_the_door(anna.browser(), "goodbye").await?;
        anna.browser().open(&world.origins().desk()).await?;
        stands_before_the_door(anna.browser(), "signed-out").await
    })
    .await;
}

#[tokio::test]
async fn the_newest_window_has_the_desk_and_an_older_one_can_take_it_back() {
    scenario(async |world| {
        let older = world.desk("Anna").await?;
        let driver = older.browser().driver();
        let old_window = driver.window().await?;
        let new_window = driver.new_tab().await?;
        driver.switch_to_window(new_window.clone()).await?;
        older.browser().open(&world.origins().desk()).await?;
        older.browser().shown_within("desk", A_WHILE).await?;

        driver.switch_to_window(old_window).await?;
        stands_before_the_door(older.browser(), "superseded").await?;
        older.browser().click("take-back").await?;
        older.browser().shown_within("desk", A_WHILE).await?;
        driver.switch_to_window(new_window).await?;
        stands_before_the_door(older.browser(), "superseded").await
    })
    .await;
}

async fn stands_before_the_door(browser: &Browser, door: &str) -> Result<()> {
    let shown = browser.shown_within("door", A_WHILE).await?;
    assert_eq!(shown.attr("data-door").await?.as_deref(), Some(door));
    Ok(())
}

#[tokio::test]
async fn a_link_lasts_a_quarter_of_an_hour() {
    scenario(async |world| {
        let (first, second) = (link_token(world)?, link_token(world)?);
        let desk = world.origins().desk();
        let headers = from_the_desk(&desk);

        world.let_links_age(Duration::from_secs(14 * 60)).await?;
        assert_eq!(sign_in(world, &first, &headers)?.status, 200);
        world.let_links_age(Duration::from_secs(60)).await?;
        assert_eq!(
            refused(&sign_in(world, &second, &headers)?),
            (403, "link_expired".into())
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_link_works_once_and_from_our_page_only() {
    scenario(async |world| {
        let token = link_token(world)?;

        let own = world.origins().desk();
        let shop = world.origins().site();
        let foreign = [
            ("origin", shop.as_str()),
            ("content-type", "application/json"),
            ("x-bellpull", "1"),
        ];
        let form = [
            ("origin", own.as_str()),
            ("content-type", "text/plain"),
            ("x-bellpull", "1"),
        ];
        let bare = [
            ("origin", own.as_str()),
            ("content-type", "application/json"),
        ];
        for headers in [&foreign[..], &form, &bare] {
            assert_eq!(
                refused(&sign_in(world, &token, headers)?),
                (403, "foreign_origin".into())
            );
        }

        let headers = from_the_desk(&own);
        let first = sign_in(world, &token, &headers)?;
        assert_eq!((first.status, &first.json()["name"]), (200, &json!("Anna")));
        let cookie = first.header("set-cookie");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "the session is exposed"
        );
        assert_eq!(
            refused(&sign_in(world, &token, &headers)?),
            (403, "link_used".into())
        );
        assert_eq!(
            refused(&sign_in(world, &"x".repeat(43), &headers)?),
            (403, "link_unknown".into())
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_desks_socket_needs_cookie_and_ticket_and_ends_with_the_session() {
    scenario(async |world| {
        let (own, host) = (world.origins().desk(), world.origins().desk_host());
        let mut stranger = Socket::open(&host, "/ws/desk", &[("origin", &own)]).await?;
        assert_eq!(
            refusal_and_close(&mut stranger).await?,
            ("signed_out".into(), 4001)
        );

        let token = link_token(world)?;
        let session = sign_in(world, &token, &from_the_desk(&own))?;
        let cookie = session
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        let with_cookie = [("origin", own.as_str()), ("cookie", cookie.as_str())];

        let mut ambient = Socket::open(&host, "/ws/desk", &with_cookie).await?;
        ambient.say(&desk_hello("guess")).await?;
        assert_eq!(
            refusal_and_close(&mut ambient).await?,
            ("signed_out".into(), 4001)
        );

        let me = http::get(&format!("{own}/api/me"), &[("cookie", &cookie)])?.json();
        let ticket = me["ticket"].as_str().context("no ticket")?.to_owned();
        let mut desk = Socket::open(&host, "/ws/desk", &with_cookie).await?;
        desk.say(&desk_hello(&ticket)).await?;
        desk.next_of_kind("welcome").await?;

        let mut sign_out = from_the_desk(&own).to_vec();
        sign_out.push(("cookie", &cookie));
        assert_eq!(
            http::post(&format!("{own}/api/sign-out"), &sign_out, "{}")?.status,
            200
        );
        assert_eq!(
            refusal_and_close(&mut desk).await?,
            ("signed_out".into(), 4001)
        );
        let me = http::get(&format!("{own}/api/me"), &[("cookie", &cookie)])?;
        assert_eq!(refused(&me), (401, "signed_out".into()));
        Ok(())
    })
    .await;
}

/// The secret of a new link for Anna.
fn link_token(world: &World) -> Result<String> {
    let link = world.stack().sign_in_link("Anna")?.link;
    let (page, token) = link.split_once('#').context("a link without a token")?;
    assert_eq!(page, format!("{}/sign-in", world.origins().desk()));
    Ok(token.to_owned())
}

fn desk_hello(ticket: &str) -> Value {
    json!({"kind": "hello", "version": 1, "page_id": "p1", "ticket": ticket, "ready": false})
}

fn from_the_desk(origin: &str) -> [(&str, &str); 3] {
    [
        ("origin", origin),
        ("content-type", "application/json"),
        ("x-bellpull", "1"),
    ]
}

fn sign_in(world: &World, token: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let url = format!("{}/api/sign-in", world.origins().desk());
    http::post(&url, headers, &json!({"token": token}).to_string())
}

fn refused(answer: &Answer) -> (u16, String) {
    (
        answer.status,
        answer.json()["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

async fn refusal_and_close(socket: &mut Socket) -> Result<(String, u16)> {
    Ok((socket.next_refusal().await?, socket.closed().await?))
}

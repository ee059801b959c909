//! What strangers type reaches desk, register and marketer's page as words and nothing else.

use anyhow::{Result, ensure};
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::hostile::{TRACE, strings};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};

/// Whether a script of theirs ran anywhere in the page, and whether the page is wider than its window.
async fn is_unharmed(page: &Browser, width: &str) -> Result<()> {
    let ran = page.run(&format!("return '{TRACE}' in window")).await?;
    ensure!(ran == json!(false), "a script ran at {width}");
    let overflow =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let overflow = page.run(overflow).await?;
    ensure!(
        overflow.as_i64().is_some_and(|pixels| pixels <= 0),
        "the page is {overflow} pixels too wide at {width}"
    );
    let foreign = "return [...document.querySelectorAll('script, iframe, img, base, form[action], link')]
        .map((e) => e.src || e.href || e.action || '').filter((at) => at && !at.startsWith(location.origin))";
    let foreign = page.run(foreign).await?;
    ensure!(foreign == json!([]), "{foreign} at {width}");
    Ok(())
}

/// As a laptop and as a phone shows it.
async fn looks_well(page: &Browser) -> Result<()> {
    for (width, height) in [(1280, 800), (390, 844)] {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        page.driver()
            .cdp()
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        is_unharmed(page, &format!("{width} pixels")).await?;
    }
    page.driver()
        .cdp()
        .send_raw("Emulation.clearDeviceMetricsOverride", json!({}))
        .await?;
    Ok(())
}

/// Sends a message and gives the answer that matters: a kind of `wanted`, or the code of the refusal.
async fn ask(
    socket: &mut Socket,
    message: &Value,
    wanted: &str,
) -> Result<std::result::Result<Value, String>> {
    socket.say(message).await?;
    loop {
        match socket.next().await? {
            Heard::Message(told) if told["kind"] == wanted => return Ok(Ok(told)),
            Heard::Message(told) if told["kind"] == "refused" => {
                return Ok(Err(told["code"].as_str().unwrap_or_default().to_owned()));
            }
            Heard::Message(_) => {}
            Heard::Closed(code) => anyhow::bail!("closed with {code} after {message}"),
        }
    }
}

async fn says_everything(world: &World, anna: &Desk) -> Result<(Value, usize)> {
    let page = "http://shop.localhost/?<script>&\u{202e}=x";
    let mut visitor = world.visitor_socket("demo").await?;
    visitor
        .say(&json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en", "page": page}))
        .await?;
    visitor.next_of_kind("welcome").await?;
    visitor
        .say(&json!({"kind": "chat", "request": "r1"}))
        .await?;
    let contact = visitor.next_of_kind("contact").await?["contact"].clone();
    anna.takes_the_chat().await?;

    let mut told = 0;
    for (number, text) in strings().iter().enumerate() {
        let key = format!("k{number}");
        let line = json!({"kind": "line", "contact": contact, "key": key, "text": text});
        match ask(&mut visitor, &line, "line").await? {
            Ok(_) => told += 1,
            Err(code) => ensure!(
                ["text_too_long", "text_empty"].contains(&code.as_str()),
                "{code} for {text:?}"
            ),
        }
    }
    anna.browser().click("end-chat").await?;
    until("the end", SOON, async || {
        let state = visitor.next_of_kind("contact").await?["state"].clone();
        ensure!(state == "ended", "{state}");
        Ok(())
    })
    .await?;
    Ok((contact, told))
}

/// Numbers, zones and messages of strangers, each on a socket of its own; what is refused is refused by code and not by
/// a broken connection.
async fn tries_every_other_field(world: &World) -> Result<()> {
    for text in strings() {
        let (mut visitor, _) = world.bare_visitor().await?;
        let callback = json!({"kind": "callback", "request": "r1", "number": text, "zone": text});
        let refused = ask(&mut visitor, &callback, "contact").await?;
        ensure!(refused.is_err(), "{text:?} is no phone number");
        let message = json!({"kind": "message", "request": "r2", "key": "k1", "text": text});
        if let Err(code) = ask(&mut visitor, &message, "contact").await? {
            ensure!(
                ["text_too_long", "text_empty"].contains(&code.as_str()),
                "{code} for {text:?}"
            );
        }
    }
    Ok(())
}

/// Languages, pages and remarks: a chat each, answered by a colleague without a browser and rated with one star.
async fn is_rated_by_everybody(world: &World) -> Result<usize> {
    let mut ben = world.bare_desk("Ben").await?;
    ben.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    let mut rated = 0;
    for text in strings() {
        let mut visitor = world.visitor_socket("demo").await?;
        visitor
            .say(&json!({"kind": "hello", "version": 1, "page_id": "bare", "language": text, "page": text}))
            .await?;
        visitor.next_of_kind("welcome").await?;
        let chat = json!({"kind": "chat", "request": "r1"});
        let told = ask(&mut visitor, &chat, "contact").await?;
        let contact = told.map_err(|code| anyhow::anyhow!("{code}"))?["contact"].clone();
        loop {
            let chats = ben.next_of_kind("chats").await?;
            let ours = chats["chats"].as_array().into_iter().flatten();
            let mut ours = ours.filter(|chat| chat["contact"] == contact);
            if let Some(ring) = ours.find(|chat| chat["state"] == "ringing") {
                ben.say(&json!({"kind": "accept", "contact": contact, "ring": ring["ring"]}))
                    .await?;
                break;
            }
        }
        until("the chat", SOON, async || {
            let state = visitor.next_of_kind("contact").await?["state"].clone();
            ensure!(state == "chatting", "{state}");
            Ok(())
        })
        .await?;
        ben.say(&json!({"kind": "hang_up", "contact": contact}))
            .await?;
        ben.say(&json!({"kind": "wrap_up", "contact": contact, "finish": true}))
            .await?;
        until("the end", SOON, async || {
            let state = visitor.next_of_kind("contact").await?["state"].clone();
            ensure!(state == "ended", "{state}");
            Ok(())
        })
        .await?;
        let rate = json!({"kind": "rate", "contact": contact, "stars": 1, "remark": text});
        match ask(&mut visitor, &rate, "contact").await? {
            Ok(told) => {
                ensure!(told["stars"] == 1, "{told}");
                rated += 1;
            }
            Err(code) => ensure!(
                ["text_too_long", "text_empty"].contains(&code.as_str()),
                "{code} for {text:?}"
            ),
        }
    }
    ben.say(&json!({"kind": "presence", "presence": "offline"}))
        .await?;
    Ok(rated)
}

#[tokio::test]
async fn a_hundred_hostile_strings_run_no_script_and_break_no_page() {
    scenario(async |world| {
        let anna = world.desk("Anna").await?;
        anna.goes_online().await?;
        let (contact, told) = says_everything(world, &anna).await?;
        assert!(told >= 90, "only {told} lines were taken");
        until("all lines at the desk", A_WHILE, async || {
            let shown = anna.browser().transcript().await?.len();
            ensure!(shown == told, "{shown} of {told}");
            Ok(())
        })
        .await?;
        looks_well(anna.browser()).await?;

        anna.browser().click("presence-break").await?;
        anna.is("break", SOON).await?;
        let rated = is_rated_by_everybody(world).await?;
        assert!(rated >= 90, "only {rated} ratings were taken");
        tries_every_other_field(world).await?;
        looks_well(anna.browser()).await?;

        let register = world.browser("supervisor", &Options::operator()).await?;
        world
            .signs_in(&register, "supervisor", ("/register", "register-row"))
            .await?;
        looks_well(&register).await?;
        let deep = format!(
            "{}/register?contact={}",
            world.origins().desk(),
            contact.as_str().unwrap_or_default()
        );
        register.open(&deep).await?;
        register.shown_within("detail", A_WHILE).await?;
        looks_well(&register).await?;

        let marketer = world.browser("marketer", &Options::operator()).await?;
        world
            .signs_in(&marketer, "marketer", ("/promotions", "new-promotion"))
            .await?;
        looks_well(&marketer).await
    })
    .await;
}

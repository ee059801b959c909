//! The register: every contact, once, with what became of it; in the browser and as CSV.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::browser::{Browser, Options, selector};
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::person::Session;
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use thirtyfour::By;

/// An operator without a browser who takes whatever rings.
struct Anna(Socket);

impl Anna {
    async fn is_available(world: &World) -> Result<Self> {
        let mut socket = world.bare_desk("Anna").await?;
        socket
            .say(&json!({"kind": "presence", "presence": "available"}))
            .await?;
        Ok(Self(socket))
    }

    async fn takes_a_chat(&mut self) -> Result<Value> {
        loop {
            let told = self.0.next_of_kind("chats").await?;
            let chats = told["chats"].as_array().context("no chats")?;
            if let Some(chat) = chats.iter().find(|chat| chat["state"] == "ringing") {
                self.0
                    .say(&json!({"kind": "accept", "contact": chat["contact"], "ring": chat["ring"]}))
                    .await?;
                return Ok(chat["contact"].clone());
            }
        }
    }

    async fn takes_a_callback(&mut self) -> Result<Value> {
        loop {
            let told = self.0.next_of_kind("desk").await?;
            if told["activity"] == "ringing" {
                self.0
                    .say(&json!({"kind": "accept", "contact": told["contact"], "ring": told["ring"]}))
                    .await?;
                return Ok(told["contact"].clone());
            }
        }
    }

    async fn notes(&mut self, contact: &Value, disposition: &str, note: &str) -> Result<()> {
        let outcome = json!({
            "kind": "wrap_up", "contact": contact, "disposition": disposition, "note": note, "finish": true
        });
        self.0.say(&outcome).await?;
        self.0.next_of_kind("saved").await.map(drop)
    }
}

/// A chat with two lines, a note that wants to be a formula, and four stars.
async fn a_chat(world: &World, anna: &mut Anna) -> Result<Value> {
    let (mut visitor, _) = world.bare_visitor().await?;
    visitor
        .say(&json!({"kind": "chat", "request": "r1"}))
        .await?;
    let contact = anna.takes_a_chat().await?;
    for key in ["k1", "k2"] {
        visitor
            .say(&json!({"kind": "line", "contact": contact, "key": key, "text": format!("a zip is broken {key}")}))
            .await?;
        visitor.next_of_kind("line").await?;
    }
    anna.0
        .say(&json!({"kind": "hang_up", "contact": contact}))
        .await?;
    anna.notes(&contact, "resolved", "=HYPERLINK(\"http://evil.example\")")
        .await?;
    visitor
        .say(&json!({"kind": "rate", "contact": contact, "stars": 4, "remark": "quick, friendly"}))
        .await?;
    loop {
        if visitor.next_of_kind("contact").await?["stars"] == json!(4) {
            return Ok(contact);
        }
    }
}

/// A phone callback that is reached at the second try.
async fn a_phone_callback(world: &World, anna: &mut Anna) -> Result<Value> {
    let (mut visitor, _) = world.bare_visitor().await?;
    visitor
        .say(&json!({"kind": "callback", "request": "r1", "number": "+43 1 5121234", "zone": "Europe/Vienna"}))
        .await?;
    let contact = anna.takes_a_callback().await?;
    anna.0
        .say(&json!({"kind": "tried", "contact": contact, "outcome": "no_answer"}))
        .await?;
    anna.0
        .say(&json!({"kind": "take_callback", "contact": contact}))
        .await?;
    anna.0
        .say(&json!({"kind": "tried", "contact": contact, "outcome": "reached"}))
        .await?;
    anna.notes(&contact, "follow_up", "calls again on Monday")
        .await?;
    Ok(contact)
}

/// A visitor who gives up waiting.
async fn an_abandoned_call(world: &World) -> Result<Value> {
    let (mut visitor, _) = world.bare_visitor().await?;
    visitor
        .say(&json!({"kind": "call", "request": "r1"}))
        .await?;
    let contact = visitor.next_of_kind("contact").await?["contact"].clone();
    visitor
        .say(&json!({"kind": "hang_up", "contact": contact}))
        .await?;
    Ok(contact)
}

/// Rows that are shown, newest first.
async fn rows(page: &Browser) -> Result<Vec<String>> {
    let script = format!(
        "return [...document.querySelectorAll('{}')].filter((row) => row.checkVisibility()).map((row) => row.dataset.contact)",
        selector("register-row")
    );
    Ok(serde_json::from_value(page.run(&script).await?)?)
}

async fn shows(page: &Browser, contacts: &[&Value]) -> Result<()> {
    until("the rows of the register", A_WHILE, async || {
        let shown = rows(page).await?;
        ensure!(json!(shown) == json!(contacts), "{shown:?}");
        Ok(())
    })
    .await
}

async fn chooses(page: &Browser, filter: &str, value: &str) -> Result<()> {
    let option = format!("{} option[value='{value}']", selector(filter));
    until(&format!("{filter} to offer {value}"), SOON, async || {
        Ok(page.driver().find(By::Css(&option)).await?.click().await?)
    })
    .await
}

#[tokio::test]
async fn every_contact_stands_in_the_register_with_what_became_of_it() {
    scenario(async |world| {
        let mut anna = Anna::is_available(world).await?;
        let chat = a_chat(world, &mut anna).await?;
        let callback = a_phone_callback(world, &mut anna).await?;
        let abandoned = an_abandoned_call(world).await?;

        let page = world.browser("supervisor", &Options::operator()).await?;
        world
            .signs_in(&page, "supervisor", ("/register", "register-row"))
            .await?;
        shows(&page, &[&abandoned, &callback, &chat]).await?;

        chooses(&page, "filter-channel", "chat").await?;
        shows(&page, &[&chat]).await?;
        page.click("register-row").await?;
        page.says("detail", "a zip is broken k1", SOON).await?;
        page.says("detail", "quick, friendly", SOON).await?;

        let supervisor = world.session("Sue", &["supervisor"])?;
        check_csv(&supervisor, [&abandoned, &callback, &chat])
    })
    .await;
}

#[tokio::test]
async fn filters_that_nothing_fits_say_so_and_text_is_found() {
    scenario(async |world| {
        let mut anna = Anna::is_available(world).await?;
        let chat = a_chat(world, &mut anna).await?;
        let page = world.browser("supervisor", &Options::operator()).await?;
        world
            .signs_in(&page, "supervisor", ("/register", "register-row"))
            .await?;

        let text = page.shown("filter-text").await?;
        text.send_keys("100%_").await?;
        page.shown_within("empty", SOON).await?;
        text.clear().await?;
        text.send_keys("ZIP is broken").await?;

        shows(&page, &[&chat]).await
    })
    .await;
}

#[tokio::test]
async fn a_long_text_is_looked_for_too() {
    scenario(async |world| {
        let supervisor = world.session("Sue", &["supervisor"])?;
        let letters = "%D0%96".repeat(200);

        let answer = supervisor.gets(&format!("/api/register?text={letters}"))?;

        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.json()["total"], 0);
        Ok(())
    })
    .await;
}

/// One row each, in this order, and no cell that a spreadsheet would run.
fn check_csv(supervisor: &Session, contacts: [&Value; 3]) -> Result<()> {
    let answer = supervisor.gets("/api/register.csv")?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.header("content-type").starts_with("text/csv"));
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment")
    );
    let lines: Vec<&str> = answer.text.trim_end().lines().collect();
    assert_eq!(lines.len(), 4, "{}", answer.text);
    for (line, contact) in lines[1..].iter().zip(contacts) {
        let contact = contact.as_str().unwrap_or_default();
        assert!(line.contains(contact), "{line} is not {contact}");
    }
    assert!(lines[3].contains("'=HYPERLINK"), "{}", lines[3]);
    assert!(lines[2].contains("'+4315121234"), "{}", lines[2]);
    Ok(())
}

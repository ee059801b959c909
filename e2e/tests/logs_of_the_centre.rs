//! Logs tell what the centre did (transfers, breaks, configurations, figures) without a name or a word of anybody.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::canaries::{Canaries, Log};
use bellpull_e2e::morning::{is_told, rings};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};

#[tokio::test]
async fn what_the_centre_does_is_logged_without_names_and_words() {
    scenario(async |world| {
        let mut canaries = Canaries::default();
        let (anna, ben) = (
            canaries.plant("name of Anna"),
            canaries.plant("name of Ben"),
        );

        is_configured(world, &mut canaries, [&anna, &ben])?;
        let contact = changes_hands(world, &mut canaries, [&anna, &ben]).await?;
        asks_for_figures(world, &mut canaries)?;

        let mut logs = world.logs()?;
        let of_edge = logs.iter().find(|log| log.name == "edge.log");
        let of_edge = of_edge.context("no log of the edge")?;
        let about = of_edge.text.lines().filter(|line| line.contains(&contact));
        ensure!(about.count() > 2, "nothing is said of {contact}");
        logs.push(Log {
            name: "journal".to_owned(),
            text: world.journal()?.to_string(),
        });
        canaries.are_in_none_of(&logs)
    })
    .await;
}

/// With names and texts all over it, then with mistakes that repeat some.
fn is_configured(world: &World, canaries: &mut Canaries, names: [&str; 2]) -> Result<()> {
    let live = world.administrator_reads("configuration")?;
    let mut document = live["configuration"].clone();
    document["operators"] = names
        .into_iter()
        .map(|name| {
            (
                name,
                json!({"responsible_for": canaries.plant("responsible for")}),
            )
        })
        .collect();
    document["departments"] =
        json!({"general": {"responsible_for": canaries.plant("what the department does")}});
    document["hotlines"]["demo"]["greeting"] = json!({"en": canaries.plant("greeting")});
    document["hotlines"]["demo"]["welcome"] = json!({"en": canaries.plant("welcome")});
    let by = canaries.plant("who changed it");
    let wish = json!({"base": live["revision"], "by": by, "configuration": document});
    let changed = world.administrator_posts("configuration", &wish)?;
    ensure!(changed.status == 200, "{}", changed.text);

    let mistake = canaries.plant("mistake");
    document["departments"]["general"]["strategy"] = json!(mistake);
    document["operators"][&mistake] = json!({ &mistake: mistake });
    let base = &changed.json()["revision"];
    let wish = json!({"base": base, "by": mistake, "configuration": document});
    let refused = world.administrator_posts("configuration", &wish)?;
    ensure!(refused.status == 422, "{}", refused.text);
    let stale = json!({"base": 0, "to": 0, "by": canaries.plant("who undoes")});
    let refused = world.administrator_posts("configuration/undo", &stale)?;
    ensure!(refused.status >= 400, "{}", refused.text);
    Ok(())
}

/// A chat is given from one operator to the other; both try what is refused. Gives its id.
async fn changes_hands(
    world: &World,
    canaries: &mut Canaries,
    [anna, ben]: [&str; 2],
) -> Result<String> {
    let (mut anna, mut ben) = (world.bare_desk(anna).await?, world.bare_desk(ben).await?);
    anna.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    let (mut visitor, contact) = world.bare_chat().await?;
    let ring = rings(&mut anna, &contact).await?;
    anna.say(&json!({"kind": "accept", "contact": contact, "ring": ring}))
        .await?;
    is_told(&mut visitor, "chatting").await?;

    let nonsense = canaries.plant("made up");
    for wish in [
        json!({"kind": "transfer", "contact": contact, "operator": nonsense}),
        json!({"kind": "transfer", "contact": contact, "department": nonsense}),
        json!({"kind": "consult", "contact": nonsense, "operator": nonsense}),
        json!({"kind": "complete_transfer", "contact": nonsense}),
        json!({"kind": "presence", "presence": "break", "reason": nonsense}),
    ] {
        anna.say(&wish).await?;
        anna.next_refusal()
            .await
            .with_context(|| wish.to_string())?;
    }

    // A topic that the hotline does not have is left out.
    anna.say(&json!({"kind": "wrap_up", "contact": contact, "topic": nonsense, "finish": false}))
        .await?;
    anna.next_of_kind("saved").await?;

    ben.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    anna.say(&json!({"kind": "colleagues"})).await?;
    let told = anna.next_of_kind("colleagues").await?;
    let colleague = told["colleagues"][0]["operator"].clone();
    anna.say(&json!({"kind": "transfer", "contact": contact, "operator": colleague}))
        .await?;
    let ring = rings(&mut ben, &contact).await?;
    ben.say(&json!({"kind": "accept", "contact": contact, "ring": ring}))
        .await?;
    is_told(&mut visitor, "chatting").await?;
    let number = "+43 660 7654321";
    canaries.watch("phone", number);
    canaries.watch("phone", "6607654321");
    visitor
        .say(&json!({"kind": "callback", "request": "r2", "number": number, "from_ms": 1, "until_ms": 2}))
        .await?;
    visitor.next_refusal().await?;
    let id = contact.as_str().context("no id")?;
    Ok(id.to_owned())
}

/// Of what is there and of what is not.
fn asks_for_figures(world: &World, canaries: &mut Canaries) -> Result<()> {
    let supervisor = world.session(&canaries.plant("supervisor"), &["supervisor"])?;
    let client = canaries.plant("client");
    let client = world.session_of(&world.client_link(&client, &["demo"])?)?;
    let word = canaries.plant("asked for");
    for path in [
        format!("/api/statistics?topic={word}"),
        format!("/api/statistics?hotline={word}"),
        format!("/api/statistics.csv?operator={word}"),
        format!("/api/queue_log?department={word}"),
        format!("/api/staffing?load_per_hour={word}"),
        format!("/api/desk/figures?hotline={word}"),
        "/api/team".to_owned(),
    ] {
        supervisor.gets(&path)?;
        client.gets(&path)?;
    }
    let forced = supervisor.posts("/api/team/force-off", &json!({"operator": word}));
    ensure!(forced.is_err(), "somebody was taken out");
    let played = supervisor.posts(
        "/api/what-if",
        &json!({"from_ms": Value::Null, "strategy": word}),
    );
    ensure!(played.is_err(), "nonsense was played");
    Ok(())
}

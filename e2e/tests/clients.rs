//! A client sees its own hotlines and nothing else, on every address that tells of contacts.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::person::Session;
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};

#[tokio::test]
async fn a_client_sees_its_own_hotline_alone() {
    scenario(async |world| {
        world.configures(|document| {
            document["hotlines"]["boats"] = json!({"name": "Boats"});
        })?;
        let (ours, theirs) = (
            leaves_word(world, "demo").await?,
            leaves_word(world, "boats").await?,
        );
        let supervisor = world.session("Sue", &["supervisor"])?;
        until("the register to know both", A_WHILE, async || {
            let page = supervisor.gets("/api/register")?.json();
            ensure!(page["total"] == 2, "{page}");
            Ok(())
        })
        .await?;
        let client = client(world, "Clara", "demo")?;

        let page = client.gets("/api/register")?.json();
        assert_eq!(page["total"], 1, "{page}");
        assert_eq!(page["contacts"][0]["contact"], json!(ours));
        let hotlines: Vec<_> = page["hotlines"].as_array().into_iter().flatten().collect();
        assert_eq!(hotlines.len(), 1, "{page}");
        assert_eq!(page["operators"], json!([]), "{page}");
        assert_eq!(client.gets(&format!("/api/register/{ours}"))?.status, 200);
        for path in [
            format!("/api/register/{theirs}"),
            "/api/register?hotline=boats".to_owned(),
            "/api/register.csv?hotline=boats".to_owned(),
            "/api/register.xlsx?hotline=boats".to_owned(),
            "/api/statistics?hotline=boats".to_owned(),
            "/api/statistics.csv?hotline=boats".to_owned(),
            "/api/queue_log?hotline=boats".to_owned(),
        ] {
            assert_eq!(client.gets(&path)?.status, 404, "{path}");
        }

        let file = client.gets("/api/register.csv")?.text;
        assert!(file.contains(&ours) && !file.contains(&theirs), "{file}");
        let figures = client.gets("/api/statistics")?.json();
        let seen: Vec<_> = figures["hotlines"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(seen.len(), 1, "{figures}");
        assert_eq!(value(&figures, "messages"), json!(1.0));
        let all = supervisor.gets("/api/statistics")?.json();
        assert_eq!(value(&all, "messages"), json!(2.0));
        let log = client.gets("/api/queue_log")?.text;
        assert!(!log.contains(&theirs), "{log}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_for_supervisors_is_not_for_clients() {
    scenario(async |world| {
        let client = client(world, "Clara", "demo")?;
        for path in [
            "/api/team",
            "/api/staffing?load_per_hour=100&aht_s=180&percent=80&within_s=20",
            "/api/staffing/plan?from_ms=0&until_ms=3600000&percent=80&within_s=20",
            "/api/desk/figures?hotline=demo",
            "/api/marketer/hotlines",
        ] {
            let answer = client.gets(path)?;
            assert_eq!(answer.status, 403, "{path}: {}", answer.text);
        }
        let wish = json!({"operator": "o1"});
        let refused = client.posts("/api/team/force-off", &wish);
        let refused = refused.map_or_else(|error| error.to_string(), |_| String::new());
        assert!(refused.contains("wrong_role"), "{refused}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_client_needs_hotlines_that_there_are() {
    scenario(async |world| {
        let wish = |hotlines: Value| {
            let wish = json!({"name": "Clara", "roles": ["client"], "hotlines": hotlines});
            world.administrator_posts("sign-in-links", &wish)
        };
        assert_eq!(wish(json!([]))?.status, 400);
        assert_eq!(wish(json!(["nowhere"]))?.status, 404);
        assert_eq!(wish(json!(["demo"]))?.status, 200);
        Ok(())
    })
    .await;
}

fn client(world: &World, name: &str, hotline: &str) -> Result<Session> {
    let link = world.client_link(name, &[hotline])?;
    assert!(link.contains("/register#"), "{link}");
    world.session_of(&link)
}

/// A message, for which nobody has to be there. Gives the contact's id.
async fn leaves_word(world: &World, hotline: &str) -> Result<String> {
    let mut socket = world.visitor_socket(hotline).await?;
    let hello = json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en"});
    socket.say(&hello).await?;
    socket.next_of_kind("welcome").await?;
    let message = json!({"kind": "message", "request": "r1", "key": "k1", "text": "Hello"});
    socket.say(&message).await?;
    let told = socket.next_of_kind("contact").await?;
    told["contact"].as_str().map(str::to_owned).context("no id")
}

fn value(statistics: &Value, key: &str) -> Value {
    let mut figures = statistics["total"].as_array().into_iter().flatten();
    let figure = figures.find(|figure| figure["key"] == key);
    figure.map_or(Value::Null, |figure| figure["value"].clone())
}

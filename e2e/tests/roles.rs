//! Who may do what: every address that belongs to a role refuses whoever has another.

use anyhow::Result;
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::scenario;
use serde_json::json;

const READ: [(&str, &str); 13] = [
    ("operator", "/api/desk/promotions"),
    ("marketer", "/api/marketer/hotlines"),
    ("marketer", "/api/marketer/demo/promotions"),
    ("marketer", "/api/marketer/demo/promotions/p1/proof"),
    ("supervisor", "/api/register"),
    ("supervisor", "/api/register.csv"),
    ("supervisor", "/api/register/c1"),
    ("supervisor", "/api/statistics"),
    ("supervisor", "/api/statistics.csv"),
    ("supervisor", "/api/queue_log"),
    ("supervisor", "/api/staffing"),
    ("supervisor", "/api/team"),
    ("operator", "/api/desk/figures?hotline=demo"),
];

/// All of them marketers'.
const CHANGED: [&str; 6] = [
    "preview",
    "p1/save",
    "p1/publish",
    "p1/withdraw",
    "p1/discard",
    "p1/draw",
];

#[tokio::test]
async fn every_address_of_a_role_refuses_the_others() {
    scenario(async |world| {
        for role in ["operator", "marketer", "supervisor"] {
            let session = world.session(role, &[role])?;
            for (whose, path) in READ {
                let answer = session.gets(path)?;
                let is_refused = answer.status == 403 && answer.json()["code"] == "wrong_role";
                assert_eq!(
                    is_refused,
                    whose != role,
                    "{role} at {path}: {}",
                    answer.text
                );
            }
            for change in CHANGED {
                let path = format!("/api/marketer/demo/promotions/{change}");
                let answer = session.posts(&path, &json!({}));
                let refused = answer.map_or_else(|error| error.to_string(), |_| String::new());
                let is_refused = refused.contains("403") && refused.contains("wrong_role");
                assert_eq!(is_refused, role != "marketer", "{role}: {refused}");
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn only_operators_have_a_desk() {
    scenario(async |world| {
        let (own, host) = (world.origins().desk(), world.origins().desk_host());
        for role in ["marketer", "supervisor"] {
            let session = world.session(role, &[role])?;
            let headers = [("origin", own.as_str()), ("cookie", session.cookie())];

            let mut desk = Socket::open(&host, "/ws/desk", &headers).await?;

            assert_eq!(
                refusal_and_close(&mut desk).await?,
                ("wrong_role".into(), 4003),
                "{role}"
            );
        }
        Ok(())
    })
    .await;
}

async fn refusal_and_close(socket: &mut Socket) -> Result<(String, u16)> {
    Ok((socket.next_refusal().await?, socket.closed().await?))
}

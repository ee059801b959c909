//! What the edge refuses, with which code, and that it serves everybody else afterwards.

use anyhow::Result;
use bellpull_e2e::http;
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::{World, scenario};
use bellpull_protocol::limits::{MAX_FRAME_BYTES, MAX_JSON_DEPTH};
use serde_json::{Value, json};

#[tokio::test]
async fn a_socket_has_to_come_from_our_own_pages() {
    scenario(async |world| {
        let own = world.origins().widget();
        let evil = format!("http://evil.localhost:{}", world.stack().http_port());
        for origin in [
            None,
            Some(evil.as_str()),
            Some("null"),
            Some(world.origins().desk().as_str()),
        ] {
            let headers: Vec<_> = origin
                .map(|origin| ("origin", origin))
                .into_iter()
                .collect();
            let mut socket =
                Socket::open(&world.origins().widget_host(), "/ws/visitor/demo", &headers).await?;
            assert_eq!(
                refusal_and_close(&mut socket).await?,
                ("foreign_origin".into(), 4003),
                "{origin:?}"
            );
        }
        let session = world.session("Anna", &["operator"])?;
        for origin in [None, Some(own.as_str()), Some(evil.as_str()), Some("null")] {
            let mut headers = vec![("cookie", session.cookie())];
            headers.extend(origin.map(|origin| ("origin", origin)));
            let mut socket =
                Socket::open(&world.origins().desk_host(), "/ws/desk", &headers).await?;
            assert_eq!(
                refusal_and_close(&mut socket).await?,
                ("foreign_origin".into(), 4003),
                "{origin:?} with the cookie of a session"
            );
        }
        still_serves(world).await
    })
    .await;
}

#[tokio::test]
async fn a_visitor_has_to_say_hello_first_and_soon() {
    scenario(async |world| {
        let mut hasty = world.visitor_socket("demo").await?;
        hasty.say(&json!({"kind": "call", "request": "r1"})).await?;
        assert_eq!(
            refusal_and_close(&mut hasty).await?,
            ("hello_expected".into(), 4008)
        );

        let mut silent = world.visitor_socket("demo").await?;
        assert_eq!(
            refusal_and_close(&mut silent).await?,
            ("hello_expected".into(), 4008)
        );

        let mut modern = world.visitor_socket("demo").await?;
        modern
            .say(&json!({"kind": "hello", "version": 99, "page_id": "p", "language": "en"}))
            .await?;
        assert_eq!(
            refusal_and_close(&mut modern).await?.0,
            "unsupported_version"
        );
        still_serves(world).await
    })
    .await;
}

#[tokio::test]
async fn an_oversized_frame_is_refused() {
    scenario(async |world| {
        let mut socket = world.bare_visitor().await?.0;
        let mut frame = r#"{"kind":"call","request":"r1","padding":""}"#.to_owned();
        let padding = MAX_FRAME_BYTES + 1 - frame.len();
        frame.insert_str(frame.len() - 2, &"x".repeat(padding));
        assert_eq!(frame.len(), MAX_FRAME_BYTES + 1);

        socket.say_text(frame).await?;

        assert_eq!(
            refusal_and_close(&mut socket).await?,
            ("frame_too_large".into(), 4009)
        );
        assert_eq!(world.journal()?.of("entered").count(), 0);
        still_serves(world).await
    })
    .await;
}

#[tokio::test]
async fn garbage_and_deep_json_are_malformed_and_what_is_new_is_tolerated() {
    scenario(async |world| {
        let deep = format!(
            r#"{{"kind":"x","y":{}{}}}"#,
            "[".repeat(MAX_JSON_DEPTH),
            "]".repeat(MAX_JSON_DEPTH)
        );
        let deepest = "[".repeat(60_000);
        let garbage = [
            "",
            "{",
            "null",
            "[]",
            "\u{0}",
            r#"{"kind":7}"#,
            r#"{"kind":"call"}"#,
            &deep,
            &deepest,
        ];
        for text in garbage {
            let mut socket = world.bare_visitor().await?.0;
            socket.say_text(text.to_owned()).await?;
            assert_eq!(socket.next_refusal().await?, "malformed", "{:.40}", text);
        }
        let mut binary = world.bare_visitor().await?.0;
        binary.say_bytes(vec![0; 100]).await?;
        assert_eq!(binary.next_refusal().await?, "malformed");

        let mut socket = world.bare_visitor().await?.0;
        socket
            .say(&json!({"kind": "dance", "partner": "anybody"}))
            .await?;
        socket
            .say(&json!({"kind": "call", "request": "r1"}))
            .await?;
        assert_eq!(socket.next_of_kind("contact").await?["state"], "waiting");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_forged_token_is_refused() {
    scenario(async |world| {
        let (_, token) = world.bare_visitor().await?;
        let flip = if token.starts_with('A') { "B" } else { "A" };
        let forged = format!("{flip}{}", &token[1..]);
        for token in [forged.as_str(), "AAAA", "ü", ""] {
            let mut socket = world.visitor_socket("demo").await?;
            socket.say(&hello(Some(token))).await?;
            assert_eq!(
                refusal_and_close(&mut socket).await?,
                ("bad_token".into(), 4001),
                "{token}"
            );
        }
        still_serves(world).await
    })
    .await;
}

#[tokio::test]
async fn another_visitors_contact_cannot_be_touched() {
    scenario(async |world| {
        let (mut victim, _) = world.bare_visitor().await?;
        victim
            .say(&json!({"kind": "call", "request": "r1"}))
            .await?;
        let contact = victim.next_of_kind("contact").await?["contact"].clone();

        let (mut thief, _) = world.bare_visitor().await?;
        thief
            .say(&json!({"kind": "hang_up", "contact": contact}))
            .await?;
        assert_eq!(thief.next_refusal().await?, "unknown_contact");
        thief
            .say(&json!({"kind": "offer", "contact": contact, "attempt": 1, "sdp": "v=0"}))
            .await?;
        assert_eq!(thief.next_refusal().await?, "unknown_contact");
        thief
            .say(&json!({"kind": "hang_up", "contact": "no-such-contact"}))
            .await?;
        assert_eq!(
            thief.next_refusal().await?,
            "unknown_contact",
            "the two must not be told apart"
        );

        let journal = world.journal()?;
        assert_eq!(journal.of("ended").count(), 0, "{journal}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_newer_page_of_the_same_visitor_fences_the_older() {
    scenario(async |world| {
        let (mut older, token) = world.bare_visitor().await?;
        let mut newer = world.visitor_socket("demo").await?;
        newer.say(&hello(Some(&token))).await?;
        newer.next_of_kind("welcome").await?;
        assert_eq!(
            refusal_and_close(&mut older).await?,
            ("superseded".into(), 4002)
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_unknown_hotline_has_no_frame_and_no_socket() {
    scenario(async |world| {
        let frame = http::get(&format!("{}/frame/nobody", world.origins().widget()), &[])?;
        assert_eq!(
            (frame.status, &frame.json()["code"]),
            (404, &json!("unknown_hotline"))
        );
        let mut socket = world.visitor_socket("nobody").await?;
        assert_eq!(
            refusal_and_close(&mut socket).await?,
            ("unknown_hotline".into(), 4004)
        );
        still_serves(world).await
    })
    .await;
}

#[tokio::test]
async fn a_media_node_needs_the_secret() {
    scenario(async |world| {
        let host = format!("127.0.0.1:{}", world.stack().http_port());
        let legs = json!({"kind": "legs", "legs": []});
        let guess =
            json!({"kind": "hello", "version": 1, "node": "local-2", "secret": "x".repeat(43)});
        for path in ["/ws/media/pool", "/ws/media/switchboard/demo"] {
            let mut socket = Socket::open(&host, path, &[]).await?;
            socket.say(&guess).await?;
            assert_eq!(
                refusal_and_close(&mut socket).await?,
                ("bad_node_secret".into(), 4003),
                "{path}"
            );

            let mut unannounced = Socket::open(&host, path, &[]).await?;
            unannounced.say(&legs).await?;
            assert_eq!(
                refusal_and_close(&mut unannounced).await?.0,
                "hello_expected",
                "{path}"
            );
        }
        assert_eq!(world.stack().health()?.media_nodes, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_administrators_secret_is_asked_for() {
    scenario(async |world| {
        let machine = world.origins().machine();
        for authorization in ["", "Bearer ", "Bearer guess"] {
            let headers = [
                ("authorization", authorization),
                ("content-type", "application/json"),
            ];
            let link = http::post(
                &format!("{machine}/api/admin/sign-in-links"),
                &headers,
                r#"{"name":"Eve"}"#,
            )?;
            assert_eq!(
                (link.status, &link.json()["code"]),
                (401, &json!("bad_admin_secret"))
            );
            let journal = http::get(
                &format!("{machine}/api/admin/journal?organisation=demo"),
                &headers,
            )?;
            assert_eq!(
                (journal.status, &journal.json()["code"]),
                (401, &json!("bad_admin_secret"))
            );
        }
        Ok(())
    })
    .await;
}

fn hello(token: Option<&str>) -> Value {
    json!({"kind": "hello", "version": 1, "page_id": "p1", "token": token, "language": "en"})
}

async fn still_serves(world: &World) -> Result<()> {
    let (mut socket, _) = world.bare_visitor().await?;
    socket
        .say(&json!({"kind": "call", "request": "still"}))
        .await?;
    assert_eq!(socket.next_of_kind("contact").await?["state"], "waiting");
    Ok(())
}

async fn refusal_and_close(socket: &mut Socket) -> Result<(String, u16)> {
    Ok((socket.next_refusal().await?, socket.closed().await?))
}

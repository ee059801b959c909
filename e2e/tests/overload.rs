//! Floods, crowds and pages that do not read: who behaves does not notice.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::{World, scenario, scenario_with};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

/// Long lines that are told again with every ask: what the network itself holds is filled soon.
const LINES: usize = 150;
const ASKS: usize = 20;

#[tokio::test]
async fn a_page_that_does_not_read_is_disconnected_and_told_everything_on_return() {
    scenario(async |world| {
        let (mut writer, token) = world.bare_visitor().await?;
        let contact = chats(&mut writer).await?;
        for number in 0..LINES {
            says(&mut writer, &contact, &format!("k{number}"), &"x".repeat(2_000)).await?;
        }

        let mut slow = reads_nothing(world, &token).await?;
        for _ in 0..ASKS {
            let ask = json!({"kind": "lines", "contact": contact, "after": 0});
            slow.send(Message::text(ask.to_string())).await?;
        }
        let (mut other, _) = world.bare_visitor().await?;
        let of_other = chats(&mut other).await?;
        let mut said = 0;
        until("the slow page to be dropped", A_WHILE, async || {
            said += 1;
            says(&mut other, &of_other, &format!("o{said}"), "still here").await?;
            let dropped = world.figures()?["too_slow"].clone();
            ensure!(dropped == 1, "{dropped} dropped");
            Ok(())
        })
        .await?;
        assert_eq!(close_code(&mut slow).await?, 1013);

        let mut back = world.visitor_socket("demo").await?;
        back.say(&json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en", "token": token}))
            .await?;
        let told = back.next_of_kind("contact").await?;
        assert_eq!(told["lines"], json!(LINES));
        back.say(&json!({"kind": "lines", "contact": contact, "after": LINES - 1}))
            .await?;
        assert_eq!(back.next_of_kind("line").await?["seq"], json!(LINES));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_flood_of_one_visitor_is_refused_and_others_enter() {
    scenario(async |world| {
        let (mut waiting, _) = world.bare_visitor().await?;
        let earlier = chats(&mut waiting).await?;

        let (mut flood, _) = world.bare_visitor().await?;
        for number in 0..100 {
            flood
                .say(&json!({"kind": "chat", "request": format!("r{number}")}))
                .await?;
        }
        assert_eq!(flood.next_refusal().await?, "too_many");

        let (mut other, _) = world.bare_visitor().await?;
        chats(&mut other).await?;
        says(&mut waiting, &earlier, "k1", "still first").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn with_the_last_free_socket_strangers_are_turned_away_and_operators_let_in() {
    scenario_with(
        |stack| stack.max_sockets = Some(20),
        async |world| {
            let mut crowd = Vec::new();
            let code = loop {
                ensure!(crowd.len() <= 20, "nobody is turned away");
                let mut next = world.visitor_socket("demo").await?;
                next.say(
                    &json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en"}),
                )
                .await?;
                match next.next().await? {
                    Heard::Message(told) if told["kind"] == "welcome" => crowd.push(next),
                    Heard::Message(told) => {
                        assert_eq!(told["code"], "busy");
                        break next.closed().await?;
                    }
                    Heard::Closed(code) => break code,
                }
            };
            assert_eq!(code, 1013);

            world.bare_desk("Anna").await?;
            let first = crowd.first_mut().context("nobody was let in")?;
            chats(first).await?;
            Ok(())
        },
    )
    .await;
}

async fn chats(visitor: &mut Socket) -> Result<Value> {
    visitor
        .say(&json!({"kind": "chat", "request": "chat"}))
        .await?;
    Ok(visitor.next_of_kind("contact").await?["contact"].clone())
}

async fn says(visitor: &mut Socket, contact: &Value, key: &str, text: &str) -> Result<()> {
    visitor
        .say(&json!({"kind": "line", "contact": contact, "key": key, "text": text}))
        .await?;
    let told = visitor.next_of_kind("line").await?;
    ensure!(told["key"] == key, "{told}");
    Ok(())
}

/// A page that has said hello and reads no more. Its own end of the network holds little.
async fn reads_nothing(world: &World, token: &str) -> Result<WebSocketStream<TcpStream>> {
    let host = world.origins().widget_host();
    let (_, port) = host.rsplit_once(':').context("no port")?;
    let mut request = format!("ws://{host}/ws/visitor/demo").into_client_request()?;
    let origin = world.origins().widget().parse()?;
    request.headers_mut().insert("origin", origin);
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(4_096)?;
    let connection = socket
        .connect(([127, 0, 0, 1], port.parse()?).into())
        .await?;
    let (mut stream, _) = client_async(request, connection).await?;
    let hello =
        json!({"kind": "hello", "version": 1, "page_id": "slow", "language": "en", "token": token});
    stream.send(Message::text(hello.to_string())).await?;
    Ok(stream)
}

/// Reads all that lies in between.
async fn close_code(slow: &mut WebSocketStream<TcpStream>) -> Result<u16> {
    while let Some(message) = slow.next().await {
        if let Message::Close(frame) = message? {
            return Ok(frame.map_or(1005, |frame| frame.code.into()));
        }
    }
    Ok(1006)
}

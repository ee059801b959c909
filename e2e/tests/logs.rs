//! Logs tell how every contact went, and nothing that is private.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::canaries::{Canaries, Log};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::http;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::{World, scenario_with};
use bellpull_xtask::stack::StackConfig;
use serde_json::{Value, json};
use std::fs::{self, Permissions};
use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt as _;
use tokio::net::UdpSocket;

/// From where the strangers of this test come; nobody else uses it.
const STRANGER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 77);

/// What a proxy in front would tell about a visitor (RFC 5737: such addresses are nobody's).
const BEHIND_A_PROXY: &str = "203.0.113.77";

/// The media server says all it can say: the most that docs/LOGGING.md offers.
fn let_the_media_server_talk(config: &mut StackConfig) {
    let wrapper = config.data.join("talkative-server");
    let script = format!(
        "#!/bin/sh\nRUST_LOG=trace exec '{}' \"$@\"\n",
        config.server.display()
    );
    let written = fs::write(&wrapper, script)
        .and_then(|()| fs::set_permissions(&wrapper, Permissions::from_mode(0o755)));
    written.unwrap_or_else(|error| panic!("the folder of the test cannot be written: {error}"));
    config.server = wrapper;
}

#[tokio::test]
async fn logs_tell_how_contacts_went_and_nothing_private() {
    scenario_with(let_the_media_server_talk, async |world| {
        let mut canaries = Canaries::default();
        canaries.watch("address", &STRANGER.to_string());
        canaries.watch("address", BEHIND_A_PROXY);
        let secrets = world.stack().secrets();
        for secret in [&secrets.token, &secrets.node, &secrets.admin] {
            canaries.watch("secret", secret.reveal());
        }

        let written = writes(world, &mut canaries).await?;
        let (anna, visitor, called) = talks(world, &mut canaries).await?;
        leaves_word(world, &mut canaries).await?;
        offers_what_is_refused(world, &mut canaries).await?;
        asks_nonsense(world, &mut canaries).await?;
        sends_datagrams(world, &mut canaries).await?;
        world.stack().kill_edge()?;
        asks_nonsense(world, &mut canaries).await.unwrap_err();
        world.stack().start_edge()?;
        world.stack().wait_until_healthy()?;
        visitor.hears_the_operator(A_WHILE).await?;
        anna.browser().hidden("connection-lost").await?;
        anna.hangs_up().await?;

        let mut logs = world.logs()?;
        for contact in [&called, &written] {
            let edge = lines_about(&logs, "edge.log", contact);
            for event in ["contact_entered", "rang", "ring_ended", "contact_ended"] {
                let quoted = format!("\"event\":\"{event}\"");
                ensure!(edge.contains(&quoted), "no {event} of {contact}: {edge}");
            }
        }
        let media = lines_about(&logs, "media.log", &called);
        for event in ["leg opened", "leg up", "bridged", "leg closed"] {
            ensure!(media.contains(event), "no {event:?} of {called}: {media}");
        }
        for (name, browser) in [("visitor", visitor.browser()), ("Anna", anna.browser())] {
            logs.push(Log {
                name: format!("console of {name}"),
                text: format!("{:#?}", browser.driver().browser_log().await?),
            });
        }
        logs.push(Log {
            name: "journal".to_owned(),
            text: world.journal()?.to_string(),
        });
        canaries.are_in_none_of(&logs)?;
        exports_no_address(world)
    })
    .await;
}

/// A real call between two browsers, on a page and with an operator whose names are private.
async fn talks(world: &World, canaries: &mut Canaries) -> Result<(Desk, Visitor, String)> {
    let name = canaries.plant("name of operator");
    let link = world.link_for(&name, &["operator"])?;
    let token = link.split_once('#').context("a link without a token")?.1;
    canaries.watch("sign in token", token);
    let browser = bellpull_e2e::browser::Options::operator();
    let anna = Desk::sign_in(world.browser("Anna", &browser).await?, &link).await?;
    anna.goes_online().await?;

    let page = canaries.plant("page query");
    let browser = bellpull_e2e::browser::Options::visitor();
    let browser = world.browser("visitor", &browser).await?;
    let url = format!("{}/?order={page}", world.origins().site());
    let visitor = Visitor::at(browser, &url).await?;
    visitor.call().await?;
    anna.answers().await?;
    anna.hears_the_visitor(A_WHILE).await?;
    let called = world.journal()?.contacts().pop();
    let called = called.context("nobody has called")?;
    Ok((anna, visitor, called))
}

/// A chat with lines, note and remark.
async fn writes(world: &World, canaries: &mut Canaries) -> Result<String> {
    let mut ben = world.bare_desk(&canaries.plant("name of Ben")).await?;
    ben.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    let mut visitor = stranger(world, canaries).await?;
    visitor
        .say(&json!({"kind": "chat", "request": canaries.plant("request")}))
        .await?;
    let contact = visitor.next_of_kind("contact").await?["contact"].clone();
    let chat = rings(&mut ben, &contact).await?;
    ben.say(&json!({"kind": "accept", "contact": contact, "ring": chat["ring"]}))
        .await?;
    for (socket, what) in [(&mut visitor, "line"), (&mut ben, "answer")] {
        let text = canaries.plant(what);
        socket
            .say(&json!({"kind": "line", "contact": contact, "key": what, "text": text}))
            .await?;
        socket.next_of_kind("line").await?;
    }
    let note = canaries.plant("note");
    ben.say(&json!({"kind": "hang_up", "contact": contact}))
        .await?;
    ben.say(&json!({"kind": "wrap_up", "contact": contact, "note": note, "disposition": "resolved", "finish": true}))
        .await?;
    ben.next_of_kind("saved").await?;
    let remark = canaries.plant("remark");
    visitor
        .say(&json!({"kind": "rate", "contact": contact, "stars": 1, "remark": remark}))
        .await?;
    until("the rating", SOON, async || {
        let told = visitor.next_of_kind("contact").await?;
        ensure!(told["stars"] == 1, "{told}");
        Ok(())
    })
    .await?;
    ben.say(&json!({"kind": "presence", "presence": "offline"}))
        .await?;
    Ok(contact.as_str().unwrap_or_default().to_owned())
}

/// A callback by phone, a message, and somebody who enters a draw that is none.
async fn leaves_word(world: &World, canaries: &mut Canaries) -> Result<()> {
    let mut other = stranger(world, canaries).await?;
    let number = "+43 660 7654321";
    canaries.watch("phone", "6607654321");
    canaries.watch("phone", number);
    other
        .say(&json!({"kind": "callback", "request": "r1", "number": number, "zone": "Europe/Vienna"}))
        .await?;
    other.next_of_kind("contact").await?;
    let text = canaries.plant("message");
    let mut third = stranger(world, canaries).await?;
    third
        .say(&json!({"kind": "message", "request": "r2", "key": "k1", "text": text}))
        .await?;
    third.next_of_kind("contact").await?;

    let enter = json!({"promotion": canaries.plant("promotion"), "token": canaries.plant("token")});
    let url = format!("{}/api/promotions/demo/enter", world.origins().widget());
    let origin = world.origins().widget();
    let headers = [
        ("origin", origin.as_str()),
        ("content-type", "application/json"),
        ("x-forwarded-for", BEHIND_A_PROXY),
        ("cf-connecting-ip", BEHIND_A_PROXY),
    ];
    let refused = http::post(&url, &headers, &enter.to_string())?;
    ensure!(refused.status >= 400, "{}", refused.text);
    Ok(())
}

async fn rings(desk: &mut Socket, contact: &Value) -> Result<Value> {
    loop {
        let chats = desk.next_of_kind("chats").await?;
        let mut chats = chats["chats"].as_array().cloned().unwrap_or_default();
        chats.retain(|chat| chat["contact"] == *contact && chat["state"] == "ringing");
        if let Some(chat) = chats.pop() {
            return Ok(chat);
        }
    }
}

/// A visitor without a browser, after the welcome, whose address, browser, page and token are watched.
async fn stranger(world: &World, canaries: &mut Canaries) -> Result<Socket> {
    let origins = world.origins();
    let (origin, agent) = (origins.widget(), canaries.plant("user agent"));
    let headers = [
        ("origin", origin.as_str()),
        ("user-agent", agent.as_str()),
        ("x-forwarded-for", BEHIND_A_PROXY),
        ("cf-connecting-ip", BEHIND_A_PROXY),
    ];
    let host = origins.widget_host();
    let mut socket = Socket::open_from(STRANGER, &host, "/ws/visitor/demo", &headers).await?;
    let page = format!("http://shop.localhost/?{}", canaries.plant("page"));
    let page_id = canaries.plant("page id");
    socket
        .say(&json!({"kind": "hello", "version": 1, "page_id": page_id, "language": "en", "page": page}))
        .await?;
    let welcome = socket.next_of_kind("welcome").await?;
    let token = welcome["token"].as_str().context("no token")?;
    canaries.watch("visitor token", token);
    Ok(socket)
}

/// Session descriptions: one that is answered, and some that cannot be.
async fn offers_what_is_refused(world: &World, canaries: &mut Canaries) -> Result<()> {
    let mut caller = stranger(world, canaries).await?;
    caller
        .say(&json!({"kind": "call", "request": "r1"}))
        .await?;
    let contact = caller.next_of_kind("contact").await?["contact"].clone();
    let fine = sdp(canaries, "UDP/TLS/RTP/SAVPF");
    let offers = [
        (fine.clone(), "answer"),
        (sdp(canaries, "RTP/AVP"), "refused"),
        (fine.replace("a=ice-pwd", "a=crypto:1 a=ice-pwd"), "refused"),
        (canaries.plant("no sdp at all"), "refused"),
    ];
    for (attempt, (sdp, expected)) in (1..).zip(offers) {
        caller
            .say(&json!({"kind": "offer", "contact": contact, "attempt": attempt, "sdp": sdp}))
            .await?;
        let told = caller.next_of_kind(expected).await?;
        ensure!(!told.to_string().contains(BEHIND_A_PROXY), "{told}");
        let answer = told["sdp"].as_str().unwrap_or_default();
        for secret in ["a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:sha-256 "] {
            let mut found = answer.lines().filter_map(|line| line.strip_prefix(secret));
            if let Some(found) = found.next() {
                canaries.watch("answered SDP", found);
            }
        }
    }
    caller
        .say(&json!({"kind": "hang_up", "contact": contact}))
        .await
}

/// An offer of audio with canaries wherever it has room for them.
fn sdp(canaries: &mut Canaries, transport: &str) -> String {
    let [ufrag, password, name, user] =
        ["ufrag", "password", "session", "user"].map(|what| canaries.plant(what));
    let fingerprint = (0..32).map(|byte| format!("{:02X}", (byte * 7 + 0xC3) % 256));
    let fingerprint = fingerprint.collect::<Vec<_>>().join(":");
    canaries.watch("fingerprint", &fingerprint);
    format!(
        "v=0\r\no={user} 1 1 IN IP4 {BEHIND_A_PROXY}\r\ns={name}\r\nt=0 0\r\na=group:BUNDLE 0\r\n\
         m=audio 9 {transport} 111\r\nc=IN IP4 {BEHIND_A_PROXY}\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\n\
         a=ice-ufrag:{ufrag}\r\na=ice-pwd:{password}padding0123456789\r\na=fingerprint:sha-256 {fingerprint}\r\n\
         a=setup:actpass\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n\
         a=candidate:1 1 udp 1 {BEHIND_A_PROXY} 5000 typ host\r\n"
    )
}

/// Frames, paths, secrets and headers that are refused, each with a canary in it.
async fn asks_nonsense(world: &World, canaries: &mut Canaries) -> Result<()> {
    let mut visitor = stranger(world, canaries).await?;
    let text = canaries.plant("broken frame");
    for frame in [
        format!(r#"{{"kind":"line","text":"{text}"#),
        format!(r#"{{"kind":"{text}","contact":"\r\n{text}"}}"#),
        format!(r#"{{"kind":"hang_up","contact":"{text}"}}"#),
        format!(r#"{{"kind":"rate","contact":7,"{text}":"{text}"}}"#),
        format!("{text}{}", "[".repeat(100)),
    ] {
        visitor.say_text(frame).await?;
    }
    visitor.say_bytes(text.clone().into_bytes()).await?;
    visitor.say_text(text.repeat(8_000)).await?;
    until("the end of that socket", SOON, async || {
        match visitor.next().await? {
            Heard::Closed(_) => Ok(()),
            Heard::Message(told) => Err(anyhow::anyhow!("{told}")),
        }
    })
    .await?;

    let origins = world.origins();
    let (widget, machine) = (origins.widget(), origins.machine());
    let path = canaries.plant("path");
    for url in [
        format!("{widget}/frame/{path}?{path}={path}"),
        format!("{widget}/{path}%0d%0a%7B%22event%22:%22forged%22%7D"),
        format!("{machine}/api/admin/journal?organisation={path}"),
        format!("{}/api/register/{path}", origins.desk()),
    ] {
        let referrer = format!("http://shop.localhost/?{path}");
        let authorization = format!("Bearer {}", canaries.plant("admin secret"));
        let headers = [
            ("referer", referrer.as_str()),
            ("authorization", authorization.as_str()),
            ("cookie", path.as_str()),
            ("cf-connecting-ip", BEHIND_A_PROXY),
        ];
        let answer = http::get(&url, &headers)?;
        ensure!(answer.status >= 400, "{url}: {}", answer.status);
    }
    let mut forged = world.visitor_socket("demo").await?;
    let token = canaries.plant("forged token");
    forged
        .say(&json!({"kind": "hello", "version": 1, "page_id": "p", "language": "en", "token": token}))
        .await?;
    forged.closed().await?;
    let host = format!("127.0.0.1:{}", world.stack().http_port());
    let mut node = Socket::open(&host, "/ws/media/pool", &[]).await?;
    let secret = canaries.plant("node secret");
    node.say(&json!({"kind": "hello", "version": 1, "node": path, "secret": secret}))
        .await?;
    node.closed().await?;
    Ok(())
}

/// To the media port: what a stranger on the network could send.
async fn sends_datagrams(world: &World, canaries: &mut Canaries) -> Result<()> {
    let socket = UdpSocket::bind((STRANGER, 0)).await?;
    socket
        .connect(("127.0.0.1", world.stack().media_port()))
        .await?;
    let text = canaries.plant("datagram");
    for first in [0x00, 0x16, 0x80, 0xff] {
        socket.send(&[&[first], text.as_bytes()].concat()).await?;
    }
    Ok(())
}

/// The register's file has what people wrote, and not from where.
fn exports_no_address(world: &World) -> Result<()> {
    let mut addresses = Canaries::default();
    addresses.watch("address", &STRANGER.to_string());
    addresses.watch("address", BEHIND_A_PROXY);
    let supervisor = world.session("Sue", &["supervisor"])?;
    let file = supervisor.gets("/api/register.csv")?;
    ensure!(file.status == 200, "{}", file.text);
    addresses.are_in_none_of(&[Log {
        name: "register.csv".to_owned(),
        text: file.text,
    }])
}

fn lines_about(logs: &[Log], file: &str, contact: &str) -> String {
    let lines = logs
        .iter()
        .filter(|log| log.name == file)
        .flat_map(|log| log.text.lines())
        .filter(|line| line.contains(contact));
    lines.collect::<Vec<_>>().join("\n")
}

//! `cargo xtask apply`, `configuration` and `undo-configuration` before an edge that answers as written here.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose preparation fails has failed"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;

use bellpull_xtask::stack::{DataFolder, Secrets};
use serde_json::{Value, json};

const LIVE: u64 = 5;

#[test]
fn a_file_is_shown_and_then_applied() {
    let stage = Stage::new(|asked| match asked.dry_run() {
        Some(_) => (
            200,
            json!({"revision": LIVE + 1, "changes": [
            {"path": "routing.ageing", "from": "1", "to": "2"}]}),
        ),
        None => live(asked),
    });
    let file = stage.file("revision = 5\nschema = 1\n[routing]\nageing = 2");

    let shown = stage.run(&["apply", &file, "--by", "Anna"]);

    assert!(shown.status.success(), "{}", said(&shown));
    assert!(
        said(&shown).contains("~ routing.ageing = 1 -> 2"),
        "{}",
        said(&shown)
    );
    assert!(said(&shown).contains("as revision 6"), "{}", said(&shown));
    let changes = stage.changes();
    let dry: Vec<_> = changes
        .iter()
        .map(|change| change["dry_run"].clone())
        .collect();
    assert_eq!(dry, [json!(true), json!(false)]);
    assert_eq!(
        (&changes[1]["base"], &changes[1]["by"]),
        (&json!(5), &json!("Anna"))
    );
    assert_eq!(
        changes[1]["configuration"],
        json!({"schema": 1, "routing": {"ageing": 2}})
    );
}

#[test]
fn a_file_that_was_applied_is_changed_again_without_being_fetched() {
    let stage = Stage::new(|asked| match asked.dry_run() {
        Some(_) => (
            200,
            json!({"revision": LIVE, "changes": [
            {"path": "name", "from": "\"A\"", "to": "\"B\""}]}),
        ),
        None => live(asked),
    });
    let file = stage.file("revision = 5\nname = \"B\"");
    assert!(stage.run(&["apply", &file]).status.success());
    fs::write(&file, "name = \"C\"").unwrap();

    let again = stage.run(&["apply", &file]);

    assert!(again.status.success(), "{}", said(&again));
    assert_eq!(stage.changes()[3]["base"], json!(LIVE));
}

#[test]
fn a_dry_run_changes_nothing() {
    let stage = Stage::new(|asked| match asked.dry_run() {
        Some(_) => (
            200,
            json!({"revision": LIVE, "changes": [
            {"path": "operators.Clara", "from": null, "to": "{}"}]}),
        ),
        None => live(asked),
    });
    let file = stage.file("revision = 5");

    let shown = stage.run(&["apply", &file, "--dry-run"]);

    assert!(
        said(&shown).contains("+ operators.Clara = {}"),
        "{}",
        said(&shown)
    );
    assert_eq!(stage.changes().len(), 1);
}

#[test]
fn a_newer_live_one_is_not_overwritten() {
    let stage = Stage::new(live);
    let file = stage.file("revision = 4\nschema = 1");

    let refused = stage.run(&["apply", &file]);

    assert!(!refused.status.success());
    for part in [
        "revision 5",
        "by Ben",
        "2026-01-01 00:00:00 UTC",
        "cargo xtask configuration",
    ] {
        assert!(said(&refused).contains(part), "{part}: {}", said(&refused));
    }
    assert!(stage.changes().is_empty());
}

#[test]
fn every_mistake_is_shown() {
    let mistakes = json!({"code": "mistaken", "sentence": "…", "mistakes": ["name: a text", "schema: the number 1"]});
    let stage = Stage::new(move |asked| match asked.dry_run() {
        Some(_) => (422, mistakes.clone()),
        None => live(asked),
    });
    let file = stage.file("revision = 5");

    let refused = stage.run(&["apply", &file]);

    assert!(!refused.status.success());
    let told = said(&refused);
    assert!(
        told.contains("- name: a text") && told.contains("- schema: the number 1"),
        "{told}"
    );
}

#[test]
fn what_is_no_toml_is_told_with_line_and_column_before_anybody_is_asked() {
    let stage = Stage::new(live);
    let file = stage.file("schema = 1\nname = Alpenglow");

    let refused = stage.run(&["apply", &file]);

    assert!(
        said(&refused).contains("line 2, column 8"),
        "{}",
        said(&refused)
    );
    assert!(stage.asked.lock().unwrap().is_empty());
}

#[test]
fn the_live_one_is_printed_and_its_history_listed() {
    let stage = Stage::new(|asked| match asked.path.as_str() {
        "/api/admin/configuration/history" => (
            200,
            json!({"revisions": [
            {"revision": 1, "at_ms": 0, "by": "seed", "changes_count": 0},
            {"revision": 5, "at_ms": 1_767_225_600_000u64, "by": "Ben", "changes_count": 3}]}),
        ),
        _ => live(asked),
    });

    let printed = stage.run(&["configuration"]);
    let history = stage.run(&["configuration", "--history"]);

    assert!(
        said(&printed).contains("revision = 5\nschema = 1\n"),
        "{}",
        said(&printed)
    );
    let history = said(&history);
    let (newest, oldest) = history.trim_end().split_once('\n').unwrap();
    assert!(
        newest.ends_with("5  2026-01-01 00:00:00 UTC  3 changes, Ben"),
        "{newest}"
    );
    assert!(
        oldest.ends_with("1  1970-01-01 00:00:00 UTC  0 changes, seed"),
        "{oldest}"
    );
}

#[test]
fn the_last_change_is_taken_back() {
    let stage = Stage::new(|asked| match asked.path.as_str() {
        "/api/admin/configuration/undo" => (200, json!({"revision": 6, "changes": []})),
        _ => live(asked),
    });

    let undone = stage.run(&["undo-configuration", "--by", "Anna"]);
    let future = stage.run(&["undo-configuration", "--to", "5"]);

    assert!(
        said(&undone).contains("Revision 4 holds again, as revision 6."),
        "{}",
        said(&undone)
    );
    let wish = json!({"organisation": "demo", "to": 4, "base": LIVE, "by": "Anna"});
    assert_eq!(stage.asked.lock().unwrap()[1].body, wish);
    assert!(!future.status.success());
    assert!(
        said(&future).contains("an older one can hold again"),
        "{}",
        said(&future)
    );
}

fn live(asked: &Asked) -> (u16, Value) {
    assert_eq!(asked.path, "/api/admin/configuration");
    (
        200,
        json!({"organisation": "demo", "revision": LIVE, "at_ms": 1_767_225_600_000u64, "by": "Ben",
        "configuration": {"schema": 1, "name": "A"}}),
    )
}

fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    format!("{out}{err}")
}

/// A request as it came.
struct Asked {
    path: String,
    body: Value,
}

impl Asked {
    /// Whether it only asks what would change; `None` when it asks for no change.
    fn dry_run(&self) -> Option<bool> {
        self.body["dry_run"].as_bool()
    }
}

/// A data folder, and an edge that runs on it as far as anybody can tell.
struct Stage {
    data: tempfile::TempDir,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Stage {
    fn new(answers: impl Fn(&Asked) -> (u16, Value) + Send + 'static) -> Self {
        let data = tempfile::tempdir().unwrap();
        let edge = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let folder = DataFolder::open(data.path()).unwrap();
        Secrets::load_or_create(&folder.secrets()).unwrap();
        folder
            .remember_port(edge.local_addr().unwrap().port())
            .unwrap();
        let asked = Arc::new(Mutex::new(vec![]));
        let kept = Arc::clone(&asked);
        // Ends with the test's process.
        thread::spawn(move || {
            for stream in edge.incoming() {
                let mut stream = stream.unwrap();
                let asked = read(&stream);
                let answer = answers(&asked);
                // First, because whoever has the answer looks at once.
                kept.lock().unwrap().push(asked);
                write(&mut stream, answer);
            }
        });
        Self { data, asked }
    }

    fn file(&self, text: &str) -> String {
        let file = self.data.path().join("hotline.toml");
        fs::write(&file, text).unwrap();
        file.to_string_lossy().into_owned()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let data: &Path = self.data.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_bellpull-xtask"));
        command.args(arguments).arg("--data").arg(data);
        command.output().unwrap()
    }

    /// The bodies of all wishes for a change.
    fn changes(&self) -> Vec<Value> {
        let asked = self.asked.lock().unwrap();
        let changes = asked.iter().filter(|asked| asked.dry_run().is_some());
        changes.map(|asked| asked.body.clone()).collect()
    }
}

fn read(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let path = line.split(' ').nth(1).unwrap().to_owned();
    let mut length = 0;
    let mut authorized = false;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let header = header.trim_end().to_lowercase();
        match header.split_once(": ") {
            Some(("content-length", bytes)) => length = bytes.parse().unwrap(),
            Some(("authorization", shown)) => authorized = shown.starts_with("bearer "),
            Some(_) => {}
            None => break,
        }
    }
    assert!(authorized, "{path}");
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    Asked { path, body }
}

fn write(stream: &mut TcpStream, (status, answer): (u16, Value)) {
    let answer = answer.to_string();
    write!(
        stream,
        "HTTP/1.1 {status} OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
        answer.len()
    )
    .unwrap();
}

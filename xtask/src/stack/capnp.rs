//! workerd's configuration.

use std::path::Path;

use super::{DataFolder, Origins, StackConfig};

/// Which behaviour of the runtime the worker was written for. Moves together with workerd's version.
const COMPATIBILITY_DATE: &str = "2026-11-01";

/// The Durable Object classes: binding, class, and the key under which workerd files their data.
/// **A key never changes**: with another one all data of that class is gone from sight.
const OBJECTS: [(&str, &str, &str); 5] = [
    ("SWITCHBOARD", "Switchboard", "bellpull-switchboard"),
    ("DIRECTORY", "Directory", "bellpull-directory"),
    ("MEDIA_POOL", "MediaPool", "bellpull-media-pool"),
    ("PROMOTIONS", "Promotions", "bellpull-promotions"),
    ("REGISTER", "Register", "bellpull-register"),
];

/// Secrets arrive by environment, so that the file can be read by anybody.
const SECRETS: [&str; 3] = ["TOKEN_SECRET", "NODE_SECRET", "ADMIN_SECRET"];

/// The configuration: loopback only, no way out (the network allows nothing), data on the local disk.
/// The edge turns sockets away beyond `max_sockets`.
pub fn config(
    stack: &StackConfig,
    data: &DataFolder,
    origins: &Origins,
    max_sockets: u64,
) -> String {
    let commits = if stack.one_by_one {
        "one by one"
    } else {
        "gathered"
    };
    let texts = [
        ("SITE_HOST", origins.site_host()),
        ("WIDGET_HOST", origins.widget_host()),
        ("DESK_HOST", origins.desk_host()),
        ("SCHEME", "http".to_owned()),
        ("SEED", stack.seed.clone()),
        ("COMMITS", commits.to_owned()),
        ("MAX_SOCKETS", max_sockets.to_string()),
    ];
    let mut bindings = Vec::new();
    let mut namespaces = Vec::new();
    for (binding, class, key) in OBJECTS {
        bindings.push(format!(
            "(name = {}, durableObjectNamespace = {})",
            text(binding),
            text(class)
        ));
        namespaces.push(format!(
            "(className = {}, uniqueKey = {}, enableSql = true)",
            text(class),
            text(key)
        ));
    }
    for (binding, service) in [("PAGES", "pages"), ("SITE", "site")] {
        bindings.push(format!(
            "(name = {}, service = {})",
            text(binding),
            text(service)
        ));
    }
    for (binding, value) in &texts {
        bindings.push(format!(
            "(name = {}, text = {})",
            text(binding),
            text(value)
        ));
    }
    for secret in SECRETS {
        let variable = format!("BELLPULL_{secret}");
        bindings.push(format!(
            "(name = {}, fromEnvironment = {})",
            text(secret),
            text(&variable)
        ));
    }
    format!(
        r#"# Written by `cargo xtask up` at every start; changes are lost.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "storage", disk = (path = {storage}, writable = true)),
    (name = "pages", disk = (path = {pages})),
    (name = "site", disk = (path = {site})),
    (name = "internet", network = (allow = [])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "edge/index.js"),
    (name = "index_bg.wasm", wasm = embed "edge/index_bg.wasm"),
  ],
  compatibilityDate = "{COMPATIBILITY_DATE}",
  bindings = [
    {bindings},
  ],
  durableObjectNamespaces = [
    {namespaces},
  ],
  durableObjectStorage = (localDisk = "storage"),
);
"#,
        storage = path(&data.storage()),
        pages = path(&stack.dist.join("pages")),
        site = path(&data.site()),
        port = stack.http_port,
        bindings = bindings.join(",\n    "),
        namespaces = namespaces.join(",\n    "),
    )
}

fn path(path: &Path) -> String {
    text(&path.to_string_lossy())
}

/// A text literal; capnp's escapes are a superset of what JSON needs for printable text.
fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stack::{DEMO_SEED, Restart};

    #[test]
    fn listens_on_loopback_only_and_lets_nothing_out() {
        let written = written();

        assert!(
            written.contains(r#"address = "127.0.0.1:7399""#),
            "{written}"
        );
        assert_eq!(written.matches("address =").count(), 1);
        assert!(
            written.contains(r#"(name = "internet", network = (allow = []))"#),
            "{written}"
        );
    }

    #[test]
    fn keys_under_which_data_is_filed_have_not_changed() {
        let keys = OBJECTS.map(|(_, _, key)| key);

        assert_eq!(
            keys,
            [
                "bellpull-switchboard",
                "bellpull-directory",
                "bellpull-media-pool",
                "bellpull-promotions",
                "bellpull-register"
            ]
        );
    }

    #[test]
    fn quotes_of_the_seed_are_escaped() {
        assert!(written().contains(r#"text = "{\"organisation\":"#));
    }

    fn written() -> String {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::open(folder.path()).unwrap();
        let stack = StackConfig {
            dist: "/dist".into(),
            server: "/server".into(),
            server_args: Vec::new(),
            workerd: "/workerd".into(),
            data: folder.path().to_owned(),
            http_port: 7399,
            media_port: 7400,
            seed: DEMO_SEED.to_owned(),
            one_by_one: false,
            max_sockets: None,
            restart: Restart::Never,
        };
        config(&stack, &data, &Origins::new(7399), 100)
    }
}

//! Which crates of ours may lean on which, and on what else, read from their manifests.

use anyhow::{Context, Result};
use serde_json::Value;

/// For each crate with a rule, all it may depend on (tests may use more).
const ALLOWED: [(&str, &[&str]); 2] = [
    ("bellpull-protocol", &["serde"]),
    (
        "bellpull-hotline",
        &[
            "bellpull-protocol",
            // Local time with zones given as data; no clock, no zones of its own.
            "jiff",
            // Draws: anybody can recompute the winners.
            "data-encoding",
            "sha2",
            "serde",
            "thiserror",
        ],
    ),
];

/// For each crate, the crates of ours it must not depend on.
const FORBIDDEN: [(&str, &[&str]); 4] = [
    (
        "bellpull-edge",
        &["bellpull-server", "bellpull-widget", "bellpull-www"],
    ),
    (
        "bellpull-server",
        &[
            "bellpull-hotline",
            "bellpull-edge",
            "bellpull-widget",
            "bellpull-www",
        ],
    ),
    (
        "bellpull-widget",
        &["bellpull-hotline", "bellpull-edge", "bellpull-server"],
    ),
    (
        "bellpull-www",
        &["bellpull-hotline", "bellpull-edge", "bellpull-server"],
    ),
];

/// Complaints about dependencies; `metadata` is what `cargo metadata` prints.
pub fn complaints(metadata: &Value) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for package in metadata["packages"]
        .as_array()
        .context("no packages in cargo's metadata")?
    {
        let name = package["name"].as_str().unwrap_or_default();
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // The kind of what the crate itself needs is null; others are `dev` and `build`.
            if !dependency["kind"].is_null() {
                continue;
            }
            let wanted = dependency["name"].as_str().unwrap_or_default();
            let allowed = ALLOWED.iter().find(|(krate, _)| *krate == name);
            let forbidden = FORBIDDEN.iter().find(|(krate, _)| *krate == name);
            if allowed.is_some_and(|(_, allowed)| !allowed.contains(&wanted))
                || forbidden.is_some_and(|(_, forbidden)| forbidden.contains(&wanted))
            {
                complaints.push(format!(
                    "{name} depends on {wanted}, which docs/ARCHITECTURE.md does not allow: move the code, or change the \
                     rule there and here with the reason"
                ));
            }
        }
    }
    Ok(complaints)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_heart_with_a_runtime_is_noticed() {
        assert_eq!(found("bellpull-hotline", "tokio", Value::Null), 1);
        assert_eq!(found("bellpull-hotline", "proptest", json!("dev")), 0);
    }

    #[test]
    fn policy_in_the_media_server_is_noticed() {
        assert_eq!(found("bellpull-server", "bellpull-hotline", Value::Null), 1);
        assert_eq!(found("bellpull-server", "str0m", Value::Null), 0);
    }

    fn found(krate: &str, dependency: &str, kind: Value) -> usize {
        let metadata = json!({"packages": [{"name": krate, "dependencies": [{"name": dependency, "kind": kind}]}]});
        complaints(&metadata).unwrap().len()
    }
}

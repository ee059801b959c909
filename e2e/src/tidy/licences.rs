//! Everything we link or run may be given on under our own licence's terms.

use anyhow::{Context, Result};
use serde_json::Value;
use spdx::{Expression, ParseMode};

/// Licences we accept. MPL-2.0 binds its own files only.
const ACCEPTED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// Packages whose expression needs more than [`ACCEPTED`], each with what was read and why it is fine.
const EXCEPTIONS: [(&str, &str); 0] = [];

/// Complaints about crates; `metadata` is what `cargo metadata` prints.
pub fn crates(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata["packages"]
        .as_array()
        .context("no packages in cargo's metadata")?;
    Ok(packages
        .iter()
        .filter_map(|package| complaint(text(&package["name"]), text(&package["license"])))
        .collect())
}

/// Complaints about npm packages; `lock` is `package-lock.json`.
pub fn npm_packages(lock: &Value) -> Result<Vec<String>> {
    let packages = lock["packages"]
        .as_object()
        .context("no packages in package-lock.json")?;
    Ok(packages
        .iter()
        .filter_map(|(path, package)| complaint(path, text(&package["license"])))
        .collect())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn complaint(package: &str, licence: &str) -> Option<String> {
    if EXCEPTIONS.iter().any(|(excepted, _)| *excepted == package) {
        return None;
    }
    // Lax: old crates write `MIT/Apache-2.0`.
    let accepted = Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|wanted| {
            let id = wanted.license.id().map(|id| id.name);
            id.is_some_and(|id| ACCEPTED.contains(&id))
        })
    });
    (!accepted).then(|| {
        format!(
            "{package} has the licence \"{licence}\": take another package, or read it and add it to the accepted ones \
             in e2e/src/tidy/licences.rs"
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_acceptable_choice_is_enough() {
        for licence in [
            "MIT OR GPL-3.0-only",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
        ] {
            assert_eq!(complaint("some", licence), None);
        }
        assert_eq!(complaint("some", "Apache-2.0 WITH LLVM-exception"), None);
    }

    #[test]
    fn a_licence_that_binds_us_is_noticed() {
        for licence in [
            "GPL-3.0-only",
            "MIT AND GPL-2.0-only",
            "AGPL-3.0-or-later",
            "",
        ] {
            assert!(complaint("some", licence).is_some(), "{licence}");
        }
    }

    #[test]
    fn crates_and_npm_packages_are_looked_at() {
        let metadata = json!({"packages": [{"name": "ours", "license": "MIT"}, {"name": "theirs", "license": null}]});
        let lock = json!({"packages": {"node_modules/theirs": {"license": "GPL-3.0-only"}}});

        assert_eq!(crates(&metadata).unwrap().len(), 1);
        assert_eq!(npm_packages(&lock).unwrap().len(), 1);
    }
}

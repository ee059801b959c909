//! The installation's secrets: made once, kept in the data folder, readable by their owner only.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// Bytes of chance in a secret; 32 make 43 characters of base64url.
const SECRET_BYTES: usize = 32;

/// One secret; `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret itself, for an environment variable or a header.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn new() -> Result<Secret> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes)
            .map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
        Ok(Secret(BASE64URL_NOPAD.encode(&bytes)))
    }

    fn is_sound(&self) -> bool {
        matches!(BASE64URL_NOPAD.decode(self.0.as_bytes()), Ok(bytes) if bytes.len() == SECRET_BYTES)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What the edge signs with and what nodes and administrators prove themselves with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// Signs visitors' tokens and operators' sessions: a new one signs everybody out.
    pub token: Secret,
    /// Media nodes show it.
    pub node: Secret,
    /// `cargo xtask sign-in` shows it.
    pub admin: Secret,
}

impl Secrets {
    /// Reads the file, or makes it with mode 0600 when there is none.
    pub fn load_or_create(file: &Path) -> Result<Secrets> {
        if file.exists() {
            return Secrets::load(file);
        }
        let secrets = Secrets {
            token: Secret::new()?,
            node: Secret::new()?,
            admin: Secret::new()?,
        };
        let text = serde_json::to_string_pretty(&secrets)?;
        // Written beside and renamed: a crash must not leave half a file, which would be refused ever after.
        let beside = file.with_extension("new");
        OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)
            .and_then(|mut opened| {
                opened.write_all(text.as_bytes())?;
                opened.sync_all()
            })
            .and_then(|()| fs::rename(&beside, file))
            .with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(secrets)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it is not there or not what we wrote; the sentence says what a new one would mean.
    pub fn load(file: &Path) -> Result<Secrets> {
        let advice = || {
            format!(
                "{} is not usable: restore it from a backup, or delete it to have new secrets made (data stays, \
                 everybody has to sign in again)",
                file.display()
            )
        };
        let text = fs::read_to_string(file).with_context(advice)?;
        let secrets: Secrets = serde_json::from_str(&text).with_context(advice)?;
        ensure!(
            [&secrets.token, &secrets.node, &secrets.admin]
                .iter()
                .all(|secret| secret.is_sound()),
            advice()
        );
        Ok(secrets)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn secrets_are_made_once_and_readable_by_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secrets.json");

        let made = Secrets::load_or_create(&file).unwrap();
        let found = Secrets::load_or_create(&file).unwrap();

        assert_eq!(made, found);
        assert_eq!(made.token.reveal().len(), 43);
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[test]
    fn a_broken_file_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secrets.json");
        for broken in [
            "",
            "{\"token\":",
            r#"{"token":"short","node":"short","admin":"short"}"#,
        ] {
            fs::write(&file, broken).unwrap();

            let sentence = Secrets::load_or_create(&file).unwrap_err().to_string();

            assert!(
                sentence.contains("secrets.json is not usable"),
                "{sentence}"
            );
            assert_eq!(fs::read_to_string(&file).unwrap(), broken);
        }
    }

    #[test]
    fn debug_does_not_show_a_secret() {
        let secret = Secret::new().unwrap();

        assert!(!format!("{secret:?}").contains(secret.reveal()));
    }
}

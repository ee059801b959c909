//! What the installation gives the worker: names of hosts and secrets.

use crate::greeting::Keys;
use crate::route::Hosts;
use crate::tokens::Signer;
use worker::{Env, Error, Result};

pub fn hosts(env: &Env) -> Result<Hosts> {
    Ok(Hosts {
        scheme: env.var("SCHEME")?.to_string(),
        site: env.var("SITE_HOST")?.to_string(),
        widget: env.var("WIDGET_HOST")?.to_string(),
        desk: env.var("DESK_HOST")?.to_string(),
    })
}

pub fn signer(env: &Env) -> Result<Signer> {
    Ok(Signer::new(secret(env, "TOKEN_SECRET")?))
}

pub fn keys(env: &Env) -> Result<Keys> {
    Ok(Keys {
        signer: signer(env)?,
        node_secret: secret(env, "NODE_SECRET")?,
    })
}

/// Whether to commit every message alone, which is slower: benchmarks compare.
pub fn is_one_by_one(env: &Env) -> bool {
    env.var("COMMITS")
        .is_ok_and(|how| how.to_string() == "one by one")
}

/// # Errors
/// When the secret is not set or empty: an empty key would be one that everybody knows.
pub fn secret(env: &Env, name: &str) -> Result<String> {
    let secret = env.secret(name)?.to_string();
    if secret.is_empty() {
        Err(Error::from(format!("{name} is not set")))
    } else {
        Ok(secret)
    }
}

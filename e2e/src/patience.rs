//! Waiting for conditions: the one place of the tests that knows how to be patient.

use anyhow::{Result, anyhow};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// For what a page does by itself, such as painting. Generous, because the tests share two cores with six browsers.
pub const SOON: Duration = Duration::from_secs(10);

/// For what includes a fresh media connection or a reconnection.
pub const A_WHILE: Duration = Duration::from_secs(30);

/// How often a condition is looked at. Each look costs a round trip to the browser.
const BETWEEN_LOOKS: Duration = Duration::from_millis(60);

/// What a look may take beyond the bound before it counts as hanging.
const GRACE: Duration = Duration::from_secs(10);

/// Looks again and again until `look` is content.
///
/// # Errors
/// When `within` is over; says what was waited for and what was seen instead.
pub async fn until<T>(
    what: &str,
    within: Duration,
    mut look: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let deadline = Instant::now() + within;
    loop {
        let seen = timeout_at(deadline + GRACE, look())
            .await
            .unwrap_or_else(|_| Err(anyhow!("a look that never came back")));
        match seen {
            Ok(found) => return Ok(found),
            Err(instead) if Instant::now() >= deadline => {
                return Err(anyhow!(
                    "waited {within:?} for {what}, but saw: {instead:#}"
                ));
            }
            Err(_) => sleep(BETWEEN_LOOKS).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::ensure;

    #[tokio::test]
    async fn gives_what_was_found_after_some_looks() {
        let mut looks = 0;
        let found = until("the third look", SOON, async || {
            looks += 1;
            ensure!(looks == 3, "look {looks}");
            Ok(looks)
        })
        .await;
        assert_eq!(found.unwrap(), 3);
    }

    #[tokio::test]
    async fn says_what_was_seen_instead() {
        let error = until("rain", Duration::ZERO, async || -> Result<()> {
            Err(anyhow!("sun"))
        });
        assert_eq!(
            error.await.unwrap_err().to_string(),
            "waited 0ns for rain, but saw: sun"
        );
    }
}

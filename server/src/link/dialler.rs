//! Dials until the edge answers, and again after every end.

use std::time::{Duration, Instant};

use bellpull_protocol::RefusalCode;
use tokio::time::sleep;
use tracing::{error, info, warn};

use super::Edge;
use super::backoff::Backoff;
use super::session::{LinkError, Session};

/// A refusal is not cured by haste: somebody has to correct the secret or the version.
const AFTER_REFUSAL: Duration = Duration::from_secs(15);

/// A link that held this long was a good one: the next attempt comes soon again.
const GOOD_AFTER: Duration = Duration::from_secs(10);

pub struct Dialler {
    /// What is dialled, for the log.
    to: &'static str,
    url: String,
    edge: Edge,
    backoff: Backoff,
    pause: Duration,
    up_since: Option<Instant>,
}

impl Dialler {
    pub fn new(to: &'static str, url: String, edge: Edge) -> Self {
        Self {
            to,
            url,
            edge,
            backoff: Backoff::default(),
            pause: Duration::ZERO,
            up_since: None,
        }
    }

    /// Returns once the edge has welcomed this node.
    pub async fn dial(&mut self) -> Session {
        loop {
            sleep(self.pause).await;
            match Session::open(&self.url, &self.edge).await {
                Ok(session) => {
                    info!(to = self.to, "link up");
                    self.up_since = Some(Instant::now());
                    return session;
                }
                Err(reason) => self.note_end(&reason),
            }
        }
    }

    /// Says in the log why the link is down and sets the pause before the next attempt.
    pub fn note_end(&mut self, reason: &LinkError) {
        let was_good = self
            .up_since
            .take()
            .is_some_and(|since| since.elapsed() >= GOOD_AFTER);
        if was_good {
            self.backoff = Backoff::default();
        }
        if let LinkError::Refused { code, sentence } = reason
            && !passes_by_itself(*code)
        {
            error!(to = self.to, ?code, sentence, "the edge refused this node");
            self.pause = AFTER_REFUSAL;
        } else {
            self.pause = self.backoff.next();
            warn!(to = self.to, %reason, retry_in_ms = self.pause.as_millis() as u64, "link down");
        }
    }
}

/// The edge did not hear this node for a while, or was not heard by it: nobody has to correct anything.
fn passes_by_itself(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::Internal | RefusalCode::TooSlow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::{NodeId, NodeSecret};

    #[test]
    fn only_a_refusal_that_somebody_has_to_mend_makes_a_node_wait_long() {
        assert!(pause_after(RefusalCode::TooSlow) < AFTER_REFUSAL / 2);
        assert!(pause_after(RefusalCode::Internal) < AFTER_REFUSAL / 2);
        assert_eq!(pause_after(RefusalCode::BadNodeSecret), AFTER_REFUSAL);
        assert_eq!(pause_after(RefusalCode::Superseded), AFTER_REFUSAL);
    }

    fn pause_after(code: RefusalCode) -> Duration {
        let edge = Edge {
            url: String::new(),
            node: NodeId::new("n1").unwrap(),
            secret: NodeSecret::new("s"),
        };
        let mut dialler = Dialler::new("pool", String::new(), edge);
        dialler.note_end(&LinkError::Refused {
            code,
            sentence: String::new(),
        });
        dialler.pause
    }
}

//! One-time sign-in links.

use bellpull_hotline::Timestamp;
use bellpull_protocol::{OperatorId, RefusalCode};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a link is valid: long enough to be sent and opened, short enough to be worthless in an old mailbox.
pub const LINK_LASTS: Duration = Duration::from_secs(15 * 60);

/// A link as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Link {
    pub operator: OperatorId,
    pub made_ms: Timestamp,
    pub used_ms: Option<Timestamp>,
}

impl Link {
    /// Whether the link may be used at `now`. Used and expired are told apart: the first may be a thief's doing.
    ///
    /// # Errors
    /// [`RefusalCode::LinkUsed`] or [`RefusalCode::LinkExpired`].
    pub fn check(&self, now: Timestamp) -> Result<(), RefusalCode> {
        if self.used_ms.is_some() {
            return Err(RefusalCode::LinkUsed);
        }
        if now >= self.made_ms.after(LINK_LASTS) {
            return Err(RefusalCode::LinkExpired);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(used_ms: Option<Timestamp>) -> Link {
        let operator = OperatorId::new("o1").unwrap();
        Link {
            operator,
            made_ms: Timestamp::from_millis(0),
            used_ms,
        }
    }

    #[test]
    fn is_valid_for_a_quarter_of_an_hour() {
        let minutes = |minutes: u64| Timestamp::from_millis(minutes * 60_000);
        assert_eq!(link(None).check(minutes(14)), Ok(()));
        assert_eq!(link(None).check(minutes(15)), Err(RefusalCode::LinkExpired));
    }

    #[test]
    fn a_used_link_stays_used() {
        let used = link(Some(Timestamp::from_millis(1)));
        assert_eq!(
            used.check(Timestamp::from_millis(2)),
            Err(RefusalCode::LinkUsed)
        );
        assert_eq!(
            used.check(Timestamp::from_millis(u64::MAX)),
            Err(RefusalCode::LinkUsed)
        );
    }
}

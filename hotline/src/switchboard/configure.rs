//! How the organisation works, and what becomes of everything under way when that changes.

use super::Switchboard;
use crate::configuration::Plan;
use crate::fact::FactKind;
use crate::time::Timestamp;

impl Switchboard {
    /// An older revision than the one known is ignored.
    pub(super) fn configure(&mut self, now: Timestamp, plan: Plan) {
        if plan.revision <= self.plan.revision {
            return;
        }
        let revision = plan.revision;
        self.plan = plan;
        self.journal(now, FactKind::Configured { revision });
    }
}

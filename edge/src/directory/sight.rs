//! What somebody may see of the register and the figures. Every one of their endpoints asks here.

use super::{Role, SignedIn};
use bellpull_protocol::{HotlineId, RefusalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How far somebody sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    Everything,
    /// These hotlines alone: others are as if there were none.
    Hotlines(BTreeSet<HotlineId>),
}

impl SignedIn {
    /// A supervisor sees everything, a client its own hotlines.
    ///
    /// # Errors
    /// [`RefusalCode::WrongRole`] for everybody else.
    pub fn sight(&self) -> Result<Sight, RefusalCode> {
        if self.roles.contains(&Role::Supervisor) {
            Ok(Sight::Everything)
        } else if self.roles.contains(&Role::Client) {
            Ok(Sight::Hotlines(self.hotlines.clone()))
        } else {
            Err(RefusalCode::WrongRole)
        }
    }
}

impl Sight {
    #[must_use]
    pub fn covers(&self, hotline: &HotlineId) -> bool {
        match self {
            Self::Everything => true,
            Self::Hotlines(hotlines) => hotlines.contains(hotline),
        }
    }

    /// Of which hotlines to look for, when one is asked for or all; `None` is every one.
    ///
    /// # Errors
    /// [`RefusalCode::UnknownHotline`] when it is somebody else's.
    pub fn of(
        &self,
        asked: Option<&HotlineId>,
    ) -> Result<Option<BTreeSet<HotlineId>>, RefusalCode> {
        match (asked, self) {
            (Some(hotline), _) if !self.covers(hotline) => Err(RefusalCode::UnknownHotline),
            (Some(hotline), _) => Ok(Some(BTreeSet::from([hotline.clone()]))),
            (None, Self::Everything) => Ok(None),
            (None, Self::Hotlines(hotlines)) => Ok(Some(hotlines.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Roles;
    use bellpull_hotline::Timestamp;
    use bellpull_protocol::{OperatorId, OrganisationId, PersonName};

    #[test]
    fn supervisors_see_everything_and_clients_their_hotlines() {
        let everything = [Role::Supervisor, Role::Client];
        assert_eq!(somebody(everything).sight(), Ok(Sight::Everything));

        let sight = somebody([Role::Client]).sight().unwrap();
        assert!(sight.covers(&hotline("tents")));
        assert!(!sight.covers(&hotline("boats")));
    }

    #[test]
    fn nobody_else_sees_anything() {
        let refused = Err(RefusalCode::WrongRole);
        assert_eq!(somebody([Role::Operator]).sight(), refused);
        assert_eq!(somebody([Role::Marketer]).sight(), refused);
    }

    #[test]
    fn what_is_looked_for_never_goes_beyond_what_is_seen() {
        let client = Sight::Hotlines(BTreeSet::from([hotline("tents")]));
        let tents = Some(BTreeSet::from([hotline("tents")]));

        assert_eq!(client.of(None), Ok(tents.clone()));
        assert_eq!(client.of(Some(&hotline("tents"))), Ok(tents));
        let others = client.of(Some(&hotline("boats")));
        assert_eq!(others, Err(RefusalCode::UnknownHotline));
        assert_eq!(Sight::Everything.of(None), Ok(None));
    }

    #[test]
    fn a_client_without_hotlines_sees_nothing() {
        let nothing = Sight::Hotlines(BTreeSet::new());
        assert_eq!(nothing.of(None), Ok(Some(BTreeSet::new())));
    }

    fn somebody<const N: usize>(roles: [Role; N]) -> SignedIn {
        SignedIn {
            operator: OperatorId::new("o1").unwrap(),
            name: PersonName::new("Anna"),
            roles: Roles::from(roles),
            hotlines: BTreeSet::from([hotline("tents")]),
            organisation: OrganisationId::new("demo").unwrap(),
            organisation_name: "Demo".into(),
            until: Timestamp::from_millis(1),
        }
    }

    fn hotline(id: &str) -> HotlineId {
        HotlineId::new(id).unwrap()
    }
}

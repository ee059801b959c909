//! The directory: organisations, their hotlines and operators, sign-in links and sessions.
//!
//! The entry asks it with a [`Question`] and gets an [`Answer`]. Secrets never reach it, only their hashes.

mod link;
mod role;
mod seed;
mod session;
mod sight;

pub use link::{LINK_LASTS, Link};
pub use role::{Role, Roles, default_roles};
pub use seed::{Seed, SeedHotline};
pub use session::{COOKIE, SESSION_LASTS, cleared_cookie, cookie, session_in};
pub use sight::Sight;

use crate::hours::HotlineHours;
use crate::register::rows::People;
use crate::tokens::SecretHash;
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::OpeningHours;
use bellpull_protocol::{HotlineId, OperatorId, OrganisationId, PersonName, RefusalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest name of a person, in characters.
const MAX_NAME_CHARS: usize = 80;

/// What the entry asks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    Hotline {
        hotline: HotlineId,
    },
    /// All of an organisation, by name.
    Hotlines {
        organisation: OrganisationId,
    },
    Organisations,
    /// Everybody and every hotline of an organisation.
    People {
        organisation: OrganisationId,
    },
    /// Hours that were checked; answered by the hotline with them.
    SetHours {
        hotline: HotlineId,
        hours: Option<OpeningHours>,
    },
    MakeLink(LinkWish),
    /// Uses up the link and begins a session.
    SignIn {
        link: SecretHash,
        session: SecretHash,
    },
    Session {
        session: SecretHash,
    },
    SignOut {
        session: SecretHash,
    },
}

/// A link for the person of this name, who is made as `fresh` if there is none. Named `roles` and `hotlines` become
/// theirs.
#[derive(Debug, Serialize, Deserialize)]
pub struct LinkWish {
    pub name: PersonName,
    pub roles: Option<Roles>,
    pub hotlines: Option<BTreeSet<HotlineId>>,
    pub organisation: Option<OrganisationId>,
    pub fresh: OperatorId,
    pub link: SecretHash,
}

/// What it says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    Hotline(HotlineEntry),
    Hotlines {
        hotlines: Vec<HotlineEntry>,
    },
    Organisations {
        organisations: Vec<OrganisationId>,
    },
    People(People),
    Link {
        operator: OperatorId,
        roles: Roles,
        hotlines: BTreeSet<HotlineId>,
        created: bool,
    },
    SignedIn(SignedIn),
    Refused {
        code: RefusalCode,
    },
}

/// A hotline and what it belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HotlineEntry {
    pub hotline: HotlineId,
    pub name: String,
    pub organisation: OrganisationId,
    /// Sites that may embed it, as CSP sources.
    pub sites: Vec<String>,
    pub hours: HotlineHours,
    /// It is no longer in the configuration: whoever is on the line is served, nobody new gets in.
    #[serde(default)]
    pub gone: bool,
}

/// Whose session it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignedIn {
    pub operator: OperatorId,
    pub name: PersonName,
    pub roles: Roles,
    /// What a client may see.
    #[serde(default)]
    pub hotlines: BTreeSet<HotlineId>,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub until: Timestamp,
}

impl SignedIn {
    /// # Errors
    /// [`RefusalCode::WrongRole`] when this person has not the role.
    pub fn require(&self, role: Role) -> Result<(), RefusalCode> {
        if self.roles.contains(&role) {
            Ok(())
        } else {
            Err(RefusalCode::WrongRole)
        }
    }
}

/// A person's name as it is kept: trimmed, with single spaces; `None` when it is empty, too long or has control
/// characters.
#[must_use]
pub fn person_name(text: &str) -> Option<PersonName> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = !name.is_empty()
        && name.chars().count() <= MAX_NAME_CHARS
        && !name.chars().any(char::is_control);
    fits.then(|| PersonName::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_opens_its_own_page_only() {
        let signed_in = SignedIn {
            operator: OperatorId::new("o1").unwrap(),
            name: PersonName::new("Anna"),
            roles: Roles::from([Role::Marketer]),
            hotlines: BTreeSet::new(),
            organisation: OrganisationId::new("demo").unwrap(),
            organisation_name: "Demo".into(),
            until: Timestamp::from_millis(1),
        };
        assert_eq!(signed_in.require(Role::Marketer), Ok(()));
        assert_eq!(
            signed_in.require(Role::Operator),
            Err(RefusalCode::WrongRole)
        );
    }

    #[test]
    fn names_are_tidied_or_refused() {
        assert_eq!(
            person_name("  Anna   Berg\n").unwrap().expose(),
            "Anna Berg"
        );
        for bad in ["", "  ", "a\u{7}b", &"x".repeat(81)] {
            assert!(person_name(bad).is_none(), "{bad:?}");
        }
    }
}

//! Roles: what a person may do at the desk's host.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One role. People have a set of them; the first in this order says which page they begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers contacts at the desk.
    Operator,
    /// Writes promotions and draws winners.
    Marketer,
    /// Reads the register and the figures, and looks after the team.
    Supervisor,
    /// A company that is answered for: reads the register and the figures of its own hotlines.
    Client,
}

/// What a person may do; never empty where it is kept.
pub type Roles = BTreeSet<Role>;

/// Everybody answers unless somebody says otherwise.
#[must_use]
pub fn default_roles() -> Roles {
    Roles::from([Role::Operator])
}

impl Role {
    /// Where its page lies.
    #[must_use]
    pub fn page(self) -> &'static str {
        match self {
            Role::Operator => "/",
            Role::Marketer => "/promotions",
            Role::Supervisor | Role::Client => "/register",
        }
    }

    /// Where a sign-in link leads that opens its page. The desk's own links have an address that says what they are.
    #[must_use]
    pub fn sign_in_page(self) -> &'static str {
        match self {
            Role::Operator => "/sign-in",
            Role::Marketer | Role::Supervisor | Role::Client => self.page(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_written_as_a_list_in_the_order_of_their_pages() {
        let roles = Roles::from([Role::Supervisor, Role::Operator]);

        let written = serde_json::to_string(&roles).unwrap();

        assert_eq!(written, r#"["operator","supervisor"]"#);
        assert_eq!(roles.first().map(|role| role.page()), Some("/"));
    }

    #[test]
    fn a_role_that_we_do_not_have_is_refused() {
        assert!(serde_json::from_str::<Roles>(r#"["operator","owner"]"#).is_err());
    }
}

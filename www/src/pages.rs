//! The pages of this app, and whose they are.

use serde::Deserialize;

/// What somebody may do; the edge keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Operator,
    Marketer,
    Supervisor,
    /// Reads the register and the figures of their own hotlines.
    Client,
    /// A role of a later version.
    #[serde(other)]
    Unknown,
}

/// One document shows them all; the path says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Desk,
    Promotions,
    Register,
    Statistics,
    Staffing,
    Team,
}

/// Where somebody belongs who came to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    Here,
    /// To the first page of theirs.
    GoTo(Page),
    /// The page is not theirs.
    WrongRole,
}

impl Page {
    /// In the order of the navigation.
    pub const ALL: [Page; 6] = [
        Page::Desk,
        Page::Promotions,
        Page::Register,
        Page::Statistics,
        Page::Staffing,
        Page::Team,
    ];

    /// Every path but the others' is the desk's, that of a sign-in link too.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        match path.trim_matches('/') {
            "promotions" => Page::Promotions,
            "register" => Page::Register,
            "statistics" => Page::Statistics,
            "staffing" => Page::Staffing,
            "team" => Page::Team,
            _ => Page::Desk,
        }
    }

    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Page::Desk => "/",
            Page::Promotions => "/promotions",
            Page::Register => "/register",
            Page::Statistics => "/statistics",
            Page::Staffing => "/staffing",
            Page::Team => "/team",
        }
    }

    /// Whose it is: any of these roles is enough.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Page::Desk => &[Role::Operator],
            Page::Promotions => &[Role::Marketer],
            Page::Register | Page::Statistics => &[Role::Supervisor, Role::Client],
            Page::Staffing | Page::Team => &[Role::Supervisor],
        }
    }

    #[must_use]
    pub fn is_for(self, roles: &[Role]) -> bool {
        self.roles().iter().any(|role| roles.contains(role))
    }

    /// Those that somebody with these roles may see.
    #[must_use]
    pub fn of_roles(roles: &[Role]) -> Vec<Page> {
        let mut pages = Self::ALL.to_vec();
        pages.retain(|page| page.is_for(roles));
        pages
    }
}

/// The desk is at the root, where sign-in links lead: whoever has no desk goes on to a page of theirs. The other
/// pages are come to on purpose, so they say that they are not for this person.
#[must_use]
pub fn landing(page: Page, roles: &[Role]) -> Landing {
    if page.is_for(roles) {
        return Landing::Here;
    }
    match (page, Page::of_roles(roles).first()) {
        (Page::Desk, Some(first)) => Landing::GoTo(*first),
        (
            Page::Desk
            | Page::Promotions
            | Page::Register
            | Page::Statistics
            | Page::Staffing
            | Page::Team,
            _,
        ) => Landing::WrongRole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_its_page() {
        for page in Page::ALL {
            assert_eq!(Page::of_path(page.path()), page);
        }
        assert_eq!(Page::of_path("/sign-in"), Page::Desk);
        assert_eq!(Page::of_path("/register/"), Page::Register);
    }

    #[test]
    fn a_sign_in_link_leads_to_the_first_page_of_ones_own() {
        assert_eq!(
            landing(Page::Desk, &[Role::Supervisor, Role::Marketer]),
            Landing::GoTo(Page::Promotions)
        );
        assert_eq!(
            landing(Page::Desk, &[Role::Marketer, Role::Operator]),
            Landing::Here
        );
        assert_eq!(landing(Page::Desk, &[Role::Unknown]), Landing::WrongRole);
    }

    #[test]
    fn a_page_of_others_says_so_instead_of_leading_away() {
        assert_eq!(
            landing(Page::Register, &[Role::Operator, Role::Marketer]),
            Landing::WrongRole
        );
        assert_eq!(landing(Page::Promotions, &[]), Landing::WrongRole);
    }

    #[test]
    fn a_client_sees_the_register_and_the_figures() {
        assert_eq!(
            Page::of_roles(&[Role::Client]),
            [Page::Register, Page::Statistics]
        );
    }

    #[test]
    fn a_role_of_a_later_version_is_tolerated() {
        let roles: Vec<Role> = serde_json::from_str(r#"["owner","marketer"]"#).unwrap();
        assert_eq!(Page::of_roles(&roles), [Page::Promotions]);
    }
}

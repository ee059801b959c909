//! What is wrong with a configuration, where, and what would be right.

use std::fmt;

/// One mistake. `Display` gives `path: what would be right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Such as `departments.sales.tiers[1].operators[0]`; empty for the document as a whole.
    pub path: String,
    pub right: String,
}

impl Mistake {
    pub(super) fn new(path: impl Into<String>, right: impl Into<String>) -> Self {
        let (path, right) = (path.into(), right.into());
        Self { path, right }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.right)
        } else {
            write!(f, "{}: {}", self.path, self.right)
        }
    }
}

//! What a visitor meets before anything else: when it is open, and whom there is to choose.

use crate::DepartmentId;
use crate::wire::wire;

wire! { record
    /// A department to choose.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MenuEntry {
        pub department: DepartmentId,
        pub name: String,
        pub open: bool,
    }
}

wire! { record
    /// Whether the hotline is open.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Opening {
        pub open: bool,
        /// When `open` turns into its opposite, as far as anybody can see.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next_change_ms: Option<u64>,
        /// The hours of the next seven days; empty when the hotline has none and is always open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub hours: Vec<OpenHours>,
    }
}

wire! { record
    /// From the first moment to the one after the last.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct OpenHours {
        pub opens_ms: u64,
        pub closes_ms: u64,
    }
}

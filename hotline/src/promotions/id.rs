//! Names of promotions and entries, by the rules of [`bellpull_protocol::ids`].

use bellpull_protocol::RequestId;
use bellpull_protocol::ids::InvalidId;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// When the text is no identifier.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                // All identifiers have the same rules, and one place where they stand.
                RequestId::new(text).map(|id| Self(id.into()))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One promotion of a hotline.
    PromotionId
);
id!(
    /// One visitor's entry in a draw. Public once the draw is sealed, so it must tell nothing about the visitor.
    EntryId
);

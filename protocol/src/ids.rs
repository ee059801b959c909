//! Identifiers: short strings of `A–Z a–z 0–9 _ - .`, so that they are safe in an address, a log and a table.
//!
//! They carry no meaning and no personal data, which is why their `Debug` shows them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest identifier in bytes. Ours have at most 32; the rest is room for other people's.
pub const MAX_ID_BYTES: usize = 64;

/// Why a string is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidId {
    Empty,
    TooLong,
    BadCharacter,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InvalidId::Empty => "an identifier must not be empty",
            InvalidId::TooLong => "an identifier has at most 64 characters",
            InvalidId::BadCharacter => "an identifier has only letters, digits, '_', '-' and '.'",
        })
    }
}

impl std::error::Error for InvalidId {}

fn check(text: &str) -> Result<(), InvalidId> {
    if text.is_empty() {
        return Err(InvalidId::Empty);
    }
    if text.len() > MAX_ID_BYTES {
        return Err(InvalidId::TooLong);
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if text.bytes().all(allowed) {
        Ok(())
    } else {
        Err(InvalidId::BadCharacter)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// When the text is empty, longer than [`MAX_ID_BYTES`] or has other characters than an identifier may.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                check(&text)?;
                Ok(Self(text))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl crate::wire::Field for $name {
            fn get(from: &impl crate::wire::Source, field: &str) -> Option<Self> {
                Self::new(from.text(field)?).ok()
            }

            fn put(&self, to: &mut impl crate::wire::Sink, field: &str) {
                to.put_text(field, &self.0);
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
    /// A company, or a call centre that answers for several.
    OrganisationId
);
id!(
    /// One line of an organisation: what a site embeds.
    HotlineId
);
id!(
    /// A queue of an organisation: those who answer for one thing.
    DepartmentId
);
id!(
    /// One visitor's request, whatever the channel.
    ContactId
);
id!(
    /// A browser that pulled the bell once; pseudonymous.
    VisitorId
);
id!(
    /// Somebody who answers.
    OperatorId
);
id!(
    /// One party's media connection to the media server.
    LegId
);
id!(
    /// One media server.
    NodeId
);
id!(
    /// A key that a page chooses for a request, so that repeating the request is harmless.
    RequestId
);
id!(
    /// One loaded page (widget frame or desk); a newer socket of it fences the older.
    PageId
);
id!(
    /// One promotion of a hotline.
    PromotionId
);
id!(
    /// One visitor's entry in a draw. Public once the draw is sealed, so it must tell nothing about the visitor.
    EntryId
);

impl DepartmentId {
    /// The department of every contact unless a menu says otherwise.
    #[must_use]
    pub fn general() -> Self {
        Self("general".to_owned())
    }
}

impl LegId {
    /// The visitor's leg of a contact.
    ///
    /// # Errors
    /// When the contact's id leaves no room for the suffix.
    pub fn of_visitor(contact: &ContactId) -> Result<Self, InvalidId> {
        Self::new(format!("{contact}.v"))
    }

    /// An operator's leg of a contact; `ring` tells apart the operators who had it one after the other.
    ///
    /// # Errors
    /// When the contact's id leaves no room for the suffix.
    pub fn of_operator(contact: &ContactId, ring: u32) -> Result<Self, InvalidId> {
        Self::new(format!("{contact}.o{ring}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_break_an_address_or_a_table() {
        for (text, why) in [
            ("", InvalidId::Empty),
            ("a b", InvalidId::BadCharacter),
            ("a/b", InvalidId::BadCharacter),
            ("ü", InvalidId::BadCharacter),
            ("'", InvalidId::BadCharacter),
        ] {
            assert_eq!(ContactId::new(text), Err(why), "{text:?}");
        }
        assert_eq!(ContactId::new("x".repeat(65)), Err(InvalidId::TooLong));
        assert!(ContactId::new("x".repeat(64)).is_ok());
    }

    #[test]
    fn refuses_a_bad_id_while_reading_json() {
        assert!(serde_json::from_str::<HotlineId>(r#""shop; drop""#).is_err());
        assert!(serde_json::from_str::<HotlineId>(r#""shop-1""#).is_ok());
    }

    #[test]
    fn names_both_legs_of_a_contact() {
        let contact = ContactId::new("c1").unwrap();
        assert_eq!(LegId::of_visitor(&contact).unwrap().as_str(), "c1.v");
        assert_eq!(LegId::of_operator(&contact, 2).unwrap().as_str(), "c1.o2");
    }
}

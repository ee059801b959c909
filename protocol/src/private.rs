//! Private texts: names, addresses of pages, notes, SDP and everything that opens a door.
//!
//! Their `Debug` and the lack of a `Display` keep them out of logs; `expose` is the one way in and easy to search for.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! private {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text itself: for the wire, a table row or a screen, never for a log.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl crate::wire::Field for $name {
            fn get(from: &impl crate::wire::Source, field: &str) -> Option<Self> {
                from.text(field).map(Self)
            }

            fn put(&self, to: &mut impl crate::wire::Sink, field: &str) {
                to.put_text(field, &self.0);
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} B)"), self.0.len())
            }
        }
    };
}

private!(
    /// A session description (RFC 8866). Opaque to everybody but browser and media server; never stored.
    Sdp
);
private!(
    /// Proves a visitor. Unguessable, given at the first interaction.
    VisitorToken
);
private!(
    /// The secret of a one-time sign-in link.
    SignInToken
);
private!(
    /// Proves to a desk's socket that the page holding it was signed in; a cookie alone would be ambient.
    SocketTicket
);
private!(
    /// What a media node shows to be let in.
    NodeSecret
);
private!(
    /// A person's name as written by them or their employer.
    PersonName
);
private!(
    /// The page a visitor pulled the bell on; may carry personal data in its query.
    PageUrl
);
private!(
    /// What an operator noted about a contact.
    Note
);
private!(
    /// One line of a chat.
    LineText
);
private!(
    /// A phone number as E.164 (ITU-T): `+` and up to 15 digits once it was checked, anything before.
    PhoneNumber
);
private!(
    /// What a visitor says beside a rating.
    Remark
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_length_and_not_the_text() {
        let sdp = Sdp::new("v=0 secret");
        let shown = format!("{sdp:?} {:?}", Some(VisitorToken::new("hush")));
        assert_eq!(shown, "Sdp(10 B) Some(VisitorToken(4 B))");
    }
}

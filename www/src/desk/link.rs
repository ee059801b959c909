//! The way to the edge: prove who this is, open the socket, say hello, and all of it again when it breaks.

use bellpull_protocol::{OperatorId, PersonName, RefusalCode, SignInToken, SocketTicket};

/// ```text
/// Closed ─▶ SigningIn ─▶ Asking ─▶ Looking ─▶ Opening ─▶ Greeting ─▶ Live
///               │          │ ▲       │           │           │         │
///               ▼          ▼ └───────┼─ Pausing ◀┴───────────┴─────────┘
///              Shut ◀──────┴─────────┘
/// ```
/// A page looks around once, before its first socket: a socket takes the desk away from the page that has it.
/// Every new socket asks who it is first: that is where a desk learns that its session was revoked, and the
/// ticket it gets is fresh.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Link {
    #[default]
    Closed,
    SigningIn {
        token: SignInToken,
    },
    Asking,
    /// Whether another page of this browser is this desk and busy.
    Looking {
        ticket: SocketTicket,
        until_ms: u64,
    },
    Opening {
        ticket: SocketTicket,
    },
    Greeting,
    Live,
    Pausing {
        until_ms: u64,
        then: Then,
    },
    Shut(Shut),
}

/// What follows a pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    SignIn(SignInToken),
    Ask,
}

/// Why this page is not a desk. Each has a page of its own that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    LinkUsed,
    LinkExpired,
    LinkUnknown,
    /// No session here, or it has ended.
    SignedOut,
    /// The person signed out in this page.
    Goodbye,
    /// Another page of this operator took over.
    Superseded,
    /// Another page of this browser is this desk, and busy; this one has not touched it.
    Elsewhere,
    /// This page is of another version than the edge.
    Outdated,
    /// The person signed in has no desk.
    WrongRole,
}

/// How long other pages have to say that they are busy, in milliseconds. A page answers within a few; longer keeps
/// whoever reloads in mid-call from their sound.
pub const LOOKING_MS: u64 = 150;

/// Who sits here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub operator: OperatorId,
    pub name: PersonName,
}

impl Link {
    /// Whether messages reach the edge.
    #[must_use]
    pub fn is_live(&self) -> bool {
        *self == Link::Live
    }
}

/// Spreads the pages of one outage; a generator of our own, because the desk takes chance as an argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chance(u32);

impl Chance {
    #[must_use]
    pub fn seeded(seed: u32) -> Self {
        Self(seed)
    }

    /// In 0.0..=1.0. The constants are those of Numerical Recipes' linear congruential generator.
    pub fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0) / f64::from(u32::MAX)
    }
}

/// The refusals that end a page; any other is said once and things go on.
const SHUTTING: [(RefusalCode, Shut); 8] = [
    (RefusalCode::LinkUsed, Shut::LinkUsed),
    (RefusalCode::LinkExpired, Shut::LinkExpired),
    (RefusalCode::LinkUnknown, Shut::LinkUnknown),
    (RefusalCode::SignedOut, Shut::SignedOut),
    (RefusalCode::UnknownOperator, Shut::SignedOut),
    (RefusalCode::Superseded, Shut::Superseded),
    (RefusalCode::UnsupportedVersion, Shut::Outdated),
    (RefusalCode::WrongRole, Shut::WrongRole),
];

impl Shut {
    #[must_use]
    pub fn from_refusal(code: RefusalCode) -> Option<Self> {
        SHUTTING
            .iter()
            .find(|(refusal, _)| *refusal == code)
            .map(|(_, shut)| *shut)
    }

    /// What a socket's close code says, should its refusal not have arrived.
    #[must_use]
    pub fn from_close_code(code: u16) -> Option<Self> {
        match code {
            4001 => Some(Shut::SignedOut),
            4002 => Some(Shut::Superseded),
            _ => None,
        }
    }
}

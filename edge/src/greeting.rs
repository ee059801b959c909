//! The hello: the first message of every socket proves who it is.

use crate::party::{Door, OperatorParty, Party, VisitorParty};
use crate::reading::read;
use crate::signalling::Names;
use crate::tokens::{ID_BYTES, Signer, same_secret};
use bellpull_hotline::{Input, Switchboard, Timestamp};
use bellpull_protocol::media::{FromMedia, ToMedia};
use bellpull_protocol::operator::{FromOperator, ToOperator};
use bellpull_protocol::visitor::{FromVisitor, Opening, ToVisitor};
use bellpull_protocol::{DepartmentId, PageUrl, RefusalCode, VERSION};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// The longest address of a page that is kept, in bytes; the rest of a longer one tells an operator nothing.
const MAX_PAGE_BYTES: usize = 2048;
/// The longest language tag (RFC 5646, 4.4.1).
const MAX_LANGUAGE_BYTES: usize = 35;

/// What the edge checks a hello against.
pub struct Keys {
    pub signer: Signer,
    pub node_secret: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

/// What a hello meets.
#[derive(Debug, Clone)]
pub struct Reception<'a> {
    pub now: Timestamp,
    /// For the id of a new visitor.
    pub chance: [u8; ID_BYTES],
    pub staffed: bool,
    /// Of the visitor's hotline.
    pub opening: Opening,
    pub names: &'a Names,
    /// Departments that are closed now.
    pub closed: BTreeSet<DepartmentId>,
}

/// A hello that was believed.
#[derive(Debug)]
pub struct Admission {
    pub party: Party,
    /// The answer, as JSON.
    pub welcome: String,
    pub inputs: Vec<Input>,
}

/// Reads the first message of a socket that came in by `door`.
///
/// # Errors
/// A refusal; the socket is then to be closed.
pub fn greet(
    door: &Door,
    text: &str,
    keys: &Keys,
    reception: Reception<'_>,
) -> Result<Admission, RefusalCode> {
    match door {
        Door::Visitor { .. } => greet_visitor(door, read(text)?, keys, reception),
        Door::Desk { .. } => greet_operator(door, read(text)?, keys, reception),
        Door::Media => greet_node(read(text)?, keys),
    }
}

/// Whether somebody whose hello was believed gets in: into a hotline that is gone only who is on the line there.
///
/// # Errors
/// [`RefusalCode::UnknownHotline`].
pub fn lets_in(door: &Door, party: &Party, heart: &Switchboard) -> Result<(), RefusalCode> {
    match (door, party) {
        (Door::Visitor { gone: true, .. }, Party::Visitor(VisitorParty { visitor, .. })) => {
            let contact = heart.contact_of(visitor);
            let is_on_the_line = contact.is_some_and(|contact| !contact.has_ended());
            if is_on_the_line {
                Ok(())
            } else {
                Err(RefusalCode::UnknownHotline)
            }
        }
        (Door::Visitor { .. } | Door::Desk { .. } | Door::Media, _) => Ok(()),
    }
}

fn greet_visitor(
    door: &Door,
    message: FromVisitor,
    keys: &Keys,
    reception: Reception<'_>,
) -> Result<Admission, RefusalCode> {
    let (
        Door::Visitor {
            hotline,
            hotline_name,
            hours: _,
            gone: _,
        },
        FromVisitor::Hello {
            version,
            page_id: _,
            token,
            language,
            page,
        },
    ) = (door, message)
    else {
        return Err(RefusalCode::HelloExpected);
    };
    check_version(version)?;
    let (visitor, token) = match token {
        Some(token) => {
            let visitor = keys
                .signer
                .visitor_of(&token)
                .ok_or(RefusalCode::BadToken)?;
            (visitor, token)
        }
        None => keys
            .signer
            .new_visitor(reception.chance)
            .ok_or(RefusalCode::Internal)?,
    };
    let names = reception.names;
    let language = language_tag(language);
    let welcome = ToVisitor::Welcome {
        version: VERSION,
        token,
        hotline_name: hotline_name.clone(),
        staffed: reception.staffed,
        opening: reception.opening,
        now_ms: reception.now.as_millis(),
        welcome: names.welcome(hotline, &language),
        menu: names.menu(hotline, &language, &reception.closed),
        survey: names.plan(hotline).is_some_and(|plan| plan.survey),
    };
    let party = VisitorParty {
        visitor: visitor.clone(),
        hotline: hotline.clone(),
        language,
        page: page.map(shortened),
    };
    Ok(Admission {
        party: Party::Visitor(party),
        welcome: json(&welcome)?,
        inputs: vec![Input::VisitorConnected { visitor }],
    })
}

fn greet_operator(
    door: &Door,
    message: FromOperator,
    keys: &Keys,
    reception: Reception<'_>,
) -> Result<Admission, RefusalCode> {
    let (
        Door::Desk {
            operator,
            name,
            organisation_name,
            session,
            until,
        },
        FromOperator::Hello {
            version,
            page_id: _,
            ticket,
            ready,
        },
    ) = (door, message)
    else {
        return Err(RefusalCode::HelloExpected);
    };
    check_version(version)?;
    if *until <= reception.now || !keys.signer.is_ticket_of(&ticket, session) {
        return Err(RefusalCode::SignedOut);
    }
    let welcome = ToOperator::Welcome {
        version: VERSION,
        operator: operator.clone(),
        name: name.clone(),
        organisation_name: organisation_name.clone(),
        now_ms: reception.now.as_millis(),
        breaks: reception.names.breaks(),
    };
    let party = OperatorParty {
        operator: operator.clone(),
        session: session.clone(),
        until: *until,
    };
    Ok(Admission {
        party: Party::Operator(party),
        welcome: json(&welcome)?,
        inputs: vec![Input::OperatorConnected {
            operator: operator.clone(),
            ready,
        }],
    })
}

fn greet_node(message: FromMedia, keys: &Keys) -> Result<Admission, RefusalCode> {
    let FromMedia::Hello {
        version,
        node,
        secret,
    } = message
    else {
        return Err(RefusalCode::HelloExpected);
    };
    check_version(version)?;
    if !same_secret(secret.expose(), &keys.node_secret) {
        return Err(RefusalCode::BadNodeSecret);
    }
    Ok(Admission {
        party: Party::Media { node },
        welcome: json(&ToMedia::Welcome { version: VERSION })?,
        // The list of legs, which the node sends next, is what connects it.
        inputs: Vec::new(),
    })
}

/// This version and the one before it are served.
fn check_version(version: u32) -> Result<(), RefusalCode> {
    let served = version > 0 && (version == VERSION || version.checked_add(1) == Some(VERSION));
    if served {
        Ok(())
    } else {
        Err(RefusalCode::UnsupportedVersion)
    }
}

fn json(message: &impl Serialize) -> Result<String, RefusalCode> {
    serde_json::to_string(message).map_err(|_| RefusalCode::Internal)
}

/// What is not a language tag becomes `und`, undetermined.
pub fn language_tag(text: String) -> String {
    let tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let valid = !text.is_empty() && text.len() <= MAX_LANGUAGE_BYTES && text.bytes().all(tag);
    if valid { text } else { "und".into() }
}

fn shortened(page: PageUrl) -> PageUrl {
    let text = page.expose();
    let end = (0..=text.len().min(MAX_PAGE_BYTES))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    PageUrl::new(&text[..end.unwrap_or(0)])
}

#[cfg(test)]
mod tests;

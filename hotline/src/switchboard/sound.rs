//! Who hears whom in a call. What is said here is repeated whenever a leg comes up, which mends a media server that lost
//! it.

use super::Switchboard;
use crate::contact::{ConsultState, Contact, ContactState};
use crate::effect::Effect;
use crate::fact::FactKind;
use crate::input::LegReport;
use crate::leg::Leg;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, LegId};
use std::collections::{BTreeMap, BTreeSet};

impl Switchboard {
    /// A leg came up: moves on what waited for it and says who hears whom.
    pub(super) fn sound_came(&mut self, now: Timestamp, id: &ContactId) {
        self.begin_call(now, id);
        self.begin_private(now, id);
        self.say_who_hears_whom(id);
    }

    /// Those in the call whose legs are up hear each other. False when there are fewer than two.
    pub(super) fn say_who_hears_whom(&mut self, id: &ContactId) -> bool {
        let Some(contact) = self.contacts.get(id) else {
            return false;
        };
        let up = company(contact).into_iter().filter(|(_, leg)| leg.is_up());
        let mut up = up.map(|(leg, _)| leg);
        let bridge = match (up.next(), up.next(), up.next()) {
            (Some(a), Some(b), third) => Some(Effect::Bridge { a, b, third }),
            (None | Some(_), ..) => None,
        };
        let hold = contact.visitor_leg_id().filter(|_| contact.is_held());
        let bridged = bridge.is_some();
        let hold = hold.map(|leg| Effect::Hold { leg });
        self.effects.extend(bridge.into_iter().chain(hold));
        bridged
    }

    /// A party left the call: whoever cannot be heard by the visitor now is replaced by the waiting tone.
    pub(super) fn sound_left(&mut self, id: &ContactId) {
        if self.say_who_hears_whom(id) {
            return;
        }
        let leg = self.contacts.get(id).and_then(Contact::visitor_leg_id);
        self.effects.extend(leg.map(|leg| Effect::Hold { leg }));
    }

    /// The node has its bridges as they should be, or is told again.
    pub(super) fn agree_on_bridge(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        reports: &BTreeMap<LegId, LegReport>,
    ) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let with = |leg: &LegId| -> BTreeSet<LegId> {
            let report = reports.get(leg);
            let others = report.map(|report| [report.bridged_with.clone(), report.third.clone()]);
            others.into_iter().flatten().flatten().collect()
        };
        match contact.state {
            ContactState::Connecting { .. } => self.sound_came(now, id),
            ContactState::Bridged { .. } => {
                let company = company(contact).into_iter().map(|(leg, _)| leg);
                let company: BTreeSet<_> = company.collect();
                let mut stands = legs(contact).into_iter().map(|(leg, _)| {
                    let mut expected = company.clone();
                    if !expected.remove(&leg) {
                        expected.clear();
                    }
                    with(&leg) == expected
                });
                let as_it_should = stands.all(|as_it_should| as_it_should);
                if !as_it_should || connects(contact) {
                    self.sound_came(now, id);
                }
            }
            ContactState::Queued | ContactState::Ringing { .. } => {
                let leg = contact.visitor_leg_id();
                let bridged = leg.filter(|leg| !with(leg).is_empty());
                self.effects.extend(bridged.map(|leg| Effect::Hold { leg }));
            }
            ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => {}
        }
    }

    /// `Connecting → Bridged` once both legs are up.
    fn begin_call(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let operator_is_up = contact.operator_leg().is_some_and(Leg::is_up);
        if !contact.leg.is_up() || !operator_is_up {
            return;
        }
        let ContactState::Connecting {
            operator,
            operator_leg,
            ring,
            ..
        } = contact.state.clone()
        else {
            return;
        };
        self.with_contact(id, |contact| {
            contact.answered = true;
            contact.state = ContactState::Bridged {
                operator: operator.clone(),
                operator_leg,
                since: now,
                ring,
                consult: None,
            };
        });
        self.with_operator(&operator, |operator| operator.contacts_this_shift += 1);
        let contact = id.clone();
        self.journal(now, FactKind::Bridged { contact, operator });
    }

    /// The consult's `Connecting → Private` once both operators can hear each other: a colleague is never connected to
    /// silence.
    fn begin_private(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let operator_is_up = contact.operator_leg().is_some_and(Leg::is_up);
        let colleague = contact.consult().and_then(|consult| consult.leg().copied());
        let Some(leg) = colleague.filter(|leg| leg.is_up() && operator_is_up) else {
            return;
        };
        if !connects(contact) {
            return;
        }
        self.with_contact(id, |contact| {
            if let Some(Some(consult)) = contact.consult_mut() {
                consult.state = ConsultState::Private { leg };
            }
        });
        let contact = id.clone();
        self.journal(now, FactKind::HeldBegan { contact });
    }
}

/// Those who hear each other in a call, when their legs are up.
fn company(contact: &Contact) -> Vec<(LegId, Leg)> {
    let has_begun = matches!(contact.state, ContactState::Bridged { .. });
    let (visitor, operator, colleague) = parties(contact);
    let heard = contact
        .consult()
        .is_some_and(|consult| consult.may_complete());
    let visitor = visitor.filter(|_| !contact.is_held());
    let colleague = colleague.filter(|_| heard);
    let all = [visitor, operator, colleague].into_iter().flatten();
    all.filter(|_| has_begun).collect()
}

/// All legs of a contact that may have any.
fn legs(contact: &Contact) -> Vec<(LegId, Leg)> {
    let (visitor, operator, colleague) = parties(contact);
    [visitor, operator, colleague]
        .into_iter()
        .flatten()
        .collect()
}

type Party = Option<(LegId, Leg)>;

fn parties(contact: &Contact) -> (Party, Party, Party) {
    let visitor = contact.visitor_leg_id().map(|id| (id, contact.leg));
    let theirs = |id| Some((contact.leg_id_of(id)?, *contact.leg_of(id)?));
    let operator = contact.operator().and_then(theirs);
    let colleague = contact.consult().map(|consult| &consult.colleague);
    (visitor, operator, colleague.and_then(theirs))
}

/// A colleague answered and is not heard yet.
fn connects(contact: &Contact) -> bool {
    let state = contact.consult().map(|consult| &consult.state);
    match state {
        Some(ConsultState::Connecting { .. }) => true,
        Some(
            ConsultState::Ringing { .. }
            | ConsultState::Private { .. }
            | ConsultState::Together { .. },
        )
        | None => false,
    }
}

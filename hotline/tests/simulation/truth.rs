//! What pages ought to show, from the heart's states alone. Lines are told one by one, so their number is left out.

use crate::definition::Definition;
use bellpull_hotline::{
    Activity, ConsultState, Contact, ContactState, ContactView, ContactViewState, DeskChat,
    DeskContact, DeskView, Operator, Switchboard,
};
use bellpull_protocol::ContactId;
use std::collections::BTreeMap;

/// The places by a model of its own: sort everybody who waits, department by department.
pub fn places(definition: &Definition) -> BTreeMap<ContactId, u32> {
    let contacts = definition.heart.contacts();
    let mut queue: Vec<_> = contacts
        .filter(|contact| contact.state == ContactState::Queued)
        .collect();
    queue.sort_by_cached_key(|contact| definition.order(contact));
    let mut last: BTreeMap<_, u32> = BTreeMap::new();
    queue
        .into_iter()
        .map(|contact| {
            let place = last.entry(&contact.department).or_default();
            *place += 1;
            (contact.id.clone(), *place)
        })
        .collect()
}

/// How long it takes is an opinion, which a test of its own checks.
pub fn without_estimate(view: ContactView) -> ContactView {
    match view.state {
        ContactViewState::Waiting { place, .. } => {
            let estimate = None;
            let state = ContactViewState::Waiting { place, estimate };
            ContactView { state, ..view }
        }
        ContactViewState::Ringing
        | ContactViewState::Connecting { .. }
        | ContactViewState::Talking { .. }
        | ContactViewState::Chatting { .. }
        | ContactViewState::RingingBack { .. }
        | ContactViewState::Dialling { .. }
        | ContactViewState::Ended { .. } => view,
    }
}

pub fn visitor_view(contact: &Contact, place: Option<u32>) -> ContactView {
    let state = match contact.state.clone() {
        ContactState::Queued => ContactViewState::Waiting {
            place: place.unwrap_or_default(),
            estimate: None,
        },
        ContactState::Ringing { .. } => ContactViewState::Ringing,
        ContactState::Connecting {
            operator,
            operator_leg,
            ..
        } => ContactViewState::Connecting {
            operator,
            operator_leg,
        },
        ContactState::Bridged {
            operator,
            operator_leg,
            since,
            consult,
            ..
        } => ContactViewState::Talking {
            operator,
            operator_leg,
            since,
            on_hold: matches!(
                consult.map(|consult| consult.state),
                Some(ConsultState::Private { .. })
            ),
        },
        ContactState::Chatting { operator, since } => {
            ContactViewState::Chatting { operator, since }
        }
        ContactState::RingingBack { operator, until } => {
            ContactViewState::RingingBack { operator, until }
        }
        ContactState::Dialling { operator, .. } => ContactViewState::Dialling { operator },
        ContactState::Ended { reason, .. } => ContactViewState::Ended { reason },
    };
    ContactView {
        contact: contact.id.clone(),
        request: contact.request.clone(),
        channel: contact.channel.clone(),
        lines: 0,
        answered: contact.answered,
        stars: contact.stars,
        entered: contact.entered,
        leg: contact.leg,
        state,
        department: contact.department.clone(),
        offered_callback: contact.offered_callback,
    }
}

pub fn desk_view(operator: &Operator, heart: &Switchboard) -> DeskView {
    let contact = match &operator.activity {
        Activity::Idle => None,
        Activity::Ringing { contact }
        | Activity::Talking { contact }
        | Activity::WrapUp { contact, .. } => heart.contact(contact),
    };
    DeskView {
        presence: operator.presence,
        activity: operator.activity.clone(),
        contact: contact.map(|contact| DeskContact::of(contact, &operator.id, 0)),
        back_at: operator.back_at,
        pause: operator.pause.clone(),
        planned: operator.planned.clone(),
    }
}

pub fn desk_chats(operator: &Operator, heart: &Switchboard) -> Vec<DeskChat> {
    let ring = operator.chat_ring.iter();
    // What was given away and rings here again is told once.
    let rings_again = |chat: &&ContactId| operator.chat_ring.as_ref() != Some(*chat);
    let chats = operator.chats.iter().chain(&operator.chat_outcomes);
    let all = ring.chain(chats.filter(rings_again));
    let known = all.filter_map(|chat| heart.contact(chat));
    known
        .map(|contact| DeskChat {
            contact: DeskContact::of(contact, &operator.id, 0),
            visitor_here: !contact.away,
        })
        .collect()
}

//! Transfers by chance: three operators and two visitors do what comes to their minds, in any order.

use crate::hotline::{Hotline, operator, operator_leg, visitor, visitor_leg};
use bellpull_hotline::{
    Activity, ChannelKind, ConsultState, Contact, ContactState, FactKind, Input, PresenceChoice,
    TransferTo, Wish,
};
use bellpull_protocol::{ContactId, DepartmentId, OperatorId};

const OPERATORS: [&str; 3] = ["anna", "berta", "clara"];
const VISITORS: [&str; 2] = ["v1", "v2"];
const SEEDS: u64 = 300;
const STEPS: usize = 200;

/// xorshift64*
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % limit
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

#[test]
fn whatever_they_do_everybody_hears_who_they_should_and_nobody_is_stuck() {
    let mut held = 0;
    let mut together = 0;
    for seed in 1..=SEEDS {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut hotline = Hotline::open();
        for name in OPERATORS {
            hotline.online(name);
        }
        for step in 0..STEPS {
            something_happens(&mut hotline, &mut chance);
            let seen = format!("seed {seed}, step {step}");
            assert_everybody_is_in_step(&hotline, &seen);
            assert_everybody_hears_whom_they_should(&hotline, &seen);
            assert_facts_add_up(&hotline, &seen);
            assert_memory_is_whole(&mut hotline, &seen);
            held += usize::from(hotline.switchboard.contacts().any(Contact::is_held));
            together += hotline
                .switchboard
                .contacts()
                .filter(|c| is_together(c))
                .count();
        }
        for name in VISITORS {
            leaves(&mut hotline, name);
        }
        hotline.advance(60);
        let at_rest = |name: &&str| hotline.operator(name).activity == Activity::Idle;
        assert!(OPERATORS.iter().all(at_rest), "seed {seed}");
        assert!(hotline.bridges().is_empty(), "seed {seed}");
    }
    assert!(
        held > 200 && together > 100,
        "it came to {held} and {together}"
    );
}

fn is_together(contact: &Contact) -> bool {
    let consult = contact.consult();
    consult.is_some_and(|consult| matches!(consult.state, ConsultState::Together { .. }))
}

fn leaves(hotline: &mut Hotline, name: &str) {
    if let Some(contact) = hotline.switchboard.contact_of(&visitor(name)) {
        let contact = contact.id.clone();
        hotline.visitor_hangs_up(name, &contact);
    }
}

/// What is refused has changed nothing, which the checks see.
fn something_happens(hotline: &mut Hotline, chance: &mut Chance) {
    let busy = |name: &&str| in_hand(hotline, name).is_some();
    let (busy, free): (Vec<&str>, Vec<&str>) = OPERATORS.into_iter().partition(busy);
    let any = chance.one_of(&OPERATORS);
    let name = *busy.get(chance.below(busy.len() + 1)).unwrap_or(&any);
    let colleague = *free.get(chance.below(2)).unwrap_or(&any);
    let page = chance.one_of(&VISITORS);
    let contact = in_hand(hotline, name);
    // Half of the time whatever is asked gets an answer, so that enough comes of it.
    let what = match chance.below(2) {
        0 => 3 + chance.below(8),
        _ => chance.below(32),
    };
    match (what, contact) {
        (3..=16, Some(contact)) if hotline.writes_up(name, &contact) => {
            hotline.input(Input::WrapUp {
                operator: operator(name),
                contact,
                disposition: None,
                topic: None,
                note: None,
                finish: true,
            });
        }
        (0..=2, _) => {
            let wish = chance.one_of(&[ChannelKind::Call, ChannelKind::Call, ChannelKind::Chat]);
            hotline.enter(
                page,
                if wish == ChannelKind::Chat {
                    Wish::Chat
                } else {
                    Wish::Call
                },
            );
        }
        (3..=6, Some(contact)) => {
            let ring = hotline.contact(&contact).ring_of(&operator(name));
            let _ = hotline.try_accept(name, &contact, ring.unwrap_or_default());
        }
        (7..=10, Some(contact)) => sounds(hotline, chance, &contact),
        (11, Some(contact)) => {
            let ring = hotline.contact(&contact).ring_of(&operator(name));
            let _ = hotline.try_input(Input::Decline {
                operator: operator(name),
                contact,
                ring: ring.unwrap_or_default(),
            });
        }
        (12..=14, Some(contact)) => {
            let _ = hotline.try_consult(name, &contact, colleague);
        }
        (15 | 16, Some(contact)) => {
            let together = chance.below(3) > 0;
            let _ = hotline.try_together(name, &contact, together);
        }
        (17, Some(contact)) => {
            let _ = hotline.try_complete(name, &contact);
        }
        (18, Some(contact)) => {
            let _ = hotline.try_cancel(name, &contact);
        }
        (19, Some(contact)) => {
            let to = match chance.below(4) {
                0 => TransferTo::Queue,
                1 => TransferTo::Department(DepartmentId::general()),
                _ => TransferTo::Operator(operator(colleague)),
            };
            let _ = hotline.try_transfer(name, &contact, to);
        }
        (20, Some(contact)) if chance.below(2) == 0 => {
            let _ = hotline.try_input(Input::OperatorHangUp {
                operator: operator(name),
                contact,
            });
        }
        (21, Some(contact)) if chance.below(3) == 0 => {
            let known = hotline.contact(&contact);
            let attempt = known.leg_of(&operator(name)).map_or(0, |leg| leg.attempt);
            let ring = known.ring_of(&operator(name)).unwrap_or_default();
            hotline.lost(operator_leg(&contact, ring), attempt);
        }
        (22, _) if chance.below(3) == 0 => leaves(hotline, page),
        (23, _) if chance.below(3) == 0 => {
            hotline.sign_out(name);
            hotline.online(name);
        }
        (24, _) if chance.below(3) == 0 => {
            hotline.choose(name, PresenceChoice::Break);
            hotline.choose(name, PresenceChoice::Available);
        }
        (25 | 26, _) => hotline.choose(any, PresenceChoice::Available),
        (27, _) if chance.below(4) == 0 => hotline.advance(31),
        _ => hotline.advance(u64::try_from(chance.below(3)).unwrap()),
    }
}

/// What rings at the operator, or they are on.
fn in_hand(hotline: &Hotline, name: &str) -> Option<ContactId> {
    let known = hotline.operator(name);
    let chat = known.chat_ring.iter().chain(&known.chats).next().cloned();
    match &known.activity {
        Activity::Ringing { contact }
        | Activity::Talking { contact }
        | Activity::WrapUp { contact, .. } => Some(contact.clone()),
        Activity::Idle => chat,
    }
}

/// Everybody's sound comes, or that of one.
fn sounds(hotline: &mut Hotline, chance: &mut Chance, contact: &ContactId) {
    let known = hotline.contact(contact).clone();
    if known.channel.kind() == ChannelKind::Call && !known.has_ended() && !known.leg.is_up() {
        hotline.visitor_sounds(contact);
    }
    let all = chance.below(4) > 0;
    for name in OPERATORS {
        let leg = hotline.contact(contact).leg_of(&operator(name)).copied();
        if leg.is_some_and(|leg| !leg.is_up()) && (all || chance.below(2) == 0) {
            hotline.operator_sounds(name, contact);
        }
    }
}

/// Whoever a contact rings at or is with knows it, and nobody else.
fn assert_everybody_is_in_step(hotline: &Hotline, seen: &str) {
    for known in hotline.switchboard.operators() {
        let on = hotline.switchboard.contacts().filter(|contact| {
            let chats = matches!(contact.state, ContactState::Chatting { .. });
            let rings_as_chat = contact.channel.is_written() && contact.rings_at(&known.id);
            is_on(contact, &known.id) && !chats && !rings_as_chat
        });
        let on: Vec<_> = on.map(|contact| contact.id.clone()).collect();
        let expected: Vec<_> = match &known.activity {
            Activity::Ringing { contact } | Activity::Talking { contact } => vec![contact.clone()],
            Activity::Idle | Activity::WrapUp { .. } => vec![],
        };
        assert_eq!(on, expected, "{}, {seen}", known.id);
        for chat in &known.chats {
            assert_eq!(hotline.contact(chat).operator(), Some(&known.id), "{seen}");
        }
    }
}

fn is_on(contact: &Contact, operator: &OperatorId) -> bool {
    let asked = contact.consult().map(|consult| &consult.colleague);
    contact.rings_at(operator) || contact.operator() == Some(operator) || asked == Some(operator)
}

/// As far as sound is there.
fn assert_everybody_hears_whom_they_should(hotline: &Hotline, seen: &str) {
    let bridges = hotline.bridges_by_leg();
    for contact in hotline.switchboard.contacts() {
        let visitor = (visitor_leg(&contact.id), contact.leg.is_up());
        let theirs = |id: &OperatorId| Some((contact.leg_id_of(id)?, contact.leg_of(id)?.is_up()));
        let asked = contact.consult();
        let heard = asked.filter(|asked| match asked.state {
            ConsultState::Private { .. } | ConsultState::Together { .. } => true,
            ConsultState::Ringing { .. } | ConsultState::Connecting { .. } => false,
        });
        let legs = [
            (!contact.is_held()).then_some(visitor.clone()),
            contact.operator().and_then(theirs),
            heard.and_then(|asked| theirs(&asked.colleague)),
        ];
        let legs: Vec<_> = legs.into_iter().flatten().collect();
        let is_call = matches!(contact.state, ContactState::Bridged { .. });
        let with = bridges.iter().find(|legs| legs.contains(&visitor.0));
        if is_call && legs.iter().all(|(_, up)| *up) {
            let expected = legs.into_iter().map(|(leg, _)| leg).collect();
            assert!(bridges.contains(&expected), "{bridges:?}, {seen}");
        } else if !is_call {
            assert_eq!(with, None, "{seen}");
        }
        if contact.is_held() {
            assert_eq!(with, None, "{seen}");
        }
    }
}

/// What began has ended, or is under way.
fn assert_facts_add_up(hotline: &Hotline, seen: &str) {
    let count = |is_it: fn(&FactKind) -> bool| hotline.count_facts(is_it);
    let contacts = || hotline.switchboard.contacts();
    let operators = hotline.switchboard.operators();
    let wrap_ups = operators.filter(|known| matches!(known.activity, Activity::WrapUp { .. }));
    let held = contacts().filter(|contact| contact.is_held()).count();
    let asked = contacts()
        .filter(|contact| contact.consult().is_some())
        .count();
    let under_way = [
        (
            count(|fact| matches!(fact, FactKind::HeldBegan { .. })),
            count(|fact| matches!(fact, FactKind::HeldEnded { .. })),
            held,
        ),
        (
            count(|fact| matches!(fact, FactKind::Consulted { .. })),
            count(|fact| matches!(fact, FactKind::ConsultEnded { .. })),
            asked,
        ),
        (
            count(|fact| matches!(fact, FactKind::WrapUpBegan { .. })),
            count(|fact| matches!(fact, FactKind::WrapUpEnded { .. })),
            wrap_ups.count(),
        ),
        (
            count(|fact| matches!(fact, FactKind::Rang { .. })),
            count(|fact| matches!(fact, FactKind::RingEnded { .. })),
            rings(hotline),
        ),
    ];
    for (began, ended, now) in under_way {
        assert_eq!(began, ended + now, "{seen}");
    }
}

fn rings(hotline: &Hotline) -> usize {
    let operators = hotline.switchboard.operators();
    let rings = operators.map(|known| {
        let rings = matches!(known.activity, Activity::Ringing { .. });
        usize::from(rings) + usize::from(known.chat_ring.is_some())
    });
    rings.sum()
}

/// A switchboard that is restored from the disk is the same.
fn assert_memory_is_whole(hotline: &mut Hotline, seen: &str) {
    let all = |hotline: &Hotline| {
        // Of leases the disk knows an earlier end: the sockets tell the rest.
        let contacts = hotline.switchboard.contacts().map(|known| {
            let (state, leg) = (known.state.clone(), known.leg);
            (
                known.former.clone(),
                known.declined.clone(),
                known.raised,
                state,
                leg,
            )
        });
        let contacts: Vec<_> = contacts.collect();
        let operators = hotline.switchboard.operators();
        let operators = operators.map(|known| (known.id.clone(), known.activity.clone()));
        let operators: Vec<_> = operators.collect();
        (contacts, operators)
    };
    let before = all(hotline);
    if hotline.facts.len().is_multiple_of(7) {
        hotline.restore();
        hotline.input(Input::MediaStayed);
        assert_eq!(all(hotline), before, "{seen}");
    }
}

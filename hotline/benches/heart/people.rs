//! Who waits and who answers at the beginning, as records: entering one by one would take longer than measuring.

use crate::plan;
use bellpull_hotline::{
    Activity, Callback, Channel, Contact, ContactState, Input, Lease, Leg, LegReport, LegState,
    Operator, Presence, Record, Settings, Switchboard, Timestamp, Way,
};
use bellpull_protocol::{
    ContactId, HotlineId, LegId, OperatorId, PageUrl, PhoneNumber, RequestId, VisitorId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

pub const BEGIN: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// As long as real ones, and in no order.
pub fn id(name: &str, number: u32) -> String {
    let mixed = (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{name}{mixed:016x}{:05}", number % 100_000)
}

/// A waiting room without walls.
pub fn settings() -> Settings {
    Settings {
        waiting_room: usize::MAX,
        ..Settings::default()
    }
}

pub fn visitor(number: u32) -> VisitorId {
    VisitorId::new(id("v", number)).unwrap()
}

pub fn contact(number: u32) -> ContactId {
    ContactId::new(id("c", number)).unwrap()
}

pub fn request(number: u32) -> RequestId {
    RequestId::new(id("r", number)).unwrap()
}

pub fn operator(number: u32) -> OperatorId {
    OperatorId::new(id("o", number)).unwrap()
}

pub fn hotline() -> HotlineId {
    HotlineId::new("shop").unwrap()
}

pub fn page() -> Option<PageUrl> {
    Some(PageUrl::new("https://shop.example/boots/winter/model-7"))
}

/// Everybody talks and has room for chats. Of those who wait one in ten is owed a callback whose page is away, and one
/// in ten one that pauses: nobody of them can ring now.
pub fn switchboard(waiting: impl Iterator<Item = Record>, operators: u32) -> Switchboard {
    let mut legs = vec![];
    let records = waiting.chain(self::operators(operators)).inspect(|record| {
        if let Record::Contact(contact) = record {
            legs.extend(legs_of(contact));
        }
    });
    let mut switchboard = Switchboard::restore(settings(), records);
    let plan = Input::Configure(Box::new(plan::plan(operators)));
    switchboard.handle_input(BEGIN, plan).unwrap();
    let connected = Input::MediaConnected { legs };
    switchboard.handle_input(BEGIN, connected).unwrap();
    while switchboard.poll_effect().is_some() {}
    switchboard
}

pub fn waiting(count: u32) -> impl Iterator<Item = Record> {
    (0..count).map(|number| {
        let entered = Timestamp::from_millis(BEGIN.as_millis() - 200_000 + u64::from(number));
        let mut waiting = record(number, entered);
        match number % 10 {
            3 => {
                waiting.away = true;
                waiting.channel = callback(Way::Browser, entered);
            }
            7 => {
                let number = PhoneNumber::new("+431234567");
                let zone = Some("Europe/Vienna".into());
                let pause = BEGIN.after(Duration::from_secs(3_600));
                waiting.channel = callback(Way::Phone { number, zone }, pause);
            }
            _ => {}
        }
        Record::Contact(waiting)
    })
}

/// Each with a call in hand, whose numbers follow after a million.
pub fn operators(count: u32) -> impl Iterator<Item = Record> {
    (0..count).flat_map(|number| {
        let mut call = record(in_hand(number), BEGIN);
        let up = Leg {
            attempt: 1,
            state: LegState::Up,
        };
        call.leg = up;
        call.rings = 1;
        call.answered = true;
        call.state = ContactState::Bridged {
            operator: operator(number),
            operator_leg: up,
            since: BEGIN,
            consult: None,
            ring: 0,
        };
        let talks = Operator {
            id: operator(number),
            lease: there(),
            presence: Presence::Available,
            activity: Activity::Talking {
                contact: call.id.clone(),
            },
            chat_ring: None,
            chats: BTreeSet::new(),
            chat_outcomes: BTreeSet::new(),
            idle_since: BEGIN,
            contacts_this_shift: 1,
            talked_this_shift_ms: 0,
            serving: None,
            pause: None,
            before_pause: None,
            pause_is_due: false,
            planned: None,
            back_at: None,
        };
        [Record::Contact(call), Record::Operator(talks)]
    })
}

/// The number of the call that an operator has in hand at the beginning.
pub fn in_hand(operator: u32) -> u32 {
    1_000_000 + operator
}

fn record(number: u32, entered: Timestamp) -> Contact {
    Contact {
        id: contact(number),
        visitor: visitor(number),
        request: request(number),
        hotline: hotline(),
        language: "de-AT".into(),
        page: page(),
        channel: Channel::Call,
        entered,
        lease: there(),
        away: false,
        owed_until: None,
        waits_since: None,
        expires_at: None,
        leg: Leg::none(entered),
        rings: 0,
        declined: BTreeMap::new(),
        disposition: None,
        former: BTreeMap::new(),
        answered: false,
        stars: None,
        state: ContactState::Queued,
        department: plan::department(number),
        raised: 0,
        rank: None,
        step: 0,
        affinity: None,
        offered_callback: false,
        estimated: None,
        topic: None,
    }
}

/// Longer than anything is measured.
fn there() -> Lease {
    Lease::from(BEGIN, Duration::from_secs(3_600))
}

fn callback(way: Way, due: Timestamp) -> Channel {
    Channel::Callback(Callback {
        way,
        tries: 1,
        due,
        window: None,
    })
}

fn legs_of(contact: &Contact) -> Vec<LegReport> {
    let ContactState::Bridged { .. } = contact.state else {
        return vec![];
    };
    let ours = LegId::of_visitor(&contact.id).unwrap();
    let theirs = LegId::of_operator(&contact.id, contact.rings).unwrap();
    let report = |leg: &LegId, other: &LegId| LegReport {
        leg: leg.clone(),
        attempt: 1,
        up: true,
        bridged_with: Some(other.clone()),
        third: None,
    };
    vec![report(&ours, &theirs), report(&theirs, &ours)]
}

//! What can only be provoked from inside.

use super::*;
use bellpull_protocol::Sdp;
use bellpull_protocol::media::Side;
use str0m::Rtc;
use str0m::media::{Direction, MediaKind};
use str0m::net::Protocol;

const OFFERED: u32 = 1;

fn offer(now: Instant) -> Sdp {
    let mut rtc = Rtc::builder()
        .clear_codecs()
        .enable_opus(true, false)
        .build(now);
    let mut changes = rtc.sdp_api();
    changes.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
    let (offer, _) = changes.apply().unwrap();
    Sdp::new(offer.to_sdp_string())
}

fn key(name: &str) -> LegKey {
    LegKey {
        organisation: OrganisationId::new("demo").unwrap(),
        leg: LegId::new(name).unwrap(),
    }
}

fn open(engine: &mut Engine, now: Instant, name: &str, side: Side) {
    let LegKey { organisation, leg } = key(name);
    let command = Command::Open {
        leg,
        attempt: OFFERED,
        side,
        sdp: offer(now),
    };
    engine.handle_input(
        now,
        Input::Command {
            organisation,
            command,
        },
    );
}

fn closed(engine: &mut Engine) -> Vec<(LegId, CloseCause)> {
    let reports = std::iter::from_fn(|| engine.poll_effect());
    let closed = |effect| match effect {
        Effect::Report {
            message: FromMedia::LegClosed { leg, cause, .. },
            ..
        } => Some((leg, cause)),
        Effect::Report { .. } | Effect::Transmit(_) | Effect::Forget(_) => None,
    };
    reports.filter_map(closed).collect()
}

#[test]
fn a_leg_that_panics_is_closed_alone() {
    let now = Instant::now();
    let tone = Arc::new(Prompt::built_in_waiting_tone().unwrap());
    let door = Door {
        protocol: Protocol::Udp,
        address: ([127, 0, 0, 1], 7301).into(),
    };
    let mut engine = Engine::new(vec![door], tone, Bounds::of_one_in(1));
    open(&mut engine, now, "vera", Side::Visitor);
    open(&mut engine, now, "anna", Side::Operator);
    let LegKey {
        organisation,
        leg: a,
    } = key("vera");
    let command = Command::Bridge {
        a,
        b: key("anna").leg,
        third: None,
    };
    engine.handle_input(
        now,
        Input::Command {
            organisation,
            command,
        },
    );
    let anna = engine.numbers[&key("anna")];

    engine.legs.get_mut(&anna).unwrap().panic_inside();
    engine.settle(now, anna);

    assert_eq!(closed(&mut engine), [(key("anna").leg, CloseCause::Fault)]);
    let left = engine.legs(&key("vera").organisation);
    assert_eq!(left.len(), 1);
    assert_eq!(
        (&left[0].leg, &left[0].bridged_with),
        (&key("vera").leg, &None)
    );
}

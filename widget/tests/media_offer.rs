//! The offer rule, as both pages rely on it.

use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, Sdp};
use bellpull_widget::softphone::media_offer::{LegTold, MediaOffer, MediaStep};

#[test]
fn offers_one_above_the_attempt_told_and_only_once() {
    let mut media = MediaOffer::default();
    assert_eq!(told(&mut media, 0, LegState::None, 0), open(1));
    assert_eq!(media.offer_made(10, 1, sdp("a")), send(1, "a"));
    // The place in the queue changed before the edge saw the offer.
    assert_eq!(told(&mut media, 20, LegState::None, 0), None);
    assert_eq!(told(&mut media, 30, LegState::Opening, 1), None);
    assert_eq!(media.answered(&contact(), 1, sdp("b")), accept(1, "b"));
    assert_eq!(told(&mut media, 50, LegState::Up, 1), None);
}

#[test]
fn offers_anew_when_the_leg_was_lost() {
    let mut media = answered();
    assert_eq!(told(&mut media, 60_000, LegState::Lost, 1), open(2));
}

#[test]
fn a_reloaded_page_offers_although_the_leg_of_the_earlier_page_is_up() {
    let mut media = MediaOffer::default();
    assert_eq!(told(&mut media, 0, LegState::Up, 3), open(4));
}

#[test]
fn repeats_an_unanswered_offer_unchanged_after_a_reconnection() {
    let mut media = MediaOffer::default();
    told(&mut media, 0, LegState::None, 0);
    media.offer_made(10, 1, sdp("a"));
    media.went_offline();
    assert_eq!(told(&mut media, 900, LegState::None, 0), send(1, "a"));
    media.went_offline();
    assert_eq!(told(&mut media, 1_900, LegState::Opening, 1), send(1, "a"));
}

#[test]
fn sends_an_offer_that_was_made_while_offline_once_back() {
    let mut media = MediaOffer::default();
    told(&mut media, 0, LegState::None, 0);
    media.went_offline();
    assert_eq!(media.offer_made(10, 1, sdp("a")), None);
    assert_eq!(media.tick(9_000), None);
    assert_eq!(told(&mut media, 9_500, LegState::None, 0), send(1, "a"));
}

#[test]
fn an_answered_call_is_left_alone_by_a_reconnection() {
    let mut media = answered();
    media.went_offline();
    assert_eq!(told(&mut media, 9_000, LegState::Up, 1), None);
}

#[test]
fn ignores_stale_answers() {
    let mut media = answered();
    assert_eq!(media.answered(&contact(), 1, sdp("again")), None);
    told(&mut media, 60_000, LegState::Lost, 1);
    media.offer_made(60_010, 2, sdp("c"));
    assert_eq!(media.answered(&contact(), 1, sdp("late")), None);
    assert_eq!(
        media.answered(&ContactId::new("other").unwrap(), 2, sdp("foreign")),
        None
    );
    assert_eq!(media.answered(&contact(), 2, sdp("d")), accept(2, "d"));
}

#[test]
fn ignores_an_offer_of_a_peer_that_was_replaced() {
    let mut media = MediaOffer::default();
    told(&mut media, 0, LegState::None, 0);
    assert_eq!(told(&mut media, 2_000, LegState::Up, 7), open(8));
    assert_eq!(media.offer_made(2_010, 1, sdp("old")), None);
}

#[test]
fn a_refused_offer_is_made_again_ever_later() {
    let mut media = MediaOffer::default();
    let mut opened = Vec::new();
    told(&mut media, 0, LegState::None, 0);
    for now_ms in (0..20_000).step_by(500) {
        let attempt = u32::try_from(opened.len()).unwrap() + 1;
        if media.offer_made(now_ms, attempt, sdp("a")).is_some() {
            opened.push(now_ms);
            media.refused();
        }
        media.tick(now_ms);
    }
    assert_eq!(opened, [0, 1_500, 3_500, 6_500, 10_500, 15_500]);
}

#[test]
fn repeats_an_offer_that_nobody_answers() {
    let mut media = MediaOffer::default();
    told(&mut media, 0, LegState::None, 0);
    media.offer_made(0, 1, sdp("a"));
    assert_eq!(media.tick(4_000), None);
    assert_eq!(media.tick(5_000), send(1, "a"));
    assert_eq!(media.tick(6_000), None);
}

#[test]
fn offers_anew_when_the_browser_gave_up() {
    let mut media = answered();
    assert_eq!(media.failed(60_000, 1), open(2));
    assert_eq!(media.failed(60_001, 1), None);
}

#[test]
fn a_connection_that_failed_while_offline_is_replaced_once_back() {
    let mut media = answered();
    media.went_offline();
    assert_eq!(media.failed(60_000, 1), None);
    assert_eq!(told(&mut media, 61_000, LegState::Up, 1), open(2));
}

#[test]
fn closes_when_there_is_no_call_any_more() {
    let mut media = answered();
    assert_eq!(media.told(0, None), Some(MediaStep::ClosePeer));
    assert_eq!(media.told(0, None), None);
}

#[test]
fn the_next_contact_starts_from_the_attempt_told_for_it() {
    let mut media = answered();
    let other = ContactId::new("c2").unwrap();
    let step = media.told(
        0,
        Some(LegTold {
            contact: &other,
            leg: LegState::None,
            attempt: 0,
        }),
    );
    assert_eq!(step, open(1));
}

fn answered() -> MediaOffer {
    let mut media = MediaOffer::default();
    told(&mut media, 0, LegState::None, 0);
    media.offer_made(1, 1, sdp("a"));
    media.answered(&contact(), 1, sdp("b"));
    told(&mut media, 2, LegState::Up, 1);
    media
}

fn told(media: &mut MediaOffer, now_ms: u64, leg: LegState, attempt: u32) -> Option<MediaStep> {
    media.told(
        now_ms,
        Some(LegTold {
            contact: &contact(),
            leg,
            attempt,
        }),
    )
}

fn contact() -> ContactId {
    ContactId::new("c1").expect("letters and digits are an id")
}

fn sdp(text: &str) -> Sdp {
    Sdp::new(text)
}

fn open(attempt: u32) -> Option<MediaStep> {
    Some(MediaStep::OpenPeer { attempt })
}

fn send(attempt: u32, text: &str) -> Option<MediaStep> {
    Some(MediaStep::SendOffer {
        contact: contact(),
        attempt,
        sdp: sdp(text),
    })
}

fn accept(attempt: u32, text: &str) -> Option<MediaStep> {
    Some(MediaStep::AcceptAnswer {
        attempt,
        sdp: sdp(text),
    })
}

//! What visitors think of it, once and afterwards.

use crate::hotline::{Hotline, visitor};
use bellpull_hotline::{FactKind, Input, Refusal, Survey, Wish};
use bellpull_protocol::limits::MAX_REMARK_CHARS;
use bellpull_protocol::{ContactId, Remark};

fn rate(
    hotline: &mut Hotline,
    name: &str,
    contact: &ContactId,
    stars: u8,
    remark: &str,
) -> Result<(), Refusal> {
    hotline.try_input(Input::Rate {
        visitor: visitor(name),
        contact: contact.clone(),
        stars,
        remark: Some(Remark::new(remark)),
        survey: Survey::default(),
    })
}

#[test]
fn a_contact_is_rated_once_after_its_end() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let early = rate(&mut hotline, "v1", &chat, 5, "");
    assert_eq!(early, Err(Refusal::NothingToRate));
    hotline.visitor_hangs_up("v1", &chat);

    assert_eq!(rate(&mut hotline, "v1", &chat, 5, "Quick"), Ok(()));
    assert_eq!(rate(&mut hotline, "v1", &chat, 5, "Quick"), Ok(()));
    let other = rate(&mut hotline, "v1", &chat, 1, "");

    assert_eq!(other, Err(Refusal::NothingToRate));
    assert_eq!(hotline.contact(&chat).stars, Some(5));
    assert_eq!(hotline.disk.remarks[&chat].expose(), "Quick");
    let rated = hotline.count_facts(|fact| matches!(fact, FactKind::Rated { .. }));
    assert_eq!(rated, 1);
}

#[test]
fn what_nobody_answered_is_not_rated() {
    let mut hotline = Hotline::open();
    let chat = hotline.enter("v1", Wish::Chat);
    hotline.visitor_hangs_up("v1", &chat);

    let rated = rate(&mut hotline, "v1", &chat, 1, "");

    assert_eq!(rated, Err(Refusal::NothingToRate));
}

#[test]
fn a_rating_that_is_none_changes_nothing() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let call = hotline.talk("v1", "anna");
    hotline.visitor_hangs_up("v1", &call);
    let long = "x".repeat(MAX_REMARK_CHARS + 1);

    let bad = Err(Refusal::BadRating);
    assert_eq!(rate(&mut hotline, "v1", &call, 0, ""), bad);
    assert_eq!(rate(&mut hotline, "v1", &call, 6, ""), bad);
    let long = rate(&mut hotline, "v1", &call, 3, &long);
    assert_eq!(long, Err(Refusal::TextTooLong));
    hotline.call("v2");
    let stranger = rate(&mut hotline, "v2", &call, 3, "");
    assert_eq!(stranger, Err(Refusal::UnknownContact));

    assert_eq!(hotline.contact(&call).stars, None);
    assert_eq!(rate(&mut hotline, "v1", &call, 3, " "), Ok(()));
    assert!(hotline.disk.remarks.is_empty());
}

#[test]
fn whoever_rates_may_answer_two_questions() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.visitor_hangs_up("v1", &chat);
    let answers = Survey {
        recommend: Some(10),
        settled: Some(true),
    };

    survey(&mut hotline, &chat, answers).unwrap();
    survey(&mut hotline, &chat, answers).unwrap();

    let written = hotline.count_facts(|fact| {
        matches!(
            fact,
            FactKind::Surveyed {
                recommend: Some(10),
                settled: Some(true),
                ..
            }
        )
    });
    assert_eq!(written, 1);
}

#[test]
fn a_survey_without_answers_is_no_fact_and_a_wrong_one_no_rating() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.visitor_hangs_up("v1", &chat);
    let eleven = Survey {
        recommend: Some(11),
        settled: None,
    };

    let refused = survey(&mut hotline, &chat, eleven);
    assert_eq!(hotline.contact(&chat).stars, None);
    let accepted = survey(&mut hotline, &chat, Survey::default());

    assert_eq!((refused, accepted), (Err(Refusal::BadRating), Ok(())));
    let surveyed = hotline.count_facts(|fact| matches!(fact, FactKind::Surveyed { .. }));
    assert_eq!(surveyed, 0);
}

fn survey(hotline: &mut Hotline, contact: &ContactId, survey: Survey) -> Result<(), Refusal> {
    hotline.try_input(Input::Rate {
        visitor: visitor("v1"),
        contact: contact.clone(),
        stars: 4,
        remark: None,
        survey,
    })
}

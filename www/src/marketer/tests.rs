use super::editor::{Editor, Fields};
use super::field::Field;
use super::form::{Form, Moment};
use super::frozen::why_frozen;
use super::list::{Next, next, of_state, title};
use bellpull_protocol::PromotionId;
use bellpull_protocol::marketer::Draw;
use bellpull_protocol::marketer::{Content, Mistake, Promotion, PromotionState, Text};
use bellpull_protocol::promotion::ProofStage;

#[test]
fn what_was_saved_comes_back_unchanged() {
    let saved = promotion(1, PromotionState::Draft);
    let mut editor = Editor::open(&saved, &vienna);

    assert!(!editor.is_changed());
    assert_eq!(editor.content(&vienna), Some(saved.content));
}

#[test]
fn a_time_that_the_clocks_repeat_stays_the_second_one() {
    let second = BACK_MS + 30 * 60_000 + 123;
    let moment = Moment::of(second, ZONE, &vienna);

    assert_eq!(moment.typed, "2026-10-25T02:30:00");
    assert_eq!(
        moment.read(ZONE, &vienna).map(|read| read.ms()),
        Some(second)
    );
}

#[test]
fn another_zone_reads_the_same_clock_as_another_moment() {
    let moment = Moment::of(START_MS, ZONE, &vienna);

    let there = moment.read("UTC", &vienna).map(|read| read.ms());

    assert_eq!(there, Some(START_MS + 3_600_000));
}

#[test]
fn what_others_save_is_followed_while_nothing_was_typed() {
    let mut editor = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    let mut theirs = promotion(2, PromotionState::Scheduled);
    theirs.content.texts.insert("de".to_owned(), words("Neu"));

    let fields = editor.told(&[theirs], &vienna);

    assert_eq!(fields, Fields::Refill);
    assert_eq!(editor.form.texts["de"].title, "Neu");
    assert_eq!(editor.state(), PromotionState::Scheduled);
}

#[test]
fn what_is_being_typed_is_never_touched() {
    let mut editor = Editor::open(&promotion(1, PromotionState::Scheduled), &vienna);
    type_title(&mut editor, "Mine");

    let same = editor.told(&[promotion(1, PromotionState::Live)], &vienna);
    let newer = editor.told(&[promotion(2, PromotionState::Live)], &vienna);

    assert_eq!((same, newer), (Fields::Stay, Fields::Stay));
    assert_eq!(editor.form.texts["en"].title, "Mine");
    assert_eq!(editor.state(), PromotionState::Live);
    assert_eq!(
        editor.conflict.as_ref().map(|theirs| theirs.revision),
        Some(2)
    );
}

#[test]
fn in_a_conflict_either_side_can_be_chosen() {
    let mut mine = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    type_title(&mut mine, "Mine");
    let _ = mine.told(&[promotion(2, PromotionState::Draft)], &vienna);
    let mut theirs = mine.clone();

    mine.keep_mine(&vienna);
    let fields = theirs.take_theirs(&vienna);

    assert_eq!((mine.revision(), mine.is_changed()), (2, true));
    assert_eq!(mine.form.texts["en"].title, "Mine");
    assert_eq!(fields, Fields::Refill);
    assert_eq!((theirs.revision(), theirs.is_changed()), (2, false));
}

#[test]
fn what_was_typed_while_it_was_saved_stays() {
    let mut editor = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    type_title(&mut editor, "First");
    let sent = editor.form.clone();
    type_title(&mut editor, "First and more");
    let mut saved = promotion(2, PromotionState::Draft);
    saved.content.texts.insert("en".to_owned(), words("First"));

    let fields = editor.done(&saved, Some(&sent), &vienna);

    assert_eq!(fields, Fields::Stay);
    assert_eq!((editor.revision(), editor.is_changed()), (2, true));
    assert_eq!(editor.form.texts["en"].title, "First and more");
}

#[test]
fn saving_leaves_the_fields_alone() {
    let mut editor = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    type_title(&mut editor, "First");
    let sent = editor.form.clone();
    let mut saved = promotion(2, PromotionState::Draft);
    saved.content.texts.insert("en".to_owned(), words("First"));

    assert_eq!(editor.done(&saved, Some(&sent), &vienna), Fields::Stay);
    assert!(!editor.is_changed());
}

#[test]
fn an_answer_from_before_saving_changes_nothing() {
    let mut editor = Editor::open(&promotion(3, PromotionState::Draft), &vienna);

    let fields = editor.told(&[promotion(2, PromotionState::Draft)], &vienna);

    assert_eq!((fields, editor.revision()), (Fields::Stay, 3));
}

#[test]
fn what_somebody_else_discarded_is_gone_but_a_new_one_is_not() {
    let mut known = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    let mut fresh = Editor::fresh(id(), START_MS, ZONE, "en", &vienna);

    let _ = (known.told(&[], &vienna), fresh.told(&[], &vienna));

    assert_eq!((known.gone, fresh.gone), (true, false));
}

#[test]
fn a_new_promotion_begins_at_a_full_hour_and_runs_for_a_week() {
    let mut fresh = Editor::fresh(id(), START_MS + 1, ZONE, "en", &vienna);

    let content = fresh.content(&vienna).unwrap();

    assert_eq!(content.starts_ms % 3_600_000, 0);
    assert!(content.starts_ms > START_MS);
    assert_eq!(content.ends_ms - content.starts_ms, 7 * 86_400_000);
    assert_eq!(fresh.revision(), 0);
}

#[test]
fn fields_that_cannot_be_read_are_named_before_anything_is_sent() {
    let mut editor = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    editor.form.is_draw = true;
    editor.form.prizes = "many".to_owned();
    editor.form.ends.typed.clear();

    assert_eq!(editor.content(&vienna), None);
    let fields: Vec<Field> = editor
        .mistakes
        .iter()
        .map(|shown| shown.field.clone())
        .collect();
    assert_eq!(fields, [Field::Prizes, Field::Ends]);

    editor.form.zone = "Mars/Olympus".to_owned();
    assert_eq!(
        editor.form.content(&vienna),
        Err(vec![Field::Prizes, Field::Zone])
    );
}

#[test]
fn mistakes_stand_at_their_fields_until_these_are_touched() {
    let mut editor = Editor::open(&promotion(1, PromotionState::Draft), &vienna);
    editor.refused(&[
        mistake("no_rules", "texts.en.rules"),
        mistake("period_over", "ends_ms"),
    ]);
    let ends = Field::Ends;

    assert_eq!(editor.mistakes[0].field, ends);
    assert_eq!(
        editor.mistakes_at(&ends)[0].key,
        Some("mistake.period_over")
    );
    editor.touched(&ends);
    assert_eq!(editor.mistakes_at(&ends), []);
    assert_eq!(editor.mistakes.len(), 1);
}

#[test]
fn an_announcement_has_no_rules_but_keeps_them_while_one_tries() {
    let mut form = Form::of(&promotion(1, PromotionState::Draft).content, &vienna);
    form.is_draw = true;
    form.texts.get_mut("en").unwrap().rules = "One each.".to_owned();
    form.is_draw = false;

    let content = form.content(&vienna).unwrap();

    assert_eq!(
        (content.prizes, content.texts["en"].rules.as_str()),
        (None, "")
    );
    assert_eq!(form.texts["en"].rules, "One each.");
}

#[test]
fn languages_come_and_go_and_the_default_is_one_of_them() {
    let mut form = Form::of(&promotion(1, PromotionState::Draft).content, &vienna);

    assert!(form.add_language("pt-BR"));
    assert!(form.add_language("EN"));
    for tag in ["", "deutsch", "de_AT", "d e", "-", "x".repeat(40).as_str()] {
        assert!(!form.add_language(tag), "{tag}");
    }
    assert_eq!(form.texts.keys().collect::<Vec<_>>(), ["en", "pt-BR"]);
    form.remove_language("en");
    assert_eq!(form.default_language, "pt-BR");
}

#[test]
fn what_was_promised_in_public_is_frozen() {
    let draw = |state| {
        let mut draw = promotion(1, state);
        draw.content.prizes = Some(2);
        draw
    };
    let frozen = |promotion: &Promotion| {
        [
            Field::Prizes,
            Field::Languages,
            Field::Starts,
            Field::Ends,
            Field::Title("en".to_owned()),
        ]
        .map(|field| why_frozen(Some(promotion), &field).is_some())
    };

    assert_eq!(frozen(&draw(PromotionState::Draft)), [false; 5]);
    assert_eq!(
        frozen(&draw(PromotionState::Scheduled)),
        [true, true, false, false, false]
    );
    assert_eq!(
        frozen(&draw(PromotionState::Live)),
        [true, true, true, true, false]
    );
    assert_eq!(
        frozen(&promotion(1, PromotionState::Live)),
        [true, false, true, false, false]
    );
    assert_eq!(frozen(&draw(PromotionState::Ended)), [true; 5]);
    assert_eq!(why_frozen(None, &Field::Kind), None);
}

#[test]
fn the_list_says_what_comes_next() {
    let mut over = promotion(1, PromotionState::Ended);
    over.draw = Some(Draw {
        stage: ProofStage::Sealed,
        entries: 3,
        seed_hash: String::new(),
        entries_hash: None,
        winners: Vec::new(),
        drawn_ms: None,
    });
    let (live, coming) = (
        promotion(1, PromotionState::Live),
        promotion(1, PromotionState::Scheduled),
    );

    assert_eq!(next(&live, START_MS), Next::Ends(HOUR_MS));
    assert_eq!(next(&coming, START_MS - 5), Next::Starts(5));
    assert_eq!(next(&coming, START_MS + 5), Next::Starts(0));
    assert_eq!(next(&over, START_MS), Next::ToDraw);
    assert_eq!(
        of_state(&[live.clone(), coming, over], PromotionState::Live),
        [live]
    );
}

#[test]
fn a_promotion_is_called_by_the_title_its_reader_understands() {
    let mut known = promotion(1, PromotionState::Draft);
    known
        .content
        .texts
        .insert("de-AT".to_owned(), words("Seil"));

    assert_eq!(title(&known, "de"), Some("Seil"));
    assert_eq!(title(&known, "fr"), Some("Rope"));
    known.content.texts.clear();
    assert_eq!(title(&known, "fr"), None);
}

const ZONE: &str = "Europe/Vienna";
/// 22 November 2026, 12:00 UTC.
const START_MS: u64 = 1_795_348_800_000;
const HOUR_MS: u64 = 3_600_000;
/// 25 October 2026, 01:00 UTC: Vienna's clocks go back.
const BACK_MS: u64 = 1_792_890_000_000;

fn vienna(zone: &str, ms: u64) -> Option<i64> {
    match zone {
        ZONE => Some(if ms < BACK_MS { 7_200 } else { 3_600 }),
        "UTC" => Some(0),
        _ => None,
    }
}

fn id() -> PromotionId {
    PromotionId::new("p").expect("an id")
}

fn words(title: &str) -> Text {
    Text {
        title: title.to_owned(),
        body: "60 metres.".to_owned(),
        rules: String::new(),
    }
}

fn promotion(revision: u32, state: PromotionState) -> Promotion {
    Promotion {
        promotion: id(),
        revision,
        state,
        content: Content {
            prizes: None,
            starts_ms: START_MS,
            ends_ms: START_MS + HOUR_MS,
            zone: ZONE.to_owned(),
            texts: [("en".to_owned(), words("Rope"))].into(),
            default_language: "en".to_owned(),
        },
        mistakes: Vec::new(),
        draw: None,
    }
}

fn mistake(code: &str, path: &str) -> Mistake {
    Mistake {
        code: code.to_owned(),
        path: path.to_owned(),
        sentence: String::new(),
    }
}

fn type_title(editor: &mut Editor, title: &str) {
    editor.form.texts.get_mut("en").expect("English").title = title.to_owned();
}

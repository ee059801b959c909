use super::*;

const VERA: LegNo = LegNo(1);
const ANNA: LegNo = LegNo(2);
const OTTO: LegNo = LegNo(3);
const VICTOR: LegNo = LegNo(4);
const ALL: [LegNo; 4] = [VERA, ANNA, OTTO, VICTOR];

fn table() -> Table {
    let mut table = Table::default();
    table.add(VERA, Side::Visitor);
    table.add(ANNA, Side::Operator);
    table.add(OTTO, Side::Operator);
    table.add(VICTOR, Side::Visitor);
    table
}

fn three() -> Table {
    let mut table = table();
    table.bridge(VERA, ANNA, Some(OTTO));
    table
}

fn legs(changes: &[Change]) -> Vec<LegNo> {
    changes.iter().map(|change| change.leg).collect()
}

fn heard_by(table: &Table, leg: LegNo) -> Vec<(LegNo, Slot)> {
    table.listeners_of(leg).collect()
}

#[test]
fn a_waiting_visitor_hears_the_tone_and_is_heard_by_nobody() {
    let table = table();
    assert_eq!(table.hears(VERA), Hears::WaitingTone);
    assert_eq!(table.hears(ANNA), Hears::Silence);
    assert_eq!(heard_by(&table, VERA), []);
}

#[test]
fn a_bridge_is_heard_both_ways_and_made_once() {
    let mut table = table();
    let changes = table.bridge(ANNA, VERA, None).unwrap();
    assert_eq!(legs(&changes), [VERA, ANNA]);
    assert_eq!(heard_by(&table, ANNA), [(VERA, Slot::First)]);
    assert_eq!(heard_by(&table, VERA), [(ANNA, Slot::First)]);
    assert_eq!(table.bridge(VERA, ANNA, None), Some(Vec::new()));
}

#[test]
fn a_second_bridge_sends_the_first_partner_back_to_waiting() {
    let mut table = table();
    table.bridge(ANNA, VERA, None);
    let changes = table.bridge(ANNA, VICTOR, None).unwrap();
    assert_eq!(legs(&changes), [VERA, ANNA, VICTOR]);
    assert_eq!(table.hears(VERA), Hears::WaitingTone);
    assert_eq!(heard_by(&table, VICTOR), [(ANNA, Slot::First)]);
}

#[test]
fn holding_or_losing_a_leg_ends_a_bridge_of_two_for_both() {
    let mut table = table();
    table.bridge(ANNA, VERA, None);
    assert_eq!(legs(&table.hold(VERA)), [VERA, ANNA]);
    assert_eq!(table.hold(VERA), []);
    table.bridge(ANNA, VERA, None);
    assert_eq!(legs(&table.remove(ANNA)), [VERA]);
    assert_eq!(table.hears(VERA), Hears::WaitingTone);
}

#[test]
fn unknown_legs_and_a_leg_with_itself_are_not_bridged() {
    let mut table = three();
    assert_eq!(table.bridge(ANNA, LegNo(9), None), None);
    assert_eq!(table.bridge(ANNA, VICTOR, Some(LegNo(9))), None);
    assert_eq!(table.bridge(ANNA, ANNA, None), None);
    assert_eq!(table.bridge(ANNA, VICTOR, Some(ANNA)), None);
    assert_eq!(table.bridge(VICTOR, ANNA, Some(ANNA)), None);
    assert_eq!(table.hears(ANNA), Hears::Two(VERA, OTTO));
    assert_eq!(table.hears(VICTOR), Hears::WaitingTone);
}

#[test]
fn each_of_three_hears_the_others_with_the_first_named_on_the_first_stream() {
    let mut table = table();
    let changes = table.bridge(VERA, ANNA, Some(OTTO)).unwrap();
    assert_eq!(legs(&changes), [VERA, ANNA, OTTO]);
    assert_eq!(table.hears(VERA), Hears::Two(ANNA, OTTO));
    assert_eq!(table.hears(ANNA), Hears::Two(VERA, OTTO));
    assert_eq!(table.hears(OTTO), Hears::Two(VERA, ANNA));
    let of_anna = heard_by(&table, ANNA);
    assert_eq!(of_anna, [(VERA, Slot::First), (OTTO, Slot::Second)]);
}

#[test]
fn three_are_bridged_once_whatever_their_order() {
    let mut table = three();
    for (a, b, third) in [(VERA, ANNA, OTTO), (OTTO, VERA, ANNA), (ANNA, OTTO, VERA)] {
        assert_eq!(table.bridge(a, b, Some(third)), Some(Vec::new()));
    }
    assert_eq!(table.hears(VERA), Hears::Two(ANNA, OTTO));
}

#[test]
fn who_leaves_three_leaves_the_two_others_together() {
    for gone in [VERA, ANNA, OTTO] {
        let mut held = three();
        assert_eq!(legs(&held.hold(gone)), [VERA, ANNA, OTTO]);
        let mut removed = three();
        removed.remove(gone);
        let left: Vec<LegNo> = [VERA, ANNA, OTTO]
            .into_iter()
            .filter(|leg| *leg != gone)
            .collect();
        for table in [&held, &removed] {
            assert_eq!(table.hears(left[0]), Hears::One(left[1]));
            assert_eq!(table.hears(left[1]), Hears::One(left[0]));
            assert_eq!(heard_by(table, gone), []);
        }
    }
    let mut table = three();
    table.hold(VERA);
    assert_eq!(table.hears(VERA), Hears::WaitingTone);
    table.hold(OTTO);
    assert_eq!(table.hears(OTTO), Hears::Silence);
    assert_eq!(table.hears(ANNA), Hears::Silence);
}

#[test]
fn a_consultation_goes_to_three_and_back_to_private() {
    let mut table = table();
    table.bridge(VERA, ANNA, None);
    let private = table.bridge(ANNA, OTTO, None).unwrap();
    assert_eq!(legs(&private), [VERA, ANNA, OTTO]);
    assert_eq!(table.hears(VERA), Hears::WaitingTone);

    let together = table.bridge(VERA, ANNA, Some(OTTO)).unwrap();
    assert_eq!(legs(&together), [VERA, ANNA, OTTO]);

    let private = table.bridge(ANNA, OTTO, None).unwrap();
    assert_eq!(legs(&private), [VERA, ANNA, OTTO]);
    assert_eq!(table.hears(VERA), Hears::WaitingTone);
    assert_eq!(table.hears(ANNA), Hears::One(OTTO));
}

#[test]
fn a_leg_moves_out_of_three_into_another_bridge() {
    let mut table = three();
    let changes = table.bridge(VICTOR, OTTO, None).unwrap();
    assert_eq!(legs(&changes), ALL);
    assert_eq!(table.hears(VERA), Hears::One(ANNA));
    assert_eq!(table.hears(ANNA), Hears::One(VERA));
    assert_eq!(table.hears(OTTO), Hears::One(VICTOR));
}

#[test]
fn a_third_leg_changes_nothing_on_the_stream_of_who_was_there() {
    let mut table = table();
    table.bridge(VERA, ANNA, None);
    let changes = table.bridge(VERA, ANNA, Some(OTTO)).unwrap();
    let switched: Vec<Vec<Slot>> = changes.iter().map(|c| c.switched().collect()).collect();
    let (first, second) = (Slot::First, Slot::Second);
    assert_eq!(switched, [vec![second], vec![second], vec![first, second]]);
}

#[test]
fn bridges_are_counted_once_each() {
    let mut table = table();
    assert_eq!(table.bridges(), 0);
    table.bridge(VERA, ANNA, None);
    table.bridge(VICTOR, OTTO, None);
    assert_eq!(table.bridges(), 2);
    table.bridge(OTTO, VERA, Some(ANNA));
    assert_eq!(table.bridges(), 1);
}

/// Every order of up to four moves: hearing stays mutual, nobody hears themselves, a bridge is closed in itself, and
/// what is told to have changed is what changed.
#[test]
fn whatever_the_moves_hearing_is_mutual_and_every_change_is_told() {
    let moves = moves();
    let count = moves.len();
    for run in 0..count.pow(3) {
        let mut table = table();
        for step in [run % count, run / count % count, run / count / count] {
            let before = ALL.map(|leg| table.hears(leg));
            let changes = moves[step](&mut table);
            let after = ALL.map(|leg| table.hears(leg));
            let differ = |at: &usize| before[*at] != after[*at];
            let changed: Vec<LegNo> = (0..ALL.len()).filter(differ).map(|at| ALL[at]).collect();
            assert_eq!(legs(&changes), changed);
            assert_sound(&table);
        }
    }
}

type Move = Box<dyn Fn(&mut Table) -> Vec<Change>>;

fn moves() -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for a in ALL {
        moves.push(Box::new(move |table| table.hold(a)));
        for b in ALL {
            moves.push(Box::new(move |table| {
                table.bridge(a, b, None).unwrap_or_default()
            }));
            for c in ALL.into_iter().filter(|c| a < b && b < *c) {
                moves.push(Box::new(move |table| {
                    table.bridge(a, b, Some(c)).unwrap_or_default()
                }));
            }
        }
    }
    moves
}

fn assert_sound(table: &Table) {
    for leg in ALL {
        let others: Vec<LegNo> = table.hears(leg).legs().into_iter().flatten().collect();
        assert!(!others.contains(&leg), "{leg:?} hears itself");
        let listeners: Vec<LegNo> = table.listeners_of(leg).map(|(other, _)| other).collect();
        assert_eq!(listeners, others, "hearing is mutual");
        for other in &others {
            let count = table.hears(*other).legs().into_iter().flatten().count();
            assert_eq!(
                count,
                others.len(),
                "{leg:?} and {other:?} are in one bridge"
            );
        }
    }
}

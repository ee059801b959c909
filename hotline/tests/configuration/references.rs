//! What the parts say about each other.

use crate::document::{LEAST, check, read};

/// Two departments to refer to.
const SALES_AND_SERVICE: &str = "[departments.sales]\n[departments.service]\n";

#[test]
fn a_menu_has_departments_that_are_there() {
    check("menu = [\"general\"]", &[]);
    check(
        "menu = [\"sale\"]",
        &["hotlines.demo.menu[0]: a department; there is none yet"],
    );
    check(
        &format!("menu = [\"sales\", \"sale\"]\n{SALES_AND_SERVICE}"),
        &["hotlines.demo.menu[1]: a department: sales, service"],
    );
}

#[test]
fn departments_lead_to_departments_that_are_there() {
    check(
        "[departments.sales]\nescalates_to = \"boss\"\nmax_wait = { after_s = 60, then = { department = \"later\" } }",
        &[
            "departments.sales.max_wait.then.department: a department: sales",
            "departments.sales.escalates_to: a department: sales",
        ],
    );
    check("[departments.sales]\nescalates_to = \"general\"", &[]);
}

#[test]
fn an_operator_serves_departments_that_are_there() {
    check(
        &format!(
            "{SALES_AND_SERVICE}[operators.\"Anna B.\"]\ndepartments = [\"sales\", \"servis\"]"
        ),
        &["operators.\"Anna B.\".departments[1]: a department: sales, service"],
    );
}

#[test]
fn tiers_name_operators_who_are_there_and_serve_the_department() {
    check(
        "[[departments.sales.tiers]]\nafter_s = 0\noperators = [\"Ana\", \"Ben\", \"Anna\"]\n\
         [operators.Anna]\n[operators.Ben]\ndepartments = [\"general\"]",
        &[
            "departments.sales.tiers[0].operators[0]: somebody with an entry [operators.Ana]",
            "departments.sales.tiers[0].operators[1]: somebody whose operators.Ben.departments has sales",
        ],
    );
}

#[test]
fn tiers_begin_at_once_and_follow_each_other() {
    check(
        "[departments.sales]\ntiers = [{ after_s = 5, operators = [\"Anna\"] }, \
         { after_s = 5, operators = [\"Ben\"] }, { after_s = 9, operators = [\"Anna\"] }]\n\
         [operators.Anna]\n[operators.Ben]",
        &[
            "departments.sales.tiers[0].after_s: 0, or nobody would ring at first",
            "departments.sales.tiers[1].after_s: later than the tier before it",
            "departments.sales.tiers[2].operators[0]: somebody who is in no tier yet",
        ],
    );
}

#[test]
fn skills_are_held_by_somebody() {
    check(
        "[departments.sales]\nskills = { returns = 6 }\nprefers = [{ skill = \"french\", level = 1, for_s = 30 }]\n\
         [operators.Anna.skills]\nreturns = 5",
        &[
            "departments.sales.skills.returns: a skill that somebody among the operators has at level 6",
            "departments.sales.prefers[0].skill: a skill that somebody among the operators has at level 1",
        ],
    );
    check(
        "[departments.sales]\nskills = { returns = 5 }\n[operators.Anna.skills]\nreturns = 5",
        &[],
    );
}

#[test]
fn hours_name_lists_of_days_off_that_are_there() {
    let hours = "[hotlines.demo.hours]\nzone = \"UTC\"\nweek = { monday = [\"09:00-17:00\"] }\nholidays = [\"austria\"]\n";
    check(
        hours,
        &["hotlines.demo.hours.holidays[0]: a list of days off; there is none yet"],
    );
    check(
        &format!("{hours}[holidays.at]\n2026-12-25 = \"Christtag\""),
        &["hotlines.demo.hours.holidays[0]: a list of days off: at"],
    );
}

#[test]
fn mistakes_of_hours_stand_below_them() {
    check(
        "[departments.sales.hours]\nzone = \"Vienna\"\nweek = { monday = [\"09:00-09:00\"] }",
        &[
            "departments.sales.hours.zone: a name of the IANA database, such as Europe/Vienna",
            "departments.sales.hours.week.monday[0]: closes at another time than it opens; \
             the whole day is 00:00 to 24:00",
        ],
    );
}

#[test]
fn reasons_for_a_break_are_new_words() {
    let lunch = LEAST.replace(
        "[hotlines",
        "breaks = [\"Stock-taking\", \"lunch\"]\n[hotlines",
    );

    assert_eq!(
        read(&lunch).unwrap_err(),
        ["breaks[1]: another word; everybody has this one"]
    );
}

#[test]
fn nobody_is_sent_round_in_circles() {
    let wait = |from: &str, to: &str| {
        format!(
            "[departments.{from}]\nmax_wait = {{ after_s = 60, then = {{ department = \"{to}\" }} }}\n"
        )
    };
    check(&(wait("a", "b") + &wait("b", "general")), &[]);
    check(
        &(wait("a", "b") + &wait("b", "c") + &wait("c", "b")),
        &["departments.b.max_wait.then.department: another department; b -> c -> b goes round"],
    );
    check(
        "[departments.a]\nescalates_to = \"a\"",
        &["departments.a.escalates_to: another department; a -> a goes round"],
    );
    check(
        "[departments.a]\nescalates_to = \"b\"\n[departments.b]\nescalates_to = \"a\"",
        &["departments.a.escalates_to: another department; a -> b -> a goes round"],
    );
}

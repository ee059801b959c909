//! Each value by itself: every bound, in words an owner can act on.

use crate::document::{LEAST, check, read};
use std::fmt::Write as _;

#[test]
fn the_least_document_has_no_mistake() {
    check("", &[]);
}

#[test]
fn another_schema_is_refused() {
    let newer = LEAST.replace("schema = 1", "schema = 2");

    assert_eq!(read(&newer).unwrap_err(), ["schema: the number 1"]);
}

#[test]
fn points_and_ageing_have_bounds() {
    check(
        "[routing]\nageing = 1001\nraise_missed = -1\nback_after_missed_s = 4",
        &[
            "routing.ageing: a whole number from 0 to 1000",
            "routing.back_after_missed_s: a whole number from 5 to 86400",
            "routing.raise_missed: a whole number from 0 to 100000",
        ],
    );
    check(
        "[departments.sales]\npoints = -100001",
        &["departments.sales.points: a whole number from -100000 to 100000"],
    );
}

#[test]
fn levels_go_from_one_to_ten() {
    check(
        "[operators.Anna]\nskills = { returns = 0, repairs = 11, sales = 1, books = 10 }",
        &[
            "operators.Anna.skills.repairs: a whole number from 1 to 10",
            "operators.Anna.skills.returns: a whole number from 1 to 10",
        ],
    );
}

#[test]
fn a_goal_is_a_percentage_within_a_span() {
    check(
        "[departments.sales]\ngoal = { percent = 101, within_s = 0 }",
        &[
            "departments.sales.goal.percent: a whole number from 1 to 100",
            "departments.sales.goal.within_s: a whole number from 1 to 86400",
        ],
    );
}

#[test]
fn spans_of_a_department_have_bounds() {
    check(
        "[departments.sales]\nring_s = 4\nwrap_up_s = 3601\nmax_wait = { after_s = 9, then = \"end\" }",
        &[
            "departments.sales.max_wait.after_s: a whole number from 10 to 86400",
            "departments.sales.ring_s: a whole number from 5 to 300",
            "departments.sales.wrap_up_s: a whole number from 0 to 3600",
        ],
    );
    check(
        "[departments.sales.callbacks]\nfirst_after_s = 259201\ntries = 0\nretry_s = 9\nexpire_after_s = 299",
        &[
            "departments.sales.callbacks.expire_after_s: a whole number from 300 to 2592000",
            "departments.sales.callbacks.first_after_s: a whole number from 0 to 259200",
            "departments.sales.callbacks.retry_s: a whole number from 10 to 86400",
            "departments.sales.callbacks.tries: a whole number from 1 to 20",
        ],
    );
}

#[test]
fn words_of_a_choice_are_told() {
    check(
        "[departments.sales]\nstrategy = \"fastest\"\nlanguage = \"both\"\nwhen_empty = \"leave\"\nat_closing = \"stop\"",
        &[
            "departments.sales.at_closing: \"finish\" or \"offer_callback\"",
            "departments.sales.language: \"ignored\" or \"required\" or { preferred = … }",
            "departments.sales.strategy: \"longest_idle\" or \"ring_all\" or \"round_robin\" or \"linear\" or \
             \"fewest_contacts\" or \"least_talk_time\" or { random = … }",
            "departments.sales.when_empty: \"wait\" or \"refuse\" or \"offer_callback\"",
        ],
    );
    check(
        "[departments.sales]\nmax_wait = { after_s = 60, then = { departmint = \"x\" } }\nstrategy = { random = { seed = -1 } }",
        &[
            "departments.sales.max_wait.then: \"offer_callback\" or \"end\" or { department = … }",
            "departments.sales.strategy.random.seed: a whole number from 0 to 9223372036854775807",
        ],
    );
}

#[test]
fn languages_are_tags() {
    check(
        "[hotlines.demo.greeting]\nEnglish = \"Hello\"\nen = \"Hello\"\n[operators.Anna]\nlanguages = [\"de-AT\"]",
        &[
            "hotlines.demo.greeting.English: its name is a language's tag of two or three letters such as de",
            "operators.Anna.languages[0]: a language's tag of two or three letters such as de",
        ],
    );
}

#[test]
fn sites_are_sources() {
    let site = "a site such as https://shop.example or https://*.shop.example:8443";
    check(
        "sites = [\"shop.example\", \"https://a.example/path\", \"https://a.example\"]",
        &[
            &format!("hotlines.demo.sites[0]: {site}"),
            &format!("hotlines.demo.sites[1]: {site}"),
        ],
    );
}

#[test]
fn texts_are_not_empty_and_end() {
    let long = "x".repeat(501);
    check(
        &format!(
            "[hotlines.demo.welcome]\nen = \"\"\nde = \"{long}\"\nfr = \"a\\u0007b\"\nit = \"{}\"",
            &long[1..]
        ),
        &[
            "hotlines.demo.welcome.de: a text of 1 to 500 characters",
            "hotlines.demo.welcome.en: a text of 1 to 500 characters",
            "hotlines.demo.welcome.fr: a text of 1 to 500 characters",
        ],
    );
}

#[test]
fn ids_are_short_and_plain() {
    let id = "a name of 1 to 64 letters, digits, '_', '-' and '.'";
    check(
        "menu = [\"a b\"]\n[departments.\"after sales\"]\npoints = 1",
        &[
            &format!("departments.\"after sales\": its name is {id}"),
            &format!("hotlines.demo.menu[0]: {id}"),
        ],
    );
}

#[test]
fn days_and_weekdays_and_intervals_are_written_as_such() {
    check(
        "[hotlines.demo.hours]\nzone = \"UTC\"\nfirst_day = \"1 May\"\n\
         [hotlines.demo.hours.week]\nmonday = [\"9-17\"]\nmontag = [\"09:00-17:00\"]\n\
         [hotlines.demo.hours.exceptions]\n2026-02-30 = []\n\
         [[hotlines.demo.hours.seasons]]\nfrom = \"7-1\"\nuntil = \"08-31\"\n\
         [holidays.house]\nChristmas = \"Christmas\"",
        &[
            "holidays.house.Christmas: its name is a day such as 2026-12-24",
            "hotlines.demo.hours.exceptions.2026-02-30: its name is a day such as 2026-12-24",
            "hotlines.demo.hours.first_day: a day such as 2026-12-24",
            "hotlines.demo.hours.seasons[0].from: a day of one year such as 2026-07-01, or of every year such as 07-01",
            "hotlines.demo.hours.week.monday[0]: an interval such as 09:00-17:00",
            "hotlines.demo.hours.week.montag: its name is a weekday such as monday",
        ],
    );
}

#[test]
fn lists_hold_nothing_twice() {
    check(
        "topics = [\"Order\", \"Return\", \"Order\"]",
        &["hotlines.demo.topics[2]: something that is not in the list yet"],
    );
}

#[test]
fn lists_that_must_hold_something_do() {
    check(
        "[operators.Anna]\ndepartments = []\nlanguages = []\n[[departments.sales.tiers]]\nafter_s = 0\noperators = []",
        &[
            "departments.sales.tiers[0].operators: at least one element",
            "operators.Anna.departments: at least one element",
            "operators.Anna.languages: at least one element",
        ],
    );
    let none = "schema = 1\nname = \"Alpenglow\"\n[hotlines]";
    assert_eq!(read(none).unwrap_err(), ["hotlines: at least one entry"]);
}

#[test]
fn tables_have_an_end() {
    let mut many = String::new();
    for index in 0..2_001 {
        if index < 201 {
            write!(many, "[hotlines.h{index}]\nname = \"H\"\n").unwrap();
        }
        if index < 501 {
            writeln!(many, "[departments.d{index}]").unwrap();
        }
        writeln!(many, "[operators.o{index}]").unwrap();
    }
    check(
        &many,
        &[
            "departments: at most 500 of them, there are 501",
            "hotlines: at most 200 of them, there are 202",
            "operators: at most 2000 of them, there are 2001",
        ],
    );
}

#[test]
fn lists_have_an_end() {
    let words = |count: usize| {
        (0..count)
            .map(|index| format!("\"w{index}\""))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let breaks = LEAST.replace("[hotlines", &format!("breaks = [{}]\n[hotlines", words(21)));
    assert_eq!(
        read(&breaks).unwrap_err(),
        ["breaks: at most 20 of them, there are 21"]
    );
    check(
        &format!("topics = [{}]", words(201)),
        &["hotlines.demo.topics: at most 200 of them, there are 201"],
    );
}

//! Mistakes in a promotion, as the marketer's page shows them at their fields.

use bellpull_hotline::promotions::Mistake;
use bellpull_protocol::marketer;

/// With paths of [`marketer::Content`].
#[must_use]
pub fn told(mistakes: &[Mistake]) -> Vec<marketer::Mistake> {
    mistakes.iter().map(one).collect()
}

fn one(mistake: &Mistake) -> marketer::Mistake {
    let text = |language: &str, field: &str| format!("texts.{language}.{field}");
    let (code, path, what) = match mistake {
        Mistake::NoText => ("no_text", "texts".into(), "Write a text"),
        Mistake::NoDefaultText => (
            "no_default_text",
            "default_language".into(),
            "Choose a language that has a text",
        ),
        Mistake::TooManyLanguages => (
            "too_many_languages",
            "texts".into(),
            "Remove some languages",
        ),
        Mistake::BadLanguage { language } => (
            "bad_language",
            format!("texts.{language}"),
            "Name the language by its tag",
        ),
        Mistake::NoTitle { language } => ("no_title", text(language, "title"), "Write a title"),
        Mistake::TitleTooLong { language } => (
            "title_too_long",
            text(language, "title"),
            "Shorten the title",
        ),
        Mistake::NoBody { language } => ("no_body", text(language, "body"), "Write a text"),
        Mistake::BodyTooLong { language } => {
            ("body_too_long", text(language, "body"), "Shorten the text")
        }
        Mistake::NoRules { language } => ("no_rules", text(language, "rules"), "Write the rules"),
        Mistake::RulesTooLong { language } => (
            "rules_too_long",
            text(language, "rules"),
            "Shorten the rules",
        ),
        Mistake::NoPrizes => (
            "no_prizes",
            "prizes".into(),
            "Say how many prizes there are",
        ),
        Mistake::TooManyPrizes => ("too_many_prizes", "prizes".into(), "Lower the prizes"),
        Mistake::PeriodEmpty => ("period_empty", "ends_ms".into(), "Choose another end"),
        Mistake::PeriodOver => ("period_over", "ends_ms".into(), "Choose another end"),
        Mistake::PeriodTooLong => ("period_too_long", "ends_ms".into(), "Choose another end"),
        Mistake::BadZone => ("bad_zone", "zone".into(), "Choose a time zone"),
    };
    // The heart knows its limits: it says what would be right behind its own path.
    let said = mistake.to_string();
    let right = said.split_once(": ").map_or("", |(_, right)| right);
    marketer::Mistake {
        code: code.to_owned(),
        path,
        sentence: format!("{what}: {right}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_and_what_would_be_right() {
        let language = || "de".to_owned();
        let mistakes = told(&[
            Mistake::TitleTooLong {
                language: language(),
            },
            Mistake::NoRules {
                language: language(),
            },
            Mistake::PeriodOver,
        ]);

        assert_eq!(mistakes[0].path, "texts.de.title");
        assert_eq!(
            mistakes[0].sentence,
            "Shorten the title: at most 120 characters."
        );
        assert_eq!(mistakes[1].code, "no_rules");
        assert_eq!(mistakes[1].path, "texts.de.rules");
        assert_eq!(mistakes[2].sentence, "Choose another end: in the future.");
    }
}

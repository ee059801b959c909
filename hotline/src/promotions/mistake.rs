//! What keeps a promotion from being published, where, and what would be right.

use super::content::{Content, Kind};
use crate::time::Timestamp;
use std::fmt;
use std::time::Duration;

/// A line in the widget's panel.
const MAX_TITLE_CHARS: usize = 120;
/// Two screens of a phone.
const MAX_BODY_CHARS: usize = 2_000;
const MAX_RULES_CHARS: usize = 20_000;
const MAX_LANGUAGES: usize = 24;
const MAX_TAG_CHARS: usize = 35;
const MAX_ZONE_CHARS: usize = 64;
/// Every winner is told apart by hand afterwards.
const MAX_PRIZES: u32 = 1_000;
/// A year and its leap: whoever wants longer wants no promotion.
const LONGEST: Duration = Duration::from_secs(400 * 24 * 3600);

/// One mistake. `Display` gives its path and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    NoText,
    NoDefaultText,
    TooManyLanguages,
    BadLanguage { language: String },
    NoTitle { language: String },
    TitleTooLong { language: String },
    NoBody { language: String },
    BodyTooLong { language: String },
    NoRules { language: String },
    RulesTooLong { language: String },
    NoPrizes,
    TooManyPrizes,
    PeriodEmpty,
    PeriodOver,
    PeriodTooLong,
    BadZone,
}

impl Content {
    /// What is too large even for a draft.
    #[must_use]
    pub fn excesses(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        let languages = self.texts.keys().chain(self.rules().map(|(tag, _)| tag));
        for language in languages.chain([&self.default_language]) {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            if language.len() > MAX_TAG_CHARS || !language.bytes().all(plain) {
                mistakes.push(Mistake::BadLanguage {
                    language: language.chars().take(MAX_TAG_CHARS).collect(),
                });
            }
        }
        if self.texts.len() > MAX_LANGUAGES || self.rules().count() > MAX_LANGUAGES {
            mistakes.push(Mistake::TooManyLanguages);
        }
        for (language, text) in &self.texts {
            let language = || language.clone();
            if text.title.chars().count() > MAX_TITLE_CHARS {
                mistakes.push(Mistake::TitleTooLong {
                    language: language(),
                });
            }
            if text.body.chars().count() > MAX_BODY_CHARS {
                mistakes.push(Mistake::BodyTooLong {
                    language: language(),
                });
            }
        }
        for (language, rules) in self.rules() {
            if rules.chars().count() > MAX_RULES_CHARS {
                mistakes.push(Mistake::RulesTooLong {
                    language: language.clone(),
                });
            }
        }
        if self.period.zone.chars().count() > MAX_ZONE_CHARS {
            mistakes.push(Mistake::BadZone);
        }
        mistakes
    }

    /// Everything that keeps this from being public at `now`.
    #[must_use]
    pub fn mistakes(&self, now: Timestamp) -> Vec<Mistake> {
        let mut mistakes = self.excesses();
        if self.texts.is_empty() {
            mistakes.push(Mistake::NoText);
        } else if !self.texts.contains_key(&self.default_language) {
            mistakes.push(Mistake::NoDefaultText);
        }
        for (language, text) in &self.texts {
            let language = || language.clone();
            if text.title.trim().is_empty() {
                mistakes.push(Mistake::NoTitle {
                    language: language(),
                });
            }
            if text.body.trim().is_empty() {
                mistakes.push(Mistake::NoBody {
                    language: language(),
                });
            }
        }
        self.check_draw(&mut mistakes);
        self.check_period(now, &mut mistakes);
        mistakes
    }

    fn check_draw(&self, mistakes: &mut Vec<Mistake>) {
        let Kind::PrizeDraw { prizes, rules } = &self.kind else {
            return;
        };
        if *prizes == 0 {
            mistakes.push(Mistake::NoPrizes);
        }
        if *prizes > MAX_PRIZES {
            mistakes.push(Mistake::TooManyPrizes);
        }
        for language in self.texts.keys() {
            if rules
                .get(language)
                .is_none_or(|rules| rules.trim().is_empty())
            {
                mistakes.push(Mistake::NoRules {
                    language: language.clone(),
                });
            }
        }
    }

    fn check_period(&self, now: Timestamp, mistakes: &mut Vec<Mistake>) {
        let period = &self.period;
        if period.ends <= period.starts {
            mistakes.push(Mistake::PeriodEmpty);
        } else if period.ends <= now {
            mistakes.push(Mistake::PeriodOver);
        } else if period.ends.since(period.starts) > LONGEST {
            mistakes.push(Mistake::PeriodTooLong);
        }
        if period.zone.is_empty() {
            mistakes.push(Mistake::BadZone);
        }
    }

    fn rules(&self) -> impl Iterator<Item = (&String, &String)> {
        let rules = match &self.kind {
            Kind::Announcement => None,
            Kind::PrizeDraw { rules, .. } => Some(rules),
        };
        rules.into_iter().flatten()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText => f.write_str("texts: a title and a body in at least one language"),
            Self::NoDefaultText => f.write_str("default_language: one that has a text"),
            Self::TooManyLanguages => write!(f, "texts: at most {MAX_LANGUAGES} languages"),
            Self::BadLanguage { language } => {
                write!(f, "texts.{language}: a language tag, such as de or pt-BR")
            }
            Self::NoTitle { language } => write!(f, "texts.{language}.title: some words"),
            Self::TitleTooLong { language } => {
                write!(
                    f,
                    "texts.{language}.title: at most {MAX_TITLE_CHARS} characters"
                )
            }
            Self::NoBody { language } => write!(f, "texts.{language}.body: some words"),
            Self::BodyTooLong { language } => {
                write!(
                    f,
                    "texts.{language}.body: at most {MAX_BODY_CHARS} characters"
                )
            }
            Self::NoRules { language } => {
                write!(f, "kind.rules.{language}: the rules of the draw")
            }
            Self::RulesTooLong { language } => {
                write!(
                    f,
                    "kind.rules.{language}: at most {MAX_RULES_CHARS} characters"
                )
            }
            Self::NoPrizes => f.write_str("kind.prizes: at least 1"),
            Self::TooManyPrizes => write!(f, "kind.prizes: at most {MAX_PRIZES}"),
            Self::PeriodEmpty => f.write_str("period.ends: later than the start"),
            Self::PeriodOver => f.write_str("period.ends: in the future"),
            Self::PeriodTooLong => write!(
                f,
                "period.ends: at most {} days after the start",
                LONGEST.as_secs() / (24 * 3600)
            ),
            Self::BadZone => {
                f.write_str("period.zone: a name of the IANA database, such as Europe/Vienna")
            }
        }
    }
}

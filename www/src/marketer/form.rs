//! What stands in the fields of the editor, as typed.

use super::field::Field;
use crate::wall::{Reading, Wall};
use bellpull_protocol::marketer::{Content, Text};
use std::collections::BTreeMap;

/// The editor's fields. Times are those of `zone`'s clocks, as `datetime-local` fields give them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub is_draw: bool,
    pub prizes: String,
    pub zone: String,
    pub starts: Moment,
    pub ends: Moment,
    pub texts: BTreeMap<String, Text>,
    pub default_language: String,
}

/// A time as typed, and which moment it came from: a time that the clocks repeat would otherwise come back as the
/// other of the two, and fractions of a second would be lost by looking at them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    pub typed: String,
    from: Option<From>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct From {
    ms: u64,
    typed: String,
    zone: String,
}

/// What the browser knows of places: how many seconds ahead of UTC a zone's clocks are at a moment, if there is such a
/// zone.
pub type Ahead<'a> = &'a dyn Fn(&str, u64) -> Option<i64>;

impl Form {
    #[must_use]
    pub fn of(content: &Content, ahead: Ahead) -> Self {
        let moment = |ms| Moment::of(ms, &content.zone, ahead);
        Self {
            is_draw: content.prizes.is_some(),
            prizes: content.prizes.unwrap_or(1).to_string(),
            starts: moment(content.starts_ms),
            ends: moment(content.ends_ms),
            zone: content.zone.clone(),
            texts: content.texts.clone(),
            default_language: content.default_language.clone(),
        }
    }

    /// What the edge takes.
    ///
    /// # Errors
    /// The fields that cannot be read at all; whether the rest is right says the edge.
    pub fn content(&self, ahead: Ahead) -> Result<Content, Vec<Field>> {
        let prizes = self.prizes.trim().parse().ok();
        let starts = self.starts.read(&self.zone, ahead);
        let ends = self.ends.read(&self.zone, ahead);
        let mut wrong = Vec::new();
        if self.is_draw && prizes.is_none() {
            wrong.push(Field::Prizes);
        }
        if ahead(&self.zone, 0).is_none() {
            wrong.push(Field::Zone);
        } else {
            wrong.extend(starts.is_none().then_some(Field::Starts));
            wrong.extend(ends.is_none().then_some(Field::Ends));
        }
        match (starts, ends) {
            (Some(starts), Some(ends)) if wrong.is_empty() => Ok(Content {
                prizes: prizes.filter(|_| self.is_draw),
                starts_ms: starts.ms(),
                ends_ms: ends.ms(),
                zone: self.zone.clone(),
                texts: self.texts_of_kind(),
                default_language: self.default_language.clone(),
            }),
            _ => Err(wrong),
        }
    }

    /// Adds a language and says whether it is one; the first one becomes the default.
    pub fn add_language(&mut self, tag: &str) -> bool {
        let plain = |part: &str| {
            !part.is_empty()
                && part.len() <= 8
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let tag = tag.trim();
        let is_tag = tag.len() <= MAX_TAG_CHARS
            && tag.split('-').all(plain)
            && tag.split('-').next().is_some_and(|part| part.len() <= 3)
            && self.texts.len() < MAX_LANGUAGES;
        if is_tag
            && !self
                .texts
                .keys()
                .any(|known| known.eq_ignore_ascii_case(tag))
        {
            self.texts.insert(tag.to_owned(), Text::default());
            if !self.texts.contains_key(&self.default_language) {
                self.default_language = tag.to_owned();
            }
        }
        is_tag
    }

    pub fn remove_language(&mut self, tag: &str) {
        self.texts.remove(tag);
        if self.default_language == tag
            && let Some(first) = self.texts.keys().next()
        {
            self.default_language = first.clone();
        }
    }

    /// Rules are kept while one tries the other kind, but an announcement has none.
    fn texts_of_kind(&self) -> BTreeMap<String, Text> {
        let mut texts = self.texts.clone();
        if !self.is_draw {
            for text in texts.values_mut() {
                text.rules.clear();
            }
        }
        texts
    }
}

impl Moment {
    #[must_use]
    pub fn of(ms: u64, zone: &str, ahead: Ahead) -> Self {
        let typed = Wall::at(ms, ahead(zone, ms).unwrap_or_default()).to_field();
        Self {
            from: Some(From {
                ms,
                typed: typed.clone(),
                zone: zone.to_owned(),
            }),
            typed,
        }
    }

    /// The moment that is meant in a zone; none while it is half typed.
    #[must_use]
    pub fn read(&self, zone: &str, ahead: Ahead) -> Option<Reading> {
        if let Some(from) = &self.from
            && from.typed == self.typed
            && from.zone == zone
        {
            return Some(Reading::Once(from.ms));
        }
        ahead(zone, 0)?;
        let wall = Wall::parse(&self.typed)?;
        Some(wall.read(|ms| ahead(zone, ms).unwrap_or_default()))
    }
}

/// The bounds of the heart, for counting down while one types; it decides.
pub const MAX_TITLE_CHARS: usize = 120;
pub const MAX_BODY_CHARS: usize = 2_000;
pub const MAX_RULES_CHARS: usize = 20_000;
const MAX_LANGUAGES: usize = 24;
const MAX_TAG_CHARS: usize = 35;

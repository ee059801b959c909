//! Where in the editor a mistake belongs, and what to say about it.

use bellpull_protocol::marketer::Mistake;

/// A field of the editor; in the order in which they stand there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Kind,
    Prizes,
    Zone,
    Starts,
    Ends,
    Languages,
    Title(String),
    Body(String),
    Rules(String),
    /// No field of this version.
    Elsewhere,
}

/// A mistake as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub field: Field,
    /// Of a text, if this version has one for it.
    pub key: Option<&'static str>,
    /// The edge's words.
    pub sentence: String,
}

impl Field {
    /// From the path of a mistake, such as `texts.de.title`.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let path = path.strip_prefix("kind.").unwrap_or(path);
        let mut parts = path.split('.');
        match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
            ("kind", None, _) => Field::Kind,
            ("prizes", ..) => Field::Prizes,
            ("zone", ..) | ("period", Some("zone"), _) => Field::Zone,
            ("starts_ms" | "starts", ..) | ("period", Some("starts"), _) => Field::Starts,
            ("ends_ms" | "ends", ..) | ("period", ..) => Field::Ends,
            ("texts", Some(tag), Some("title")) => Field::Title(tag.to_owned()),
            ("texts", Some(tag), Some("body")) => Field::Body(tag.to_owned()),
            ("texts", Some(tag), Some("rules")) | ("rules", Some(tag), _) => {
                Field::Rules(tag.to_owned())
            }
            ("texts" | "default_language", ..) => Field::Languages,
            _ => Field::Elsewhere,
        }
    }

    /// The tab that has to be open to see it.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        match self {
            Field::Title(tag) | Field::Body(tag) | Field::Rules(tag) => Some(tag),
            Field::Kind
            | Field::Prizes
            | Field::Zone
            | Field::Starts
            | Field::Ends
            | Field::Languages
            | Field::Elsewhere => None,
        }
    }

    /// The id of its element.
    #[must_use]
    pub fn element(&self) -> &'static str {
        match self {
            Field::Kind => "field-kind",
            Field::Prizes => "field-prizes",
            Field::Zone => "field-zone",
            Field::Starts => "field-starts",
            Field::Ends => "field-ends",
            Field::Languages => "field-languages",
            Field::Title(_) => "field-title",
            Field::Body(_) => "field-body",
            Field::Rules(_) => "field-rules",
            Field::Elsewhere => "field-elsewhere",
        }
    }
}

impl Shown {
    #[must_use]
    pub fn of(mistake: &Mistake) -> Self {
        Self {
            field: Field::of_path(&mistake.path),
            key: key_of(&mistake.code),
            sentence: mistake.sentence.clone(),
        }
    }

    /// A field that could not be read before anything was sent.
    #[must_use]
    pub fn unreadable(field: Field) -> Self {
        let key = match field {
            Field::Prizes => "mistake.no_prizes",
            Field::Zone => "mistake.bad_zone",
            Field::Starts
            | Field::Ends
            | Field::Kind
            | Field::Languages
            | Field::Title(_)
            | Field::Body(_)
            | Field::Rules(_)
            | Field::Elsewhere => "mistake.no_time",
        };
        Self {
            field,
            key: Some(key),
            sentence: String::new(),
        }
    }
}

fn key_of(code: &str) -> Option<&'static str> {
    let found = CODES.iter().find(|(known, _)| *known == code);
    found.map(|(_, key)| *key)
}

const CODES: [(&str, &str); 16] = [
    ("no_text", "mistake.no_text"),
    ("no_default_text", "mistake.no_default_text"),
    ("too_many_languages", "mistake.too_many_languages"),
    ("bad_language", "mistake.bad_language"),
    ("no_title", "mistake.no_title"),
    ("title_too_long", "mistake.title_too_long"),
    ("no_body", "mistake.no_body"),
    ("body_too_long", "mistake.body_too_long"),
    ("no_rules", "mistake.no_rules"),
    ("rules_too_long", "mistake.rules_too_long"),
    ("no_prizes", "mistake.no_prizes"),
    ("too_many_prizes", "mistake.too_many_prizes"),
    ("period_empty", "mistake.period_empty"),
    ("period_over", "mistake.period_over"),
    ("period_too_long", "mistake.period_too_long"),
    ("bad_zone", "mistake.bad_zone"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_edge_finds_its_field() {
        let de = || "de".to_owned();
        for (path, field) in [
            ("prizes", Field::Prizes),
            ("kind.prizes", Field::Prizes),
            ("zone", Field::Zone),
            ("period.zone", Field::Zone),
            ("starts_ms", Field::Starts),
            ("ends_ms", Field::Ends),
            ("period.ends", Field::Ends),
            ("texts", Field::Languages),
            ("texts.de", Field::Languages),
            ("default_language", Field::Languages),
            ("texts.de.title", Field::Title(de())),
            ("texts.de.body", Field::Body(de())),
            ("texts.de.rules", Field::Rules(de())),
            ("kind.rules.de", Field::Rules(de())),
            ("something.new", Field::Elsewhere),
        ] {
            assert_eq!(Field::of_path(path), field, "{path}");
        }
    }

    #[test]
    fn a_mistake_of_a_later_version_keeps_the_words_of_the_edge() {
        let shown = Shown::of(&Mistake {
            code: "too_loud".to_owned(),
            path: "texts.de.title".to_owned(),
            sentence: "Fewer exclamation marks".to_owned(),
        });
        assert_eq!(shown.key, None);
        assert_eq!(shown.sentence, "Fewer exclamation marks");
        assert_eq!(shown.field, Field::Title("de".to_owned()));
    }
}

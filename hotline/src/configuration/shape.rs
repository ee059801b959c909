//! What a value of the document may look like by itself.

use super::tree::Tree;

/// A kind of value, with its bounds.
#[derive(Debug)]
pub enum Shape {
    Flag,
    /// From the first to the second.
    Whole(i128, i128),
    /// Not empty, with at most so many characters and none that controls anything.
    Text(usize),
    /// A text that follows rules of its own.
    Written {
        /// Such as `a day such as 2026-12-24`.
        what: &'static str,
        reads: fn(&str) -> bool,
    },
    /// An interval of a day; older versions wrote it as a table.
    Interval,
    List {
        of: &'static Shape,
        least: usize,
        most: usize,
        /// Whether nothing may stand in it twice.
        distinct: bool,
    },
    /// Names that the owner chooses, each with a value.
    Names {
        name: &'static Shape,
        of: &'static Shape,
        least: usize,
        most: usize,
    },
    Record(&'static [Field]),
    /// One of some words, or a table with exactly one of some fields.
    Choice {
        words: &'static [&'static str],
        fields: &'static [Field],
    },
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub needed: bool,
}

/// From `least` to `most` elements, none of them twice.
pub(super) const fn set_of(of: &'static Shape, least: usize, most: usize) -> Shape {
    let distinct = true;
    Shape::List {
        of,
        least,
        most,
        distinct,
    }
}

/// Up to `most` elements.
pub(super) const fn list_of(of: &'static Shape, most: usize) -> Shape {
    let (least, distinct) = (0, false);
    Shape::List {
        of,
        least,
        most,
        distinct,
    }
}

pub(super) const fn names_of(
    name: &'static Shape,
    of: &'static Shape,
    least: usize,
    most: usize,
) -> Shape {
    Shape::Names {
        name,
        of,
        least,
        most,
    }
}

/// A field that may be left out.
pub(super) const fn may(name: &'static str, shape: Shape) -> Field {
    let needed = false;
    Field {
        name,
        shape,
        needed,
    }
}

/// A field that must be there.
pub(super) const fn must(name: &'static str, shape: Shape) -> Field {
    let needed = true;
    Field {
        name,
        shape,
        needed,
    }
}

impl Shape {
    /// What would be right, to be read after a path and a colon.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Flag => "true or false".to_owned(),
            Self::Whole(least, most) if least == most => format!("the number {least}"),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Text(most) => format!("a text of 1 to {most} characters"),
            Self::Written { what, .. } => (*what).to_owned(),
            Self::Interval => "an interval such as 09:00-17:00".to_owned(),
            Self::List { .. } => "a list".to_owned(),
            Self::Names { .. } | Self::Record(_) => "a table".to_owned(),
            Self::Choice { words, fields } => {
                let words = words.iter().map(|word| format!("{word:?}"));
                let fields = fields
                    .iter()
                    .map(|field| format!("{{ {} = … }}", field.name));
                words.chain(fields).collect::<Vec<_>>().join(" or ")
            }
        }
    }

    /// Whether a text is right for it.
    pub(super) fn takes_text(&self, text: &str) -> bool {
        match self {
            Self::Text(most) => {
                !text.trim().is_empty()
                    && text.chars().count() <= *most
                    && !text.chars().any(char::is_control)
            }
            Self::Written { reads, .. } => reads(text),
            Self::Interval => text.parse::<crate::hours::Interval>().is_ok(),
            Self::Choice { words, .. } => words.contains(&text),
            Self::Flag
            | Self::Whole(..)
            | Self::List { .. }
            | Self::Names { .. }
            | Self::Record(_) => false,
        }
    }

    /// Whether a value without fields or elements is right for it.
    pub(super) fn takes(&self, tree: &Tree) -> bool {
        match (self, tree) {
            (Self::Flag, Tree::Flag(_)) => true,
            (Self::Whole(least, most), Tree::Whole(number)) => least <= number && number <= most,
            (Self::Interval, Tree::Table(fields)) => {
                let edge = |name| match fields.get(name) {
                    Some(Tree::Text(text)) => text.parse::<crate::hours::ClockTime>().is_ok(),
                    _ => false,
                };
                fields.len() == 2 && edge("opens") && edge("closes")
            }
            (_, Tree::Text(text)) => self.takes_text(text),
            _ => false,
        }
    }
}

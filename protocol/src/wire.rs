//! What a page reads and writes with its browser's own JSON instead of serde's.
//!
//! A general parser would be a third of what a visitor loads. So [`wire!`] makes of one definition both serde's reading
//! and writing, for all other programs, and one by single fields ([`Source`], [`Sink`]), for the widget. Both say the
//! same: `tests/wire.rs`, which the definitions themselves keep complete.

/// A JSON object that somebody has parsed. Fields that are missing, `null` or of another type are `None`.
pub trait Source: Sized {
    /// Whether the field is there and not `null`.
    fn has(&self, field: &str) -> bool;
    fn text(&self, field: &str) -> Option<String>;
    fn number(&self, field: &str) -> Option<f64>;
    fn truth(&self, field: &str) -> Option<bool>;
    fn object(&self, field: &str) -> Option<Self>;
    fn list(&self, field: &str) -> Option<Vec<Self>>;
}

/// A JSON object that is being filled; empty by default.
pub trait Sink: Default {
    fn put_text(&mut self, field: &str, text: &str);
    /// Integers of the wire stay below 2^53, where they are exact.
    fn put_number(&mut self, field: &str, number: f64);
    fn put_truth(&mut self, field: &str, truth: bool);
    fn put_object(&mut self, field: &str, object: Self);
    fn put_list(&mut self, field: &str, list: Vec<Self>);
}

/// What is an object of its own.
pub trait Record: Sized {
    /// `None` when a field is missing or wrong.
    fn read(from: &impl Source) -> Option<Self>;

    fn write(&self, to: &mut impl Sink);

    fn written<S: Sink>(&self) -> S {
        let mut to = S::default();
        self.write(&mut to);
        to
    }
}

/// What stands in a field.
pub trait Field: Sized {
    fn get(from: &impl Source, field: &str) -> Option<Self>;

    fn put(&self, to: &mut impl Sink, field: &str);

    /// Whether a field that may be left out is left out.
    fn is_left_out(&self) -> bool {
        false
    }
}

/// A field that may be left out; one that is there must be right.
pub fn get_if_there<T: Field + Default>(from: &impl Source, field: &str) -> Option<T> {
    if from.has(field) {
        T::get(from, field)
    } else {
        Some(T::default())
    }
}

impl<T: Field> Field for Option<T> {
    fn get(from: &impl Source, field: &str) -> Option<Self> {
        T::get(from, field).map(Some)
    }

    fn put(&self, to: &mut impl Sink, field: &str) {
        if let Some(value) = self {
            value.put(to, field);
        }
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

/// All of a list or none of it.
impl<T: Record> Field for Vec<T> {
    fn get(from: &impl Source, field: &str) -> Option<Self> {
        from.list(field)?.iter().map(T::read).collect()
    }

    fn put(&self, to: &mut impl Sink, field: &str) {
        to.put_list(field, self.iter().map(T::written).collect());
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl Field for String {
    fn get(from: &impl Source, field: &str) -> Option<Self> {
        from.text(field)
    }

    fn put(&self, to: &mut impl Sink, field: &str) {
        to.put_text(field, self);
    }
}

impl Field for bool {
    fn get(from: &impl Source, field: &str) -> Option<Self> {
        from.truth(field)
    }

    fn put(&self, to: &mut impl Sink, field: &str) {
        to.put_truth(field, *self);
    }

    fn is_left_out(&self) -> bool {
        !*self
    }
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl Field for $number {
            fn get(from: &impl Source, field: &str) -> Option<Self> {
                let number = from.number(field)?;
                let fitted = number as $number;
                (fitted as f64 == number).then_some(fitted)
            }

            fn put(&self, to: &mut impl Sink, field: &str) {
                to.put_number(field, *self as f64);
            }

            fn is_left_out(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

number!(u8, u32, u64);

/// The place of a word in a list that has a blank after each; a word of a later version has none.
#[must_use]
pub fn place_of(word: &str, words: &str) -> Option<usize> {
    words.split(' ').position(|known| known == word)
}

/// Defines a type of the wire. The items are written as serde would have them, and the macro derives serde's traits:
///
/// - `message`: an enum tagged by `kind`, with the unknown kind after `else`;
/// - `words`: a closed set of words, with the unknown one after `else` if a later version may add some;
/// - `record`: a struct.
///
/// Every name on the wire is said by its `rename`; a field that may be missing has serde's `default` and
/// `skip_serializing_if`, and the type decides by [`Field::is_left_out`].
macro_rules! wire {
    (message
        $(#[$outer:meta])*
        pub enum $name:ident {
            $(
                $(#[doc = $doc:tt])*
                #[serde(rename = $word:tt)]
                $variant:ident {
                    $(
                        $(#[doc = $field_doc:tt])*
                        $(#[serde(default, skip_serializing_if = $skip:tt)])?
                        $field:ident: $type:ty
                    ),* $(,)?
                },
            )*
            else
            $(#[doc = $unknown_doc:tt])*
            $unknown:ident
        }
    ) => {
        $(#[$outer])*
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind")]
        pub enum $name {
            $(
                $(#[doc = $doc])*
                #[serde(rename = $word)]
                $variant {
                    $(
                        $(#[doc = $field_doc])*
                        $(#[serde(default, skip_serializing_if = $skip)])?
                        $field: $type,
                    )*
                },
            )*
            $(#[doc = $unknown_doc])*
            #[serde(rename = "unknown", other)]
            $unknown,
        }

        impl $name {
            /// Every kind with all its fields.
            pub const KINDS: &'static [(&'static str, &'static [&'static str])] =
                &[$(($word, &[$(stringify!($field)),*])),*];
        }

        impl $crate::wire::Record for $name {
            fn read(from: &impl $crate::wire::Source) -> Option<Self> {
                Some(match from.text("kind")?.as_str() {
                    $($word => Self::$variant {
                        $($field: wire!(@get from, $field $(, $skip)?),)*
                    },)*
                    _ => Self::$unknown,
                })
            }

            fn write(&self, to: &mut impl $crate::wire::Sink) {
                let kind = match self {
                    $(Self::$variant { .. } => $word,)*
                    Self::$unknown => "unknown",
                };
                to.put_text("kind", kind);
                match self {
                    $(Self::$variant { $($field),* } => {
                        $(wire!(@put to, $field $(, $skip)?);)*
                    })*
                    Self::$unknown => {}
                }
            }
        }
    };

    (words
        $(#[$outer:meta])*
        pub enum $name:ident {
            $(
                $(#[doc = $doc:tt])*
                #[serde(rename = $word:tt)]
                $variant:ident,
            )*
            $(
                else
                $(#[doc = $unknown_doc:tt])*
                $unknown:ident
            )?
        }
    ) => {
        $(#[$outer])*
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                $(#[doc = $doc])*
                #[serde(rename = $word)]
                $variant,
            )*
            $(
                $(#[doc = $unknown_doc])*
                #[serde(rename = "unknown", other)]
                $unknown,
            )?
        }

        impl $name {
            /// Every word, with a blank after each.
            pub const WORDS: &'static str = concat!($($word, " "),*);
        }

        impl $crate::wire::Field for $name {
            fn get(from: &impl $crate::wire::Source, field: &str) -> Option<Self> {
                const ALL: &[$name] = &[$($name::$variant),*];
                let place = $crate::wire::place_of(&from.text(field)?, Self::WORDS);
                let known = place.and_then(|place| ALL.get(place).copied());
                $(let known = known.or(Some(Self::$unknown));)?
                known
            }

            fn put(&self, to: &mut impl $crate::wire::Sink, field: &str) {
                to.put_text(field, match self {
                    $(Self::$variant => $word,)*
                    $(Self::$unknown => { let _ = stringify!($unknown); "unknown" })?
                });
            }
        }
    };

    (record
        $(#[$outer:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $field_doc:tt])*
                $(#[serde(default, skip_serializing_if = $skip:tt)])?
                pub $field:ident: $type:ty
            ),* $(,)?
        }
    ) => {
        $(#[$outer])*
        #[derive(serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                $(#[serde(default, skip_serializing_if = $skip)])?
                pub $field: $type,
            )*
        }

        impl $name {
            /// All fields.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
        }

        impl $crate::wire::Record for $name {
            fn read(from: &impl $crate::wire::Source) -> Option<Self> {
                Some(Self {
                    $($field: wire!(@get from, $field $(, $skip)?),)*
                })
            }

            fn write(&self, to: &mut impl $crate::wire::Sink) {
                let Self { $($field),* } = self;
                $(wire!(@put to, $field $(, $skip)?);)*
            }
        }

        impl $crate::wire::Field for $name {
            fn get(from: &impl $crate::wire::Source, field: &str) -> Option<Self> {
                $crate::wire::Record::read(&from.object(field)?)
            }

            fn put(&self, to: &mut impl $crate::wire::Sink, field: &str) {
                to.put_object(field, $crate::wire::Record::written(self));
            }
        }
    };

    (@get $from:ident, $field:ident) => {
        $crate::wire::Field::get($from, stringify!($field))?
    };
    (@get $from:ident, $field:ident, $skip:tt) => {
        $crate::wire::get_if_there($from, stringify!($field))?
    };
    (@put $to:ident, $field:ident) => {
        $crate::wire::Field::put($field, $to, stringify!($field))
    };
    (@put $to:ident, $field:ident, $skip:tt) => {
        if !$crate::wire::Field::is_left_out($field) {
            $crate::wire::Field::put($field, $to, stringify!($field));
        }
    };
}

pub(crate) use wire;

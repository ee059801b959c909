//! Arrivals and a target, as typed.

use crate::register::filter::Query;

/// One field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Load,
    Aht,
    Patience,
    Percent,
    Within,
    Shrinkage,
}

/// What stands in the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub load: String,
    pub aht: String,
    /// Empty: everybody waits for ever.
    pub patience: String,
    pub percent: String,
    pub within: String,
    pub shrinkage: String,
}

impl Default for Form {
    fn default() -> Self {
        let text = |text: &str| text.to_owned();
        Self {
            load: text("100"),
            aht: text("6:00"),
            patience: text("2:00"),
            percent: text("80"),
            within: text("20"),
            shrinkage: text("30"),
        }
    }
}

impl Field {
    pub const ALL: [Self; 6] = [
        Self::Load,
        Self::Aht,
        Self::Patience,
        Self::Percent,
        Self::Within,
        Self::Shrinkage,
    ];

    /// Smallest and largest; times in seconds.
    fn range(self) -> (f64, f64) {
        match self {
            Self::Load => (0.0, 100_000.0),
            Self::Aht | Self::Patience => (1.0, 86_400.0),
            Self::Percent => (1.0, 99.9),
            Self::Within => (0.0, 3_600.0),
            Self::Shrinkage => (0.0, 90.0),
        }
    }

    fn is_time(self) -> bool {
        match self {
            Self::Aht | Self::Patience | Self::Within => true,
            Self::Load | Self::Percent | Self::Shrinkage => false,
        }
    }
}

impl Form {
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Load => &self.load,
            Field::Aht => &self.aht,
            Field::Patience => &self.patience,
            Field::Percent => &self.percent,
            Field::Within => &self.within,
            Field::Shrinkage => &self.shrinkage,
        }
    }

    pub fn set(&mut self, field: Field, text: String) {
        *match field {
            Field::Load => &mut self.load,
            Field::Aht => &mut self.aht,
            Field::Patience => &mut self.patience,
            Field::Percent => &mut self.percent,
            Field::Within => &mut self.within,
            Field::Shrinkage => &mut self.shrinkage,
        } = text;
    }

    /// Whether what stands there can be used.
    #[must_use]
    pub fn is_right(&self, field: Field) -> bool {
        let is_left_out = field == Field::Patience && self.patience.trim().is_empty();
        is_left_out || self.number(field).is_some()
    }

    /// For the edge, as `StaffingQuestion` says it; `None` when something is wrong.
    #[must_use]
    pub fn to_edge(&self) -> Option<Query> {
        let mut query = vec![("load_per_hour", self.number(Field::Load)?.to_string())];
        query.extend(self.target()?);
        Some(query)
    }

    /// The same without the arrivals.
    #[must_use]
    pub fn target(&self) -> Option<Query> {
        let mut query = vec![
            ("aht_s", self.number(Field::Aht)?.to_string()),
            ("percent", self.number(Field::Percent)?.to_string()),
            ("within_s", self.number(Field::Within)?.to_string()),
            (
                "shrinkage",
                (self.number(Field::Shrinkage)? / 100.0).to_string(),
            ),
        ];
        if !self.patience.trim().is_empty() {
            query.push(("patience_s", self.number(Field::Patience)?.to_string()));
        }
        Some(query)
    }

    /// Within the field's range; times may be written as minutes and seconds.
    fn number(&self, field: Field) -> Option<f64> {
        let text = self.get(field).trim().replace(',', ".");
        let number = match text.split_once(':').filter(|_| field.is_time()) {
            Some((minutes, seconds)) => {
                let (minutes, seconds): (f64, f64) = (minutes.parse().ok()?, seconds.parse().ok()?);
                (seconds < 60.0).then_some(minutes * 60.0 + seconds)?
            }
            None => text.parse().ok()?,
        };
        let (least, most) = field.range();
        (least..=most).contains(&number).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &Query, name: &str) -> Option<String> {
        let found = query.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone())
    }

    #[test]
    fn times_are_written_as_people_write_them() {
        let form = Form {
            aht: "6:30".into(),
            load: "12,5".into(),
            ..Form::default()
        };
        let query = form.to_edge().unwrap();
        assert_eq!(of(&query, "aht_s").as_deref(), Some("390"));
        assert_eq!(of(&query, "load_per_hour").as_deref(), Some("12.5"));
        assert_eq!(of(&query, "shrinkage").as_deref(), Some("0.3"));
    }

    #[test]
    fn without_patience_everybody_waits() {
        let form = Form {
            patience: " ".into(),
            ..Form::default()
        };
        assert!(form.is_right(Field::Patience));
        assert_eq!(of(&form.to_edge().unwrap(), "patience_s"), None);
    }

    #[test]
    fn what_cannot_be_used_is_marked_and_not_asked() {
        for (field, text) in [
            (Field::Load, "-1"),
            (Field::Load, "many"),
            (Field::Aht, "0"),
            (Field::Aht, "6:75"),
            (Field::Percent, "100"),
            (Field::Shrinkage, "95"),
            (Field::Within, ""),
            (Field::Load, "NaN"),
        ] {
            let mut form = Form::default();
            form.set(field, text.into());
            assert!(!form.is_right(field), "{field:?} {text:?}");
            assert_eq!(form.to_edge(), None);
        }
    }
}

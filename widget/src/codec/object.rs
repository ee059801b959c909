//! A JSON object, whoever has parsed it.

/// Fields that are missing, `null` or of another type are `None`.
pub trait Object: Sized {
    fn text(&self, field: &str) -> Option<String>;
    fn number(&self, field: &str) -> Option<f64>;
    fn truth(&self, field: &str) -> Option<bool>;
    fn object(&self, field: &str) -> Option<Self>;
    fn list(&self, field: &str) -> Option<Vec<Self>>;

    /// Integers of the wire stay below 2^53, where they are exact.
    fn integer(&self, field: &str) -> Option<u64> {
        self.number(field).map(|number| number as u64)
    }

    fn small(&self, field: &str) -> Option<u32> {
        self.number(field).map(|number| number as u32)
    }
}

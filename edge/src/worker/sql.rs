//! SQLite with our values.

use crate::storage::Value;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{Result, SqlStorage, SqlStorageValue};

pub struct Sql {
    storage: SqlStorage,
}

impl Sql {
    pub fn new(storage: SqlStorage) -> Self {
        Self { storage }
    }

    pub fn run(&self, query: &str, values: &[Value]) -> Result<()> {
        self.storage.exec(query, bindings(values)).map(drop)
    }

    /// All rows. The cursor's `one` is not used anywhere: without a row it never returns.
    pub fn rows<T: DeserializeOwned>(&self, query: &str, values: &[Value]) -> Result<Vec<T>> {
        self.storage.exec(query, bindings(values))?.to_array()
    }

    /// The first row, if any.
    pub fn row<T: DeserializeOwned>(&self, query: &str, values: &[Value]) -> Result<Option<T>> {
        Ok(self.rows(query, values)?.into_iter().next())
    }

    /// The numbers of a column named `value`; nulls are left out.
    pub fn numbers(&self, query: &str) -> Result<Vec<u64>> {
        #[derive(Deserialize)]
        struct Row {
            value: Option<u64>,
        }
        let rows = self.rows::<Row>(query, &[])?;
        Ok(rows.into_iter().filter_map(|row| row.value).collect())
    }
}

fn bindings(values: &[Value]) -> Vec<SqlStorageValue> {
    let binding = |value: &Value| match value {
        Value::Text(text) => SqlStorageValue::from(text.as_str()),
        // All our numbers stay below 2^53.
        Value::Integer(number) => SqlStorageValue::Float(*number as f64),
    };
    values.iter().map(binding).collect()
}

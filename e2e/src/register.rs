//! What the register says of a contact, once it has heard everything.

use crate::patience::{A_WHILE, until};
use crate::world::World;
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

impl World {
    /// The row of the one contact of this world, when it has an end.
    ///
    /// # Errors
    /// When there is another number of contacts, or it has not ended within the bound.
    pub async fn only_row(&self) -> Result<Value> {
        let supervisor = self.session("Sue", &["supervisor"])?;
        until("the register to know the end", A_WHILE, async || {
            let page = supervisor.gets("/api/register")?.json();
            ensure!(page["total"] == 1, "{page}");
            let row = page["contacts"][0].clone();
            row.get("ended_ms").with_context(|| row.to_string())?;
            Ok(row)
        })
        .await
    }
}

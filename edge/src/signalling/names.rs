//! Names to show, which the heart does not know.

use bellpull_protocol::{HotlineId, OperatorId, PersonName};
use std::collections::BTreeMap;

/// The names of an organisation's hotlines and operators, as last heard from the directory.
#[derive(Debug, Default)]
pub struct Names {
    pub hotlines: BTreeMap<HotlineId, String>,
    pub operators: BTreeMap<OperatorId, PersonName>,
}

impl Names {
    /// The hotline's name, or its id while the name is unknown.
    #[must_use]
    pub fn hotline(&self, id: &HotlineId) -> String {
        self.hotlines
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// What a visitor is told of an operator: the first name.
    #[must_use]
    pub fn first_name(&self, id: &OperatorId) -> Option<PersonName> {
        let name = self.operators.get(id)?;
        name.expose().split_whitespace().next().map(PersonName::new)
    }
}

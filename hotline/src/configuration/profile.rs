//! What an operator can do and answers for.

use super::Skill;
use bellpull_protocol::DepartmentId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One operator as the document describes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// Departments they serve; without a list all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub departments: Option<Vec<DepartmentId>>,
    /// Skills with their levels, 1 to 10.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<Skill, u8>,
    /// BCP 47 primary tags; without a list all, as far as anybody has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// How many chats at a time; without it the organisation's usual three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chats: Option<u32>,
    /// Whether chats ring while they talk.
    pub chats_beside_calls: bool,
    /// What colleagues should ask them about, as the directory of colleagues shows it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub responsible_for: String,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            departments: None,
            skills: BTreeMap::new(),
            languages: None,
            chats: None,
            chats_beside_calls: true,
            responsible_for: String::new(),
        }
    }
}

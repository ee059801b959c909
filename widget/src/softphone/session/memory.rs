//! What a visitor's page keeps over a reload: an opaque token and the hang-ups that are not confirmed.

use bellpull_protocol::{ContactId, VisitorToken};

/// Kept by the page as one text: the token's line, then one contact a line.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Memory {
    pub token: Option<VisitorToken>,
    /// The visitor has hung up; the edge has not confirmed it.
    pub hang_ups: Vec<ContactId>,
}

impl Memory {
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = self
            .token
            .as_ref()
            .map_or(String::new(), |token| token.expose().to_owned());
        for contact in &self.hang_ups {
            text.push('\n');
            text.push_str(contact.as_str());
        }
        text
    }

    /// Reads what [`Memory::to_text`] wrote; what cannot be read is left out.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut lines = text.lines();
        let token = lines
            .next()
            .filter(|line| !line.is_empty())
            .map(VisitorToken::new);
        Self {
            token,
            hang_ups: lines.filter_map(|line| ContactId::new(line).ok()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_same_after_a_reload() {
        let contact = ContactId::new("c1").unwrap();
        let full = Memory {
            token: Some(VisitorToken::new("t")),
            hang_ups: vec![contact],
        };
        for memory in [Memory::default(), full] {
            assert_eq!(Memory::from_text(&memory.to_text()), memory);
        }
    }

    #[test]
    fn foreign_text_does_no_harm() {
        assert_eq!(
            Memory::from_text("\n<b>\nc2").hang_ups,
            [ContactId::new("c2").unwrap()]
        );
    }
}

//! What a visitor's page keeps over a reload: an opaque token, and what the edge has not confirmed.

use bellpull_protocol::{ContactId, LineText, RequestId, VisitorToken};

/// Kept by the page as one text: the token's line, then one contact or unsent line of a chat each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Memory {
    pub token: Option<VisitorToken>,
    /// The visitor has hung up; the edge has not confirmed it.
    pub hang_ups: Vec<ContactId>,
    /// Gone from here as soon as they are delivered.
    pub unsent: Vec<Unsent>,
}

/// A line of a chat that was not told back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub contact: ContactId,
    pub key: RequestId,
    pub text: LineText,
}

/// Begins an unsent line; no id begins like this.
const UNSENT: char = '>';

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
        for line in &self.unsent {
            text.push('\n');
            text.push(UNSENT);
            for word in [line.contact.as_str(), line.key.as_str()] {
                text.push_str(word);
                text.push(' ');
            }
            push_on_one_line(&mut text, line.text.expose());
        }
        text
    }

    /// Reads what [`Memory::to_text`] wrote; what cannot be read is left out.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut lines = text.split('\n');
        let mut memory = Self {
            token: lines
                .next()
                .filter(|line| !line.is_empty())
                .map(VisitorToken::new),
            ..Self::default()
        };
        for line in lines {
            match line.strip_prefix(UNSENT) {
                Some(line) => memory.unsent.extend(read_unsent(line)),
                None => memory.hang_ups.extend(ContactId::new(line).ok()),
            }
        }
        memory
    }
}

fn read_unsent(line: &str) -> Option<Unsent> {
    let (contact, rest) = line.split_once(' ')?;
    let (key, text) = rest.split_once(' ')?;
    Some(Unsent {
        contact: ContactId::new(contact).ok()?,
        key: RequestId::new(key).ok()?,
        text: LineText::new(with_lines(text)),
    })
}

fn push_on_one_line(text: &mut String, of: &str) {
    for letter in of.chars() {
        match letter {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            letter => text.push(letter),
        }
    }
}

fn with_lines(of: &str) -> String {
    let mut text = String::new();
    let mut letters = of.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some(letter) => letter,
                None => break,
            },
            letter => letter,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_same_after_a_reload() {
        let unsent = |text: &str| Unsent {
            contact: ContactId::new("c1").unwrap(),
            key: RequestId::new("k1").unwrap(),
            text: LineText::new(text),
        };
        let full = Memory {
            token: Some(VisitorToken::new("t")),
            hang_ups: vec![ContactId::new("c1").unwrap()],
            unsent: vec![
                unsent("two words\nand\r\n>a C:\\new line\\"),
                unsent("\u{202e}\\\\n"),
            ],
        };
        for memory in [Memory::default(), full] {
            assert_eq!(Memory::from_text(&memory.to_text()), memory);
        }
    }

    #[test]
    fn foreign_text_does_no_harm() {
        let memory = Memory::from_text("\n<b>\nc2\n>c1\n>\n> k1 x\n>c1 k1 y\\");
        assert_eq!(memory.hang_ups, [ContactId::new("c2").unwrap()]);
        assert_eq!(memory.unsent.len(), 1);
    }
}

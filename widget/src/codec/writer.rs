//! Writes one JSON object.

/// Fields in the order they are put.
pub(super) struct Writer(String);

impl Writer {
    pub(super) fn new() -> Self {
        Self(String::from("{"))
    }

    pub(super) fn text(&mut self, field: &str, value: &str) -> &mut Self {
        self.name(field);
        self.quoted(value);
        self
    }

    pub(super) fn some_text(&mut self, field: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(field, value),
            None => self,
        }
    }

    pub(super) fn number(&mut self, field: &str, value: u32) -> &mut Self {
        self.name(field);
        self.0.push_str(&value.to_string());
        self
    }

    pub(super) fn end(&mut self) -> String {
        self.0.push('}');
        std::mem::take(&mut self.0)
    }

    fn name(&mut self, field: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.quoted(field);
        self.0.push(':');
    }

    /// RFC 8259, section 7.
    fn quoted(&mut self, text: &str) {
        const DIGITS: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
        ];
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(letter);
                }
                '\0'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    self.0.push(DIGITS[letter as usize >> 4]);
                    self.0.push(DIGITS[letter as usize & 15]);
                }
                letter => self.0.push(letter),
            }
        }
        self.0.push('"');
    }
}

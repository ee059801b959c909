//! What happened, line by line. Off unless a seed is repeated: then the same world runs again and tells.

use bellpull_hotline::Timestamp;

#[derive(Default)]
pub struct Trace {
    pub is_on: bool,
    lines: Vec<String>,
}

impl Trace {
    pub fn line(&mut self, now: Timestamp, line: impl FnOnce() -> String) {
        if self.is_on {
            let millis = now.as_millis();
            let line = line();
            self.lines
                .push(format!("{:>6}.{:03}  {line}", millis / 1000, millis % 1000));
        }
    }

    pub fn last(&self, count: usize) -> &[String] {
        &self.lines[self.lines.len().saturating_sub(count)..]
    }

    pub fn all(&self) -> &[String] {
        &self.lines
    }
}

//! What travels from an outbox to the register.

use bellpull_hotline::register::Item;
use serde::{Deserialize, Serialize};

/// Items of one outbox, in order. `source` is the outbox's own name: one that begins anew gets another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub source: String,
    pub items: Vec<Numbered>,
}

/// Numbers begin at 1 and have no gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub seq: u64,
    pub item: Item,
}

/// The register's answer: everything below is durable there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub next: u64,
}

/// The batch leaves out what the register does not have yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap;

/// A [`Batch`] as JSON, around the items as the outbox has them in JSON.
#[must_use]
pub fn written<'a>(source: &str, items: impl Iterator<Item = (u64, &'a str)>) -> String {
    let numbered = |(seq, item): (u64, &str)| format!("{{\"seq\":{seq},\"item\":{item}}}");
    let items: Vec<_> = items.map(numbered).collect();
    let source = serde_json::Value::from(source);
    format!("{{\"source\":{source},\"items\":[{}]}}", items.join(","))
}

impl Batch {
    /// The items that are new for a register that expects `next`: repeated ones are skipped.
    ///
    /// # Errors
    /// [`Gap`] when one is missing, at the beginning or between two; nothing of the batch may be taken then.
    pub fn news(&self, next: u64) -> Result<&[Numbered], Gap> {
        let known = self.items.iter().take_while(|item| item.seq < next).count();
        let news = &self.items[known..];
        let in_order = (next..).zip(news).all(|(seq, item)| item.seq == seq);
        if in_order { Ok(news) } else { Err(Gap) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::Timestamp;
    use bellpull_protocol::chat::LineFrom;
    use bellpull_protocol::{ContactId, LineText, Note};

    #[test]
    fn repeated_items_are_skipped() {
        let batch = batch([3, 4, 5]);
        let news = |next| batch.news(next).unwrap().iter().map(|item| item.seq);
        assert!(news(3).eq([3, 4, 5]));
        assert!(news(5).eq([5]));
        assert_eq!(news(6).count(), 0);
        assert_eq!(news(9).count(), 0);
    }

    #[test]
    fn a_gap_is_refused_wherever_it_is() {
        assert_eq!(batch([3, 4]).news(2), Err(Gap));
        assert_eq!(batch([3, 5]).news(3), Err(Gap));
        assert_eq!(batch([3, 5]).news(2), Err(Gap));
        assert_eq!(batch([4, 3]).news(3), Err(Gap));
        assert_eq!(batch([]).news(7).unwrap(), []);
    }

    #[test]
    fn a_batch_is_written_around_the_rows_of_the_outbox() {
        // A line has a number of its own.
        let line = Item::Line {
            contact: ContactId::new("c1").unwrap(),
            seq: 1,
            from: LineFrom::Visitor,
            at: Timestamp::from_millis(5),
            text: LineText::new("hello"),
        };
        let mut batch = batch([7, 8]);
        batch.items[1].item = line;
        let rows: Vec<_> = batch.items.iter().map(|one| json(&one.item)).collect();

        let written = written(
            "s",
            [(7, rows[0].as_str()), (8, rows[1].as_str())].into_iter(),
        );

        assert_eq!(written, json(&batch));
        assert_eq!(serde_json::from_str::<Batch>(&written).unwrap(), batch);
    }

    fn json(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    fn batch<const N: usize>(seqs: [u64; N]) -> Batch {
        let item = Item::Note {
            contact: ContactId::new("c1").unwrap(),
            note: Note::new("x"),
        };
        let numbered = |seq| Numbered {
            seq,
            item: item.clone(),
        };
        Batch {
            source: "s".into(),
            items: seqs.map(numbered).into(),
        }
    }
}

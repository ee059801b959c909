//! The rows on the screen: pages that were loaded one after the other and change while one looks at them.

use bellpull_protocol::register::{RegisterPage, RegisterRow};

/// The newest contact first, without gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    pub rows: Vec<RegisterRow>,
    pub total: u32,
    /// Where the next page begins, if there is one.
    pub next: Option<u64>,
    /// Where pages after the first began, in order.
    starts: Vec<u64>,
}

impl List {
    /// Takes in the page that begins at `before`, the first one if that is none.
    pub fn take(&mut self, before: Option<u64>, page: &RegisterPage) {
        self.total = page.total;
        match before {
            None => self.take_first(page),
            Some(start) => self.take_later(start, page),
        }
    }

    /// Which of the later pages to look at again; `turn` counts up. Who was alive when they were loaded has ended
    /// meanwhile.
    #[must_use]
    pub fn look_again(&self, turn: usize) -> Option<u64> {
        let place = turn.checked_rem(self.starts.len())?;
        self.starts.get(place).copied()
    }

    fn take_first(&mut self, page: &RegisterPage) {
        let joint = page.contacts.last().and_then(|last| self.place_of(last));
        match (joint, page.next) {
            // More has come than fits on a page, or all of it fits: nothing below can be relied on.
            (None, next) | (_, next @ None) => {
                self.rows.clone_from(&page.contacts);
                self.next = next;
                self.starts.clear();
            }
            (Some(joint), Some(_)) => {
                // Also what moved up because something above it is gone.
                let rest = self.rows.split_off(joint + 1);
                self.rows.clone_from(&page.contacts);
                self.append(rest);
                if self.starts.is_empty() {
                    self.next = page.next;
                }
            }
        }
    }

    fn take_later(&mut self, start: u64, page: &RegisterPage) {
        let is_known = self.starts.contains(&start);
        if !is_known && self.next != Some(start) {
            // The answer to a question about a list that is no longer shown.
            return;
        }
        if !is_known {
            self.starts.push(start);
            self.next = page.next;
            return self.append(page.contacts.clone());
        }
        for row in &page.contacts {
            if let Some(place) = self.place_of(row) {
                self.rows[place] = row.clone();
            }
        }
    }

    fn append(&mut self, rows: Vec<RegisterRow>) {
        for row in rows {
            if self.place_of(&row).is_none() {
                self.rows.push(row);
            }
        }
    }

    fn place_of(&self, row: &RegisterRow) -> Option<usize> {
        self.rows
            .iter()
            .position(|known| known.contact == row.contact)
    }
}

/// How long they waited, in milliseconds: until answered, else until it ended, else until now.
#[must_use]
pub fn waited_ms(row: &RegisterRow, now_ms: u64) -> u64 {
    let until = row.answered_ms.or(row.ended_ms).unwrap_or(now_ms);
    until.saturating_sub(row.entered_ms)
}

/// How long somebody talked or wrote with them; none when nobody answered.
#[must_use]
pub fn talked_ms(row: &RegisterRow, now_ms: u64) -> Option<u64> {
    let answered = row.answered_ms?;
    let until = row.ended_ms.unwrap_or(now_ms);
    Some(until.saturating_sub(answered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::visitor::Channel;
    use bellpull_protocol::{ContactId, HotlineId};

    #[test]
    fn new_contacts_come_on_top_and_loaded_pages_stay() {
        let mut list = List::default();
        list.take(None, &page(&["c4", "c3"], Some(3)));
        list.take(Some(3), &page(&["c2", "c1"], None));

        list.take(None, &page(&["c5", "c4"], Some(4)));

        assert_eq!(ids(&list), ["c5", "c4", "c3", "c2", "c1"]);
        assert_eq!(list.next, None);
    }

    #[test]
    fn what_no_longer_fits_the_filters_goes() {
        let mut list = List::default();
        list.take(None, &page(&["c5", "c4", "c3"], Some(3)));
        list.take(Some(3), &page(&["c2", "c1"], None));

        list.take(None, &page(&["c5", "c3", "c2"], Some(2)));

        assert_eq!(ids(&list), ["c5", "c3", "c2", "c1"]);
    }

    #[test]
    fn a_list_that_shrank_to_one_page_is_that_page() {
        let mut list = List::default();
        list.take(None, &page(&["c3", "c2"], Some(2)));
        list.take(Some(2), &page(&["c1"], None));

        list.take(None, &page(&["c1"], None));

        assert_eq!(ids(&list), ["c1"]);
        assert_eq!(list.look_again(0), None);
    }

    #[test]
    fn a_rush_of_contacts_begins_the_list_anew() {
        let mut list = List::default();
        list.take(None, &page(&["c2", "c1"], None));

        list.take(None, &page(&["c9", "c8"], Some(8)));

        assert_eq!(ids(&list), ["c9", "c8"]);
        assert_eq!(list.next, Some(8));
    }

    #[test]
    fn a_later_page_is_looked_at_again_without_moving_anything() {
        let mut list = List::default();
        list.take(None, &page(&["c4", "c3"], Some(3)));
        list.take(Some(3), &page(&["c2", "c1"], Some(1)));
        let mut again = page(&["c2", "c1"], Some(1));
        again.contacts[0].ended_ms = Some(9);

        list.take(list.look_again(7), &again);

        assert_eq!(ids(&list), ["c4", "c3", "c2", "c1"]);
        assert_eq!(list.rows[2].ended_ms, Some(9));
        assert_eq!(list.next, Some(1));
    }

    #[test]
    fn a_page_of_another_list_is_not_taken_in() {
        let mut list = List::default();
        list.take(None, &page(&["c4", "c3"], Some(3)));

        list.take(Some(77), &page(&["x"], None));

        assert_eq!(ids(&list), ["c4", "c3"]);
    }

    #[test]
    fn times_go_on_until_something_ends_them() {
        let mut row = row("c1");
        assert_eq!(
            (waited_ms(&row, 5_000), talked_ms(&row, 5_000)),
            (4_000, None)
        );
        row.answered_ms = Some(3_000);
        assert_eq!(
            (waited_ms(&row, 5_000), talked_ms(&row, 5_000)),
            (2_000, Some(2_000))
        );
        row.ended_ms = Some(4_000);
        assert_eq!(talked_ms(&row, 9_000), Some(1_000));
    }

    fn ids(list: &List) -> Vec<&str> {
        list.rows.iter().map(|row| row.contact.as_str()).collect()
    }

    fn page(contacts: &[&str], next: Option<u64>) -> RegisterPage {
        RegisterPage {
            now_ms: 0,
            total: 9,
            contacts: contacts.iter().map(|id| row(id)).collect(),
            next,
            operators: Vec::new(),
            hotlines: Vec::new(),
        }
    }

    fn row(id: &str) -> RegisterRow {
        RegisterRow {
            contact: ContactId::new(id).expect("an id"),
            hotline: HotlineId::new("demo").expect("an id"),
            hotline_name: String::new(),
            language: "en".to_owned(),
            page: None,
            channels: vec![Channel::Call],
            entered_ms: 1_000,
            answered_ms: None,
            ended_ms: None,
            operator: None,
            operator_name: None,
            reason: None,
            disposition: None,
            note: None,
            stars: None,
            remark: None,
            number: None,
            tries: 0,
            lines: 0,
        }
    }
}

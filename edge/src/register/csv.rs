//! The register as a file for spreadsheets: RFC 4180, UTF-8 with a mark, one row for each contact, times in UTC.

use super::guard::guarded;
use super::iso::iso;
use super::words::word;
use bellpull_protocol::register::RegisterRow;

/// Without it the spreadsheet most in use reads UTF-8 as something else.
const MARK: &str = "\u{FEFF}";

pub(super) const COLUMNS: [&str; 19] = [
    "contact",
    "hotline",
    "hotline_name",
    "channels",
    "language",
    "page",
    "entered",
    "answered",
    "ended",
    "operator",
    "operator_name",
    "reason",
    "disposition",
    "note",
    "stars",
    "remark",
    "number",
    "tries",
    "lines",
];

/// The first line of the file.
///
/// # Errors
/// Never in memory; the writer's own.
pub fn head() -> Result<String, csv::Error> {
    let line = written([COLUMNS.map(str::to_owned)])?;
    Ok(format!("{MARK}{line}"))
}

/// The lines of some contacts, without a head.
///
/// # Errors
/// As for [`head`].
pub fn lines(rows: &[RegisterRow]) -> Result<String, csv::Error> {
    written(rows.iter().map(cells))
}

/// What the browser calls the file: by the day on which it was made.
#[must_use]
pub fn file_name(now_ms: u64, ending: &str) -> String {
    let now = iso(now_ms);
    let day = now.split('T').next().unwrap_or_default();
    format!("bellpull-register-{day}.{ending}")
}

pub(super) fn cells(row: &RegisterRow) -> [String; 19] {
    let time = |ms: Option<u64>| ms.map(iso).unwrap_or_default();
    let channels: Vec<_> = row.channels.iter().map(word).collect();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        row.contact.to_string(),
        row.hotline.to_string(),
        row.hotline_name.clone(),
        channels.join(" "),
        row.language.clone(),
        text(row.page.as_ref().map(|page| page.expose())),
        iso(row.entered_ms),
        time(row.answered_ms),
        time(row.ended_ms),
        text(row.operator.as_ref().map(|id| id.as_str())),
        text(row.operator_name.as_ref().map(|name| name.expose())),
        row.reason.as_ref().map(word).unwrap_or_default(),
        row.disposition.as_ref().map(word).unwrap_or_default(),
        text(row.note.as_ref().map(|note| note.expose())),
        row.stars.map(|stars| stars.to_string()).unwrap_or_default(),
        text(row.remark.as_ref().map(|remark| remark.expose())),
        text(row.number.as_ref().map(|number| number.expose())),
        row.tries.to_string(),
        row.lines.to_string(),
    ]
}

fn written(rows: impl IntoIterator<Item = [String; 19]>) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use bellpull_protocol::operator::Disposition;
    use bellpull_protocol::visitor::{Channel, EndReason};
    use bellpull_protocol::{
        ContactId, HotlineId, Note, OperatorId, PageUrl, PersonName, PhoneNumber, Remark,
    };

    #[test]
    fn the_file_begins_with_a_mark_and_the_names_of_its_columns() {
        let head = head().unwrap();
        assert!(head.starts_with("\u{FEFF}contact,hotline,"));
        assert!(head.ends_with(",tries,lines\r\n"));
    }

    #[test]
    fn a_contact_is_one_row_that_a_reader_gets_back() {
        let file = format!("{}{}", head().unwrap(), lines(&[a_row()]).unwrap());

        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();

        let cells: Vec<_> = rows[0].iter().collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(
            cells,
            [
                "c1",
                "demo",
                "Tents, \"all\" of them",
                "chat call",
                "de-AT",
                "https://shop.example/?a=1,2",
                "1970-01-01T00:00:01.000Z",
                "",
                "1970-01-01T00:00:02.500Z",
                "o1",
                "Zoë",
                "visitor_hung_up",
                "follow_up",
                "'=HYPERLINK(\"http://evil.example\")",
                "4",
                "two\nlines",
                "'+4315121234",
                "0",
                "2",
            ]
        );
    }

    #[test]
    fn nothing_to_list_is_nothing() {
        assert_eq!(lines(&[]).unwrap(), "");
    }

    #[test]
    fn the_file_is_called_by_its_day() {
        assert_eq!(
            file_name(1_735_689_599_001, "csv"),
            "bellpull-register-2024-12-31.csv"
        );
    }

    pub fn a_row() -> RegisterRow {
        RegisterRow {
            contact: ContactId::new("c1").unwrap(),
            hotline: HotlineId::new("demo").unwrap(),
            hotline_name: "Tents, \"all\" of them".into(),
            language: "de-AT".into(),
            page: Some(PageUrl::new("https://shop.example/?a=1,2")),
            channels: vec![Channel::Chat, Channel::Call],
            entered_ms: 1_000,
            answered_ms: None,
            ended_ms: Some(2_500),
            operator: Some(OperatorId::new("o1").unwrap()),
            operator_name: Some(PersonName::new("Zoë")),
            reason: Some(EndReason::VisitorHungUp),
            disposition: Some(Disposition::FollowUp),
            note: Some(Note::new("=HYPERLINK(\"http://evil.example\")")),
            stars: Some(4),
            remark: Some(Remark::new("two\nlines")),
            number: Some(PhoneNumber::new("+4315121234")),
            tries: 0,
            lines: 2,
        }
    }
}

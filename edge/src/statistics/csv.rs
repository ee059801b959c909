//! Figures as a file for spreadsheets: one row for each figure of each slice, with the formula that made it. RFC 4180,
//! UTF-8 with a mark, times in UTC. A figure without data has no value.

use crate::register::guard::guarded;
use crate::register::iso::iso;
use bellpull_protocol::statistics::{Definition, Figure, Statistics};
use std::collections::BTreeMap;

/// Without it the spreadsheet most in use reads UTF-8 as something else.
const MARK: &str = "\u{FEFF}";

const COLUMNS: [&str; 11] = [
    "slice", "id", "name", "from", "until", "figure", "value", "unit", "n", "formula", "version",
];

/// What the browser calls the file: by the first and the last day of the period.
#[must_use]
pub fn file_name(what: &str, from_ms: u64, until_ms: u64, ending: &str) -> String {
    let day = |ms: u64| {
        let time = iso(ms);
        time.split('T').next().unwrap_or_default().to_owned()
    };
    let (from, until) = (day(from_ms), day(until_ms.saturating_sub(1)));
    format!("bellpull-{what}-{from}-{until}.{ending}")
}

/// The whole file.
///
/// # Errors
/// Never in memory; the writer's own.
pub fn table(statistics: &Statistics) -> Result<String, csv::Error> {
    let definitions = statistics.definitions.iter();
    let definitions = definitions.map(|known| (known.key.as_str(), known));
    let mut rows = Rows {
        writer: csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new()),
        definitions: definitions.collect(),
    };
    rows.writer.write_record(COLUMNS)?;
    let period = (statistics.from_ms, statistics.until_ms);
    rows.write(("total", "", ""), period, &statistics.total)?;
    for row in &statistics.intervals {
        let period = (row.from_ms, row.until_ms);
        rows.write(("interval", "", ""), period, &row.figures)?;
    }
    for row in &statistics.hotlines {
        let slice = ("hotline", row.hotline.as_str(), row.name.as_str());
        rows.write(slice, period, &row.figures)?;
    }
    for row in &statistics.departments {
        let slice = ("department", row.department.as_str(), row.name.as_str());
        rows.write(slice, period, &row.figures)?;
    }
    for row in &statistics.operators {
        let slice = ("operator", row.operator.as_str(), row.name.expose());
        rows.write(slice, period, &row.figures)?;
    }
    for row in &statistics.topics {
        let topic = row.topic.as_deref().unwrap_or_default();
        rows.write(("topic", "", topic), period, &row.figures)?;
    }
    let bytes = rows
        .writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(format!("{MARK}{}", String::from_utf8_lossy(&bytes)))
}

struct Rows<'a> {
    writer: csv::Writer<Vec<u8>>,
    definitions: BTreeMap<&'a str, &'a Definition>,
}

impl Rows<'_> {
    fn write(
        &mut self,
        (slice, id, name): (&str, &str, &str),
        (from_ms, until_ms): (u64, u64),
        figures: &[Figure],
    ) -> Result<(), csv::Error> {
        for figure in figures {
            let Some(definition) = self.definitions.get(figure.key.as_str()) else {
                continue;
            };
            let unit = crate::words::word(&definition.unit);
            let value = figure.value.map(|value| value.to_string());
            self.writer.write_record([
                slice,
                &guarded(id),
                &guarded(name),
                &iso(from_ms),
                &iso(until_ms),
                &figure.key,
                // A number of ours is no formula, whatever its sign.
                &value.unwrap_or_default(),
                &unit,
                &figure.n.to_string(),
                &definition.name,
                &definition.version.to_string(),
            ])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::HotlineId;
    use bellpull_protocol::statistics::{Attribution, HotlineRow, Unit};

    #[test]
    fn every_figure_of_every_slice_is_a_row_with_its_formula() {
        let file = table(&statistics()).unwrap();

        let file = file.strip_prefix(MARK).unwrap();
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let cells = |row: usize| rows[row].iter().collect::<Vec<_>>();
        assert_eq!(
            cells(0),
            [
                "total",
                "",
                "",
                "1970-01-01T00:00:00.000Z",
                "1970-01-02T00:00:00.000Z",
                "sl_4",
                "0.75",
                "share",
                "4",
                "SL-4",
                "1"
            ]
        );
        assert_eq!(cells(1)[..3], ["hotline", "demo", "'=1+1"]);
        assert_eq!(cells(1)[6..9], ["", "share", "0"]);
    }

    #[test]
    fn the_file_is_called_by_its_days() {
        let name = file_name("figures", 0, 2 * 86_400_000, "csv");
        assert_eq!(name, "bellpull-figures-1970-01-01-1970-01-02.csv");
    }

    fn statistics() -> Statistics {
        let figure = |value, n| Figure {
            key: "sl_4".into(),
            value,
            n,
        };
        Statistics {
            now_ms: 0,
            from_ms: 0,
            until_ms: 86_400_000,
            interval_s: 1_800,
            threshold_s: 20,
            short_s: 5,
            attribution: Attribution::Arrival,
            definitions: vec![Definition {
                key: "sl_4".into(),
                name: "SL-4".into(),
                formula: "A_T / (A + B − B_T)".into(),
                unit: Unit::Share,
                version: 1,
            }],
            total: vec![figure(Some(0.75), 4)],
            intervals: vec![],
            hotlines: vec![HotlineRow {
                hotline: HotlineId::new("demo").unwrap(),
                name: "=1+1".into(),
                figures: vec![figure(None, 0)],
            }],
            departments: vec![],
            operators: vec![],
            topics: vec![],
        }
    }
}

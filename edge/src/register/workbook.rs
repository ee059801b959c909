//! The register as a workbook (Office Open XML): the file for spreadsheets with typed cells and a head that stays.

use super::csv::{COLUMNS, cells};
use super::guard::guarded;
use bellpull_protocol::register::RegisterRow;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The most contacts of a workbook: it is written in memory, and this is half a year of a busy hotline. The CSV file has
/// no bound.
pub const MOST_ROWS: usize = 20_000;

/// The longest text of a cell, in characters (Excel's limit is 32,767).
const MOST_CHARS: usize = 32_000;

/// A workbook of these contacts; `is_cut` says at its end that there are more.
///
/// # Errors
/// The writer's own, when the workbook is beyond the format's limits.
pub fn workbook(rows: &[RegisterRow], is_cut: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Register")?;
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (number, row) in (1..).zip(rows) {
        write(sheet, number, row)?;
    }
    if is_cut {
        let end = u32::try_from(rows.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let told = format!(
            "There are more: the first {} are here. Ask for a shorter period.",
            rows.len()
        );
        sheet.write_string(end, 0, told)?;
    }
    workbook.save_to_buffer()
}

/// Numbers are numbers. Texts are written as texts, which no spreadsheet runs; the guard is for whoever saves the sheet
/// as CSV.
fn write(sheet: &mut Worksheet, number: u32, row: &RegisterRow) -> Result<(), XlsxError> {
    for ((column, name), cell) in (0..).zip(COLUMNS).zip(cells(row)) {
        if let ("stars" | "tries" | "lines", Ok(value)) = (name, cell.parse::<u32>()) {
            sheet.write_number(number, column, value)?;
        } else if !cell.is_empty() {
            let text: String = guarded(&cell).chars().take(MOST_CHARS).collect();
            sheet.write_string(number, column, text)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::csv::tests::a_row;

    #[test]
    fn a_workbook_is_a_zip_archive_with_a_sheet() {
        let book = workbook(&[a_row()], true).unwrap();

        assert!(book.starts_with(b"PK"));
        let names = String::from_utf8_lossy(&book);
        assert!(names.contains("xl/worksheets/sheet1.xml"));
    }

    #[test]
    fn no_contacts_are_a_workbook_too() {
        assert!(workbook(&[], false).unwrap().starts_with(b"PK"));
    }

    #[test]
    fn the_longest_texts_fit() {
        let mut row = a_row();
        row.note = Some(bellpull_protocol::Note::new("x".repeat(50_000)));
        assert!(workbook(&[row], false).is_ok());
    }
}

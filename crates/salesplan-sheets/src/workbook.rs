//! A sheet of an Excel workbook (`.xlsx`).
//!
//! A workbook is an archive, so it is unpacked once only to see how large it would be. Its
//! cells are then read one after another: what a workbook says of its own extent is not
//! believed.

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use zip::ZipArchive;

use crate::dialect::Dialect;
use crate::gather::Gather;
use crate::{COLUMNS_MAX, Form, Sheet, Unreadable, too_many_columns};

/// The most bytes of all parts, unpacked.
const UNPACKED_MAX: u64 = 1 << 30;
/// The most bytes of the part that holds the texts, all of which are kept.
const TEXTS_MAX: u64 = 128 << 20;
const PARTS_MAX: usize = 10_000;
/// The most rows that a sheet of Excel has; a part without end goes on behind them.
const ROWS_MAX: usize = 1 << 20;

/// From here on a spreadsheet no longer has every digit of a number.
const EXACT_MAX: f64 = 1e15;

pub(crate) fn read(bytes: &[u8], name: Option<&str>) -> Result<Sheet, Unreadable> {
    check_unpacked(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    let visible = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let sheet = match name {
        Some(name) => names.iter().find(|known| *known == name),
        None => names.first(),
    };
    let Some(sheet) = sheet.cloned() else {
        return Err(Unreadable::NoSuchSheet(names));
    };
    let text = to_text(&mut workbook, &sheet)?;
    Ok(Sheet {
        text,
        dialect: Dialect::PLAIN,
        form: Form::Workbook {
            others: names.into_iter().filter(|other| *other != sheet).collect(),
            sheet,
        },
    })
}

fn check_unpacked(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = |error: &dyn std::error::Error| Unreadable::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > PARTS_MAX {
        return Err(Unreadable::TooLarge {
            what: "parts",
            max: PARTS_MAX,
        });
    }
    let mut has_workbook = false;
    let mut left = UNPACKED_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.to_ascii_lowercase();
        has_workbook |= name == "xl/workbook.xml";
        let is_texts = name.contains("sharedstrings");
        let max = if is_texts { left.min(TEXTS_MAX) } else { left };
        // What the archive says of a part's size may be a lie.
        let unpacked = copy(&mut part.take(max + 1), &mut sink()).map_err(|error| damaged(&error))?;
        if unpacked > max {
            return Err(Unreadable::TooLarge {
                what: "bytes, unpacked",
                max: usize::try_from(max).unwrap_or(usize::MAX),
            });
        }
        left -= unpacked;
    }
    if has_workbook {
        Ok(())
    } else {
        Err(Unreadable::OtherArchive)
    }
}

fn to_text(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<String, Unreadable> {
    let damaged = |error: calamine::XlsxError| Unreadable::Damaged(error.to_string());
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut rows = Gather::default();
    let mut row: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (line, column) = cell.get_position();
        if line as usize >= ROWS_MAX {
            return Err(Unreadable::TooLarge {
                what: "rows",
                max: ROWS_MAX,
            });
        }
        let text = written(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if line < at {
            return Err(Unreadable::Damaged(format!(
                "row {} comes after row {}",
                line + 1,
                at + 1
            )));
        }
        while at < line {
            rows.row(std::mem::take(&mut row))?;
            at += 1;
        }
        let column = column as usize;
        if column >= COLUMNS_MAX {
            return Err(too_many_columns());
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    rows.row(row)?;
    rows.into_text()
}

fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.trim().to_string(),
        DataRef::SharedString(text) => text.trim().to_string(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(moment) => number_text(moment.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number with a point, in the fifteen digits that a spreadsheet shows. Three digits behind
/// the point would look like a group of thousands, so a fourth follows. A number too large for
/// its digits to be right keeps the look of one.
fn number_text(number: f64) -> String {
    if number.abs() >= EXACT_MAX || !number.is_finite() {
        return format!("{number:E}");
    }
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let text = format!("{shown}");
    match text.split_once('.') {
        Some((_, fraction)) if fraction.len() == 3 => text + "0",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_meant() {
        for (number, text) in [
            (1054.0, "1054"),
            (0.1 + 0.2, "0.3"),
            (1234.56, "1234.56"),
            (12.345, "12.3450"),
            (-7.5, "-7.5"),
            (1_234_567_890_123_456_768.0, "1.2345678901234568E18"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}

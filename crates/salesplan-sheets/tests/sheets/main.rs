//! Files as other programs export them, and files made to hurt.

mod hostile;
mod pages;
mod texts;
mod workbook;
mod workbooks;

use std::ops::ControlFlow;

use salesplan_sheets::{Rows, Sheet, Told, Unreadable, read};

/// The sheet of a file that has one.
pub fn sheet(bytes: &[u8]) -> Sheet {
    read(bytes, &Told::default()).expect("a sheet")
}

/// Why a file has none.
pub fn fault(bytes: &[u8]) -> Unreadable {
    read(bytes, &Told::default()).expect_err("no sheet")
}

/// Header and rows, each with its line.
pub fn rows(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
    let rows = Rows::of(sheet);
    let mut found = vec![(0, rows.headers().to_vec())];
    rows.each(|row| {
        found.push((row.line, row.cells().map(str::to_string).collect()));
        for (column, cell) in row.cells().enumerate() {
            let raw = sheet.text.get(row.cell_span(column)).expect("a place in the text");
            // A quote in the wrong place is read as something, and its place is a guess.
            assert!(
                raw.contains(cell) || row.raw().contains('"'),
                "`{raw}` is where `{cell}` stands"
            );
        }
        ControlFlow::Continue(())
    });
    found
}

/// Texts of their own.
pub fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_string()).collect()
}

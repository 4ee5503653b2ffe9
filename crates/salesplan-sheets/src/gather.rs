//! Rows of a workbook or page, gathered into delimited text.
//!
//! Reports put titles above their table. The header is the first of the rows at the top
//! that is about as wide as the widest; what stands above it becomes blank lines, so that
//! lines still count as rows do.

use crate::dialect::Dialect;
use crate::{CELL_MAX, COLUMNS_MAX, TEXT_MAX, Unreadable, too_many_columns};

/// Rows that are looked at to find the header.
const TOP: usize = 20;

#[derive(Default)]
pub(crate) struct Gather {
    text: String,
    /// The first rows, until the header is found among them.
    top: Vec<Vec<String>>,
    n_columns: Option<usize>,
}

impl Gather {
    pub fn row(&mut self, mut cells: Vec<String>) -> Result<(), Unreadable> {
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() > COLUMNS_MAX {
            return Err(too_many_columns());
        }
        if cells.iter().any(|cell| cell.len() > CELL_MAX * 4) {
            return Err(Unreadable::TooLarge {
                what: "characters in a cell",
                max: CELL_MAX,
            });
        }
        if let Some(n_columns) = self.n_columns {
            return self.write(cells, n_columns);
        }
        self.top.push(cells);
        if self.top.len() == TOP {
            self.find_header()
        } else {
            Ok(())
        }
    }

    pub fn into_text(mut self) -> Result<String, Unreadable> {
        if self.n_columns.is_none() {
            self.find_header()?;
        }
        Ok(self.text)
    }

    fn find_header(&mut self) -> Result<(), Unreadable> {
        let top = std::mem::take(&mut self.top);
        let width = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let widest = top.iter().map(width).max().unwrap_or(0);
        let header = top
            .iter()
            .position(|row| width(row) > 0 && width(row) * 2 >= widest)
            .unwrap_or(0);
        let n_columns = top.get(header).map_or(0, Vec::len);
        self.n_columns = Some(n_columns);
        for (index, row) in top.into_iter().enumerate() {
            self.write(if index < header { Vec::new() } else { row }, n_columns)?;
        }
        Ok(())
    }

    fn write(&mut self, mut cells: Vec<String>, n_columns: usize) -> Result<(), Unreadable> {
        if cells.is_empty() {
            self.text.push('\n');
        } else {
            cells.resize(cells.len().max(n_columns), String::new());
            for cell in &mut cells {
                if cell.contains(['\n', '\r']) {
                    *cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            self.text
                .push_str(&Dialect::PLAIN.write_row(cells.iter().map(String::as_str)));
        }
        if self.text.len() > TEXT_MAX {
            return Err(Unreadable::TooLarge {
                what: "bytes of text",
                max: TEXT_MAX,
            });
        }
        Ok(())
    }
}

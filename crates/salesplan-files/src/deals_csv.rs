//! `deals.csv` as cells: read without judging the values, changed, and written
//! so that the same deals always make the same bytes and a small change makes a
//! small diff.

use std::collections::BTreeMap;
use std::ops::Range;

use salesplan_model::diagnostic::{DUPLICATE_DEAL, Diagnostic, INVALID_ID};
use salesplan_sheets::guarded;

use crate::deals::{COLUMNS, DEALS, ENTERED};
use crate::outline::Outline;
use crate::rows::{Header, Row, read_csv};
use crate::sink::Sink;

/// The cells of one deal. Shape: one a column of its table; empty where nothing is said.
pub(crate) type Cells = Vec<String>;

/// The deals of one file.
pub(crate) struct DealTable {
    /// The columns in the order in which they are written: the fixed ones, then
    /// one a stage of the plan, then what else the file had.
    pub header: Header,
    /// By id.
    pub deals: BTreeMap<String, Cells>,
}

impl DealTable {
    /// Reads the stored deals; a file that cannot be read row by row is reported
    /// and must not be written over.
    pub fn read(text: Option<&str>, outline: &Outline, sink: &Sink) -> Self {
        let mut table = Self {
            header: Header {
                names: column_names(outline),
            },
            deals: BTreeMap::new(),
        };
        if let Some(text) = text {
            read_csv(text, &DEALS, sink, |header, row| table.read_row(header, row, sink));
        }
        table
    }

    fn read_row(&mut self, header: &Header, row: &dyn Row, sink: &Sink) {
        let mut cells = self.blank();
        for (column, name) in header.names.iter().enumerate() {
            let Some(text) = row.text(column) else { continue };
            let index = self.header.position(name).unwrap_or_else(|| self.add_column(name));
            cells.resize(self.header.names.len(), String::new());
            cells[index] = text.to_string();
        }
        let place = || sink.location(&row.whole());
        let id = cells[0].clone();
        if id.is_empty() {
            sink.push(
                Diagnostic::new(&INVALID_ID, "the deal has no id")
                    .at(place(), "this deal")
                    .help("give it a stable id of its own"),
            );
        } else if self.deals.insert(id.clone(), cells).is_some() {
            sink.push(
                Diagnostic::new(&DUPLICATE_DEAL, format!("two deals have the id `{id}`"))
                    .at(place(), "the second")
                    .help("remove one, or give it an id of its own"),
            );
        }
    }

    /// A stage that the plan no longer has keeps its column while a deal has a day in it.
    fn add_column(&mut self, name: &str) -> usize {
        self.header.names.push(name.to_string());
        for cells in self.deals.values_mut() {
            cells.push(String::new());
        }
        self.header.names.len() - 1
    }

    /// Makes sure that there is a column of that name.
    pub fn with_column(mut self, name: &str) -> Self {
        if self.header.position(name).is_none() {
            self.add_column(name);
        }
        self
    }

    /// A deal of which nothing is said.
    pub fn blank(&self) -> Cells {
        vec![String::new(); self.header.names.len()]
    }

    /// The file: sorted by id, quoted only where a comma, a quote or a line
    /// break asks for it, lines ended by LF.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_csv(&self.header.names, self.deals.values())
    }
}

/// Rows below their header in the form of every CSV file that the program writes.
pub(crate) fn to_csv<'r>(names: &'r [String], rows: impl Iterator<Item = &'r Cells>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    for row in std::iter::once(names).chain(rows.map(Vec::as_slice)) {
        writer
            .write_record(row.iter().map(|cell| guarded(cell).into_owned()))
            .expect("rows are as long as their header, and a vector takes every byte");
    }
    writer.into_inner().expect("a vector takes every byte")
}

/// Every stage of the plan has its column, used or not: a column that came and
/// went would change every line.
fn column_names(outline: &Outline) -> Vec<String> {
    let mut names: Vec<String> = COLUMNS.iter().map(|name| (*name).to_string()).collect();
    for (stage, _) in outline.segments.iter().flat_map(|segment| &segment.stages) {
        let name = format!("{ENTERED}{stage}");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Cells as a row for the reader of deals or facts, which knows what is allowed.
pub(crate) struct CellRow<'c> {
    pub cells: &'c [String],
    /// Where the row stands in the imported file.
    pub whole: Range<usize>,
    /// Where the cell of one of our columns comes from.
    pub span: &'c dyn Fn(usize) -> Option<Range<usize>>,
}

impl Row for CellRow<'_> {
    fn text(&self, column: usize) -> Option<&str> {
        self.cells
            .get(column)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    fn span(&self, column: usize) -> Range<usize> {
        (self.span)(column).unwrap_or_else(|| self.whole())
    }

    fn whole(&self) -> Range<usize> {
        self.whole.clone()
    }
}

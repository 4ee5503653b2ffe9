//! The rows of a sheet, each cell with its place in the text, so that a finding can
//! underline it.

use std::ops::{ControlFlow, Range};

use crate::dialect::Dialect;
use crate::{CELL_MAX, Sheet};

/// A sheet's header, and its rows below it.
pub struct Rows<'t> {
    text: &'t str,
    dialect: Dialect,
    headers: Vec<String>,
    header_span: Range<usize>,
}

/// One row.
pub struct Row<'r> {
    text: &'r str,
    dialect: Dialect,
    record: &'r csv::StringRecord,
    /// The row as it stands, without its line end.
    pub span: Range<usize>,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

impl<'t> Rows<'t> {
    /// The rows of a sheet.
    pub fn of(sheet: &'t Sheet) -> Self {
        let (text, dialect) = (sheet.text.as_str(), sheet.dialect);
        let mut reader = dialect.reader(text);
        // The text is valid UTF-8 and rows may have any length, so nothing fails.
        let headers = reader
            .headers()
            .map(|names| names.iter().map(header_name).collect())
            .unwrap_or_default();
        let end = offset(dialect, reader.position()).min(text.len());
        Self {
            text,
            dialect,
            headers,
            header_span: line_trimmed(text, dialect.begin.min(end)..end),
        }
    }

    /// The headers in their order, without the blanks around them.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Where the header stands.
    pub fn header_span(&self) -> &Range<usize> {
        &self.header_span
    }

    /// The header as it stands.
    pub fn header_text(&self) -> &'t str {
        &self.text[self.header_span.clone()]
    }

    /// How the text is cut.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Every row in order, until `each` breaks off. Rows without anything in them are none.
    pub fn each(&self, mut each: impl FnMut(&Row<'_>) -> ControlFlow<()>) {
        let mut reader = self.dialect.reader(self.text);
        // Reading the header moves the reader behind it.
        let _ = reader.headers();
        let mut record = csv::StringRecord::new();
        let (mut line, mut counted) = (1, 0);
        while matches!(reader.read_record(&mut record), Ok(true)) {
            if record.iter().all(str::is_empty) {
                continue;
            }
            let start = record.position().map_or(0, |position| offset(self.dialect, position));
            let end = offset(self.dialect, reader.position()).min(self.text.len());
            let span = line_trimmed(self.text, start.min(end)..end);
            line += self.text.as_bytes()[counted..span.start]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            counted = span.start;
            let row = Row {
                text: self.text,
                dialect: self.dialect,
                record: &record,
                span,
                line,
            };
            if each(&row).is_break() {
                break;
            }
        }
    }
}

impl Row<'_> {
    /// How many fields it has.
    pub fn n_fields(&self) -> usize {
        self.record.len()
    }

    /// The row as it stands in the text.
    pub fn raw(&self) -> &str {
        &self.text[self.span.clone()]
    }

    /// A cell without the blanks around it.
    pub fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter()
    }

    /// Whether a cell is longer than any that a spreadsheet can hold.
    pub fn has_overlong_cell(&self) -> bool {
        self.span.len() > CELL_MAX && self.cells().any(|cell| cell.chars().nth(CELL_MAX).is_some())
    }

    /// Where a cell stands; the whole row where it has no such cell. Found by
    /// walking the raw text again, which only a finding pays for.
    pub fn cell_span(&self, column: usize) -> Range<usize> {
        let (mut field, mut from) = (0, self.span.start);
        let mut found = None;
        self.walk(|at, byte, is_quoted| {
            if byte == self.dialect.delimiter && !is_quoted {
                if field == column && found.is_none() {
                    found = Some(from..at);
                }
                field += 1;
                from = at + 1;
            }
        });
        let found = found.or_else(|| (field == column).then_some(from..self.span.end));
        found.map_or_else(|| self.span.clone(), |span| blank_trimmed(self.text, span))
    }

    /// A quote that nothing closes makes one row of all that follows it.
    pub fn is_unclosed(&self) -> bool {
        let is_last = self.text[self.span.end..].trim().is_empty();
        is_last && self.raw().contains('\n') && self.walk(|_, _, _| {})
    }

    /// Each byte with its place and whether it stands inside of quotes; at the end, whether
    /// quotes are still open.
    fn walk(&self, mut each: impl FnMut(usize, u8, bool)) -> bool {
        let (mut is_quoted, mut is_escaped) = (false, false);
        for (index, byte) in self.raw().bytes().enumerate() {
            let escapes = byte == b'\\' && is_quoted && !is_escaped && self.dialect.has_backslashes;
            if byte == b'"' && !is_escaped {
                is_quoted = !is_quoted;
            } else {
                each(self.span.start + index, byte, is_quoted);
            }
            is_escaped = escapes;
        }
        is_quoted
    }
}

/// Blanks of any kind and width inside of a header are one blank.
fn header_name(name: &str) -> String {
    let words: Vec<&str> = name.trim_start_matches('\u{feff}').split_whitespace().collect();
    words.join(" ")
}

fn offset(dialect: Dialect, position: &csv::Position) -> usize {
    dialect.begin + usize::try_from(position.byte()).unwrap_or(usize::MAX / 2)
}

/// Without the line ends on either side.
fn line_trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    let start = span.start + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
    start..(start + raw.trim_matches(['\r', '\n']).len())
}

fn blank_trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    let start = span.start + raw.len() - raw.trim_start().len();
    start..start + raw.trim().len()
}

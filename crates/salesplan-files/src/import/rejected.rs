//! Rows that are not understood: reported one by one, and kept as they stand.

use std::collections::BTreeMap;
use std::ops::Range;

use salesplan_model::diagnostic::{Diagnostic, ROW_NOT_UNDERSTOOD, VALUE_NOT_MAPPED};
use salesplan_sheets::{CELL_MAX, Dialect, Row, Rows, guarded};

use super::cells::Misread;
use crate::sink::Sink;

/// The most rows that have a finding each; all are in the file of rejected rows.
const FINDINGS_MAX: usize = 100;

/// Why a row is not understood.
pub(super) struct Rejection {
    /// The cell at fault, else the row.
    pub span: Range<usize>,
    pub why: String,
    pub help: Option<String>,
    /// Further cells of the row that are not understood either.
    pub also: Vec<(Range<usize>, String)>,
    /// Whether it is said once for all rows with that value.
    is_of_value: bool,
}

impl Rejection {
    pub fn new(span: Range<usize>, why: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            span,
            why: why.into(),
            help: Some(help.into()),
            also: Vec::new(),
            is_of_value: false,
        }
    }

    /// All cells of a row that are not understood; `None` without any.
    pub fn of_cells(misreads: Vec<(Range<usize>, Misread)>) -> Option<Self> {
        let mut misreads = misreads.into_iter();
        let (span, first) = misreads.next()?;
        let is_of_value = first.is_of_value && misreads.as_slice().is_empty();
        let also = misreads.map(|(span, misread)| (span, misread.why)).collect();
        Some(Self {
            span,
            why: first.why,
            help: Some(first.help),
            also,
            is_of_value,
        })
    }

    /// The first error that the reader of deals or facts has with the row.
    pub fn of_finding(findings: Vec<Diagnostic>, row: &Row<'_>) -> Option<Self> {
        let error = findings.into_iter().find(Diagnostic::is_error)?;
        let span = error.primary.map_or(row.span.clone(), |label| label.location.span);
        Some(Self {
            span,
            why: error.message,
            help: error.help,
            also: Vec::new(),
            is_of_value: false,
        })
    }
}

/// A row has as many fields as the header, and no quote swallows the rows after it.
pub(super) fn check_form(row: &Row<'_>, n_columns: usize) -> Result<(), Rejection> {
    if row.is_unclosed() {
        return Err(Rejection::new(
            row.span.clone(),
            "a double quote is opened and never closed, so all that follows is one field",
            "close the quote, or write it twice where it belongs to the text",
        ));
    }
    if row.has_overlong_cell() {
        return Err(Rejection::new(
            row.span.start..row.span.start,
            format!("the row has a cell of more than {CELL_MAX} characters"),
            "no spreadsheet holds such a cell: leave the column out of the export",
        ));
    }
    if row.n_fields() != n_columns {
        return Err(Rejection::new(
            row.span.clone(),
            format!("the row has {} fields, the header {n_columns}", row.n_fields()),
            "put a field with the delimiter or a line break in it into double quotes",
        ));
    }
    Ok(())
}

/// Collects them.
pub(super) struct Rejected<'a> {
    sink: &'a Sink,
    dialect: Dialect,
    header: String,
    rows: String,
    n_findings: usize,
    /// What is said once for all rows with a value: how many, and the first.
    values: BTreeMap<String, OfValue>,
}

struct OfValue {
    n_rows: usize,
    line: usize,
    span: Range<usize>,
    help: Option<String>,
}

impl<'a> Rejected<'a> {
    pub fn new(source: &Rows<'_>, sink: &'a Sink) -> Self {
        let dialect = source.dialect();
        Self {
            sink,
            dialect,
            header: format!("reason{}{}\n", char::from(dialect.delimiter), source.header_text()),
            rows: String::new(),
            n_findings: 0,
            values: BTreeMap::new(),
        }
    }

    pub fn add(&mut self, row: &Row<'_>, rejection: Rejection) {
        let whys: Vec<&str> = std::iter::once(&rejection.why)
            .chain(rejection.also.iter().map(|(_, why)| why))
            .map(String::as_str)
            .collect();
        let reason = format!("line {}: {}", row.line, whys.join("; "));
        self.keep(row, &reason);
        if rejection.is_of_value {
            let of_value = self.values.entry(rejection.why).or_insert(OfValue {
                n_rows: 0,
                line: row.line,
                span: rejection.span,
                help: rejection.help,
            });
            of_value.n_rows += 1;
            return;
        }
        self.n_findings += 1;
        if self.n_findings > FINDINGS_MAX {
            return;
        }
        let mut finding = Diagnostic::new(
            &ROW_NOT_UNDERSTOOD,
            format!("line {} is left out: {}", row.line, rejection.why),
        )
        .at(self.sink.location(&rejection.span), "not understood");
        for (span, why) in rejection.also {
            finding = finding.see(self.sink.location(&span), why);
        }
        if let Some(help) = rejection.help {
            finding = finding.help(help);
        }
        self.sink.push(finding);
    }

    /// The row as it stands, unless a spreadsheet would run one of its cells.
    fn keep(&mut self, row: &Row<'_>, reason: &str) {
        // The reason comes first: behind a row with too few or too many fields it would stand in the wrong column.
        let reason = self.dialect.write_row([reason]);
        self.rows.push_str(reason.trim_end_matches('\n'));
        self.rows.push(char::from(self.dialect.delimiter));
        let is_harmless = row.cells().all(|cell| guarded(cell) == cell);
        if is_harmless || row.is_unclosed() {
            self.rows.push_str(row.raw());
            self.rows.push('\n');
        } else {
            let cells: Vec<_> = row.cells().map(guarded).collect();
            self.rows
                .push_str(&self.dialect.write_row(cells.iter().map(|cell| cell.as_ref())));
        }
    }

    /// The rows below the file's header; `None` where there are none. What is said of values
    /// is said now.
    pub fn into_text(self) -> Option<String> {
        let mut values: Vec<(String, OfValue)> = self.values.into_iter().collect();
        values.sort_by_key(|(_, of_value)| of_value.line);
        for (why, of_value) in values {
            let finding = Diagnostic::new(
                &VALUE_NOT_MAPPED,
                format!(
                    "{why}: {}, the first on line {}",
                    super::rows(of_value.n_rows),
                    of_value.line
                ),
            )
            .at(self.sink.location(&of_value.span), "left out");
            self.sink.push(match of_value.help {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
        (!self.rows.is_empty()).then(|| self.header + &self.rows)
    }
}

//! Rows that are not understood: reported one by one, and kept as they stand.

use std::ops::Range;

use salesplan_model::diagnostic::{Diagnostic, ROW_NOT_UNDERSTOOD};

use super::cells::Misread;
use super::source::{Source, SourceRow};
use crate::sink::Sink;

/// Why a row is not understood.
pub(super) struct Rejection {
    /// The cell at fault, else the row.
    pub span: Range<usize>,
    pub why: String,
    pub help: Option<String>,
    /// Further cells of the row that are not understood either.
    pub also: Vec<(Range<usize>, String)>,
}

impl Rejection {
    pub fn new(span: Range<usize>, why: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            span,
            why: why.into(),
            help: Some(help.into()),
            also: Vec::new(),
        }
    }

    /// All cells of a row that are not understood; `None` without any.
    pub fn of_cells(misreads: Vec<(Range<usize>, Misread)>) -> Option<Self> {
        let mut misreads = misreads.into_iter();
        let (span, first) = misreads.next()?;
        let also = misreads.map(|(span, misread)| (span, misread.why)).collect();
        Some(Self {
            span,
            why: first.why,
            help: Some(first.help),
            also,
        })
    }

    /// The first error that the reader of deals or facts has with the row.
    pub fn of_finding(findings: Vec<Diagnostic>, row: &SourceRow<'_>) -> Option<Self> {
        let error = findings.into_iter().find(Diagnostic::is_error)?;
        let span = error.primary.map_or(row.span.clone(), |label| label.location.span);
        Some(Self {
            span,
            why: error.message,
            help: error.help,
            also: Vec::new(),
        })
    }
}

/// A row has as many fields as the header, and no quote swallows the rows after it.
pub(super) fn check_form(row: &SourceRow<'_>, n_columns: usize) -> Result<(), Rejection> {
    if row.is_unclosed() {
        return Err(Rejection::new(
            row.span.clone(),
            "a double quote is opened and never closed, so all that follows is one field",
            "close the quote, or write it twice where it belongs to the text",
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
    delimiter: char,
    header: String,
    rows: String,
}

impl<'a> Rejected<'a> {
    pub fn new(source: &Source<'_>, delimiter: u8, sink: &'a Sink) -> Self {
        let delimiter = char::from(delimiter);
        Self {
            sink,
            delimiter,
            header: format!("reason{delimiter}{}\n", source.header_text()),
            rows: String::new(),
        }
    }

    pub fn add(&mut self, row: &SourceRow<'_>, rejection: Rejection) {
        let whys: Vec<&str> = std::iter::once(&rejection.why)
            .chain(rejection.also.iter().map(|(_, why)| why))
            .map(String::as_str)
            .collect();
        let reason = format!("line {}: {}", row.line, whys.join("; "));
        // The reason comes first: behind a row with too few or too many fields it would stand in the wrong column.
        self.rows.push_str(&format!(
            "\"{}\"{}{}\n",
            reason.replace('"', "\"\""),
            self.delimiter,
            row.raw()
        ));
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

    /// The rows below the file's header; `None` where there are none.
    pub fn into_text(self) -> Option<String> {
        (!self.rows.is_empty()).then(|| self.header + &self.rows)
    }
}

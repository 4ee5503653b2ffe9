//! How a file would be read: which column fills which of ours, and its first rows in our words.

use std::ops::ControlFlow;

use salesplan_sheets::{Form, Rows, Sheet};

use super::deals::with_date;
use super::{Context, Mapping};
use crate::clients;
use crate::deals;
use crate::deals_csv::DealTable;
use crate::facts;
use crate::profile::Kind;
use crate::rows::Header;
use crate::sink::Sink;

/// How many rows are shown.
const ROWS: usize = 5;

/// How a file would be read.
#[derive(Debug, Clone, Default)]
pub struct Explanation {
    /// What the file is: `CSV parted by ";", in windows-1251`.
    pub form: String,
    /// Each column of ours with what fills it, in words.
    pub columns: Vec<(String, String)>,
    /// Headers that fill no column of ours.
    pub ignored: Vec<String>,
    /// Headers of days of stages that the plan does not have.
    pub unknown_stages: Vec<String>,
    /// The first rows as understood.
    pub rows: Vec<ExplainedRow>,
}

/// A row as it is understood.
#[derive(Debug, Clone)]
pub struct ExplainedRow {
    /// Its line in the file.
    pub line: usize,
    /// What it says in our columns, or why it is not understood.
    pub cells: Result<Vec<(String, String)>, String>,
}

pub(super) fn explain(context: &Context<'_>, sheet: &Sheet, source: &Rows<'_>) -> Option<Explanation> {
    let header = match context.profile.kind {
        Kind::Deals => {
            let none = Sink::new(&"".into());
            let table = DealTable::read(None, context.outline, &none);
            let more = context.more_columns(deals::MORE_COLUMNS).into_iter();
            with_date(context, &more.fold(table, DealTable::with_column).header)
        }
        Kind::Facts => named(&[facts::COLUMNS, &context.more_columns(facts::MORE_COLUMNS)].concat()),
        Kind::Clients => named(clients::COLUMNS),
    };
    let mapping = Mapping::new(context, source, &header)?;
    let mut rows = Vec::new();
    source.each(|row| {
        let blank = vec![String::new(); header.names.len()];
        let cells = match mapping.read(row, blank) {
            Ok(mut mapped) => {
                mapping.fill_defaults(&mut mapped.cells);
                let filled = header.names.iter().cloned().zip(mapped.cells);
                Ok(filled.filter(|(_, text)| !text.is_empty()).collect())
            }
            Err(rejection) => Err(rejection.why),
        };
        rows.push(ExplainedRow { line: row.line, cells });
        if rows.len() == ROWS {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let name = |index: &usize| source.headers()[*index].clone();
    Some(Explanation {
        form: form(sheet),
        columns: mapping.in_words(&header),
        ignored: mapping.ignored(),
        unknown_stages: mapping.unknown_stage_headers.iter().map(name).collect(),
        rows,
    })
}

fn named(columns: &[&str]) -> Header {
    Header {
        names: columns.iter().map(|name| (*name).to_string()).collect(),
    }
}

/// What a file is, in words.
pub(super) fn form(sheet: &Sheet) -> String {
    match &sheet.form {
        Form::Text { encoding, .. } => {
            let delimiter = match sheet.dialect.delimiter {
                b'\t' => "tabs".to_string(),
                other => format!("`{}`", char::from(other)),
            };
            let quotes = if sheet.dialect.has_backslashes {
                ", with quotes behind backslashes"
            } else {
                ""
            };
            format!("text parted by {delimiter}, in {encoding}{quotes}")
        }
        Form::Workbook { sheet, others } if others.is_empty() => format!("workbook, sheet `{sheet}`"),
        Form::Workbook { sheet, others } => {
            format!("workbook, sheet `{sheet}`; not read: {}", others.join(", "))
        }
        Form::Page => "page with a table".into(),
    }
}

//! Rows into `facts/<month>.<profile>.csv`: the import owns these files and
//! replaces those of the months that it has rows for; other months stay.

use std::collections::BTreeMap;

use salesplan_sheets::{Row, Rows};

use super::rejected::check_form;
use super::{Context, Fate, Imported, Mapping, Rejection, Summary, take_rows};
use crate::deals_csv::{CellRow, Cells, to_csv};
use crate::facts::{COLUMNS, MORE_COLUMNS, Reader, SeenIds};
use crate::rows::Header;
use crate::sink::Sink;
use crate::snapshot::Content;

pub(super) fn import(context: &Context<'_>, source: &Rows<'_>, mut summary: Summary) -> Option<Imported> {
    let header = Header {
        names: COLUMNS
            .iter()
            .copied()
            .chain(context.more_columns(MORE_COLUMNS))
            .map(str::to_string)
            .collect(),
    };
    let mapping = Mapping::new(context, source, &header)?;
    summary.ignored_columns = mapping.ignored();
    let as_of = context.input.as_of.map(|day| day.to_string());
    let mut gathering = Gathering {
        context,
        header,
        mapping,
        as_of,
        seen: SeenIds::new(),
        months: BTreeMap::new(),
    };
    let rejected = take_rows(source, context, &mut summary, |row, _| {
        check_form(row, source.headers().len())?;
        gathering.row(row)
    });
    gathering.mapping.report_notes(context);
    let mut files = Vec::new();
    for (month, mut rows) in gathering.months {
        rows.sort();
        let path = context.path(&format!("facts/{month}.{}.csv", context.profile.name));
        let bytes = to_csv(&gathering.header.names, rows.iter());
        match context.input.workspace.get(&path).map(|file| &file.content) {
            Some(Content::Bytes(stored)) if *stored == bytes => {
                summary.unchanged += rows.len();
                continue;
            }
            Some(_) => summary.changed += rows.len(),
            None => summary.added += rows.len(),
        }
        files.push((path, bytes));
    }
    Some(Imported {
        files,
        summary,
        rejected,
    })
}

struct Gathering<'a> {
    context: &'a Context<'a>,
    header: Header,
    mapping: Mapping<'a>,
    as_of: Option<String>,
    seen: SeenIds,
    /// By month: `2026-10`.
    months: BTreeMap<String, Vec<Cells>>,
}

impl Gathering<'_> {
    fn row(&mut self, row: &Row<'_>) -> Result<Fate, Rejection> {
        let blank = vec![String::new(); self.header.names.len()];
        let mut cells = self.mapping.read(row, blank)?.cells;
        self.mapping.fill_defaults(&mut cells);
        let sink = Sink::new(&self.context.input.source_name.into());
        let span = |column| self.mapping.span(row, column);
        let view = CellRow {
            cells: &cells,
            whole: row.span.clone(),
            span: &span,
        };
        let fact = Reader {
            header: &self.header,
            row: &view,
            outline: self.context.outline,
            sink: &sink,
        }
        .fact(&mut self.seen);
        if let Some(rejection) = Rejection::of_finding(sink.into_findings(), row) {
            return Err(rejection);
        }
        let Some(fact) = fact else {
            return Err(Rejection::new(
                row.span.clone(),
                "the row is not a fact of this plan",
                "look at its date, measure and segment",
            ));
        };
        let date = fact.date.to_string();
        if self.as_of.as_ref().is_some_and(|as_of| date > *as_of) {
            return Ok(Fate::Later);
        }
        self.months.entry(date[..7].to_string()).or_default().push(cells);
        Ok(Fate::WithItsFile)
    }
}

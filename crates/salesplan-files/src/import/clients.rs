//! Rows into `clients.csv`: new clients are added, known ones brought up to date, by their id
//! or else by their name. An empty cell leaves what is stored.

use std::collections::BTreeMap;

use salesplan_model::diagnostic::{CLIENTS_NOT_CSV, Diagnostic, Location, any_error};
use salesplan_sheets::{Row, Rows};

use super::rejected::check_form;
use super::{Context, Fate, Imported, Mapping, Rejection, Summary, take_rows};
use crate::clients::{CLIENTS, COLUMNS, Reader};
use crate::deals_csv::{CellRow, Cells, to_csv};
use crate::rows::{Header, read_csv};
use crate::sink::Sink;

const NAME: usize = 0;
const ID: usize = 1;

pub(super) fn import(context: &Context<'_>, source: &Rows<'_>, mut summary: Summary) -> Option<Imported> {
    let path = context.path("clients.csv");
    let mut clients = read_stored(context, &path)?;
    let header = Header {
        names: COLUMNS.iter().map(|name| (*name).to_string()).collect(),
    };
    let mapping = Mapping::new(context, source, &header)?;
    summary.ignored_columns = mapping.ignored();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let rejected = take_rows(source, context, &mut summary, |row, _| {
        check_form(row, source.headers().len())?;
        let incoming = mapping.read(row, vec![String::new(); COLUMNS.len()])?.cells;
        let span = || mapping.span(row, NAME).unwrap_or(row.span.clone());
        let key = stored_name(&clients, &incoming);
        if key.is_empty() {
            return Err(Rejection::new(span(), "the row has no name", "a client needs a name"));
        }
        if let Some(line) = lines.insert(key.clone(), row.line) {
            lines.insert(key.clone(), line);
            return Err(Rejection::new(
                span(),
                format!("the client `{key}` stands on line {line} already"),
                "one row a client: keep the row that is right",
            ));
        }
        let stored = clients.get(&key);
        let mut client = stored.cloned().unwrap_or_else(|| vec![String::new(); COLUMNS.len()]);
        for (cell, text) in client.iter_mut().zip(&incoming).filter(|(_, text)| !text.is_empty()) {
            cell.clone_from(text);
        }
        mapping.fill_defaults(&mut client);
        if stored == Some(&client) {
            return Ok(Fate::Unchanged);
        }
        check(context, &mapping, &header, &client, row)?;
        let fate = if stored.is_some() { Fate::Changed } else { Fate::Added };
        clients.remove(&key);
        clients.insert(client[NAME].clone(), client);
        Ok(fate)
    });
    mapping.report_notes(context);
    let mut files = Vec::new();
    if summary.added + summary.changed > 0 {
        files.push((path, to_csv(&header.names, clients.values())));
    }
    Some(Imported {
        files,
        summary,
        rejected,
    })
}

/// The name under which a client is stored: a known id may have got another name.
fn stored_name(clients: &BTreeMap<String, Cells>, incoming: &Cells) -> String {
    let by_id = (!incoming[ID].is_empty())
        .then(|| clients.values().find(|client| client[ID] == incoming[ID]))
        .flatten();
    by_id.map_or_else(|| incoming[NAME].clone(), |client| client[NAME].clone())
}

fn read_stored(context: &Context<'_>, path: &str) -> Option<BTreeMap<String, Cells>> {
    let toml = context.path("clients.toml");
    if context.input.workspace.get(&toml).is_some() {
        context.sink.push(
            Diagnostic::new(
                &CLIENTS_NOT_CSV,
                format!("the plan keeps its clients in {toml}, and imports write clients.csv"),
            )
            .at(
                Location {
                    file: toml.as_str().into(),
                    span: 0..0,
                },
                "",
            )
            .help("move the clients into clients.csv first, with the same names as columns"),
        );
        return None;
    }
    let mut clients = BTreeMap::new();
    let Some(text) = context.input.workspace.text(path) else {
        return Some(clients);
    };
    let sink = Sink::new(&path.into());
    // What is wrong with the stored clients keeps the import from writing over them.
    let mut reader = Reader::new(context.outline, &sink);
    read_csv(text, &CLIENTS, &sink, |header, row| {
        reader.row(header, row);
        let mut cells = vec![String::new(); COLUMNS.len()];
        for (column, name) in header.names.iter().enumerate() {
            if let (Some(place), Some(text)) = (COLUMNS.iter().position(|known| known == name), row.text(column)) {
                cells[place] = text.to_string();
            }
        }
        clients.insert(cells[NAME].clone(), cells);
    });
    let findings = sink.into_findings();
    let is_good = !any_error(&findings);
    findings.into_iter().for_each(|finding| context.sink.push(finding));
    is_good.then_some(clients)
}

fn check(
    context: &Context<'_>,
    mapping: &Mapping<'_>,
    header: &Header,
    client: &Cells,
    row: &Row<'_>,
) -> Result<(), Rejection> {
    let sink = Sink::new(&context.input.source_name.into());
    let span = |column| mapping.span(row, column);
    let cells = CellRow {
        cells: client,
        whole: row.span.clone(),
        span: &span,
    };
    Reader::new(context.outline, &sink).row(header, &cells);
    Rejection::of_finding(sink.into_findings(), row).map_or(Ok(()), Err)
}

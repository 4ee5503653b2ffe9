//! Rows into `deals.csv`, and open deals that the export no longer has.
//!
//! Where a row is a deal, or a product of one, it goes in at once. Where rows are changes of
//! stages, those of a deal are gathered first (see `events`).

use std::collections::{BTreeMap, BTreeSet};

use salesplan_model::diagnostic::{
    DEAL_WITHOUT_SEGMENT, DEALS_NOT_CSV, Diagnostic, IMPORT_GOES_BACK, IMPORT_LOOKS_PARTIAL, Location, NOT_TEXT,
    any_error,
};
use salesplan_sheets::{Row, Rows};

use super::as_of::Places;
use super::events::Events;
use super::rejected::check_form;
use super::upsert::Upsert;
use super::{Context, Fate, Imported, Mapping, Rejection, Summary, take_rows};
use crate::deals::MORE_COLUMNS;
use crate::deals_csv::{Cells, DealTable};
use crate::profile::OneRowPer;
use crate::rows::Header;
use crate::sink::Sink;
use crate::snapshot::{Content, SourceFile};

/// So many open deals at least must be missing for an export to look like a part.
const MISSING_MIN: usize = 10;

pub(super) fn import(context: &Context<'_>, source: &Rows<'_>, mut summary: Summary) -> Option<Imported> {
    let path = context.path("deals.csv");
    let stored = context.input.workspace.get(&path);
    let more = context.more_columns(MORE_COLUMNS);
    let table = read_stored(context, &path, stored)?;
    let table = more.into_iter().fold(table, DealTable::with_column);
    let places = Places::new(&table.header, context.profile);
    let as_of = context.input.as_of.map(|day| day.to_string());
    if as_of.is_some() || context.input.is_of_the_past {
        refuse_going_back(context, &path, &table, &places, &context.input.day.to_string());
    }
    let header = with_date(context, &table.header);
    let mapping = Mapping::new(context, source, &header)?;
    summary.ignored_columns = mapping.ignored();
    let mut upsert = Upsert {
        context,
        mapping,
        places,
        as_of,
        table,
        in_source: BTreeSet::new(),
        hides_rows: false,
    };
    let rejected = if context.profile.is_of_events() {
        let date = header.names.len() - 1;
        Events::new(&mut upsert, date).take(source, context, &mut summary)
    } else {
        let mut lines = BTreeMap::new();
        let n_columns = source.headers().len();
        take_rows(source, context, &mut summary, |row, summary| {
            upsert.note(row, n_columns);
            check_form(row, n_columns)?;
            take(&mut upsert, &mut lines, row, summary)
        })
    };
    upsert.mapping.report_notes(context);
    report_without_segment(context, &upsert, source);
    if context.profile.is_complete {
        mark_gone(context, &path, &mut upsert, &mut summary);
    }
    let mut files = Vec::new();
    // What nothing changed keeps its bytes, also where someone laid them out by hand.
    if summary.added + summary.changed + summary.gone > 0 {
        files.push((path, upsert.table.to_bytes()));
    }
    Some(Imported {
        files,
        summary,
        rejected,
    })
}

/// Our columns, and behind them the day of an event where rows are events.
pub(super) fn with_date(context: &Context<'_>, header: &Header) -> Header {
    let mut names = header.names.clone();
    if context.profile.is_of_events() {
        names.push("date".into());
    }
    Header { names }
}

/// A row that is a deal, or a product of a deal that an earlier row has brought in.
fn take(
    upsert: &mut Upsert<'_>,
    lines: &mut BTreeMap<String, (usize, Cells)>,
    row: &Row<'_>,
    summary: &mut Summary,
) -> Result<Fate, Rejection> {
    let incoming = upsert.mapping.read(row, upsert.table.blank())?.cells;
    let id = incoming[upsert.places.id].clone();
    if id.is_empty() {
        return Err(upsert.without_id(row));
    }
    let is_per_product = upsert.context.profile.one_row_per == OneRowPer::Product;
    if let Some((line, first)) = lines.get(&id) {
        if is_per_product && *first == incoming {
            return Ok(Fate::Folded);
        }
        let span = upsert.mapping.span(row, upsert.places.id).unwrap_or(row.span.clone());
        let help = if is_per_product {
            "the rows of one deal are to say the same of it"
        } else {
            "one row a deal: keep the row that is right"
        };
        return Err(Rejection::new(
            span,
            format!("the id `{id}` stands on line {line} already"),
            help,
        ));
    }
    let kept = if is_per_product { incoming.clone() } else { Vec::new() };
    lines.insert(id, (row.line, kept));
    upsert.deal(incoming, row, summary)
}

/// Marks the open deals that came through this profile and that its export no longer has.
fn mark_gone(context: &Context<'_>, path: &str, upsert: &mut Upsert<'_>, summary: &mut Summary) {
    let Places {
        source, gone, segment, ..
    } = upsert.places;
    let segments = context.outline;
    let is_open = |deal: &Cells| {
        let index = segments
            .segment_index(&deal[segment])
            .or((segments.segments.len() == 1).then_some(0));
        upsert
            .places
            .decision(deal, index.map(|index| &segments.segments[index]))
            .is_none()
    };
    let is_theirs = |deal: &Cells| deal[source] == context.profile.name && deal[gone].is_empty() && is_open(deal);
    let theirs = upsert.table.deals.iter().filter(|(_, deal)| is_theirs(deal));
    let (present, missing): (Vec<&String>, Vec<&String>) =
        theirs.map(|(id, _)| id).partition(|id| upsert.in_source.contains(*id));
    // A file without a row is more likely an export that failed than the end of all business.
    let is_doubtful = upsert.hides_rows || summary.rows_read == 0;
    let is_half_gone = missing.len() >= MISSING_MIN && missing.len() > present.len();
    if !missing.is_empty() && (is_doubtful || is_half_gone) && !context.input.is_surely_whole {
        context.sink.push(
            Diagnostic::new(
                &IMPORT_LOOKS_PARTIAL,
                format!(
                    "{} of {} open deals are not in the file",
                    missing.len(),
                    missing.len() + present.len()
                ),
            )
            .at(whole(path), "")
            .help("is the export filtered? then --partial leaves them as they are; --complete marks them as gone"),
        );
        return;
    }
    let missing: Vec<String> = missing.into_iter().cloned().collect();
    summary.gone = missing.len();
    let day = context.input.day.to_string();
    for id in missing {
        if let Some(deal) = upsert.table.deals.get_mut(&id) {
            deal[gone].clone_from(&day);
        }
    }
}

/// Says once of all deals of the source that they count nowhere, where the plan has several
/// segments and nothing says which is theirs.
fn report_without_segment(context: &Context<'_>, upsert: &Upsert<'_>, source: &Rows<'_>) {
    let segments = &context.outline.segments;
    let segment = upsert.places.segment;
    let counts_nowhere = |id: &&String| upsert.table.deals.get(*id).is_some_and(|deal| deal[segment].is_empty());
    let n_deals = upsert.in_source.iter().filter(counts_nowhere).count();
    if n_deals == 0 || segments.len() < 2 {
        return;
    }
    let (deals, count) = if n_deals == 1 {
        ("deal", "counts")
    } else {
        ("deals", "count")
    };
    let known: Vec<String> = segments.iter().map(|segment| format!("`{}`", segment.id)).collect();
    context.sink.push(
        Diagnostic::new(
            &DEAL_WITHOUT_SEGMENT,
            format!("{n_deals} {deals} without a segment {count} nowhere"),
        )
        .at(
            context.sink.location(source.header_span()),
            "nothing here says their segment",
        )
        .help(format!(
            "say which segment they are of, as in --segment {}, or under [columns] in the profile; known here: {}",
            segments[0].id,
            known.join(", ")
        )),
    );
}

fn whole(path: &str) -> Location {
    Location {
        file: path.into(),
        span: 0..0,
    }
}

/// The stored deals; `None` where they cannot be read and so must not be written over.
pub(super) fn read_stored(context: &Context<'_>, path: &str, stored: Option<&SourceFile>) -> Option<DealTable> {
    let toml = context.path("deals.toml");
    if context.input.workspace.get(&toml).is_some() {
        context.sink.push(
            Diagnostic::new(
                &DEALS_NOT_CSV,
                format!("the plan keeps its deals in {toml}, and imports write deals.csv"),
            )
            .at(whole(&toml), "")
            .help("move the deals into deals.csv first, with the same names as columns"),
        );
        return None;
    }
    let text = match stored.map(|file| &file.content) {
        None => None,
        Some(Content::Bytes(bytes)) => std::str::from_utf8(bytes).ok(),
        Some(_) => None,
    };
    if stored.is_some() && text.is_none() {
        context.sink.push(
            Diagnostic::new(&NOT_TEXT, format!("{path} cannot be read, so it is not written over"))
                .at(whole(path), "")
                .help("run `salesplan check`: it says why"),
        );
        return None;
    }
    let sink = Sink::new(&path.into());
    let table = DealTable::read(text, context.outline, &sink);
    let findings = sink.into_findings();
    let is_good = !any_error(&findings);
    findings.into_iter().for_each(|finding| context.sink.push(finding));
    is_good.then_some(table)
}

/// Weeks are imported from the first to the last: a later import knows what
/// earlier ones stored, an earlier one would open decided deals again.
fn refuse_going_back(context: &Context<'_>, path: &str, table: &DealTable, places: &Places, as_of: &str) {
    let knows_later = |cells: &&Cells| {
        places
            .days()
            .chain([places.gone])
            .any(|day| cells[day].as_str() > as_of)
    };
    let n_later = table.deals.values().filter(knows_later).count();
    if n_later > 0 {
        context.sink.push(
            Diagnostic::new(
                &IMPORT_GOES_BACK,
                format!("{n_later} stored deals know of days after {as_of}"),
            )
            .at(whole(path), "")
            .help(
                "import the weeks from the first to the last, beginning with the deals.csv of the day before the first",
            ),
        );
    }
}

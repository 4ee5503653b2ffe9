//! Rows into `deals.csv`: new ids are added, known ones brought up to date.
//!
//! An empty cell says nothing, so it leaves what is stored; so do columns that
//! the profile does not fill. That makes a second profile over the same ids a
//! join, and keeps what people wrote by hand. Three rules keep a deal whole: a
//! won deal is in the last stage, a deal that is not won is not, and a deal that
//! the source calls open has no closing day.

use std::collections::BTreeMap;

use salesplan_model::diagnostic::{DEALS_NOT_CSV, Diagnostic, IMPORT_GOES_BACK, Location, NOT_TEXT, any_error};

use super::as_of::{Known, Places, last_stage};
use super::{Context, Fate, Imported, Mapping, Rejection, Source, SourceRow, Summary, take_rows};
use crate::deals::Reader;
use crate::deals_csv::{CellRow, Cells, DealTable};
use crate::outline::OutlineSegment;
use crate::sink::Sink;
use crate::snapshot::{Content, SourceFile};

pub(super) fn import(
    context: &Context<'_>,
    source: &Source<'_>,
    positions: Vec<Option<usize>>,
    mut summary: Summary,
) -> Option<Imported> {
    let path = context.path("deals.csv");
    let stored = context.input.workspace.get(&path);
    let table = read_stored(context, &path, stored)?;
    let places = Places::new(&table.header, context.profile);
    let as_of = context.input.as_of.map(|day| day.to_string());
    if let Some(as_of) = &as_of {
        refuse_going_back(context, &path, &table, &places, as_of);
    }
    let mapping = Mapping::new(context.profile, &table.header, positions);
    let mut upsert = Upsert {
        context,
        mapping,
        places,
        as_of,
        table,
        lines: BTreeMap::new(),
    };
    let rejected = take_rows(source, context, &mut summary, |row, summary| upsert.row(row, summary));
    let mut files = Vec::new();
    // What nothing changed keeps its bytes, also where someone laid them out by hand.
    if summary.added + summary.changed > 0 {
        files.push((path, upsert.table.to_bytes()));
    }
    Some(Imported {
        files,
        summary,
        rejected,
    })
}

/// The stored deals; `None` where they cannot be read and so must not be written over.
fn read_stored(context: &Context<'_>, path: &str, stored: Option<&SourceFile>) -> Option<DealTable> {
    let whole = |path: &str| Location {
        file: path.into(),
        span: 0..0,
    };
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
    let knows_later = |cells: &&Cells| places.days().any(|day| cells[day].as_str() > as_of);
    let n_later = table.deals.values().filter(knows_later).count();
    if n_later > 0 {
        context.sink.push(
            Diagnostic::new(
                &IMPORT_GOES_BACK,
                format!("{n_later} stored deals know of days after {as_of}"),
            )
            .at(
                Location {
                    file: path.into(),
                    span: 0..0,
                },
                "",
            )
            .help(
                "import the weeks from the first to the last, beginning with the deals.csv of the day before the first",
            ),
        );
    }
}

struct Upsert<'a> {
    context: &'a Context<'a>,
    mapping: Mapping<'a>,
    places: Places,
    as_of: Option<String>,
    table: DealTable,
    /// The line on which each id of this file was first met.
    lines: BTreeMap<String, usize>,
}

impl Upsert<'_> {
    fn row(&mut self, row: &SourceRow<'_>, summary: &mut Summary) -> Result<Fate, Rejection> {
        let mut incoming = self.mapping.read(row, self.table.blank())?;
        let id = incoming[self.places.id].clone();
        self.check_id(&id, row)?;
        let stored = self.table.deals.get(&id);
        let segment = self.segment(&incoming, stored);
        if incoming[self.places.status] == "open" {
            // Some sources show the expected day in the same column until the deal closes.
            incoming[self.places.closed].clear();
        }
        let mut restage = false;
        if let Some(as_of) = &self.as_of {
            match self.places.cut(&mut incoming, segment, as_of) {
                Known::Later => return Ok(Fate::Later),
                Known::Undated => return Ok(Fate::Undated),
                Known::Then { restage: found } => restage = found,
            }
        }
        let deal = self.merge(&incoming, stored, segment, restage);
        if stored == Some(&deal) {
            return Ok(Fate::Unchanged);
        }
        self.check_deal(&deal, row)?;
        let before = stored.and_then(|stored| self.places.decision(stored, segment));
        let fate = if stored.is_some() { Fate::Changed } else { Fate::Added };
        match self.places.decision(&deal, segment) {
            now if now == before => {}
            Some("won") => summary.newly_won += 1,
            Some(_) => summary.newly_lost += 1,
            None => {}
        }
        self.table.deals.insert(id, deal);
        Ok(fate)
    }

    fn check_id(&mut self, id: &str, row: &SourceRow<'_>) -> Result<(), Rejection> {
        let span = || self.mapping.span(row, self.places.id).unwrap_or(row.span.clone());
        if id.is_empty() {
            return Err(Rejection::new(
                span(),
                "the row has no id",
                "a deal needs an id that stays the same from export to export",
            ));
        }
        if let Some(line) = self.lines.get(id) {
            let why = format!("the id `{id}` stands on line {line} already");
            return Err(Rejection::new(
                span(),
                why,
                "one row a deal: keep the row that is right",
            ));
        }
        self.lines.insert(id.to_string(), row.line);
        Ok(())
    }

    /// The deal's segment, by the row or by what is stored; the only one without either.
    fn segment(&self, incoming: &Cells, stored: Option<&Cells>) -> Option<&OutlineSegment> {
        let segments = &self.context.outline.segments;
        let named = [Some(incoming), stored]
            .into_iter()
            .flatten()
            .map(|cells| cells[self.places.segment].as_str())
            .find(|name| !name.is_empty());
        match named {
            Some(name) => self.context.outline.segment_index(name).map(|index| &segments[index]),
            None if segments.len() == 1 => segments.first(),
            None => None,
        }
    }

    fn merge(
        &self,
        incoming: &Cells,
        stored: Option<&Cells>,
        segment: Option<&OutlineSegment>,
        restage: bool,
    ) -> Cells {
        let Places { status, closed, .. } = self.places;
        let mut deal = stored.cloned().unwrap_or_else(|| self.table.blank());
        for column in self.mapping.ours().filter(|column| !incoming[*column].is_empty()) {
            deal[column].clone_from(&incoming[column]);
        }
        if incoming[status] == "open" && self.mapping.ours().any(|column| column == closed) {
            deal[closed].clear();
        }
        if let Some(segment) = segment {
            self.settle(&mut deal, incoming, segment, restage);
        }
        self.mapping.fill_defaults(&mut deal);
        deal
    }

    /// Brings stage and status together where one of them is news.
    fn settle(&self, deal: &mut Cells, incoming: &Cells, segment: &OutlineSegment, restage: bool) {
        let Places { stage, status, .. } = self.places;
        let last = last_stage(segment);
        let read_from_file = |name| {
            self.context
                .profile
                .column(name)
                .is_some_and(|column| column.header.is_some())
        };
        if self.context.profile.column("status").is_none()
            && read_from_file("stage")
            && !incoming[stage].is_empty()
            && !deal[status].is_empty()
        {
            // Only the stage is told, so a status of earlier gives way to it.
            match (incoming[stage] == last, deal[status].as_str()) {
                (true, _) => deal[status] = "won".into(),
                (false, "won") => deal[status] = "open".into(),
                _ => {}
            }
        }
        let undecided = matches!(deal[status].as_str(), "open" | "lost");
        let was_won = undecided && incoming[stage].is_empty() && deal[stage] == last;
        if was_won || (restage && self.context.profile.column("stage").is_some()) {
            deal[stage] = self.places.open_stage(deal, segment);
        }
        if deal[status] == "won" {
            deal[stage] = last.to_string();
        }
    }

    /// What the reader of deals calls an error would keep the whole plan from being read.
    fn check_deal(&self, deal: &Cells, row: &SourceRow<'_>) -> Result<(), Rejection> {
        let sink = Sink::new(&self.context.input.source_name.into());
        let span = |column| self.mapping.span(row, column);
        let cells = CellRow {
            cells: deal,
            whole: row.span.clone(),
            span: &span,
        };
        Reader::new(self.context.outline, &sink).row(&self.table.header, &cells);
        Rejection::of_finding(sink.into_findings(), row).map_or(Ok(()), Err)
    }
}

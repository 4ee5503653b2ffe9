//! One deal of a source brought into the stored ones: added, or brought up to date.
//!
//! An empty cell says nothing, so it leaves what is stored; so do columns that
//! the profile does not fill. That makes a second profile over the same ids a
//! join, and keeps what people wrote by hand. Three rules keep a deal whole: a
//! won deal is in the last stage, a deal that is not won is not, and a deal that
//! the source calls open has no closing day.

use std::collections::BTreeSet;

use salesplan_sheets::Row;

use super::as_of::{Known, Places, last_stage};
use super::{Context, Fate, Mapping, Rejection, Summary};
use crate::deals::Reader;
use crate::deals_csv::{CellRow, Cells, DealTable};
use crate::outline::OutlineSegment;
use crate::sink::Sink;

pub(super) struct Upsert<'a> {
    pub context: &'a Context<'a>,
    pub mapping: Mapping<'a>,
    pub places: Places,
    pub as_of: Option<String>,
    pub table: DealTable,
    /// Ids that the source has, whatever became of their rows.
    pub in_source: BTreeSet<String>,
    /// Whether a row has swallowed others, so that nobody knows which deals the source has.
    pub hides_rows: bool,
}

impl Upsert<'_> {
    /// Takes what the source says of a deal; `row` is where it says so.
    pub fn deal(&mut self, mut incoming: Cells, row: &Row<'_>, summary: &mut Summary) -> Result<Fate, Rejection> {
        let Places {
            id,
            status,
            closed,
            expected_close,
            ..
        } = self.places;
        let stored = self.table.deals.get(&incoming[id]);
        // What a stage means depends on the segment, so its default comes first.
        if stored.is_none_or(|stored| stored[self.places.segment].is_empty()) {
            self.mapping.fill_default(self.places.segment, &mut incoming);
        }
        let segment = self.segment(&incoming, stored);
        if incoming[status] == "open" {
            // Some sources show the expected day in the same column until the deal closes.
            incoming[closed].clear();
        }
        if self.mapping.share_a_column(closed, expected_close) {
            let is_decided = self.places.decision(&incoming, segment).is_some();
            incoming[if is_decided { expected_close } else { closed }].clear();
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
        self.check(&deal, row)?;
        let before = stored.and_then(|stored| self.places.decision(stored, segment));
        let came_back = stored.is_some_and(|stored| !stored[self.places.gone].is_empty());
        summary.came_back += usize::from(came_back);
        let fate = if stored.is_some() { Fate::Changed } else { Fate::Added };
        match self.places.decision(&deal, segment) {
            now if now == before => {}
            Some("won") => summary.newly_won += 1,
            Some(_) => summary.newly_lost += 1,
            None => {}
        }
        self.table.deals.insert(incoming[id].clone(), deal);
        Ok(fate)
    }

    /// Notes which deal a row is of, whatever becomes of it. In a row out of shape each cell may
    /// be the id: rather a deal too many that is still there than one that is called gone.
    pub fn note(&mut self, row: &Row<'_>, n_columns: usize) {
        if row.is_unclosed() {
            self.hides_rows = true;
        } else if row.n_fields() == n_columns {
            self.in_source.extend(self.mapping.id(row));
        } else {
            self.in_source.extend(row.cells().map(str::to_string));
        }
    }

    pub fn without_id(&self, row: &Row<'_>) -> Rejection {
        let span = self.mapping.span(row, self.places.id).unwrap_or(row.span.clone());
        Rejection::new(
            span,
            "the row has no id",
            "a deal needs an id that stays the same from export to export",
        )
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
        let profile = self.context.profile;
        let mut deal = stored.cloned().unwrap_or_else(|| self.table.blank());
        for (cell, said) in deal.iter_mut().zip(incoming).filter(|(_, said)| !said.is_empty()) {
            cell.clone_from(said);
        }
        if incoming[status] == "open" && self.mapping.ours().any(|column| column == closed) {
            deal[closed].clear();
        }
        if let Some(segment) = segment {
            self.settle(&mut deal, incoming, segment, restage);
        }
        if profile.is_complete {
            deal[self.places.gone].clear();
            if deal[self.places.source].is_empty() {
                deal[self.places.source].clone_from(&profile.name);
            }
        }
        let was_open = stored.is_some_and(|stored| self.places.decision(stored, segment).is_none());
        let is_decided = self.places.decision(&deal, segment).is_some();
        if profile.closed_when_seen && was_open && is_decided && deal[closed].is_empty() {
            deal[closed] = self.context.input.day.to_string();
        }
        self.mapping.fill_defaults(&mut deal);
        deal
    }

    /// Brings stage and status together where one of them is news.
    fn settle(&self, deal: &mut Cells, incoming: &Cells, segment: &OutlineSegment, restage: bool) {
        let Places { stage, status, .. } = self.places;
        let last = last_stage(segment);
        let profile = self.context.profile;
        let reads_stage = profile.column("stage").is_some_and(|column| column.is_in_file());
        let says_status = !incoming[status].is_empty();
        if !says_status && reads_stage && !incoming[stage].is_empty() && !deal[status].is_empty() {
            // Only the stage is told, so a status of earlier gives way to it.
            match (incoming[stage] == last, deal[status].as_str()) {
                (true, _) => deal[status] = "won".into(),
                (false, "won") => deal[status] = "open".into(),
                // Called lost by a name of a stage, it is open again by another.
                (false, "lost") if !profile.stages.is_empty() => deal[status] = "open".into(),
                _ => {}
            }
        }
        let undecided = matches!(deal[status].as_str(), "open" | "lost");
        let was_won = undecided && incoming[stage].is_empty() && deal[stage] == last;
        if was_won || (restage && profile.column("stage").is_some()) {
            deal[stage] = self.places.open_stage(deal, segment);
        }
        if deal[status] == "won" {
            deal[stage] = last.to_string();
        }
    }

    /// What the reader of deals calls an error would keep the whole plan from being read.
    fn check(&self, deal: &Cells, row: &Row<'_>) -> Result<(), Rejection> {
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

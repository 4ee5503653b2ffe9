//! A log with one row a change of a stage: the rows of a deal are gathered into the deal.
//!
//! The first day in a stage is the day on which it was entered; the last row says how the deal
//! stands. Rows of one moment count in the order of the file.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use salesplan_sheets::{Row, Rows};

use super::rejected::{Rejected, check_form};
use super::upsert::Upsert;
use super::{Context, Fate, Rejection, STATUS_DECIDED, Summary};
use crate::deals::ENTERED;
use crate::deals_csv::Cells;

pub(super) struct Events<'u, 'a> {
    upsert: &'u mut Upsert<'a>,
    /// The place of the event's day among our columns.
    date: usize,
    deals: BTreeMap<String, Gathered>,
}

/// What the rows of a deal have said so far.
struct Gathered {
    cells: Cells,
    /// The moment of the last row: its day, and the second of it.
    last: (String, u32),
    /// The line of its first row.
    line: usize,
}

impl<'u, 'a> Events<'u, 'a> {
    pub fn new(upsert: &'u mut Upsert<'a>, date: usize) -> Self {
        Self {
            upsert,
            date,
            deals: BTreeMap::new(),
        }
    }

    /// Every row is counted with its deal: the first of each with what became of it, the
    /// others as folded into it.
    pub fn take(mut self, source: &Rows<'_>, context: &Context<'_>, summary: &mut Summary) -> Option<String> {
        let mut rejected = Rejected::new(source, context.sink);
        source.each(|row| {
            summary.rows_read += 1;
            context.tell(summary.rows_read);
            let n_columns = source.headers().len();
            self.upsert.note(row, n_columns);
            if let Err(rejection) = check_form(row, n_columns).and_then(|()| self.gather(row)) {
                summary.not_understood += 1;
                rejected.add(row, rejection);
            } else {
                summary.folded += 1;
            }
            ControlFlow::Continue(())
        });
        // The deals are taken in the order of their first rows, so that each has its row at hand.
        let mut gathered: BTreeMap<usize, Cells> = BTreeMap::new();
        for deal in std::mem::take(&mut self.deals).into_values() {
            gathered.insert(deal.line, deal.cells);
        }
        source.each(|row| {
            if let Some(mut cells) = gathered.remove(&row.line) {
                cells.truncate(self.date);
                match self.upsert.deal(cells, row, summary) {
                    Ok(fate) => {
                        summary.folded -= 1;
                        summary.count(&fate);
                    }
                    Err(rejection) => {
                        summary.folded -= 1;
                        summary.not_understood += 1;
                        rejected.add(row, rejection);
                    }
                }
            }
            if gathered.is_empty() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        rejected.into_text()
    }

    fn gather(&mut self, row: &Row<'_>) -> Result<Fate, Rejection> {
        let mut blank = self.upsert.table.blank();
        blank.push(String::new());
        let mapped = self.upsert.mapping.read(row, blank)?;
        let places = &self.upsert.places;
        let id = mapped.cells[places.id].clone();
        if id.is_empty() {
            return Err(self.upsert.without_id(row));
        }
        let day = mapped.cells[self.date].clone();
        if day.is_empty() {
            return Err(Rejection::new(
                row.span.clone(),
                "the event has no day",
                "fill the column that says when it happened",
            ));
        }
        let moment = (day.clone(), mapped.second);
        let stage = mapped.cells[places.stage].clone();
        let deal = self.deals.entry(id).or_insert_with(|| Gathered {
            cells: vec![String::new(); mapped.cells.len()],
            last: (String::new(), 0),
            line: row.line,
        });
        let is_last = moment >= deal.last;
        let said = mapped.cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
        for (place, text) in said {
            if is_last || deal.cells[place].is_empty() {
                deal.cells[place].clone_from(text);
            }
        }
        let entered = self.upsert.table.header.position(&format!("{ENTERED}{stage}"));
        for place in entered.into_iter().chain([places.created]) {
            let known = &mut deal.cells[place];
            if known.is_empty() || *known > day {
                known.clone_from(&day);
            }
        }
        let decided = STATUS_DECIDED.contains(&mapped.cells[places.status].as_str());
        if is_last {
            if decided {
                deal.cells[places.closed] = day;
            } else if !stage.is_empty() {
                deal.cells[places.status] = "open".into();
                deal.cells[places.closed].clear();
            }
            deal.last = moment;
        }
        Ok(Fate::Folded)
    }
}

//! What all cells of a file say together of the forms in which it writes days and numbers.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use salesplan_model::diagnostic::{AMBIGUOUS_DAYS, Diagnostic};
use salesplan_sheets::Rows;

use super::days::{self, Order, Orders, Written};
use super::numbers::Decimals;
use crate::profile::{FileFormat, Shape};
use crate::sink::Sink;

/// The forms that a file has shown, by its columns and altogether.
#[derive(Default)]
pub(super) struct Evidence {
    columns: BTreeMap<usize, Column>,
    orders: Orders,
}

#[derive(Default)]
struct Column {
    orders: Orders,
    decimals: Decimals,
    /// The first day that may be two.
    unclear: Option<(Range<usize>, Written)>,
}

impl Evidence {
    /// Looks at all cells of the columns that hold days or numbers. Where the profile states
    /// the forms, there is nothing to be found out.
    pub fn gather(rows: &Rows<'_>, columns: &[(usize, Shape)], format: &FileFormat) -> Self {
        let is_open = |shape: Shape| match shape {
            Shape::Day => format.date_formats.is_empty(),
            Shape::Number => format.decimal.is_none(),
            Shape::Text => false,
        };
        let columns: Vec<(usize, Shape)> = columns.iter().copied().filter(|(_, shape)| is_open(*shape)).collect();
        let mut evidence = Self::default();
        if columns.is_empty() {
            return evidence;
        }
        rows.each(|row| {
            for (index, shape) in &columns {
                let cell = row.cell(*index);
                if cell.is_empty() {
                    continue;
                }
                let column = evidence.columns.entry(*index).or_default();
                if *shape == Shape::Number {
                    column.decimals.note(cell);
                    continue;
                }
                match days::read(cell) {
                    Some(Written::Ordered(_, order)) => column.orders.note(order),
                    Some(written @ Written::Either(..)) if column.unclear.is_none() => {
                        column.unclear = Some((row.cell_span(*index), written));
                    }
                    _ => {}
                }
            }
            ControlFlow::Continue(())
        });
        for column in evidence.columns.values() {
            evidence.orders = evidence.orders.and(column.orders);
        }
        evidence
    }

    /// The order of day and month in a column, by its own cells, else by those of the others.
    pub fn order(&self, column: usize) -> Option<Order> {
        let own = self
            .columns
            .get(&column)
            .map(|column| column.orders)
            .unwrap_or_default();
        if own.both() {
            None
        } else {
            own.only().or_else(|| self.orders.only())
        }
    }

    /// Likewise the decimal marks.
    pub fn decimals(&self, column: usize) -> Decimals {
        self.columns
            .get(&column)
            .map(|column| column.decimals)
            .unwrap_or_default()
    }

    /// Columns whose days may be two each, and nothing tells which: one question, not one a row.
    pub fn ask(&self, rows: &Rows<'_>, text: &str, sink: &Sink) -> bool {
        let mut is_clear = true;
        for (index, column) in &self.columns {
            let Some((span, Written::Either(day_first, month_first))) = &column.unclear else {
                continue;
            };
            if self.order(*index).is_some() || column.orders.both() {
                continue;
            }
            is_clear = false;
            let header = rows.headers().get(*index).map_or("", String::as_str);
            sink.push(
                Diagnostic::new(
                    &AMBIGUOUS_DAYS,
                    format!(
                        "`{}` of `{header}` is {} or {}, and no cell of the file tells which",
                        &text[span.clone()],
                        day_first.day,
                        month_first.day
                    ),
                )
                .at(sink.location(span), "the day or the month first?")
                .help(
                    "say it: --date-format %d/%m/%Y or --date-format %m/%d/%Y, or [file] date-formats in the profile",
                ),
            );
        }
        is_clear
    }
}

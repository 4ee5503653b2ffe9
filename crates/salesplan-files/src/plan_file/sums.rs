//! Sums of a plan, all in its one currency.

use std::ops::Range;

use salesplan_model::diagnostic::{Diagnostic, INVALID_MONEY, NO_CURRENCY};
use salesplan_model::money::{Currency, Money};

use crate::lower;
use crate::sink::{At, Sink};
use crate::table::Table;

/// What a sum is read with.
#[derive(Clone, Copy)]
pub(super) struct Sums<'a> {
    pub currency: Option<Currency>,
    /// Whether a missing currency is the goal's fault, and reported there. A goal in
    /// deals needs one only where a sum stands.
    pub is_reported: bool,
    pub sink: &'a Sink,
}

impl Sums<'_> {
    /// Any sum.
    pub fn sum(&self, text: &At<String>) -> Option<Money> {
        if self.currency.is_none() && !self.is_reported {
            self.sink.push(
                Diagnostic::new(&NO_CURRENCY, "this sum has no currency")
                    .at(self.sink.location(&text.span), "in which currency?")
                    .help("add `currency = \"RUB\"` to [goal] or to salesplan.toml"),
            );
        }
        lower::money(self.sink, text, self.currency)
    }

    /// A sum above 0.
    pub fn positive(&self, text: &At<String>, what: &str) -> Option<Money> {
        let sum = self.sum(text)?;
        if sum.minor <= 0 {
            not_above_zero(self.sink, what, &text.span);
            return None;
        }
        Some(sum)
    }

    /// What something costs: 0 or more.
    pub fn cost(&self, table: &mut Table<'_, '_>, key: &'static str) -> Option<Money> {
        let text = table.number_text(key)?;
        let sum = self.sum(&text)?;
        if sum.minor < 0 {
            self.sink.push(
                Diagnostic::new(&INVALID_MONEY, format!("`{key}` is below 0"))
                    .at(self.sink.location(&text.span), "this sum")
                    .help("write what is paid as a plain sum: 1200.50"),
            );
            return None;
        }
        Some(sum)
    }
}

pub(super) fn not_above_zero(sink: &Sink, what: &str, span: &Range<usize>) {
    sink.push(
        Diagnostic::new(&INVALID_MONEY, format!("{what} is not above 0"))
            .at(sink.location(span), "this figure")
            .help("write a figure above 0"),
    );
}

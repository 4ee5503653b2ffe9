//! What was seen of a conversion, and what is expected of it.

use super::came::Counts;
use super::standing::{Shown, row_name};
use super::{Derivation, Explained};
use crate::conversion::{Basis, Conversion, trial};
use crate::fact::{Fact, Measure};
use crate::period::{Period, days_before};
use crate::plan_fact::RowMeasure;
use crate::rules::Hook;

impl Shown<'_> {
    fn conversion(&self, step: &str) -> Option<&Conversion> {
        let (segment, stage) = self.stage_of_name(step)?;
        let mut conversions = self.standing.conversions.iter();
        conversions.find(|of| (of.segment, of.stage) == (segment, stage))
    }

    /// How many passed of those who had time to.
    pub(super) fn conversion_fact(&self, step: &str) -> Option<Derivation> {
        let conversion = self.conversion(step)?;
        let (index, stage) = (conversion.segment, conversion.stage);
        let name = row_name(self.books, Some(index), RowMeasure::Stage(stage));
        let value = Explained::Share {
            successes: conversion.judged.successes,
            trials: conversion.judged.trials,
        };
        let lag = self.books.plan.segments[index].step(stage).lag.days;
        let (from, to) = (self.books.plan.period.from, self.actuals.as_of);
        let (how, parts) = match conversion.basis {
            Basis::Cohort => {
                let matured = Period {
                    from: days_before(from, lag),
                    to: days_before(to, lag),
                };
                let how = format!(
                    "of the deals that entered between {} and {}, and so had {lag} days, those that passed",
                    matured.from, matured.to
                );
                (how, self.cohort(index, stage, matured))
            }
            Basis::CountsWithStock | Basis::CountsWithoutStock => {
                let how = format!(
                    "what passed between {from} and {to}, of those who were there before and of those who came by {}",
                    days_before(to, lag)
                );
                (how, self.of_counts(conversion, lag))
            }
        };
        Some(Derivation::derived(
            format!("{name}.conversion.fact"),
            value,
            how,
            parts,
        ))
    }

    fn cohort(&self, index: usize, stage: usize, matured: Period) -> Vec<Derivation> {
        let segment = &self.books.plan.segments[index];
        let deals = self.books.given.deals.iter().filter(|deal| deal.segment == Some(index));
        let tried = deals.filter_map(|deal| {
            let trial = trial(deal, segment, stage, matured, self.actuals.as_of)?;
            let how = match (trial.passed, trial.is_undecided) {
                (true, _) => "it passed",
                (_, true) => "it did not pass yet",
                _ => "it did not pass",
            };
            let value = Explained::Count(u64::from(trial.passed));
            Some(Derivation {
                how: how.into(),
                ..Derivation::written(deal.id.to_string(), value, Some(&deal.location))
            })
        });
        tried.collect()
    }

    /// Trials and successes where facts are counts.
    fn of_counts(&self, conversion: &Conversion, lag: u32) -> Vec<Derivation> {
        let (index, stage) = (conversion.segment, conversion.stage);
        let (from, to) = (self.books.plan.period.from, self.actuals.as_of);
        let name = |stage: usize| row_name(self.books, Some(index), RowMeasure::Stage(stage));
        let of_days = |what: String, how: String, stage: usize, window: Option<Period>| {
            let window = window?;
            let count = self.actuals.count(index, stage, window);
            let rows = self.entries(index, stage, window, Counts::Entries);
            Some(Derivation::derived(what, Explained::Count(count), how, rows))
        };
        let before = match conversion.basis {
            Basis::CountsWithStock => self.stock(index, stage),
            _ => of_days(
                name(stage),
                "no stock is recorded: what came within the step's days before the period stands for it".into(),
                stage,
                (lag > 0)
                    .then(|| Period::new(days_before(from, lag), days_before(from, 1)))
                    .flatten(),
            ),
        };
        let ripe = Period::new(from, days_before(to, lag));
        let came = of_days(
            name(stage),
            format!("what came early enough to have had {lag} days"),
            stage,
            ripe,
        );
        let passed = of_days(name(stage + 1), "what passed".into(), stage + 1, Period::new(from, to));
        [before, came, passed].into_iter().flatten().collect()
    }

    /// What was recorded as open when the period began.
    fn stock(&self, index: usize, stage: usize) -> Option<Derivation> {
        let start = self.books.plan.period.from;
        let of_stock = |fact: &&Fact| {
            fact.measure == (Measure::Stock { stage }) && fact.segment == Some(index) && fact.date < start
        };
        let stocks = || self.books.given.facts.iter().filter(of_stock);
        let day = stocks().map(|fact| fact.date).max()?;
        let count = |fact: &Fact| fact.count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
        let name = format!("{}.stock", row_name(self.books, Some(index), RowMeasure::Stage(stage)));
        let rows = stocks().filter(|fact| fact.date == day).map(|fact| Derivation {
            how: format!("recorded for {day}"),
            ..Derivation::written("stock", Explained::Count(count(fact)), Some(&fact.location))
        });
        let rows: Vec<Derivation> = rows.collect();
        let sum = stocks().filter(|fact| fact.date == day).map(count).sum();
        let how = format!("what was open on the evening of {day}");
        Some(Derivation::derived(name, Explained::Count(sum), how, rows))
    }

    /// What a rule expects from now on.
    pub(super) fn conversion_expected(&self, step: &str) -> Option<Derivation> {
        let conversion = self.conversion(step)?;
        let (index, stage) = (conversion.segment, conversion.stage);
        let name = row_name(self.books, Some(index), RowMeasure::Stage(stage));
        let from = vec![self.planned().conversion(index, stage), self.conversion_fact(step)?];
        let how = self.answer_of(Hook::Conversion);
        Some(Derivation::derived(
            format!("{name}.conversion.expected"),
            Explained::Rate(conversion.expected),
            how,
            from,
        ))
    }

    /// Whose answer a figure is.
    pub(super) fn answer_of(&self, hook: Hook) -> String {
        if self.rules.is_bundled(hook) {
            format!("the answer of the bundled rule `{}`", hook.name())
        } else {
            format!("the answer of rules/{}.rhai", hook.name())
        }
    }
}

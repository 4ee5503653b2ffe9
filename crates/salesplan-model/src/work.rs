//! What people do towards the sums that they bring: entries into stages, activities and hours,
//! plan against fact.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::fact::{Fact, Measure};
use crate::period::Period;
use crate::plan::Plan;
use crate::plan_fact::{Row, RowMeasure};

/// One kind of work of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// What is done.
    pub what: What,
    /// In the week.
    pub week: Done,
    /// From the period's start; entries with what had to be there before it.
    pub to_date: Done,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Entries into a stage that leads on to another: indices of segment and stage.
    Entries(usize, usize),
    /// An activity of the company's own naming.
    Activity(String),
    /// Working hours.
    Hours,
}

/// Plan against fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// What the planned entries take; `None` where the plan says nothing.
    pub plan: Option<Decimal>,
    /// What was recorded; `None` for an activity or hours of which they recorded nothing.
    pub fact: Option<Decimal>,
}

/// The windows that are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Windows {
    pub week: Period,
    pub to_date: Period,
}

/// The work of one person, or of several together, from their rows of plan against fact and from
/// their facts: entries by segment down its funnel, then activities by name, then hours. What is
/// neither planned nor recorded is left out.
pub(crate) fn work<'a>(
    plan: &Plan,
    week: &[Row],
    to_date: &[Row],
    facts: impl IntoIterator<Item = &'a Fact>,
    windows: Windows,
) -> Vec<Work> {
    let mut all: BTreeMap<What, [Done; 2]> = BTreeMap::new();
    for (window, rows) in [week, to_date].into_iter().enumerate() {
        for row in rows {
            add_entries(plan, row, window, &mut all);
        }
    }
    for fact in facts {
        let what = match &fact.measure {
            Measure::Activity(name) => What::Activity(name.clone()),
            Measure::Hours => What::Hours,
            _ => continue,
        };
        let Some(count) = fact.count else { continue };
        for (window, days) in [windows.week, windows.to_date].into_iter().enumerate() {
            if days.contains(fact.date) {
                let done = &mut all.entry(what.clone()).or_insert([Done::NOTHING; 2])[window];
                done.fact = Some(done.fact.unwrap_or_default().saturating_add(count));
            }
        }
    }
    let says_something = |(_, done): &(What, [Done; 2])| done.iter().any(Done::says_something);
    let told = all.into_iter().filter(says_something);
    told.map(|(what, [week, to_date])| Work { what, week, to_date })
        .collect()
}

/// Entries of a stage that leads on, and the activities and hours that the planned ones take.
fn add_entries(plan: &Plan, row: &Row, window: usize, all: &mut BTreeMap<What, [Done; 2]>) {
    let (Some(segment), RowMeasure::Stage(stage)) = (row.segment, row.measure) else {
        return;
    };
    let of = &plan.segments[segment].stages[stage];
    let planned = row.plan.map(|planned| Decimal::from(planned.units()));
    if of.step.is_some() {
        let done = &mut all.entry(What::Entries(segment, stage)).or_insert([Done::NOTHING; 2])[window];
        done.plan = planned;
        done.fact = Some(Decimal::from(row.fact.units()));
    }
    // Work for what had to be there before the period was done before it.
    let before = row.before_start.map_or(0, |(plan, _)| plan.units());
    let Some(entries) = planned.map(|planned| planned.saturating_sub(Decimal::from(before))) else {
        return;
    };
    let activities = of
        .activities
        .iter()
        .map(|(name, each)| (What::Activity(name.clone()), *each));
    let hours = of.hours.map(|each| (What::Hours, each));
    for (what, each) in activities.chain(hours) {
        let done = &mut all.entry(what).or_insert([Done::NOTHING; 2])[window];
        let takes = entries.saturating_mul(each);
        done.plan = Some(done.plan.unwrap_or_default().saturating_add(takes));
    }
}

impl Done {
    const NOTHING: Self = Self { plan: None, fact: None };

    fn says_something(&self) -> bool {
        let counts = |number: Option<Decimal>| number.is_some_and(|number| !number.is_zero());
        counts(self.fact) || counts(self.plan)
    }
}

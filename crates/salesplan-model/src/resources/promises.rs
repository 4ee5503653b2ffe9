//! What the company promised for each week, and what it delivered.

use num_traits::ToPrimitive;
use rust_decimal::Decimal;

use super::{Amount, Looked};
use crate::fact::{Fact, Measure};
use crate::money::Money;
use crate::period::{Period, WeekSpan, days_between};
use crate::plan::FactSource;

/// One promise for one week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promise {
    /// The week and its days up to the evening.
    pub span: WeekSpan,
    /// What was promised.
    pub of: Promised,
    /// How much.
    pub promised: Amount,
    /// How much came; `None` where nobody recorded any of the kind in these days.
    pub delivered: Option<Amount>,
}

/// What a company promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promised {
    /// Leads through the channel of that index.
    Leads(usize),
    /// Selling hours.
    Hours,
    /// Money for leads.
    Money,
}

/// Every promise for every week that has begun, week by week. A week that is not over, or
/// that the period cuts, owes its calendar days' part.
pub(super) fn promises(looked: &Looked<'_>) -> Vec<Promise> {
    let begun = looked
        .books
        .decomposition
        .weeks
        .iter()
        .filter(|span| span.days.from <= looked.as_of);
    let cut = |span: &WeekSpan| WeekSpan {
        week: span.week,
        days: Period {
            from: span.days.from,
            to: span.days.to.min(looked.as_of),
        },
    };
    begun.map(cut).flat_map(|span| of_week(looked, span)).collect()
}

fn of_week(looked: &Looked<'_>, span: WeekSpan) -> Vec<Promise> {
    let plan = looked.books.plan;
    let n_days = days_between(span.days.from, span.days.to) + 1;
    let mut promises = Vec::new();
    for (index, channel) in plan.channels.iter().enumerate() {
        if let Some(per_week) = channel.promised_per_week {
            let owed = i128::from(per_week) * i128::from(n_days);
            promises.push(Promise {
                span,
                of: Promised::Leads(index),
                promised: Amount::Count(u64::try_from(owed / 7).unwrap_or(u64::MAX)),
                delivered: Some(Amount::Count(leads_of(looked, index, span.days))),
            });
        }
    }
    if let Some(per_week) = plan.resources.hours_per_week {
        let worked = span
            .days
            .days()
            .filter(|day| looked.books.given.calendar.is_working(*day))
            .count()
            .min(5);
        let owed = per_week * Decimal::from(worked) / Decimal::from(5);
        promises.push(Promise {
            span,
            of: Promised::Hours,
            promised: Amount::Number(owed.to_f64().unwrap_or(0.0)),
            delivered: hours_of(looked, span.days).map(Amount::Number),
        });
    }
    if let Some(budget) = plan.resources.budget {
        // Money is promised for the period; a week's part is that of its days.
        let all = days_between(plan.period.from, plan.period.to) + 1;
        let due =
            |day| i128::from(budget.minor) * i128::from(days_between(plan.period.from, day) + 1) / i128::from(all);
        let owed = due(span.days.to) - due(crate::period::days_before(span.days.from, 1));
        promises.push(Promise {
            span,
            of: Promised::Money,
            promised: Amount::Money(Money::new(i64::try_from(owed).unwrap_or(0), budget.currency)),
            delivered: spent(looked, span.days, budget).map(Amount::Money),
        });
    }
    promises
}

/// Entries into the first stages through a channel, from whichever source the stage counts.
fn leads_of(looked: &Looked<'_>, channel: usize, days: Period) -> u64 {
    let plan = looked.books.plan;
    let id = &plan.channels[channel].id;
    let entered = looked.books.given.facts.iter().filter(|fact| {
        let is_lead = matches!(fact.measure, Measure::Entry { stage: 0 });
        is_lead && fact.channel.as_ref() == Some(id) && days.contains(fact.date)
    });
    let counted: u64 = entered.filter_map(|fact| fact.count?.to_u64()).sum();
    let deals = looked.books.given.deals.iter().filter(|deal| {
        let segment = deal.segment.map(|index| &plan.segments[index]);
        deal.channel.as_ref() == Some(id)
            && segment.is_some_and(|segment| {
                segment.stages[0].source == FactSource::Deals
                    && deal.reached(segment, 0).is_some_and(|day| days.contains(day))
            })
    });
    counted + deals.count() as u64
}

fn hours_of(looked: &Looked<'_>, days: Period) -> Option<f64> {
    let hours = recorded(looked, Measure::Hours, days).filter_map(|fact| fact.count);
    let total = hours.reduce(Decimal::saturating_add)?;
    Some(total.to_f64().unwrap_or(f64::MAX))
}

fn spent(looked: &Looked<'_>, days: Period, budget: Money) -> Option<Money> {
    let spend = recorded(looked, Measure::Spend, days).filter_map(|fact| fact.amount);
    let total = spend.map(|amount| amount.minor).reduce(i64::saturating_add)?;
    Some(Money::new(total, budget.currency))
}

fn recorded<'l>(looked: &Looked<'l>, measure: Measure, days: Period) -> impl Iterator<Item = &'l Fact> {
    let facts = looked.books.given.facts.iter();
    facts.filter(move |fact| fact.measure == measure && days.contains(fact.date))
}

impl Promise {
    /// Whether less came than was promised; `None` where nobody recorded what came.
    pub fn is_short(&self) -> Option<bool> {
        Some(match (self.promised, self.delivered?) {
            (Amount::Count(promised), Amount::Count(came)) => came < promised,
            (Amount::Number(promised), Amount::Number(came)) => came < promised,
            (Amount::Money(promised), Amount::Money(came)) => came.minor < promised.minor,
            _ => false,
        })
    }
}

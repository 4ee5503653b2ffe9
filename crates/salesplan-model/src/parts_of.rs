//! Plan against fact in parts: leads by channel, what every person brings, and the way to the
//! goal week by week.

use jiff::civil::Date;
use num_traits::ToPrimitive;

use crate::actuals::Actuals;
use crate::fact::Measure;
use crate::outlook::goal_and_row;
use crate::period::{Period, WeekSpan, days_before};
use crate::plan::FactSource;
use crate::plan_fact::{self, Quantity, Row};
use crate::slice::{OfOne, Whose, rows_of_all};
use crate::standing::{Books, Evening};
use crate::work::Work;

/// Plan against fact of one person, or of one channel in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index of the person in the team, or of the channel in the plan; `None` for leads that
    /// name no channel, or for what names nobody of the team.
    pub index: Option<usize>,
    /// Index of the segment, for a channel.
    pub segment: Option<usize>,
    /// The week.
    pub week: Sums,
    /// From the period's start; leads with what had to be there before it.
    pub to_date: Sums,
    /// What a person did for it; nothing for a channel.
    pub work: Vec<Work>,
}

/// Plan against fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// The plan; `None` where nothing is planned.
    pub plan: Option<Quantity>,
    /// The fact.
    pub fact: Quantity,
}

/// Leads by segment and channel, in the order of the plan. The plan counts weeks that are over.
pub fn by_channel(books: Books<'_>, as_of: Date, week: Period) -> Vec<Part> {
    let mut parts = Vec::new();
    for (segment, need) in books.decomposition.segments.iter().enumerate() {
        let totals = books
            .decomposition
            .by_channel(segment)
            .filter(|_| need.leads.len() > 1 || need.leads.iter().any(|part| part.channel.is_some()));
        let Some(totals) = totals else { continue };
        for (part, totals) in need.leads.iter().zip(totals.parts()) {
            let due = |day: Date| {
                let n_over = books
                    .decomposition
                    .weeks
                    .iter()
                    .take_while(|span| span.days.to <= day)
                    .count();
                i64::try_from(totals[n_over]).unwrap_or(i64::MAX)
            };
            let so_far = due(as_of);
            let (first, _) = need.schedule.days_of(0);
            let all = Period {
                from: first.min(books.plan.period.from),
                to: as_of,
            };
            let came = |days: Period| Quantity::Count(leads_of(books, segment, part.channel, days));
            let counted = |plan: i64, fact| Sums {
                plan: Some(Quantity::Count(plan)),
                fact,
            };
            parts.push(Part {
                index: part.channel,
                segment: Some(segment),
                week: counted(so_far - due(days_before(week.from, 1)), came(week)),
                to_date: counted(so_far, came(all)),
                work: Vec::new(),
            });
        }
    }
    parts
}

/// Entries into a segment's first stage through a channel, from whichever source it counts.
fn leads_of(books: Books<'_>, index: usize, channel: Option<usize>, days: Period) -> i64 {
    let segment = &books.plan.segments[index];
    let id = channel.map(|channel| &books.plan.channels[channel].id);
    if segment.stages[0].source == FactSource::Deals {
        let deals = books.given.deals.iter().filter(|deal| {
            deal.segment == Some(index)
                && deal.channel.as_ref() == id
                && deal.reached(segment, 0).is_some_and(|day| days.contains(day))
        });
        return i64::try_from(deals.count()).unwrap_or(i64::MAX);
    }
    let facts = books.given.facts.iter().filter(|fact| {
        matches!(fact.measure, Measure::Entry { stage: 0 })
            && fact.segment == Some(index)
            && fact.channel.as_ref() == id
            && days.contains(fact.date)
    });
    let counts = facts.filter_map(|fact| fact.count?.to_i64());
    counts.fold(0, i64::saturating_add)
}

/// What every person of the team brings towards the goal, and what names nobody of it.
pub fn by_person(books: Books<'_>, evening: Evening) -> Vec<Part> {
    let sums = |rows: &[Row]| {
        let (goal, row) = goal_and_row(books.plan, rows);
        let row = row.or_else(|| rows.iter().find(|row| row.segment.is_none()));
        Sums {
            plan: row.and_then(|row| row.plan),
            fact: row.map_or(goal.with_units(0), |row| row.fact),
        }
    };
    let part = |of: OfOne| Part {
        index: match of.whose {
            Whose::Person(index) => Some(index),
            Whose::Nobody => None,
        },
        segment: None,
        week: sums(&of.week),
        to_date: sums(&of.to_date),
        work: of.work,
    };
    let mut parts: Vec<Part> = rows_of_all(books, evening).into_iter().map(part).collect();
    // What nobody of the team did is worth a line where there is any of it.
    let says_nothing = |nobody: &Part| nobody.to_date.fact.units() == 0 && nobody.work.is_empty();
    if parts.last().is_some_and(says_nothing) {
        parts.pop();
    }
    parts
}

/// The goal's measure at the end of a week, from the period's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The last day of the week that is in the period.
    pub day: Date,
    /// What the plan asks for by then.
    pub plan: Quantity,
    /// What was reached by then; `None` for days to come.
    pub fact: Option<Quantity>,
}

/// The way to the goal, one point a week; the last fact is that of the evening.
pub fn curve(books: Books<'_>, actuals: &Actuals) -> Vec<Point> {
    let weeks = books.decomposition.weeks.iter();
    let point = |span: &WeekSpan| {
        let day = span.days.to;
        let window = Period {
            from: books.plan.period.from,
            to: day,
        };
        let rows = plan_fact::week(books.plan, books.decomposition, actuals, window);
        let (goal, row) = goal_and_row(books.plan, &rows);
        Point {
            day,
            plan: row.and_then(|row| row.plan).unwrap_or(goal.with_units(0)),
            fact: row.map(|row| row.fact).filter(|_| span.days.from <= actuals.as_of),
        }
    };
    weeks.map(point).collect()
}

//! Plan against fact in parts: leads by channel, what every person brings, and the way to the
//! goal week by week.

use jiff::civil::Date;

use crate::actuals::{Actuals, ByChannel};
use crate::mix::ChannelLeads;
use crate::outlook::goal_and_row;
use crate::period::{Period, WeekSpan, days_before};
use crate::plan_fact::{self, Quantity, Row};
use crate::slice::{OfOne, Whose, rows_of_all, with_evening};
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

/// Leads by segment and channel, in the order of the plan, and last those that came by none that
/// is planned for the segment: all of its leads, so that the parts sum to the whole.
pub fn by_channel(books: Books<'_>, actuals: &Actuals, week: Period) -> Vec<Part> {
    let has_channels = |segment: &usize| {
        let leads = &books.decomposition.segments[*segment].leads;
        leads.len() > 1 || leads.iter().any(|part| part.channel.is_some())
    };
    let segments = (0..books.plan.segments.len()).filter(has_channels);
    segments
        .flat_map(|segment| of_segment(books, actuals, week, segment))
        .collect()
}

/// Leads that are still to come after an evening by where they come from, as planned; `None`
/// for a segment without channels. They sum to what the segment still needs by its schedule.
pub(crate) fn left_by_source(books: Books<'_>, segment: usize, as_of: Date) -> Option<Vec<(&ChannelLeads, u64)>> {
    let need = &books.decomposition.segments[segment];
    let weeks = with_evening(&books.decomposition.weeks, as_of);
    let wholes: Vec<u64> = need.leads.iter().map(|part| part.leads).collect();
    let totals = need.schedule.by_source(0, &wholes, &weeks)?;
    let evening = weeks.iter().take_while(|span| span.days.to <= as_of).count();
    let left = |totals: &[u64]| totals.last().copied().unwrap_or(0).saturating_sub(totals[evening]);
    Some(need.leads.iter().zip(totals.parts().map(left)).collect())
}

fn of_segment(books: Books<'_>, actuals: &Actuals, week: Period, segment: usize) -> Vec<Part> {
    let as_of = actuals.as_of;
    let need = &books.decomposition.segments[segment];
    let weeks = with_evening(&books.decomposition.weeks, as_of);
    let wholes: Vec<u64> = need.leads.iter().map(|part| part.leads).collect();
    let Some(totals) = need.schedule.by_source(0, &wholes, &weeks) else {
        return Vec::new();
    };
    let n_over = |day: Date| weeks.iter().take_while(|span| span.days.to <= day).count();
    let (eve, evening) = (n_over(days_before(week.from, 1)), n_over(as_of));
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let mut planned: Vec<(Option<usize>, Option<[i64; 2]>)> = Vec::new();
    for (part, totals) in need.leads.iter().zip(totals.parts()) {
        let so_far = count(totals[evening]);
        planned.push((part.channel, Some([so_far - count(totals[eve]), so_far])));
    }
    let (first, _) = need.schedule.days_of(0);
    let all = Period {
        from: first.min(books.plan.period.from),
        to: as_of,
    };
    let came = |days: Period| actuals.count_by_channel(segment, 0, days);
    let (in_week, so_far) = (came(week), came(all));
    let is_planned = |channel: &Option<usize>| need.leads.iter().any(|part| part.channel == *channel);
    let mut others: Vec<Option<usize>> = so_far.keys().filter(|channel| !is_planned(channel)).copied().collect();
    // Those of no channel last.
    others.sort_by_key(|channel| channel.unwrap_or(usize::MAX));
    planned.extend(others.into_iter().map(|channel| (channel, None)));
    let sums = |plan: Option<i64>, came: &ByChannel, channel: &Option<usize>| Sums {
        plan: plan.map(Quantity::Count),
        fact: Quantity::Count(count(came.get(channel).copied().unwrap_or(0))),
    };
    let part = |(channel, plan): (Option<usize>, Option<[i64; 2]>)| Part {
        index: channel,
        segment: Some(segment),
        week: sums(plan.map(|[week, _]| week), &in_week, &channel),
        to_date: sums(plan.map(|[_, so_far]| so_far), &so_far, &channel),
        work: Vec::new(),
    };
    planned.into_iter().map(part).collect()
}

/// What every person of the team brings towards the goal, and what names nobody of it.
pub fn by_person(books: Books<'_>, evening: Evening) -> Vec<Part> {
    let mut parts = parts_of(books, rows_of_all(books, evening).iter());
    // What nobody of the team did is worth a line where there is any of it.
    let says_nothing = |nobody: &Part| nobody.to_date.fact.units() == 0 && nobody.work.is_empty();
    if parts.last().is_some_and(says_nothing) {
        parts.pop();
    }
    parts
}

/// What some of them bring towards the goal.
pub(crate) fn parts_of<'o>(books: Books<'_>, of: impl Iterator<Item = &'o OfOne>) -> Vec<Part> {
    let sums = |rows: &[Row]| {
        let (goal, row) = goal_and_row(books.plan, rows);
        let row = row.or_else(|| rows.iter().find(|row| row.segment.is_none()));
        Sums {
            plan: row.and_then(|row| row.plan),
            fact: row.map_or(goal.with_units(0), |row| row.fact),
        }
    };
    let part = |of: &OfOne| Part {
        index: match of.whose {
            Whose::Person(index) => Some(index),
            Whose::Nobody => None,
        },
        segment: None,
        week: sums(&of.week),
        to_date: sums(&of.to_date),
        work: of.work.clone(),
    };
    of.map(part).collect()
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

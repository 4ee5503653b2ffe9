//! Leads by channel against what the channel can bring, week by week.

use super::{Action, Amount, Kind, Looked, Need, WeekNeed};
use crate::period::{WeekSpan, days_between};
use crate::plan::{Channel, Plan};

/// One need a channel that any segment uses, then the leads that no channel brings.
pub(super) fn needs(looked: &Looked<'_>) -> Vec<Need> {
    let plan = looked.books.plan;
    let channels = 0..plan.channels.len();
    let of_channel = |index: usize| {
        let weeks = weekly(looked, Some(index))?;
        Some(of_channel(looked, index, &plan.channels[index], &weeks))
    };
    let nowhere = weekly(looked, None).map(|weeks| {
        let total: u64 = weeks.iter().sum();
        let first = weeks.iter().skip(1).position(|need| *need > 0);
        Need {
            need: Some(Amount::Count(total)),
            supply: Some(Amount::Count(0)),
            gap: Some(Amount::Count(total)),
            by: first.map(|week| looked.books.decomposition.weeks[week].week),
            weeks: spread(looked, &weeks, |_| Some(0)),
            action: (total > 0).then_some(Action::FindChannel(total)),
            ..Need::of(Kind::Leads(None))
        }
    });
    channels.filter_map(of_channel).chain(nowhere).collect()
}

/// Leads due before the period and in each of its weeks, over all segments. `None` where
/// no segment asks for any. Shape: one for the days before, then one a week.
fn weekly(looked: &Looked<'_>, channel: Option<usize>) -> Option<Vec<u64>> {
    let mut sums = vec![0_u64; looked.books.decomposition.weeks.len() + 1];
    let mut is_asked = false;
    for (index, need) in looked.books.decomposition.segments.iter().enumerate() {
        let Some(position) = need.leads.iter().position(|part| part.channel == channel) else {
            continue;
        };
        is_asked = true;
        let Some(totals) = looked.books.decomposition.by_channel(index) else {
            continue;
        };
        if let Some(totals) = totals.parts().nth(position) {
            sums[0] += totals[0];
            for (sum, pair) in sums[1..].iter_mut().zip(totals.windows(2)) {
                *sum += pair[1] - pair[0];
            }
        }
    }
    is_asked.then_some(sums)
}

/// Leads may come earlier than they are due, not later: what counts is the running total.
/// What was due before the period is looked at with the pipeline.
fn of_channel(looked: &Looked<'_>, index: usize, channel: &Channel, weeks: &[u64]) -> Need {
    // What was due before the period stands with the pipeline.
    let total: u64 = weeks[1..].iter().sum();
    let (mut due, mut gap, mut since, mut by) = (0_u64, 0_u64, None, None);
    let weeks_of = &looked.books.decomposition.weeks;
    let can = |week: usize| running_supply(looked.books.plan, channel, weeks_of.get(week)?);
    for (week, need) in weeks[1..].iter().enumerate() {
        due += need;
        let missing = can(week).map_or(0, |can| due.saturating_sub(can));
        if missing > gap {
            (gap, by) = (missing, Some(looked.books.decomposition.weeks[week].week));
            since = since.or(by);
        }
    }
    let supply = can(weeks.len().saturating_sub(2)).filter(|_| channel.supply_per_week.is_some());
    let cost = channel.cost_per_lead.and_then(|cost| cost.checked_times(gap));
    Need {
        need: Some(Amount::Count(total)),
        supply: supply.map(Amount::Count),
        gap: supply.map(|_| Amount::Count(gap)),
        since,
        by,
        weeks: spread(looked, weeks, |week| {
            let before = week.checked_sub(1).map_or(Some(0), can);
            can(week).zip(before).map(|(now, before)| now - before)
        }),
        action: (gap > 0).then_some(Action::BringLeads(index, gap, cost)),
        ..Need::of(Kind::Leads(Some(index)))
    }
}

/// The most leads the channel can have brought by the end of a week: its limit a week,
/// by calendar days in weeks that the period cuts.
pub(crate) fn running_supply(plan: &Plan, channel: &Channel, week: &WeekSpan) -> Option<u64> {
    let per_week = u128::from(channel.supply_per_week?);
    let days = u128::try_from(days_between(plan.period.from, week.days.to) + 1).ok()?;
    u64::try_from(per_week * days / 7).ok()
}

fn spread(looked: &Looked<'_>, weeks: &[u64], supply: impl Fn(usize) -> Option<u64>) -> Vec<WeekNeed> {
    let spans = looked.books.decomposition.weeks.iter().enumerate();
    spans
        .zip(&weeks[1..])
        .map(|((week, span), need)| WeekNeed {
            span: *span,
            need: Amount::Count(*need),
            supply: supply(week).map(Amount::Count),
        })
        .collect()
}
